"""Title rows, head rows and body rows of a table (表格结构)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.table_statements.grid import Grid
from extractors.table_statements.words import UNIT_NOTE, clean, split_unit, words

_YEAR = re.compile(r"(?:19|20)\d{2}")
_AMOUNT = re.compile(r"\d")
_LONGEST_HEAD = 30


@dataclass(frozen=True, slots=True)
class Frame:
    """Which rows are what. `title` and `unit_note` are those printed inside the table's frame."""

    title: str
    unit_note: str
    heads: tuple[int, ...]
    body: tuple[int, ...]


def frame_of(grid: Grid) -> Frame:
    """Return the frame of a table. A table that goes on from an earlier one has no head rows."""
    row, title, unit_note = 0, "", ""
    while row < grid.rows - 1:
        line = _single(grid, row)
        if line is None:
            break
        note = UNIT_NOTE.search(line)
        if note:
            unit_note = note["unit"]
        elif not title and _heads_follow(grid, row + 1):
            title = line
        else:
            break
        row += 1
    heads = _heads(grid, row)
    texts = {_row_words(grid, head) for head in heads}
    body = tuple(r for r in range(row + len(heads), grid.rows) if _row_words(grid, r) not in texts)
    return Frame(title, unit_note, heads, body)


def _single(grid: Grid, row: int) -> str | None:
    """Return the words of a row that is one cell over all columns (or the only one with words)."""
    cells = grid.row_cells(row)
    covering = {id(grid.at(row, column)) for column in range(grid.columns) if grid.text(row, column)}
    if len(cells) != 1 or len(covering) != 1 or grid.columns < 2:
        return None
    return cells[0].text


def _row_words(grid: Grid, row: int) -> tuple[str, ...]:
    return tuple(clean(grid.text(row, column)) for column in range(grid.columns))


def _heads_follow(grid: Grid, row: int) -> bool:
    while row < grid.rows and _single(grid, row) is not None:
        row += 1
    return row < grid.rows and is_head_row(grid, row)


def _heads(grid: Grid, first: int) -> tuple[int, ...]:
    if first >= grid.rows:
        return ()
    if grid.table.head_rows > first:
        count = grid.table.head_rows - first
    elif is_head_row(grid, first):
        count = max((one.cell.row_span for one in grid.row_cells(first) if one.cell.row_span <= 3), default=1)
    else:
        return ()
    while first + count < grid.rows - 1 and _goes_on(grid, first + count):
        count += 1
    return tuple(range(first, min(first + count, grid.rows)))


def is_head_row(grid: Grid, row: int) -> bool:
    """Tell a row of heads: short labels without amounts, most of them words that stand in heads."""
    texts = [clean(grid.text(row, column)) for column in range(grid.columns)]
    filled = [text for text in texts if text]
    if len(set(filled)) < 2 or any(len(text) > _LONGEST_HEAD or "。" in text for text in filled):
        return False
    if any(_AMOUNT.search(_YEAR.sub("", split_unit(text)[0])) and not names_column(text) for text in filled):
        return False
    known = sum(1 for text in filled if names_column(text))
    return known * 2 >= len(filled)


def _goes_on(grid: Grid, row: int) -> bool:
    """Tell a second head row: nothing of its own under the first head, known words under the others."""
    cells = [one for one in grid.row_cells(row) if one.cell.row == row]
    first = grid.at(row, 0)
    if not cells or (first is not None and first.text and first.cell.row == row):
        return False
    texts = [clean(one.text) for one in cells]
    return all(len(text) <= _LONGEST_HEAD and names_column(text) and not text.isdigit() for text in texts)


def names_column(text: str) -> bool:
    """Tell whether words stand in heads: 序号, 指标, 2025年, 目标, 责任单位."""
    bare = clean(split_unit(text)[0])
    known = words()
    if not bare:
        return bool(text)
    if any(bare == head or bare.endswith(head) for heads in known.columns.values() for head in heads):
        return True
    if bare in known.scope_heads or bare in known.bare:
        return True
    without_year = re.sub(r"[—\-~～至]", "", _YEAR.sub("", bare)).strip("年度")
    return (
        without_year == ""
        or any(pattern.search(bare) for pattern in known.roles.values())
        or bool(known.cumulative.search(bare))
    )
