"""Printed lines cut at the rules and given to the cells they stand in, by their centre (归格)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from extractors.readers.scans.grid import Grid
from extractors.readers.scans.ocr import Quad

_LEAST_SHARE = 0.35  # of a line's height: a sliver narrower or lower than this is no text


@dataclass(slots=True)
class Strip:
    """The part of a printed line that stands in one cell, or a whole line outside tables. Pixels."""

    x0: float
    top: float
    x1: float
    bottom: float
    grid: int | None = None  # index of the table
    cell: int | None = None  # index into its cells
    quad: Quad | None = None  # the slanted outline, where the line is not level
    main: bool = True  # False for the lesser pieces of a line that was cut
    missed: bool = False  # found by its ink, not by the detector
    ink: tuple[float, float, float, float] | None = None  # left, top, right, bottom of the print itself

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def ink_box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the print; of the strip where the print was not measured."""
        return self.ink or (self.x0, self.top, self.x1, self.bottom)

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


def usual_height(strips: list[Strip]) -> float:
    """Return the height of a line of this page in pixels, 0 for a page without lines."""
    return median(strip.height for strip in strips) if strips else 0.0


def strip_of(quad: Quad) -> Strip:
    """Return the level strip around a line's outline; a slanted line keeps its outline."""
    x0, top = (float(value) for value in quad.min(axis=0))
    x1, bottom = (float(value) for value in quad.max(axis=0))
    height = float(abs(quad[3, 1] - quad[0, 1])) or 1.0
    slanted = float(abs(quad[1, 1] - quad[0, 1])) > 0.35 * height
    return Strip(x0, top, x1, bottom, quad=quad if slanted else None)


def cut_at_rules(strips: list[Strip], grids: list[Grid], rule: float) -> list[Strip]:
    """Return the strips, cut where they run across a rule of a table and given to their cells.

    `rule` is half of a rule's thickness in pixels, kept off the strips so that no rule is read as a letter.
    """
    usual = usual_height(strips)
    pieces: list[Strip] = []
    for strip in strips:
        x, y = strip.centre
        index = next(
            (i for i, grid in enumerate(grids) if grid.xs[0] < x < grid.xs[-1] and grid.ys[0] < y < grid.ys[-1]), None
        )
        pieces.extend([strip] if index is None else _cut(strip, grids[index], index, usual, rule))
    return pieces


def _cut(whole: Strip, grid: Grid, index: int, usual: float, rule: float) -> list[Strip]:
    pieces: list[Strip] = []
    x, y = whole.centre
    least = _LEAST_SHARE * min(whole.height, usual)
    for number, cell in enumerate(grid.cells):
        left, top, right, bottom = grid.box(cell)
        piece = Strip(
            max(whole.x0, left + rule),
            max(whole.top, top + rule),
            min(whole.x1, right - rule),
            min(whole.bottom, bottom - rule),
            index,
            number,
            whole.quad,
            main=left <= x <= right and top <= y <= bottom,
            missed=whole.missed,
        )
        if piece.main or (piece.width >= least and piece.height >= max(least, 0.45 * min(whole.height, bottom - top))):
            pieces.append(piece)
    if len(pieces) > 1:
        for piece in pieces:
            piece.quad = None
    return [piece for piece in pieces if piece.width > 1 and piece.height > 1]
