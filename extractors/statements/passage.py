"""Read the numeric statements of one passage (段落中的数字表述)."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from extractors.statements.clauses import sentences
from extractors.statements.context import Carry, Context
from extractors.statements.deadlines import Due, leading, of_item
from extractors.statements.draft import Draft
from extractors.statements.reading import SentenceReader
from schemas import DeadlineBasis, Period, Quantity

__all__ = ["Draft", "Found", "hidden_spans", "read_passage"]

_HIDDEN = re.compile(r"《[^》]*》|“[^”，。；]{1,9}”")


@dataclass(frozen=True, slots=True)
class Found:
    """What the language components found in a passage: the view's text and offsets into it.

    starts: where words begin. names: spans of numbers that are names, references or orders.
    """

    text: str
    quantities: Sequence[Quantity]
    periods: Sequence[Period]
    starts: Container[int]
    names: Sequence[tuple[int, int]] = ()


def hidden_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of titles in 《》 and of short quoted names, whose numbers promise nothing."""
    return [match.span() for match in _HIDDEN.finditer(text)]


def read_passage(found: Found, context: Context) -> tuple[list[Draft], Carry]:
    """Return the drafts of a passage and what it hands on to the passages below its heading."""
    drafts: list[Draft] = []
    carry, lead, said = Carry(), None, context.earlier
    hidden = hidden_spans(found.text)
    quantities = [q for q in found.quantities if not _inside(q.start, hidden)]
    titles = [(start, end) for start, end in hidden if found.text[start] == "《"]
    periods = [p for p in found.periods if not _inside(p.start, titles)]
    limit = of_item(periods, found.text, context.calendar.year)
    for number, sentence in enumerate(sentences(found.text)):
        reader = SentenceReader(found.text, found.starts, context, sentence, quantities, periods, lead or limit, said)
        drafts += reader.read()
        said = reader.said or said
        first = min((q.start for q in quantities if sentence.holds(q.start)), default=sentence.end)
        opened = leading(periods, found.text, sentence, first)
        if opened and number == 0:
            carry = Carry(_as_heading(opened), reader.opening_scope())
        lead = opened or lead
    carry.said = said
    return drafts, carry


def _inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def _as_heading(due: Due) -> Due:
    return Due(due.start, due.deadline, DeadlineBasis.HEADING, due.words, due.kind)
