"""A grid told by white: columns by the gutters between words, rows by rules, by their labels or by wider gaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractors.readers.joining.words import is_value
from extractors.readers.layout import PageCell, PageTable, Rect
from extractors.readers.pdf.glyphs import Glyph
from extractors.readers.pdf.lines import baselines, whole_lines

GAP = 1.0  # in type sizes: white between two words of a line that may part columns
GUTTER = 0.9  # in type sizes: white that runs down between two columns
LABELLED = 0.85  # of the rows have a word in the first column; a total may have none
TIGHT = 0.85  # of the gap between two rows: gaps between the lines of one row are smaller

Row = list[Glyph]  # the characters on one baseline, from left to right


def words(row: Sequence[Glyph], gap: float = GAP) -> list[Row]:
    """Return the characters cut at white wider than `gap` type sizes."""
    found: list[Row] = []
    for glyph in row:
        if found and glyph.x0 - found[-1][-1].x1 <= gap * max(glyph.size, found[-1][-1].size):
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return found


def middle(row: Sequence[Glyph]) -> float:
    """Return the height of the row's baseline in points from the top."""
    return median(glyph.base for glyph in row)


def type_size(row: Sequence[Glyph]) -> float:
    """Return the type size of a row in points."""
    return median(glyph.size for glyph in row)


def gutters(rows: Sequence[Row]) -> list[float]:
    """Return the middles of the white stripes that run down between the words of the rows.

    A stripe beside a word that stands alone between two columns (合计 over both) parts nothing and is left out.
    """
    em = median(type_size(row) for row in rows)
    spans = sorted((word[0].x0, word[-1].x1) for row in rows for word in words(row, GUTTER))
    stripes: list[tuple[float, float]] = []
    support = [1]  # words in each column, from left to right
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= GUTTER * em:
            stripes.append((reach, x0))
            support.append(0)
        support[-1] += 1
        reach = max(reach, x1)
    while len(rows) > 3 and len(stripes) > 1 and min(support) < 2:
        column = support.index(min(support))
        beside = [i for i in (column - 1, column) if 0 <= i < len(stripes)]
        narrow = min(beside, key=lambda i: stripes[i][1] - stripes[i][0])
        stripes.pop(narrow)
        support[narrow] += support.pop(narrow + 1)
    return [(left + right) / 2 for left, right in stripes]


def bands_by_rules(rows: Sequence[Row], rules: Sequence[float], between: Sequence[float]) -> tuple[list[Row], str]:
    """Return the characters between each two of the rules, and a doubt where several rows share one band."""
    bands: list[Row] = []
    for top, bottom in pairwise(rules):
        band = [glyph for row in rows if top < middle(row) < bottom for glyph in row]
        if band:
            bands.append(band)
    doubtful = any(_several_rows(band, between) for band in bands[1:])
    return bands, "several of its rows share a stretch between two rules" if doubtful else ""


def _several_rows(band: Row, between: Sequence[float]) -> bool:
    """Say whether a band holds several rows: two columns have several lines, all of them values."""
    edges = [-1.0e6, *between, 1.0e6]
    count = 0
    for left, right in pairwise(edges):
        lines = whole_lines([glyph for glyph in band if left <= glyph.x < right])
        count += len(lines) >= 2 and all(is_value(line.text) for line in lines)
    return count >= 2


def bands_by_white(rows: Sequence[Row], between: Sequence[float]) -> tuple[list[Row], str]:
    """Return the characters of each table row where no rules part them, and a doubt where rows are hard to tell.

    Where every line has a word in the first column and in another, a line is a row. Else lines nearer to each other
    than rows are belong together, if there are two kinds of gaps; if not, a row begins with its label.
    """
    if all(len(words(row)) >= 2 and row[0].x < between[0] for row in rows):
        return [list(row) for row in rows], ""
    steps = [middle(below) - middle(above) for above, below in pairwise(rows)]
    limit = _limit(steps)
    if limit is not None:
        bands = [list(rows[0])]
        for row, step in zip(rows[1:], steps, strict=True):
            if step < limit:
                bands[-1].extend(row)
            else:
                bands.append(list(row))
        labelled = sum(any(glyph.x < between[0] for glyph in band) for band in bands)
        if labelled >= LABELLED * len(bands) and all(len(_filled(band, between)) >= 2 for band in bands):
            return bands, ""
    bands = []
    for row in rows:
        if bands and not any(glyph.x < between[0] for glyph in row):
            bands[-1].extend(row)
        else:
            bands.append(list(row))
    return bands, "it has no rules between its rows, and some cells run over several lines"


def _limit(steps: Sequence[float]) -> float | None:
    """Return the step that parts lines of one row from lines of two, or None where the steps are of one kind."""
    ordered = sorted(steps)
    best: tuple[float, float] | None = None
    for small, large in pairwise(ordered):
        if small <= TIGHT * large and (best is None or small / large < best[0]):
            best = (small / large, (small + large) / 2)
    return best[1] if best else None


def _filled(band: Row, between: Sequence[float]) -> set[int]:
    return {sum(glyph.x >= x for x in between) for glyph in band}


def grid(bands: Sequence[Row], xs: Sequence[float]) -> PageTable:
    """Return the table with a row for each band and columns between the edges `xs`.

    Its own `xs` stay empty: edges told by white differ from page to page and must not decide what is joined.
    """
    tops = [min(glyph.top for glyph in band) for band in bands]
    bottoms = [max(glyph.bottom for glyph in band) for band in bands]
    ys = [tops[0] - 1, *((b + t) / 2 for b, t in zip(bottoms, tops[1:], strict=False)), bottoms[-1] + 1]
    cells: list[PageCell] = []
    for row, band in enumerate(bands):
        column = 0
        while column < len(xs) - 1:
            span = _span(band, xs, column)
            box = Rect(xs[column], ys[row], xs[column + span], ys[row + 1])
            inside = [glyph for glyph in band if xs[column] <= glyph.x < xs[column + span]]
            cells.append(PageCell(row, column, box, 1, span, whole_lines(inside)))
            column += span
    box = Rect(xs[0], ys[0], xs[-1], ys[-1])
    return PageTable(box, len(bands), len(xs) - 1, cells)


def _span(band: Row, xs: Sequence[float], column: int) -> int:
    """Return how many columns the words that begin in `column` run over."""
    span = 1
    for row in baselines(band):
        for word in words(row, GUTTER):
            if xs[column] <= word[0].x < xs[column + 1]:
                while column + span < len(xs) - 1 and word[-1].x > xs[column + span]:
                    span += 1
    return span
