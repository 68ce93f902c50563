"""Where characters of a document are printed, for whoever shows them (位置)."""

from __future__ import annotations

from extractors.evidence import boxes_of
from schemas import Box, Cell, Document, Statement, Table


def boxes_at(document: Document, start: int, end: int) -> tuple[Box, ...]:
    """Return the boxes of the characters, one a printed line, in prose and tables; none for formats without pages."""
    blocks = (block for block in document.blocks if block.start < end and start < block.end)
    return tuple(box for block in blocks for box in boxes_of(block, start, end))


def cell_of(document: Document, statement: Statement) -> tuple[Table, Cell] | None:
    """Return the table cell that a statement stands in, and its table; None in prose."""
    place = statement.table
    for table in document.tables if place is not None else ():
        if place is None or table.table_id != place.table_id:
            continue
        for cell in table.cells:
            if any(piece.start < statement.value_end and statement.value_start < piece.end for piece in cell.pieces):
                return table, cell
    return None
