"""Characters into cells (单元格文字): a character belongs to the cell that holds its centre."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractors.readers.layout import PageTable, Rect
from extractors.readers.pdf.glyphs import Glyph
from extractors.readers.pdf.lines import whole_lines

MARGIN = 1.0  # points by which a character's centre may stand outside the table's border


def fill(tables: Sequence[PageTable], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Put the characters into the tables' cells as lines; return those that stand outside all tables."""
    outside = list(glyphs)
    for table in tables:
        inside = [glyph for glyph in outside if _holds(table.box, glyph)]
        if inside:
            outside = [glyph for glyph in outside if not _holds(table.box, glyph)]
            _fill_table(table, inside)
    return outside


def _holds(box: Rect, glyph: Glyph) -> bool:
    return box.x0 - MARGIN <= glyph.x <= box.x1 + MARGIN and box.top - MARGIN <= glyph.y <= box.bottom + MARGIN


def _fill_table(table: PageTable, glyphs: Sequence[Glyph]) -> None:
    owner: dict[tuple[int, int], int] = {}
    for index, cell in enumerate(table.cells):
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                owner[row, column] = index
    ys = _row_edges(table)
    content: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        row = min(max(bisect_right(ys, glyph.y) - 1, 0), table.rows - 1)
        column = min(max(bisect_right(table.xs, glyph.x) - 1, 0), table.columns - 1)
        content.setdefault(owner[row, column], []).append(glyph)
    for index, members in content.items():
        table.cells[index].lines = whole_lines(members)


def _row_edges(table: PageTable) -> list[float]:
    edges = [table.box.top] * table.rows + [table.box.bottom]
    for cell in table.cells:
        edges[cell.row] = cell.box.top
    return edges
