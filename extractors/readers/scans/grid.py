"""Ruled tables of a scanned page: from rules to a grid of cells with spans (表格线)."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.readers.scans.rules import Rule, Rules, families

_SAME_EDGE = 3.0  # points: rules this near to each other are one edge (double borders, a bent sheet)
_LEAST_ROW, _LEAST_COLUMN = 8.0, 8.0  # points: nothing printed fits into less
_COVERED = 0.5  # share of a cell's side that must be drawn to part two cells
_LEAST_WIDTH, _LEAST_HEIGHT = 80.0, 12.0  # points: a smaller grid is made of the strokes of large characters
_MOST_ODD = 0.2  # share of places in cells that are not rectangles, past which it is a drawing
_MOST_STRAY = 0.15  # share of the rules' length that runs inside cells, past which it is a drawing


@dataclass(slots=True)
class GridCell:
    """A cell as the rules make it; row, column and spans count the grid's places."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Grid:
    """A table's edges in pixels and its cells. Every place belongs to exactly one cell."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    rules: list[Rule]
    open_top: bool = False
    open_bottom: bool = False
    unsure: str | None = None
    drawing: bool = False  # boxes and arrows rather than rows and columns

    @property
    def is_table(self) -> bool:
        """Say whether it has rows and columns: a frame has one column, a drawing neither."""
        return self.columns > 1 and not self.drawing

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def box(self, cell: GridCell) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom of a cell in pixels."""
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.column_span],
            self.ys[cell.row + cell.row_span],
        )


def find_grids(rules: Rules, scale: float) -> list[Grid]:
    """Return the ruled grids of a page, top to bottom; a frame around prose is a grid of one cell."""
    grids = [grid for group in families(rules, scale) if (grid := _grid_of(group, scale)) is not None]
    for grid in grids:
        grid.drawing = grid.drawing or _stray_share(grid, rules, scale) > _MOST_STRAY
    if any(grid.drawing for grid in grids):
        for grid in grids:
            grid.unsure = grid.unsure or "it stands beside a drawing and may be a part of it"
    grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    return [grid for grid in grids if not any(_inside(grid, other) for other in grids if other is not grid)]


def _inside(inner: Grid, outer: Grid) -> bool:
    """Say whether `inner` lies in one cell of a table or a frame: then its lines are that cell's words."""
    x, y = (inner.xs[0] + inner.xs[-1]) / 2, (inner.ys[0] + inner.ys[-1]) / 2
    bigger = (outer.xs[-1] - outer.xs[0]) * (outer.ys[-1] - outer.ys[0]) > (inner.xs[-1] - inner.xs[0]) * (
        inner.ys[-1] - inner.ys[0]
    )
    return bigger and outer.is_table and outer.xs[0] < x < outer.xs[-1] and outer.ys[0] < y < outer.ys[-1]


def _stray_share(grid: Grid, rules: Rules, scale: float) -> float:
    """Return how much of the rules inside a grid parts no cells: the boxes and arrows of a flow chart."""
    near = 2 * _SAME_EDGE * scale
    stray = drawn = 0.0
    for rule in rules.horizontal + rules.vertical:
        along, across = (grid.xs, grid.ys) if rule.horizontal else (grid.ys, grid.xs)
        middle = (rule.start + rule.end) / 2
        if not (along[0] - near < middle < along[-1] + near and across[0] - near < rule.at < across[-1] + near):
            continue
        drawn += rule.length
        if not any(_on_side(grid, cell, rule, middle, near) for cell in grid.cells):
            stray += rule.length
    return stray / drawn if drawn else 0.0


def _on_side(grid: Grid, cell: GridCell, rule: Rule, middle: float, near: float) -> bool:
    """Say whether the middle of a rule lies on a side of the cell."""
    left, top, right, bottom = grid.box(cell)
    sides, start, end = ((top, bottom), left, right) if rule.horizontal else ((left, right), top, bottom)
    return start - near <= middle <= end + near and any(abs(rule.at - side) <= near for side in sides)


def _grid_of(group: list[Rule], scale: float) -> Grid | None:
    across = [rule for rule in group if rule.horizontal]
    down = [rule for rule in group if not rule.horizontal]
    xs = _edges(down, _SAME_EDGE * scale)
    ys = _edges(across, _SAME_EDGE * scale)
    xs, _, _ = _closed(xs, across, _LEAST_COLUMN * scale)
    ys, open_top, open_bottom = _closed(ys, down, _LEAST_ROW * scale)
    xs, ys = _apart(xs, down, _LEAST_COLUMN * scale), _apart(ys, across, _LEAST_ROW * scale)
    if len(xs) < 2 or len(ys) < 2:
        return None
    if xs[-1] - xs[0] < _LEAST_WIDTH * scale or ys[-1] - ys[0] < _LEAST_HEIGHT * scale:
        return None
    cells, odd = _cells(xs, ys, across, down, _SAME_EDGE * scale)
    xs, ys = _only_sides(xs, ys, cells)
    grid = Grid(xs, ys, cells, group, open_top, open_bottom)
    grid.drawing = odd > _MOST_ODD * grid.rows * grid.columns
    if odd and not grid.drawing:
        grid.unsure = "the rules of the table are broken in places, so that cells may be joined or parted wrongly"
    return grid


def _edges(rules: list[Rule], same: float) -> list[float]:
    """Return the places of `rules` that lie on a line with each other, weighted by length."""
    edges: list[float] = []
    bunch: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if bunch and rule.at - bunch[-1].at > same:
            edges.append(_middle(bunch))
            bunch = []
        bunch.append(rule)
    if bunch:
        edges.append(_middle(bunch))
    return edges


def _middle(rules: list[Rule]) -> float:
    return sum(rule.at * rule.length for rule in rules) / sum(rule.length for rule in rules)


def _closed(edges: list[float], crossing: list[Rule], least: float) -> tuple[list[float], bool, bool]:
    """Add the outer edges that were not drawn but up to which the crossing rules run.

    Returns the edges and whether the first and the last had to be added.
    """
    if not crossing:
        return edges, False, False
    first, last = edges[0], edges[-1]
    early = [rule.start for rule in crossing if first - rule.start > least]
    late = [rule.end for rule in crossing if rule.end - last > least]
    enough = max(2, len(crossing) // 3)
    add_first, add_last = len(early) >= enough, len(late) >= enough
    head = [sorted(early)[len(early) // 2]] if add_first else []
    tail = [sorted(late)[len(late) // 2]] if add_last else []
    return head + edges + tail, add_first, add_last


def _apart(edges: list[float], drawn: list[Rule], least: float) -> list[float]:
    """Of edges nearer to each other than `least`, keep the one that is drawn longer."""
    weight = {edge: sum(rule.length for rule in drawn if abs(rule.at - edge) <= least / 2) for edge in edges}
    out: list[float] = []
    for edge in edges:
        if out and edge - out[-1] < least:
            if weight[edge] > weight[out[-1]]:
                out[-1] = edge
            continue
        out.append(edge)
    return out


def _cells(
    xs: list[float], ys: list[float], across: list[Rule], down: list[Rule], same: float
) -> tuple[list[GridCell], int]:
    """Join the places of the grid between which no rule is drawn; return the cells and how many places are odd.

    Odd places belong to a patch that is no rectangle: it is cut into its rows.
    """
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = {(i, j): (i, j) for i in range(rows) for j in range(columns)}

    def root(place: tuple[int, int]) -> tuple[int, int]:
        while parent[place] != place:
            place = parent[place]
        return place

    for i in range(rows):
        for j in range(columns):
            if j + 1 < columns and not _drawn(down, xs[j + 1], ys[i], ys[i + 1], same):
                parent[root((i, j + 1))] = root((i, j))
            if i + 1 < rows and not _drawn(across, ys[i + 1], xs[j], xs[j + 1], same):
                parent[root((i + 1, j))] = root((i, j))
    patches: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in parent:
        patches.setdefault(root(place), []).append(place)
    cells: list[GridCell] = []
    odd = 0
    for places in patches.values():
        top, bottom = min(i for i, _ in places), max(i for i, _ in places)
        left, right = min(j for _, j in places), max(j for _, j in places)
        if len(places) == (bottom - top + 1) * (right - left + 1):
            cells.append(GridCell(top, left, bottom - top + 1, right - left + 1))
            continue
        odd += len(places)
        cells.extend(_runs(places))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return cells, odd


def _only_sides(xs: list[float], ys: list[float], cells: list[GridCell]) -> tuple[list[float], list[float]]:
    """Drop the edges that are no cell's side, such as the rim of a seal, and number the cells anew."""
    columns = sorted({at for cell in cells for at in (cell.column, cell.column + cell.column_span)})
    rows = sorted({at for cell in cells for at in (cell.row, cell.row + cell.row_span)})
    for cell in cells:
        right, bottom = columns.index(cell.column + cell.column_span), rows.index(cell.row + cell.row_span)
        cell.column, cell.row = columns.index(cell.column), rows.index(cell.row)
        cell.column_span, cell.row_span = right - cell.column, bottom - cell.row
    return [xs[i] for i in columns], [ys[i] for i in rows]


def _runs(places: list[tuple[int, int]]) -> list[GridCell]:
    """Cut an odd patch into the stretches of its rows."""
    cells: list[GridCell] = []
    for i, j in sorted(places):
        last = cells[-1] if cells else None
        if last is not None and last.row == i and last.column + last.column_span == j:
            last.column_span += 1
        else:
            cells.append(GridCell(i, j, 1, 1))
    return cells


def _drawn(rules: list[Rule], at: float, start: float, end: float, same: float) -> bool:
    """Say whether rules at `at` cover at least half of the stretch from `start` to `end`."""
    covered = 0.0
    for rule in rules:
        if abs(rule.at - at) <= 2 * same:
            covered += max(0.0, min(rule.end, end) - max(rule.start, start))
    return covered >= _COVERED * (end - start)
