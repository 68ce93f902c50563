"""Columns of two pieces brought to one grid (列对齐)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.readers.joining.pieces import GridCell, GridPiece

NEAR = 0.012  # of the table's width: vertical edges nearer than that are one
SAME_WIDTH = 0.03  # difference of two widths, of the wider one, that is none
MOST_EXTRA = 3  # columns that the common grid may have beyond the richer piece


def common_edges(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...] | None:
    """Return the vertical edges of a grid that holds both pieces, measured from their left borders.

    None where the pieces are not as wide as each other or their columns do not go together.
    """
    if len(one) < 2 or len(other) < 2:
        return None
    left = [edge - one[0] for edge in one]
    right = [edge - other[0] for edge in other]
    width = max(left[-1], right[-1])
    if width <= 0 or abs(left[-1] - right[-1]) > SAME_WIDTH * width:
        return None
    near = max(NEAR * width, 2.5)
    merged: list[float] = []
    for edge in sorted(left + right):
        if not merged or edge - merged[-1] > near:
            merged.append(edge)
    if len(merged) - 1 > max(len(one), len(other)) - 1 + MOST_EXTRA:
        return None
    return tuple(merged)


def on_edges(cells: Sequence[GridCell], edges: Sequence[float], common: Sequence[float]) -> list[GridCell] | None:
    """Return the cells with their columns counted on the `common` edges, or None where two edges fall together."""
    places = [_nearest(common, edge - edges[0]) for edge in edges]
    if any(b <= a for a, b in pairwise(places)):
        return None
    places[0], places[-1] = 0, len(common) - 1
    return [
        replace(
            cell,
            column=places[cell.column],
            column_span=places[cell.column + cell.column_span] - places[cell.column],
        )
        for cell in cells
    ]


def _nearest(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda i: abs(values[i] - value))


def aligned(one: GridPiece, other: GridPiece) -> tuple[list[GridCell], list[GridCell], int, tuple[float, ...]] | None:
    """Return the cells of two pieces on one grid, its number of columns and its edges; None where they do not fit."""
    if not one.edges or not other.edges:
        if one.columns != other.columns:
            return None
        return list(one.cells), list(other.cells), one.columns, one.edges
    common = common_edges(one.edges, other.edges)
    if common is None:
        return None
    first = on_edges(one.cells, one.edges, common)
    second = on_edges(other.cells, other.edges, common)
    if first is None or second is None:
        return None
    return first, second, len(common) - 1, tuple(edge + one.edges[0] for edge in common)
