"""What was read, as a page layout: lines in points, tables with their cells (版面合成)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.layout import PageCell, PageLayout, PageNote, PageTable, Rect, TextLine, hull
from extractors.readers.scans.assign import Strip
from extractors.readers.scans.grid import Grid
from extractors.readers.scans.ocr import Reading
from extractors.readers.scans.repairs import repaired
from schemas import Severity

_SAME_LINE = 0.55  # of the lower strip's height: strips that share more stand on one line
_BLANK_GAP = 0.6  # in type sizes: from here on a gap is read as a blank
_COLUMN_GAP = 2.0  # in type sizes: a wider gap outside tables may part two columns
_FRAME_WIDTH = 0.4  # of the page: a smaller box drawn around words is part of a drawing
_DRAWING = "ruled lines on the page do not make rows and columns (a drawing or flow chart): its words stand as lines"


@dataclass(slots=True)
class Read:
    """A strip of the page and what the engine read in it."""

    strip: Strip
    reading: Reading
    stacked: bool = False  # characters one under the other: their places along the line are not known


def compose(layout: PageLayout, reads: list[Read], grids: list[Grid], scale: float) -> None:
    """Put the lines and tables read from a picture of `scale` pixels a point into `layout`, with notes on repairs."""
    tables = [grid for grid in grids if grid.is_table]
    for grid in grids:
        box = Rect(grid.xs[0] / scale, grid.ys[0] / scale, grid.xs[-1] / scale, grid.ys[-1] / scale)
        if grid.drawing:
            layout.notes.append(PageNote(Severity.INFO, "drawing-not-read", _DRAWING))
        elif not grid.is_table and box.width >= _FRAME_WIDTH * layout.width:
            layout.frames.append(box)
    loose = [read for read in reads if read.strip.grid is None]
    layout.lines = _lines(layout, loose, scale, _COLUMN_GAP)
    for index, grid in enumerate(tables):
        inside = [read for read in reads if read.strip.grid == index]
        layout.tables.append(_table(layout, grid, inside, scale))


def _table(layout: PageLayout, grid: Grid, reads: list[Read], scale: float) -> PageTable:
    cells: list[PageCell] = []
    for number, cell in enumerate(grid.cells):
        box = Rect(*(value / scale for value in grid.box(cell)))
        own = [read for read in reads if read.strip.cell == number]
        lines = _lines(layout, own, scale, None)
        cells.append(PageCell(cell.row, cell.column, box, cell.row_span, cell.column_span, lines))
    xs = tuple(x / scale for x in grid.xs)
    box = Rect(xs[0], grid.ys[0] / scale, xs[-1], grid.ys[-1] / scale)
    return PageTable(box, grid.rows, grid.columns, cells, xs, grid.open_top, grid.open_bottom, grid.unsure)


def _lines(layout: PageLayout, reads: list[Read], scale: float, widest: float | None) -> list[TextLine]:
    """Return the printed lines, top to bottom; strips on one line are one unless a gap over `widest` parts them."""
    lines: list[TextLine] = []
    for row in _rows(reads):
        run: list[TextLine] = []
        for line in (_line(read, scale) for read in row):
            if run and widest is not None and line.box.x0 - run[-1].box.x1 > widest * max(line.size, run[-1].size):
                lines.append(_joined(run))
                run = []
            run.append(line)
        if run:
            lines.append(_joined(run))
    return [_repaired(layout, line) for line in lines]


def _rows(reads: list[Read]) -> list[list[Read]]:
    """Group strips that stand level; groups top to bottom, each left to right."""
    rows: list[list[Read]] = []
    for read in sorted(reads, key=lambda read: (sum((read.strip.top, read.strip.bottom)), read.strip.x0)):
        row = next((row for row in reversed(rows[-3:]) if _level(row[-1].strip, read.strip)), None)
        if row is None:
            rows.append([read])
        else:
            row.append(read)
    for row in rows:
        row.sort(key=lambda read: read.strip.x0)
    return rows


def _level(one: Strip, other: Strip) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    aside = min(one.x1, other.x1) - max(one.x0, other.x0) < 0.5 * min(one.width, other.width)
    return aside and shared > _SAME_LINE * min(one.height, other.height)


def _line(read: Read, scale: float) -> TextLine:
    """Return a strip as a line in points."""
    strip, reading = read.strip, read.reading
    first = len(reading.text) - len(reading.text.lstrip())
    last = len(reading.text.rstrip())
    text = reading.text[first:last]
    box = Rect(*(value / scale for value in strip.ink_box))
    if read.stacked or len(reading.centres) != len(reading.text):
        return TextLine(text, box, (), reading.confidence, box.width if read.stacked else 0.0)
    places = [(strip.x0 + share * strip.width) / scale for share in reading.centres[first:last]]
    edges = [box.x0, *(min(max((a + b) / 2, box.x0), box.x1) for a, b in pairwise(places)), box.x1]
    return TextLine(text, box, tuple(edges), reading.confidence, _size(text, places, box))


def _size(text: str, places: list[float], box: Rect) -> float:
    """Return the type size: the usual step from one Chinese character to the next, else told from the height."""
    steps = [b - a for (a, x), (b, y) in pairwise(zip(places, text, strict=True)) if _is_wide(x) and _is_wide(y)]
    return median(steps) if len(steps) >= 3 else box.height / 0.95


def _is_wide(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _joined(parts: list[TextLine]) -> TextLine:
    """Return the parts of one printed line as one, with a blank where a gap stands between them."""
    whole = parts[0]
    for part in parts[1:]:
        gap = part.box.x0 - whole.box.x1 > _BLANK_GAP * max(part.size, whole.size)
        known = bool(whole.xs) and bool(part.xs)
        xs = (*(whole.xs if gap else whole.xs[:-1]), *part.xs) if known else ()
        certain = [c for c in (whole.confidence, part.confidence) if c is not None]
        whole = TextLine(
            whole.text + (" " if gap else "") + part.text,
            hull([whole.box, part.box]),
            xs,
            min(certain) if certain else None,
            whole.size if len(whole.text) >= len(part.text) else part.size,
        )
    return whole


def _repaired(layout: PageLayout, line: TextLine) -> TextLine:
    """Return the line with safe repairs, each recorded in the layout's notes."""
    text, repairs = repaired(line.text)
    if not repairs:
        return line
    line.text = text
    for repair in repairs:
        layout.notes.append(PageNote(Severity.INFO, "ocr-repaired", repair.message(layout.number), line))
    return line
