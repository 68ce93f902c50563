"""A table as a grid of views: every cell folded for reading, with a map back to the source (表格网格)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from extractors.view import View, view_of
from schemas import Box, Cell, Document, Piece, Table

_TAG = re.compile(r"</?(?:p|br|div|span|td|tr|li|ul|ol)\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with the view of its words. Tags left over in the text (<p>) are line breaks in the view."""

    cell: Cell
    view: View

    @property
    def text(self) -> str:
        """The cell's words, folded."""
        return self.view.text

    def piece_at(self, place: int) -> Piece | None:
        """Return the piece of the cell that holds the source offset `place`."""
        return next((piece for piece in self.cell.pieces if piece.start <= place < piece.end), None)


def view_of_cell(source: str, cell: Cell, raised: frozenset[int] = frozenset()) -> GridCell:
    """Return the cell with one view over all its pieces; offsets are those of the document.

    raised: offsets of footnote marks set above the line, which are no part of a number or a name.
    """
    text: list[str] = []
    offsets: list[int] = []
    for piece in cell.pieces:
        place = piece.start
        for tag in _TAG.finditer(source, piece.start, piece.end):
            _append(text, offsets, view_of(source, place, tag.start(), raised))
            if text and text[-1] != "\n":
                text.append("\n")
                offsets.append(tag.start())
            place = tag.end()
        _append(text, offsets, view_of(source, place, piece.end, raised))
    while text and text[-1] == "\n":
        text.pop()
        offsets.pop()
    start = cell.pieces[0].start if cell.pieces else 0
    end = cell.pieces[-1].end if cell.pieces else 0
    return GridCell(cell, View("".join(text), tuple(offsets), start, end))


def raised_marks(document: Document) -> frozenset[int]:
    """Return the offsets of raised digits that are footnote marks; the 2 of m2 is none."""
    places = (place for block in document.blocks for line in block.lines for place in line.raised)
    text = document.text
    return frozenset(place for place in places if text[place].isdigit() and not _is_latin(text[place - 1 : place]))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _append(text: list[str], offsets: list[int], view: View) -> None:
    text.extend(view.text)
    offsets.extend(view.offsets)


class Grid:
    """Rows and columns of a table, spans resolved: `at` gives the cell that covers a place."""

    def __init__(self, document: Document, table: Table, raised: frozenset[int] = frozenset()) -> None:
        self.document = document
        self.table = table
        self.cells = tuple(view_of_cell(document.text, cell, raised) for cell in table.cells)
        self.rows = table.rows
        self.columns = table.columns
        self._places: dict[tuple[int, int], GridCell] = {}
        for one in self.cells:
            for row in range(one.cell.row, one.cell.row + one.cell.row_span):
                for column in range(one.cell.column, one.cell.column + one.cell.column_span):
                    self._places.setdefault((row, column), one)

    def at(self, row: int, column: int) -> GridCell | None:
        """Return the cell over a place, None where the grid has a hole."""
        return self._places.get((row, column))

    def text(self, row: int, column: int) -> str:
        """Return the folded words over a place, empty where there are none."""
        one = self.at(row, column)
        return one.text if one else ""

    def starts(self, row: int, column: int) -> bool:
        """Tell whether a cell begins at this place (and does not merely reach over it)."""
        one = self.at(row, column)
        return one is not None and one.cell.row == row and one.cell.column == column

    def row_cells(self, row: int) -> list[GridCell]:
        """Return the cells that begin in a row and hold words, from left to right."""
        return [one for one in self.by_row.get(row, []) if one.text]

    @cached_property
    def by_row(self) -> dict[int, list[GridCell]]:
        """The cells by the row they begin in."""
        rows: dict[int, list[GridCell]] = {}
        for one in sorted(self.cells, key=lambda one: (one.cell.row, one.cell.column)):
            rows.setdefault(one.cell.row, []).append(one)
        return rows


def boxes_of(cell: Cell, start: int, end: int) -> tuple[Box, ...]:
    """Return the boxes of the pieces of a cell that a slice of the text lies in."""
    return tuple(piece.box for piece in cell.pieces if piece.box and piece.start < end and start < piece.end)
