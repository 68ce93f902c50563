"""Reading order on a page: columns of prose beside each other, runs of one line put together (分栏)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.readers.layout import TextLine, em_of
from extractors.readers.pdf.lines import joined

LEAST_LINES = 6  # in each of two columns
PROSE_WIDTH = 10.0  # in type sizes: lines of prose are at least that wide in the middle
SAME_HEIGHT = 0.5  # of the lower line's height: runs that overlap that much stand on one line


def columns(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Return the lines as columns in reading order; each holds whole lines from top to bottom.

    A page without columns is one group. Lines across the page part it into bands: what stands above the columns comes
    before them, what stands below after them.
    """
    ordered = sorted(lines, key=lambda line: (line.box.top, line.box.x0))
    split = _best_split(ordered)
    if split is None:
        return [rows_joined(ordered)] if ordered else []
    x, top, bottom = split
    above = [line for line in ordered if _middle(line) < top]
    below = [line for line in ordered if _middle(line) > bottom]
    inside = [line for line in ordered if top <= _middle(line) <= bottom]
    left = [line for line in inside if line.box.x1 <= x]
    right = [line for line in inside if line.box.x1 > x]
    groups = [rows_joined(above)] if above else []
    groups += columns(left) + columns(right)
    return groups + (columns(below) if below else [])


def rows_joined(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return whole lines from top to bottom: runs on one height are one line, a blank between them."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda item: (_middle(item), item.box.x0)):
        if rows and _on_row(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [joined(row) for row in rows]


def _on_row(row: Sequence[TextLine], line: TextLine) -> bool:
    for other in row:
        shared = min(line.box.bottom, other.box.bottom) - max(line.box.top, other.box.top)
        beside = line.box.x0 >= other.box.x1 - 1 or line.box.x1 <= other.box.x0 + 1
        if not beside:
            return False
        if shared < SAME_HEIGHT * min(line.box.height, other.box.height):
            return False
    return True


def _middle(line: TextLine) -> float:
    return (line.box.top + line.box.bottom) / 2


def _best_split(lines: Sequence[TextLine]) -> tuple[float, float, float] | None:
    """Return the x of the gutter and the band (top, bottom) in which two columns stand, or None."""
    if len(lines) < 2 * LEAST_LINES:
        return None
    best: tuple[int, float, float, float] | None = None
    edges = sorted({round(line.box.x0) - 1 for line in lines})
    for x in edges:
        crossing = sorted(_middle(line) for line in lines if line.box.x0 < x < line.box.x1)
        left = [line for line in lines if line.box.x1 <= x]
        right = [line for line in lines if line.box.x0 >= x]
        if len(left) < LEAST_LINES or len(right) < LEAST_LINES:
            continue
        bounds = [-1.0, *crossing, 1.0e6]
        for top, bottom in pairwise(bounds):
            inner_left = [line for line in left if top < _middle(line) < bottom]
            inner_right = [line for line in right if top < _middle(line) < bottom]
            if _are_columns(inner_left, inner_right):
                count = len(inner_left) + len(inner_right)
                if best is None or count > best[0]:
                    best = (count, float(x), top + 0.1, bottom - 0.1)
    return best[1:] if best else None


def _are_columns(left: Sequence[TextLine], right: Sequence[TextLine]) -> bool:
    """Say whether two groups of lines are columns of prose, not columns of a table."""
    if len(left) < LEAST_LINES or len(right) < LEAST_LINES:
        return False
    (left_top, left_bottom), (right_top, right_bottom) = _extent(left), _extent(right)
    lower = min(left_bottom - left_top, right_bottom - right_top)
    if lower <= 0 or min(left_bottom, right_bottom) - max(left_top, right_top) < 0.5 * lower:
        return False
    if _width(left) < PROSE_WIDTH and _width(right) < PROSE_WIDTH:
        return False
    if _width(left) >= PROSE_WIDTH and _width(right) >= PROSE_WIDTH:
        return True
    heights = [line.box.bottom for line in left]
    aligned = sum(any(abs(line.box.bottom - height) < 1.5 for height in heights) for line in right)
    return aligned < 0.5 * len(right)


def _extent(lines: Sequence[TextLine]) -> tuple[float, float]:
    return min(map(_middle, lines)), max(map(_middle, lines))


def _width(lines: Sequence[TextLine]) -> float:
    return median(line.box.width / em_of(line) for line in lines)
