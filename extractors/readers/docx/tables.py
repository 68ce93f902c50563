"""Tables of a Word file (Word 表格): merged cells counted out into a grid, frames told from data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from extractors.readers.composing import Grid, GridCell
from extractors.readers.docx.package import Element, child, is_on, local, number_of, value
from extractors.readers.limits import Limits

_WIDEST = 400


class CellReader(Protocol):
    """What a table needs of the body's reader."""

    limits: Limits

    def content(self, container: Element) -> Iterable[Element]:
        """Yield the elements of a container, wrappers opened, deleted ones left out."""
        ...

    def words_of(self, container: Element) -> str:
        """Return the words of a cell."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """A row, its cells, how many grid columns stand empty before them, and whether it is repeated as a head."""

    cells: tuple[Element, ...]
    before: int
    is_head: bool


def rows_of(table: Element, reader: CellReader) -> list[Row]:
    """Return the rows of a table; deleted rows are left out."""
    rows: list[Row] = []
    for element in reader.content(table):
        if local(element) != "tr":
            continue
        properties = child(element, "trPr")
        if child(properties, "del") is not None:
            continue
        cells = tuple(cell for cell in reader.content(element) if local(cell) == "tc")
        before = value(child(properties, "gridBefore"))
        rows.append(
            Row(cells, number_of(before, _WIDEST), is_on(child(properties, "tblHeader")))
        )
    return rows


def _width(cell: Element) -> int:
    span = value(child(cell, "tcPr", "gridSpan"))
    return max(number_of(span, _WIDEST), 1)


def _continues(cell: Element, name: str) -> bool:
    """Tell a cell that only goes on with the one above (vMerge) or to its left (hMerge)."""
    merge = child(cell, "tcPr", name)
    return merge is not None and value(merge) in (None, "continue")


def is_data_table(rows: Sequence[Row]) -> bool:
    """Tell a table of data from a frame around text: two columns at least, and no cell that holds nearly everything."""
    columns = max((len(row.cells) for row in rows), default=0)
    if columns < 2 or (len(rows) < 2 and columns < 3):
        return False
    lengths = [sum(len(part) for part in cell.itertext()) for row in rows for cell in row.cells]
    nested = any(local(one) == "tbl" for row in rows for cell in row.cells for one in cell)
    return not (nested and len(rows) <= 2 and max(lengths) > 0.7 * sum(lengths))


def grid_of(rows: Sequence[Row], reader: CellReader) -> Grid:
    """Return the grid. Raises ReadError "too-large" where it has more cells than the limit."""
    cells: list[GridCell] = []
    open_above: dict[int, int] = {}  # column → index in `cells` of the cell that is merged downwards
    for number, row in enumerate(rows):
        column = row.before
        for cell in row.cells:
            width = _width(cell)
            if len(cells) > reader.limits.table_cells:
                raise reader.limits.over("table_cells", "a table is", "split it or raise the limit")
            above = open_above.get(column)
            if _continues(cell, "vMerge") and above is not None:
                kept = cells[above]
                cells[above] = GridCell(
                    kept.row, kept.column, kept.text, number - kept.row + 1, kept.column_span, kept.is_head
                )
            elif _continues(cell, "hMerge") and cells and cells[-1].row == number:
                kept = cells[-1]
                cells[-1] = GridCell(
                    kept.row, kept.column, kept.text, kept.row_span, kept.column_span + width, kept.is_head
                )
            else:
                cells.append(GridCell(number, column, reader.words_of(cell), 1, width, row.is_head))
                open_above[column] = len(cells) - 1
            column += width
    return Grid(tuple(cells))
