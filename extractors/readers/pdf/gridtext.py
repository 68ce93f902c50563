"""Tables of pages into the document's text, and from there into pieces for joining."""

from __future__ import annotations

from collections import defaultdict

from extractors.readers.joining import GridCell, GridPiece
from extractors.readers.layout import PageCell, PageTable, em_of
from extractors.readers.pdf.growing import GrowingText, box_of
from schemas import Line, Piece

PADDING = 2.0  # in type sizes: white at the two sides of a cell


def write_table(text: GrowingText, page: int, table: PageTable) -> tuple[GridPiece, list[Line]]:
    """Append a table to the text, cells parted by tabs and rows by line breaks; return its piece and its lines."""
    widest = _widest(table)
    rows: dict[int, list[PageCell]] = defaultdict(list)
    for cell in table.cells:
        rows[cell.row].append(cell)
    start = text.begin()
    cells: list[GridCell] = []
    lines: list[Line] = []
    for row in range(table.rows):
        if row:
            text.blank("\n")
        for place, cell in enumerate(sorted(rows[row], key=lambda item: item.column)):
            if place:
                text.blank("\t")
            written = [text.line(page, line, "\n" if i else "") for i, line in enumerate(cell.lines)]
            lines += written
            cells.append(_grid_cell(text, page, cell, written, widest))
    piece = GridPiece(
        table.rows,
        table.columns,
        cells,
        page,
        start,
        text.length,
        edges=table.xs,
        open_top=table.open_top,
        open_bottom=table.open_bottom,
        unsure=table.unsure,
    )
    return piece, lines


def _grid_cell(
    text: GrowingText, page: int, cell: PageCell, lines: list[Line], widest: dict[tuple[int, int], float]
) -> GridCell:
    if not lines:
        return GridCell(cell.row, cell.column, "", cell.row_span, cell.column_span)
    start, end = lines[0].start, lines[-1].end
    known = [line.confidence for line in cell.lines if line.confidence is not None]
    piece = Piece(start=start, end=end, box=box_of(page, cell.box), confidence=min(known) if known else None)
    words = "\n".join(line.text for line in cell.lines)
    return GridCell(cell.row, cell.column, words, cell.row_span, cell.column_span, (piece,), _room(cell, widest))


def _widest(table: PageTable) -> dict[tuple[int, int], float]:
    """Return for every column and span how long its lines may be, in points.

    Where some cell wraps, its longest line tells; else the column's width less its padding.
    """
    found: dict[tuple[int, int], float] = defaultdict(float)
    wraps: set[tuple[int, int]] = set()
    for cell in table.cells:
        key = (cell.column, cell.column_span)
        for line in cell.lines:
            found[key] = max(found[key], line.box.width)
        if len(cell.lines) > 1:
            wraps.add(key)
    for cell in table.cells:
        key = (cell.column, cell.column_span)
        if cell.lines and key not in wraps:
            found[key] = max(found[key], cell.box.width - PADDING * em_of(cell.lines[-1]))
    return found


def _room(cell: PageCell, widest: dict[tuple[int, int], float]) -> float:
    """Return the white at the end of the cell's last line, in type sizes, measured against its column."""
    last = cell.lines[-1]
    return round((widest[cell.column, cell.column_span] - last.box.width) / em_of(last), 2)
