"""Head rows of a table (表头), and those that are repeated on the next page."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from extractors.readers.joining.pieces import GridCell
from extractors.readers.joining.words import bare, is_value, pattern

MOST_HEAD_ROWS = 5
ALIKE = 0.85  # share of equal characters: heads read from images may differ a little
LONG = 30  # characters: longer cells are content


def row_cells(cells: Sequence[GridCell], row: int) -> list[GridCell]:
    """Return the cells that begin in `row`, from left to right."""
    return sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.column)


def repeated_heads(first: Sequence[GridCell], rows: int, later: Sequence[GridCell]) -> int:
    """Return how many rows at the top of `later` repeat the top rows of `first` (of which `rows` may be heads)."""
    count = 0
    while count < rows and _same_row(row_cells(first, count), row_cells(later, count)):
        count += 1
    spanned = max((cell.row + cell.row_span for cell in later if cell.row < count), default=0)
    return count if spanned <= count else 0


def _same_row(one: Sequence[GridCell], other: Sequence[GridCell]) -> bool:
    if len(one) != len(other) or not any(bare(cell.text) for cell in one):
        return False
    a = "\t".join(bare(cell.text) for cell in one)
    b = "\t".join(bare(cell.text) for cell in other)
    if a == b:
        return True
    places = all((x.column, x.column_span) == (y.column, y.column_span) for x, y in zip(one, other, strict=True))
    values = any(is_value(cell.text) for cell in (*one, *other) if bare(cell.text))
    return places and not values and len(a) >= 6 and SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE


def head_rows(cells: Sequence[GridCell], rows: int, columns: int) -> int:
    """Return how many rows at the top of a table are its head; 0 where it has none.

    A row that fills the whole width (a title inside the frame) counts with the head. Below it the head is the first
    row, as far as its cells span, and the row of sub-heads under a cell that spans columns.
    """
    top = 0
    while top < rows and _is_banner(row_cells(cells, top), columns):
        top += 1
    if top >= rows:
        return 0
    first = row_cells(cells, top)
    if not _looks_like_head(first):
        return 0
    depth = max(cell.row_span for cell in first)
    flat = all(cell.row_span == depth for cell in first)
    if flat and depth > 1:
        depth = 1 if rows - top > 1 else depth
    end = top + depth
    grouped = depth == 1 and any(cell.column_span > 1 for cell in first)
    if grouped and end < rows and _looks_like_head(row_cells(cells, end)):
        end += 1
    return min(end, MOST_HEAD_ROWS, rows)


def is_banner(cells: Sequence[GridCell], columns: int) -> bool:
    """Say whether a row is one cell over the whole width."""
    return _is_banner(cells, columns)


def _is_banner(cells: Sequence[GridCell], columns: int) -> bool:
    return len(cells) == 1 and cells[0].column_span == columns > 1 and bool(bare(cells[0].text))


def _looks_like_head(cells: Sequence[GridCell]) -> bool:
    """Say whether a row holds the words of a head: short ones, no values, few gaps."""
    texts = [bare(cell.text) for cell in cells]
    filled = [text for text in texts if text]
    if len(filled) < 1 or len(filled) * 2 < len(texts):
        return False
    if any(is_value(text) for text in filled):
        return False
    if sum(pattern("head_word").fullmatch(text) is not None for text in filled) >= 2:
        return True
    return all(len(text) <= LONG for text in filled)
