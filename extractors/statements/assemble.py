"""From a draft in the view's offsets to a statement in the source's (成文)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.evidence import boxes_of, page_of
from extractors.statements.draft import Draft
from extractors.view import View
from schemas import Box, Document, Measure, Outline, Passage, Statement, TablePlace, content_id


@dataclass(frozen=True)
class Place:
    """Where the statements of a document stand: its sections' measures."""

    document: Document
    by_section: dict[int, Measure]
    outline: Outline

    @classmethod
    def of(cls, document: Document, outline: Outline, measures: Sequence[Measure]) -> Place:
        """Index the measures by section."""
        by_section = {m.section: m for m in measures if m.section is not None}
        return cls(document, by_section, outline)

    def measure_of(self, section: int | None) -> Measure | None:
        """Return the measure that a section belongs to: its own or the nearest above it."""
        for above in self.outline.ancestors(section):
            if above.index in self.by_section:
                return self.by_section[above.index]
        return None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a statement stands in the source, end excluded. value: the number with its comparator's words."""

    quote: tuple[int, int]
    value: tuple[int, int]
    number: tuple[int, int]
    page: int = 1
    boxes: tuple[Box, ...] = ()
    table: TablePlace | None = None

    @classmethod
    def of(cls, draft: Draft, view: View) -> Spot:
        """Return where a draft's words stand, without page and boxes."""
        q = draft.quantity
        quote = view.source_span(draft.clause.start, draft.clause.end)
        return cls(quote, view.source_span(q.outer_start, q.outer_end), view.source_span(q.start, q.end))


def prose_statement(draft: Draft, view: View, passage: Passage, place: Place) -> Statement:
    """Return the statement of a draft read in a passage."""
    document, spot = place.document, Spot.of(draft, view)
    block = document.blocks[passage.block]
    page, boxes = page_of(document, block, spot.number[0]), boxes_of(block, *spot.number)
    return statement_of(draft, replace(spot, page=page, boxes=boxes), document, place.measure_of(passage.section))


def statement_of(draft: Draft, spot: Spot, document: Document, measure: Measure | None, ordinal: int = 0) -> Statement:
    """Return the statement; its quote is exactly the text at its offsets."""
    q, due = draft.quantity, draft.due
    dated = due is not None and due.deadline
    return Statement(
        statement_id=content_id(document.document_id, *spot.number, ordinal),
        document_id=document.document_id,
        source_file=document.source_file,
        role=draft.role,
        quote=document.text[slice(*spot.quote)],
        scope=draft.scope,
        indicator=draft.indicator,
        comparator=q.comparator,
        value=q.value,
        value_max=q.value_max,
        unit=q.unit,
        kind=draft.kind,
        start=due.start if due else None,
        deadline=due.deadline if due else None,
        deadline_basis=due.basis if due and dated else None,
        deadline_words=due.words if due and dated else "",
        table=spot.table,
        measure_id=measure.measure_id if measure else None,
        lead=measure.lead if measure else (),
        support=measure.support if measure else (),
        responsible=measure.responsible if measure else (),
        page=spot.page,
        boxes=spot.boxes,
        char_start=spot.quote[0],
        char_end=spot.quote[1],
        value_text=document.text[slice(*spot.value)],
        value_start=spot.value[0],
        value_end=spot.value[1],
        confidence=draft.confidence,
        rule=draft.rule,
    )
