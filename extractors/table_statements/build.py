"""From a value in a cell to a statement with its evidence (成文)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.evidence import boxes_of as block_boxes
from extractors.evidence import page_of
from extractors.statements.deadlines import Due
from extractors.table_statements.grid import GridCell, boxes_of
from schemas import Block, Document, Kind, Measure, Quantity, Role, Statement, TablePlace, content_id


@dataclass(frozen=True, slots=True)
class Claim:
    """A value with all that was read of it; offsets are those of the cell's view."""

    quantity: Quantity
    quote: tuple[int, int]
    role: Role
    rule: str
    scope: str
    indicator: str
    kind: Kind
    start: str | None
    deadline: str | None
    due: Due | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Desk:
    """A document with what its statements are filed under: measures by place, blocks of tables."""

    document: Document
    measures: tuple[Measure, ...]
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, document: Document, measures: Sequence[Measure]) -> Desk:
        """Sort the measures by the length of their evidence, so that the closest one is found first."""
        ordered = sorted(measures, key=lambda m: (m.evidence.end - m.evidence.start, m.evidence.start))
        return cls(document, tuple(ordered), document.blocks)

    def measure_at(self, start: int, end: int) -> Measure | None:
        """Return the measure whose evidence lies in the row start to end, or reaches over it."""
        inside = [m for m in self.measures if start <= m.evidence.start < end]
        if inside:
            return min(inside, key=lambda m: m.evidence.start)
        return next((m for m in self.measures if m.evidence.start <= start and end <= m.evidence.end), None)

    def block_at(self, place: int) -> Block:
        """Return the block that the source offset lies in."""
        return next((block for block in self.blocks if block.start <= place < block.end), self.blocks[0])


def statement_of(
    claim: Claim, cell: GridCell, desk: Desk, place: TablePlace, row: tuple[int, int], ordinal: int
) -> Statement:
    """Return the statement. Its quote is one slice of the text: of the piece of the cell that holds the number."""
    document, view, q = desk.document, cell.view, claim.quantity
    number_start, number_end = view.source_span(q.start, q.end)
    value_start, value_end = view.source_span(q.outer_start, q.outer_end)
    start, end = view.source_span(*claim.quote)
    piece = cell.piece_at(number_start)
    if piece is not None:
        start, end = max(start, piece.start), min(end, piece.end)
        value_start, value_end = max(value_start, piece.start), min(value_end, piece.end)
    boxes = boxes_of(cell.cell, number_start, number_end)
    block = desk.block_at(number_start)
    measure = desk.measure_at(*row)
    return Statement(
        statement_id=content_id(document.document_id, number_start, number_end, ordinal),
        document_id=document.document_id,
        source_file=document.source_file,
        role=claim.role,
        quote=document.text[start:end],
        scope=claim.scope,
        indicator=claim.indicator,
        comparator=q.comparator,
        value=q.value,
        value_max=q.value_max,
        unit=q.unit,
        kind=claim.kind,
        start=claim.start,
        deadline=claim.deadline,
        deadline_basis=claim.due.basis if claim.due and claim.deadline else None,
        deadline_words=claim.due.words if claim.due and claim.deadline else "",
        table=place,
        measure_id=measure.measure_id if measure else None,
        lead=measure.lead if measure else (),
        support=measure.support if measure else (),
        responsible=measure.responsible if measure else (),
        page=boxes[0].page if boxes else page_of(document, block, number_start),
        boxes=boxes or block_boxes(block, number_start, number_end),
        char_start=start,
        char_end=end,
        value_text=document.text[value_start:value_end],
        value_start=value_start,
        value_end=value_end,
        confidence=claim.confidence,
        rule=claim.rule,
    )


def with_unit(quantity: Quantity, unit: str) -> Quantity:
    """Give a bare number its unit; a bare multiplier (18.9万) goes in front of it."""
    if not unit or quantity.unit == unit:
        return quantity
    if not quantity.unit:
        return quantity.model_copy(update={"unit": unit})
    if set(quantity.unit) <= set("十百千万亿") and unit[0] not in "十百千万亿" and unit != "%":
        return quantity.model_copy(update={"unit": quantity.unit + unit})
    return quantity


def negative(quantity: Quantity) -> Quantity:
    """Return the quantity below zero."""
    return quantity.model_copy(update={"value": Decimal(0) - quantity.value})
