"""Ruled tables (有线表格): from rules to cells, by pdfplumber, and from cells to a grid with spans.

A frame left open at a page break and outer borders that were never drawn are closed with rules of our own before the
cells are looked for. A box with a single column is no table but prose in a frame (专栏).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.readers.layout import PageCell, PageTable, Rect, hull

TOUCH = 4.0  # points: rules nearer than that are of one table
SNAP = 2.5  # points: rules nearer than that are one rule (double lines, thick borders)
OPEN_END = 6.0  # points by which uprights must pass the outermost level rule to show an open frame
FULLY_COVERED = 0.6  # of a grid's area must be cells, else it is a drawing
MOST_CROSSINGS = 10_000  # of the rules of one table on one page; to make cells of them takes time by their square
LEAST_HEIGHT = 6.0  # points: lower boxes hold no text


class TooDenseError(Exception):
    """Rules that cross more often than those of any printed table: graph paper, a hatched drawing."""


@dataclass(slots=True)
class Grids:
    """What the rules of a page make: tables, frames around prose, drawings (charts), and the level rules left over.

    `dense` counts groups of rules that cross too often to be taken for a table.
    """

    tables: list[PageTable] = field(default_factory=list)
    frames: list[Rect] = field(default_factory=list)
    drawings: list[Rect] = field(default_factory=list)
    free: list[Rect] = field(default_factory=list)
    dense: int = 0


@dataclass(slots=True)
class _Group:
    level: list[Rect]
    upright: list[Rect]

    @property
    def box(self) -> Rect:
        return hull(self.level + self.upright)


def grids(level: Sequence[Rect], upright: Sequence[Rect]) -> Grids:
    """Return the tables and frames that level and upright rules make; cells hold no text yet."""
    found = Grids()
    for group in _groups(level, upright):
        if not group.upright or not group.level:
            found.free += group.level
            continue
        try:
            table = _table(group)
        except TooDenseError:
            found.dense += 1
            found.drawings.append(group.box)
            continue
        if table is None:
            if group.box.height > 40 and len(group.upright) > 1:
                found.drawings.append(group.box)
            found.free += group.level
        elif table.columns == 1:
            found.frames.append(table.box)
        else:
            found.tables.append(table)
    found.frames = [frame for frame in found.frames if not any(_inside(t.box, frame) for t in found.tables)]
    found.tables.sort(key=lambda table: (table.box.top, table.box.x0))
    return found


def _inside(inner: Rect, outer: Rect) -> bool:
    return outer.holds(inner.x0 + 1, inner.top + 1) and outer.holds(inner.x1 - 1, inner.bottom - 1)


def _groups(level: Sequence[Rect], upright: Sequence[Rect]) -> list[_Group]:
    """Return the rules in groups that touch each other."""
    rules = [(rule, True) for rule in level] + [(rule, False) for rule in upright]
    rules.sort(key=lambda pair: (pair[0].top, pair[0].x0, pair[1]))
    parent = list(range(len(rules)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (one, _) in enumerate(rules):
        for j in range(i + 1, len(rules)):
            other = rules[j][0]
            if other.top > one.bottom + TOUCH:
                break
            if other.x0 <= one.x1 + TOUCH and other.x1 >= one.x0 - TOUCH:
                parent[root(j)] = root(i)
    members: dict[int, _Group] = {}
    for i, (rule, is_level) in enumerate(rules):
        group = members.setdefault(root(i), _Group([], []))
        (group.level if is_level else group.upright).append(rule)
    return list(members.values())


def _edge(rule: Rect, orientation: str) -> dict[str, Any]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.width,
        "height": rule.height,
        "orientation": orientation,
        "object_type": "line",
    }


def _table(group: _Group) -> PageTable | None:
    """Return the grid that a group of rules makes, or None where it makes none."""
    from pdfplumber import table as plumber  # loaded only for pages with rules

    closing_level, closing_upright, open_top, open_bottom = _closing(group)
    edges = [_edge(rule, "h") for rule in (*group.level, *closing_level)]
    edges += [_edge(rule, "v") for rule in (*group.upright, *closing_upright)]
    edges = plumber.merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    crossings = plumber.edges_to_intersections(edges, SNAP, SNAP)
    if len(crossings) > MOST_CROSSINGS:
        raise TooDenseError(len(crossings))
    cells = plumber.intersections_to_cells(crossings)
    boxes = [Rect(*map(float, cell)) for cell in cells]
    boxes = [box for box in boxes if box.height >= LEAST_HEIGHT and box.width >= LEAST_HEIGHT]
    if not boxes:
        return None
    table = grid_of(boxes)
    covered = sum(box.width * box.height for box in boxes)
    if covered < FULLY_COVERED * table.box.width * table.box.height:
        return None
    table.open_top, table.open_bottom = open_top, open_bottom
    return table


def _closing(group: _Group) -> tuple[list[Rect], list[Rect], bool, bool]:
    """Return the rules that close a group: level ones, upright ones, and whether its top and bottom were open."""
    box = group.box
    tops = min(rule.top for rule in group.level)
    bottoms = max(rule.bottom for rule in group.level)
    open_top = tops - min(rule.top for rule in group.upright) > OPEN_END
    open_bottom = max(rule.bottom for rule in group.upright) - bottoms > OPEN_END
    level = [Rect(box.x0, box.top, box.x1, box.top)] if open_top else []
    level += [Rect(box.x0, box.bottom, box.x1, box.bottom)] if open_bottom else []
    upright = []
    for x in (box.x0, box.x1):
        drawn = sum(rule.height for rule in group.upright if abs(rule.x0 - x) <= TOUCH)
        reach = sum(min(abs(rule.x0 - x), abs(rule.x1 - x)) <= TOUCH for rule in group.level)
        if drawn < 0.9 * box.height and reach >= 2:
            upright.append(Rect(x, box.top, x, box.bottom))
    return level, upright, open_top, open_bottom


def grid_of(boxes: Sequence[Rect]) -> PageTable:
    """Return the grid of cell boxes, with spans. Places that no box covers become cells of their own."""
    xs = _lines([box.x0 for box in boxes] + [box.x1 for box in boxes])
    ys = _lines([box.top for box in boxes] + [box.bottom for box in boxes])
    cells: list[PageCell] = []
    taken: set[tuple[int, int]] = set()
    for box in sorted(boxes, key=lambda item: (item.top, item.x0)):
        column, right = _nearest(xs, box.x0), _nearest(xs, box.x1)
        row, below = _nearest(ys, box.top), _nearest(ys, box.bottom)
        places = {(r, c) for r in range(row, below) for c in range(column, right)}
        if not places or places & taken:
            continue
        taken |= places
        cells.append(PageCell(row, column, box, below - row, right - column))
    cells += _holes(xs, ys, taken)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    box = Rect(xs[0], ys[0], xs[-1], ys[-1])
    return PageTable(box, len(ys) - 1, len(xs) - 1, cells, tuple(round(x, 2) for x in xs))


def _holes(xs: Sequence[float], ys: Sequence[float], taken: set[tuple[int, int]]) -> list[PageCell]:
    """Return cells for the places that no box covers: neighbours on one row are one cell."""
    cells: list[PageCell] = []
    for row in range(len(ys) - 1):
        column = 0
        while column < len(xs) - 1:
            right = column
            while right < len(xs) - 1 and (row, right) not in taken:
                right += 1
            if right > column:
                box = Rect(xs[column], ys[row], xs[right], ys[row + 1])
                cells.append(PageCell(row, column, box, 1, right - column))
            column = max(right, column + 1)
    return cells


def _lines(values: Sequence[float]) -> list[float]:
    """Return the distinct values in order; values nearer than SNAP are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _nearest(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda i: abs(values[i] - value))
