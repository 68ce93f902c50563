"""A target that a person marks in the text: where its words stand, and what can be read from them (补标)."""

from __future__ import annotations

import re

from extractors.language.periods import find_periods
from extractors.language.quantities import find_quantities
from extractors.statements.calendars import calendar_of
from extractors.view import view_of
from pipeline.decisions.claims import block_at, cell_at, place_in
from pipeline.rows import Surroundings
from schemas import Anchor, Document, Extraction, Role, Said, Statement

_ENDS = re.compile(r"[。；;！？!?]")


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space at its ends. Raises ValueError where no words are left."""
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if not any(char.isalnum() for char in text[start:end]):
        raise ValueError("Mark the words of the number itself.")
    return start, end


def quote_around(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the sentence around the words, or the piece of the table cell. Raises ValueError over several blocks."""
    found = cell_at(document, start, end)
    if found is not None:
        piece = next(piece for piece in found[1].pieces if piece.start <= start and end <= piece.end)
        return piece.start, piece.end
    block = block_at(document, start)
    if end > block.end:
        raise ValueError("Mark words of one paragraph, or of one cell of a table.")
    text = document.text
    before = [mark.end() for mark in _ENDS.finditer(text, block.start, start)]
    after = _ENDS.search(text, end, block.end)
    return stripped(text, before[-1] if before else block.start, after.start() if after else block.end)


def anchor_at(extraction: Extraction, start: int, end: int) -> Anchor:
    """Return the anchor of words that a person marked; they are the number's with its comparator and unit.

    Raises ValueError where these are no words of one paragraph or one table cell.
    """
    document = extraction.document
    start, end = stripped(document.text, start, end)
    first, last = quote_around(document, start, end)
    found = cell_at(document, start, end)
    table = place_in(*found) if found else None
    context, _ = Surroundings(extraction).context(
        Statement.model_construct(table=table, char_start=first, char_end=last)
    )
    holding = [m for m in extraction.measures if m.evidence.start <= start < m.evidence.end]
    closest = min(holding, key=lambda measure: measure.evidence.end - measure.evidence.start, default=None)
    return Anchor(
        document_id=document.document_id, source_file=document.source_file,
        page=next((page.number for page in document.pages if page.start <= start < page.end), 1),
        quote=document.text[first:last], char_start=first, char_end=last,
        value_text=document.text[start:end], value_start=start, value_end=end,
        context=context, table=table, measure_id=closest.measure_id if closest else None,
    )  # fmt: skip


def suggestion(extraction: Extraction, start: int, end: int) -> Said | None:
    """Return what can be read in marked words, to begin a form with: number, unit, comparator, date, agencies.

    None where the words hold no number that is understood. Raises ValueError as `anchor_at` does.
    """
    document = extraction.document
    anchor = anchor_at(extraction, start, end)
    view = view_of(document.text, anchor.char_start, anchor.char_end)
    quantities = [
        quantity
        for quantity in find_quantities(view.text)
        if _meets(view.source_span(quantity.start, quantity.end), (anchor.value_start, anchor.value_end))
    ]
    if not quantities:
        return None
    quantity = quantities[0]
    periods = [p for p in find_periods(view.text, calendar_of(document)) if p.start < quantity.start and p.last]
    measure = next((m for m in extraction.measures if m.measure_id == anchor.measure_id), None)
    return Said(
        role=Role.TARGET, comparator=quantity.comparator, value=quantity.value, value_max=quantity.value_max,
        unit=quantity.unit, deadline=periods[-1].last if periods else None,
        scope=anchor.table.row if anchor.table else "", indicator=anchor.table.column if anchor.table else "",
        lead=measure.lead if measure else (), support=measure.support if measure else (),
        responsible=measure.responsible if measure else (),
    )  # fmt: skip


def _meets(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
