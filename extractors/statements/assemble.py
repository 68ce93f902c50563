"""From a draft in the view's offsets to a statement in the source's (成文)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.evidence import boxes_of, page_of
from extractors.statements.passage import Draft
from extractors.view import View
from schemas import Document, Measure, Outline, Passage, Statement, content_id


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


def statement_of(draft: Draft, view: View, passage: Passage, place: Place, ordinal: int = 0) -> Statement:
    """Return the statement; its quote is exactly the text at its offsets."""
    document = place.document
    q = draft.quantity
    start, end = view.source_span(draft.clause.start, draft.clause.end)
    value_start, value_end = view.source_span(q.outer_start, q.outer_end)
    number_start, number_end = view.source_span(q.start, q.end)
    measure = place.measure_of(passage.section)
    due = draft.due
    block = document.blocks[passage.block]
    return Statement(
        statement_id=content_id(document.document_id, number_start, number_end, ordinal),
        document_id=document.document_id,
        source_file=document.source_file,
        role=draft.role,
        quote=document.text[start:end],
        scope=draft.scope,
        indicator=draft.indicator,
        comparator=q.comparator,
        value=q.value,
        value_max=q.value_max,
        unit=q.unit,
        kind=draft.kind,
        start=due.start if due else None,
        deadline=due.deadline if due else None,
        deadline_basis=due.basis if due and due.deadline else None,
        deadline_words=due.words if due and due.deadline else "",
        measure_id=measure.measure_id if measure else None,
        lead=measure.lead if measure else (),
        support=measure.support if measure else (),
        responsible=measure.responsible if measure else (),
        page=page_of(document, block, number_start),
        boxes=boxes_of(block, number_start, number_end),
        char_start=start,
        char_end=end,
        value_text=document.text[value_start:value_end],
        value_start=value_start,
        value_end=value_end,
        confidence=draft.confidence,
        rule=draft.rule,
    )


