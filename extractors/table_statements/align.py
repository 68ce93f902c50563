"""Rows whose cells have slipped into other columns, put back by what the cells hold (错列的行).

Tables in plain text have no spans, and OCR drops empty cells: a row's fields may stand one column too far to the left.
The columns are known from the head, or, where the head itself is garbled, from a sibling table of the same document
whose head is whole. Each field is then given to the column that suits it best, in order: amounts to target columns,
sentences to columns of measures, short words to labels. A row stays as it is unless another reading is clearly better.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from extractors.language.periods import Calendar, find_periods
from extractors.language.quantities import find_quantities, name_spans
from extractors.table_statements.cells import segments_of
from extractors.table_statements.frame import Frame, frame_of
from extractors.table_statements.grid import Grid, GridCell
from extractors.table_statements.heads import Column, ColumnKind, head_path
from extractors.table_statements.rows import name_of
from extractors.table_statements.words import clean, is_empty, words

_ITEM = re.compile(r"(?:^|[。；\n])\s?(\d{1,2})[.、．](?!\d)")
_SHORT_LABEL, _SHORT_TEXT = 24, 70
_SHIFT, _GAIN, _GOES_ON = 0.6, 0.75, 3.0


class Content(StrEnum):
    """What a field holds."""

    VALUE = "value"
    TEXT = "text"  # a short phrase with a number
    LABEL = "label"
    KNOWN = "known"  # words that are a row label elsewhere in the document
    PROSE = "prose"
    NOTHING = "nothing"


# What it costs to have a field in a column of a kind, and to leave it out.
_COSTS: dict[ColumnKind, dict[Content, float]] = {
    ColumnKind.LABEL: {
        Content.VALUE: 5,
        Content.TEXT: 3,
        Content.LABEL: 0,
        Content.KNOWN: 0,
        Content.PROSE: 3,
        Content.NOTHING: 0.5,
    },
    ColumnKind.VALUE: {
        Content.VALUE: 0,
        Content.TEXT: 0,
        Content.LABEL: 1,
        Content.KNOWN: 3,
        Content.PROSE: 1,
        Content.NOTHING: 0,
    },
    ColumnKind.PROSE: {
        Content.VALUE: 2,
        Content.TEXT: 0.5,
        Content.LABEL: 0.5,
        Content.KNOWN: 3,
        Content.PROSE: 0,
        Content.NOTHING: 0.2,
    },
}
_LEFT_OUT = {
    Content.VALUE: 4.0,
    Content.TEXT: 1.5,
    Content.LABEL: 1.5,
    Content.KNOWN: 2.5,
    Content.PROSE: 1.3,
    Content.NOTHING: 0.3,
}


@dataclass(frozen=True, slots=True)
class Field:
    """A cell that holds words, its content, and the column it must belong to where a numbered list goes on."""

    cell: GridCell
    place: int
    content: Content
    goes_on: int | None = None


def spanless(grid: Grid) -> bool:
    """Tell a table whose cells all cover one place, as in plain text."""
    return all(one.cell.row_span == 1 and one.cell.column_span == 1 for one in grid.cells)


def head_key(grid: Grid, frame: Frame) -> str:
    """Return what names a family of tables with the same columns: the first head."""
    return clean(grid.text(frame.heads[0], 0)) if frame.heads else ""


def whole_head(grid: Grid, frame: Frame) -> tuple[tuple[str, ...], ...] | None:
    """Return the heads of all columns where the head is whole: every column has its own, groups are alike."""
    if not frame.heads:
        return None
    paths = tuple(tuple(clean(text) for text in head_path(grid, frame, column)) for column in range(grid.columns))
    if not all(paths) or len(set(paths)) < len(paths):
        return None
    deep = [path for path in paths if len(path) > 1]
    if len(frame.heads) > 1:
        leaves: dict[str, list[str]] = {}
        for path in deep:
            leaves.setdefault(path[0], []).append(path[-1])
        first = next((place for place, path in enumerate(paths) if len(path) > 1), 0)
        if not deep or len({tuple(group) for group in leaves.values()}) > 1 or len(deep) != len(paths) - first:
            return None
    return paths


@dataclass(frozen=True, slots=True)
class Family:
    """Tables of a document with the same first head: the longest one whose head is whole; are others garbled?"""

    model: Grid
    garbled: bool
    columns: dict[Calendar, list[Column]] = field(default_factory=dict)  # of the model, read once a calendar


def families_of(grids: Sequence[Grid]) -> dict[str, Family]:
    """Return the families of tables in plain text by their first head; the heads that most of them share are whole."""
    votes: dict[str, Counter[tuple[tuple[str, ...], ...]]] = {}
    longest: dict[tuple[str, tuple[tuple[str, ...], ...]], Grid] = {}
    garbled: set[str] = set()
    for grid in grids:
        frame = frame_of(grid)
        if not spanless(grid) or not frame.heads:
            continue
        key, paths = head_key(grid, frame), whole_head(grid, frame)
        if paths is None:
            garbled.add(key)
            continue
        votes.setdefault(key, Counter())[paths] += 1
        known = longest.get((key, paths))
        if known is None or grid.rows > known.rows:
            longest[(key, paths)] = grid
    best = {key: counter.most_common(1)[0][0] for key, counter in votes.items()}
    return {key: Family(longest[(key, paths)], key in garbled) for key, paths in best.items()}


def content_of(text: str, known: frozenset[str]) -> Content:
    """Tell what a field holds."""
    if is_empty(text):
        return Content.NOTHING
    if clean(text) in known:
        return Content.KNOWN
    parts = segments_of(text, Calendar())
    if parts and all(part.values is not None for part in parts):
        return Content.VALUE
    if words().ordinal.match(clean(text)):
        return Content.LABEL
    if not re.search(r"\d", text) and len(name_of(text).text) <= _SHORT_LABEL:
        return Content.LABEL
    return Content.TEXT if len(text) <= _SHORT_TEXT and _has_quantity(text) else Content.PROSE


def _has_quantity(text: str) -> bool:
    masked = (
        [(p.start, p.end) for p in find_periods(text)] + name_spans(text) + [m.span() for m in _ITEM.finditer(text)]
    )
    return any(quantity.unit for quantity in find_quantities(text, masked))


def last_item(text: str) -> int | None:
    """Return the number of the last item of a numbered list."""
    found = _ITEM.findall(text)
    return int(found[-1]) if found else None


def first_item(text: str) -> int | None:
    """Return the number a cell's list begins with."""
    match = _ITEM.match(text)
    return int(match[1]) if match else None


def aligned(fields: Sequence[Field], columns: Sequence[Column]) -> list[tuple[int, Field]]:
    """Return the fields with the column each belongs to. Fields left out go with the one before them."""
    as_is = _as_is(fields, columns)
    best_cost, best = _search(tuple(fields), tuple(columns))
    if as_is is not None and as_is[0] - best_cost < _GAIN:
        return as_is[1]
    return best


def _cost(field: Field, column: Column) -> float:
    kind = column.kind if column.kind in _COSTS else None
    cost = _COSTS[kind][field.content] if kind else 0.5
    return cost - (_GOES_ON if field.goes_on == column.index else 0)


def _as_is(fields: Sequence[Field], columns: Sequence[Column]) -> tuple[float, list[tuple[int, Field]]] | None:
    """Return the cost of leaving every field where it stands, None where there are more fields than columns."""
    if any(field.place >= len(columns) and field.content is not Content.NOTHING for field in fields):
        return None
    kept = [field for field in fields if field.place < len(columns)]
    return sum(_cost(field, columns[field.place]) for field in kept), [(field.place, field) for field in kept]


def _search(fields: tuple[Field, ...], columns: tuple[Column, ...]) -> tuple[float, list[tuple[int, Field]]]:
    """Find the cheapest way to give the fields to the columns in order."""

    @cache
    def best(index: int, free: int, shift: int) -> tuple[float, tuple[int, ...]]:
        if index == len(fields):
            return 0.0, ()
        field = fields[index]
        rest, chosen = best(index + 1, free, shift)
        options = [(rest + _LEFT_OUT[field.content], (-1, *chosen))]
        for slot in range(free, len(columns)):
            moved = slot - field.place
            rest, chosen = best(index + 1, slot + 1, moved)
            options.append((rest + _cost(field, columns[slot]) + _SHIFT * abs(moved - shift), (slot, *chosen)))
        return min(options, key=lambda option: option[0])

    cost, slots = best(0, 0, 0)
    labels = {column.index for column in columns if column.kind not in (ColumnKind.VALUE, ColumnKind.PROSE)}
    placed: list[tuple[int, Field]] = []
    for index, (slot, one) in enumerate(zip(slots, fields, strict=True)):
        if slot < 0:
            before = next((s for s in reversed(slots[:index]) if s >= 0), -1)
            after = next((s for s in slots[index:] if s >= 0), -1)
            slot = (
                before
                if before >= 0 and (before not in labels or one.content in (Content.LABEL, Content.KNOWN))
                else max(after, before, 0)
            )
        placed.append((slot, one))
    return cost, placed
