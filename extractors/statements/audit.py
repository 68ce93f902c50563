"""Every number gets a role, or a row that says it has none (数字清点)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.evidence import page_of
from extractors.statements.passage import Found, hidden_spans
from extractors.view import View
from schemas import Document, Issue, Passage, Severity

# A unit in brackets with digits right behind it, or a bound between two numbers: cells that ran into each other.
_RUN_TOGETHER = re.compile(r"（(?:%|‰|[\u4e00-\u9fff/]{1,6})）\d|\d[<>≥≤]\d")
_STRETCH = re.compile(r"[^。；\n]+")
_DIGITS = re.compile(r"\d+(?:\.\d+)*")


def unread_numbers(found: Found, view: View, passage: Passage, document: Document) -> list[Issue]:
    """Return an issue for every number of a passage that is no quantity, date, name, reference or item number."""
    known = sorted(_known(found))
    issues = []
    for match in _DIGITS.finditer(found.text):
        if any(start < match.end() and match.start() < end for start, end in known):
            continue
        start, end = view.source_span(match.start(), match.end())
        around = found.text[max(0, match.start() - 12) : match.end() + 12]
        issues.append(
            Issue(
                severity=Severity.INFO,
                code="number-not-understood",
                message=f"The number {match.group()} in “{around}” was not read as a quantity, a date or a name. "
                "Please look at it.",
                document_id=document.document_id,
                source_file=document.source_file,
                page=page_of(document, document.blocks[passage.block], start),
                start=start,
                end=end,
            )
        )
    return issues


def run_together(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a passage that are rows of a table without its lines: nobody can say which digits
    belong together, so their numbers are told, not read."""
    return [match.span() for match in _STRETCH.finditer(text) if len(_RUN_TOGETHER.findall(match.group())) > 1]


def _known(found: Found) -> Iterable[tuple[int, int]]:
    yield from ((q.start, q.end) for q in found.quantities)
    yield from ((p.start, p.end) for p in found.periods)
    yield from found.names
    yield from hidden_spans(found.text)
    item = re.match(r"[（(]?\d+(?:\.\d+)*[.、．)）]?", found.text)
    if item:
        yield item.span()
