"""From a value in a cell to a statement with its evidence (成文)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.evidence import boxes_of as block_boxes
from extractors.evidence import page_of
from extractors.statements.assemble import Spot, statement_of
from extractors.statements.draft import Draft
from extractors.table_statements.grid import GridCell, boxes_of
from schemas import Block, Document, Measure, Piece, Quantity, Statement, TablePlace


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


def cell_statement(
    draft: Draft, cell: GridCell, desk: Desk, place: TablePlace, row: tuple[int, int], ordinal: int
) -> Statement:
    """Return the statement. Its quote is one slice of the text: of the piece of the cell that holds the number."""
    document, spot = desk.document, Spot.of(draft, cell.view)
    piece = cell.piece_at(spot.number[0])
    if piece is not None:
        spot = replace(spot, quote=_inside(spot.quote, piece), value=_inside(spot.value, piece))
    block, boxes = desk.block_at(spot.number[0]), boxes_of(cell.cell, *spot.number)
    spot = replace(
        spot,
        page=boxes[0].page if boxes else page_of(document, block, spot.number[0]),
        boxes=boxes or block_boxes(block, *spot.number),
        table=place,
    )
    return statement_of(draft, spot, document, desk.measure_at(*row), ordinal)


def _inside(span: tuple[int, int], piece: Piece) -> tuple[int, int]:
    return max(span[0], piece.start), min(span[1], piece.end)


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
