"""A cell with sentences is read like any other passage, with what the table knows as its context (表格里的文字)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.language.periods import Calendar
from extractors.language.quantities import find_quantities, name_spans
from extractors.statements.context import Context
from extractors.statements.deadlines import Due
from extractors.statements.lexicon import lexicon
from extractors.statements.passage import Draft, Found, read_passage
from extractors.statements.prose import found_in
from extractors.table_statements.words import words
from schemas import SectionKind

# 孵化器数量：2家 and 专家数（5名） say 为 with a mark; the mark gives way to the word so that the phrase is whole.
_COLON = re.compile(r"：(?=\s?[^，。；：、（）\d]{0,4}\d)")
_IN_BRACKETS = re.compile(r"(?<=[\u4e00-\u9fff”])（(?=\d[\d.]*[\u4e00-\u9fff%]{1,3}）)([^（）]*)）")
_ITEM = re.compile(
    r"(?:^|(?<=[。；\n\u4e00-\u9fff）%]))\s?(?:\d{1,2}[.、．](?=\s?[^\d\s])|（\d{1,2}）(?=[\u4e00-\u9fff]))"
)
_DIGIT = re.compile(r"\d")
_LONGEST_NOUN = 16
_NAME = re.compile(r"[^，。；：\n]{2,40}$")


@dataclass(frozen=True, slots=True)
class Reading:
    """A draft with the noun that stands in the clause before it: 综合管廊，总投资5亿元."""

    draft: Draft
    before: str
    raw: str
    clause: str


def read_prose(
    text: str, start: int, end: int, calendar: Calendar, region: str, scope: str, due: Due | None
) -> list[Reading]:
    """Return the drafts of a part of a cell, offsets in the cell's view."""
    part = _ITEM.sub(lambda m: "\n" * len(m.group()), text[start:end])
    part = _IN_BRACKETS.sub(lambda m: f"为{m[1]}，", _COLON.sub("为", part))
    if not _DIGIT.search(part) and not find_quantities(part, name_spans(part)):
        return []
    context = Context(
        calendar=calendar,
        region=region,
        section=SectionKind.GOALS,
        heading_due=due,
        heading_scope=scope,
        lead_due=None,
        lead_scope="",
    )
    found = found_in(part, calendar)
    drafts, _ = read_passage(found, context)
    numbers = [quantity.start for quantity in found.quantities]
    return [
        Reading(
            _moved(draft, start),
            _name_before(part, draft, numbers),
            _raw_noun(part, draft, found),
            part[draft.clause.start : draft.clause.end],
        )
        for draft in drafts
    ]


def _name_before(part: str, draft: Draft, numbers: list[int]) -> str:
    """Return the clause before the draft's own, where it is a name and nothing more."""
    ahead = part[: draft.clause.start].rstrip("，：")
    if not ahead or len(ahead) == draft.clause.start:
        return ""
    match = _NAME.search(ahead)
    if match is None or words().not_name.match(match.group()):
        return ""
    return "" if any(match.start() <= place < match.end() for place in numbers) else match.group().strip()


def _raw_noun(part: str, draft: Draft, found: Found) -> str:
    """Return the words from the clause's start to the number, without predicates: 孵化面积达到 is 孵化面积."""
    dates = [range(period.start, period.end) for period in found.periods]
    places = range(draft.clause.start, draft.quantity.outer_start)
    words = "".join(part[place] for place in places if not any(place in date for date in dates)).strip(" \n")
    lex = lexicon()
    shorter = True
    while shorter and words:
        shorter = False
        for word in (*lex.to, *lex.adverbs):
            if words.endswith(word):
                words, shorter = words[: -len(word)], True
        for word in (*lex.adverbs, "每年", "年"):
            if words.startswith(word) and len(words) > len(word) + 1:
                words, shorter = words[len(word) :], True
    return words if len(words) <= _LONGEST_NOUN and not re.search(r"[\d，、]", words) else ""


def _moved(draft: Draft, by: int) -> Draft:
    if not by:
        return draft
    quantity = draft.quantity.model_copy(
        update={name: getattr(draft.quantity, name) + by for name in ("start", "end", "outer_start", "outer_end")}
    )
    clause = type(draft.clause)(draft.clause.start + by, draft.clause.end + by)
    return replace(draft, quantity=quantity, clause=clause)
