"""A table ready to be read: columns with meaning, rows with labels, cells in their columns (待读的表)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.language.periods import Calendar
from extractors.table_statements.align import Family, head_key, spanless, whole_head
from extractors.table_statements.columns import columns_of
from extractors.table_statements.frame import Frame, frame_of
from extractors.table_statements.grid import Grid
from extractors.table_statements.heads import Column, calendar_of_title
from extractors.table_statements.lines import Carry, RowReader, SheetRow
from extractors.table_statements.words import UNIT_NOTE, clean, split_unit, unit_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table ready to be read. `sums_in_round`: its notes say that round brackets hold sums over the period."""

    grid: Grid
    title: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    calendar: Calendar
    sums_in_round: bool = False


def sheet_of(grid: Grid, calendar: Calendar, carry: Carry, families: dict[str, Family], known: frozenset[str]) -> Sheet:
    """Return the table ready to be read; `carry` is brought up to date for the piece that follows."""
    frame = frame_of(grid)
    title, unit = split_unit(grid.table.title or frame.title)
    if title and clean(title) != clean(carry.title):
        carry.title, carry.labels, carry.items, carry.unit_note = title, [], {}, ""
    note = UNIT_NOTE.search(clean(grid.table.unit_note)) if grid.table.unit_note else None
    carry.unit_note = (note["unit"] if note else "") or frame.unit_note or unit or carry.unit_note
    calendar = calendar_of_title(carry.title, calendar)
    columns, by_content = _columns(grid, frame, calendar, carry, families)
    carry.columns = columns
    rows: list[SheetRow] = []
    for part in side_by_side(columns):
        reader = RowReader(grid, part, carry, known, by_content)
        rows += [row for index in frame.body if (row := reader.read(index)) is not None]
    notes = clean(grid.table.notes)
    sums = bool(re.search(r"[（(]\s*[）)][^。；]{0,8}累计", notes))
    return Sheet(grid, carry.title, unit_of(carry.unit_note), tuple(columns), tuple(rows), calendar, sums)


def side_by_side(columns: Sequence[Column]) -> list[list[Column]]:
    """Split a table printed in two or three halves beside each other: 地区 | 数量 | 地区 | 数量."""
    heads = [column.path for column in columns]
    for parts in (3, 2):
        size = len(heads) // parts
        if size < 2 or len(heads) % parts or not all(heads[:size]):
            continue
        if len(set(heads[:size])) == size and heads == heads[:size] * parts:
            kinds = [column.kind for column in columns[:size]]
            return [
                [replace(column, kind=kind) for column, kind in zip(columns[at : at + size], kinds, strict=True)]
                for at in range(0, len(columns), size)
            ]
    return [list(columns)]


def _columns(
    grid: Grid, frame: Frame, calendar: Calendar, carry: Carry, families: dict[str, Family]
) -> tuple[list[Column], bool]:
    """Return the columns and whether rows are to be put in order by content.

    They are only where the table says that it is unsure, or where heads of its family are garbled.
    """
    flat = spanless(grid)
    if frame.heads:
        whole = whole_head(grid, frame)
        family = families.get(head_key(grid, frame))
        if flat and family is not None and family.garbled:
            its = frame_of(family.model)
            if whole is None or whole == whole_head(family.model, its):
                if calendar not in family.columns:
                    family.columns[calendar] = columns_of(family.model, its, calendar)
                return family.columns[calendar], True
        return columns_of(grid, frame, calendar), flat and grid.table.unsure is not None
    if carry.columns and (len(carry.columns) == grid.columns or flat):
        return carry.columns, flat and len(carry.columns) != grid.columns
    return columns_of(grid, frame, calendar), False
