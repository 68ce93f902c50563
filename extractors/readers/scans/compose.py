"""What was read, as a page layout: lines in points, tables with their cells (版面合成)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extractors.readers.layout import PageCell, PageLayout, PageNote, PageTable, Rect, TextLine, hull
from extractors.readers.scans.assign import Strip
from extractors.readers.scans.grid import Grid
from extractors.readers.scans.ocr import Reading
from extractors.readers.scans.repairs import repaired
from schemas import Severity

SURE_LINE = 0.85  # print that is read rightly has 0.95 and more, as a mean over the line
SURE_CHARACTER = 0.6
_SAME_LINE = 0.35  # of the lower strip's height: strips whose middles differ by less stand on one line
_BLANK_GAP = 0.6  # in type sizes: from here on a gap is read as a blank
_TWICE = 0.3  # in type sizes: a strip's first character that ends here beyond the strip before was read in both
_GAP = 0.75  # in type sizes: the white between two characters from which on it is a blank
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
        if not grid.drawing and not grid.is_table and box.width >= _FRAME_WIDTH * layout.width:
            layout.frames.append(box)
    if any(grid.drawing for grid in grids):
        layout.notes.append(PageNote(Severity.INFO, "drawing-as-lines", _DRAWING))
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
        runs: list[list[tuple[TextLine, Reading]]] = []
        for read in row:
            line = _line(read, scale)
            before = runs[-1][-1][0] if runs else None
            if before is None or (
                widest is not None and line.box.x0 - before.box.x1 > widest * max(line.size, before.size)
            ):
                runs.append([])
            runs[-1].append((line, read.reading))
        for run in runs:
            line = _repaired(layout, _joined([part for part, _ in run]))
            _note_doubt(layout, line, [reading for _, reading in run])
            lines.append(line)
    return lines


def _note_doubt(layout: PageLayout, line: TextLine, readings: list[Reading]) -> None:
    """Say so where the engine was unsure of a line, or of one character in it."""
    doubtful = [
        char
        for reading in readings
        for char, certain in zip(reading.text, reading.certainties, strict=True)
        if certain < SURE_CHARACTER and char.isalnum()
    ]
    if line.confidence is None or (line.confidence >= SURE_LINE and not doubtful):
        return
    which = f"; most of all of {'、'.join(dict.fromkeys(doubtful))}" if doubtful else ""
    message = (
        f"page {layout.number}: the recogniser is not sure of the line “{line.text}” "
        f"(confidence {line.confidence:.2f}){which}: compare it with the page"
    )
    layout.notes.append(PageNote(Severity.WARNING, "line-unsure", message, line))


def _rows(reads: list[Read]) -> list[list[Read]]:
    """Group strips that stand level; groups top to bottom, each left to right."""
    rows: list[list[Read]] = []
    for read in sorted(reads, key=lambda read: (_middle(read.strip), read.strip.x0)):
        row = next((row for row in reversed(rows[-3:]) if _goes_on(row, read.strip)), None)
        if row is None:
            rows.append([read])
        else:
            row.append(read)
    for row in rows:
        row.sort(key=lambda read: read.strip.x0)
    return rows


def _middle(strip: Strip) -> float:
    return (strip.ink_box[1] + strip.ink_box[3]) / 2


def _goes_on(row: list[Read], strip: Strip) -> bool:
    """Say whether a strip stands level with the last of a row, and beside all of it."""
    last = row[-1].strip
    level = abs(_middle(last) - _middle(strip)) < _SAME_LINE * min(last.height, strip.height)
    return level and all(
        min(other.strip.x1, strip.x1) - max(other.strip.x0, strip.x0) < 0.5 * min(other.strip.width, strip.width)
        for other in row
    )


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
    size = _size(text, places, box)
    text, places = _with_gaps(text, places, size)
    edges = [box.x0, *(min(max((a + b) / 2, box.x0), box.x1) for a, b in pairwise(places)), box.x1]
    return TextLine(text, box, tuple(edges), reading.confidence, size)


def _size(text: str, places: list[float], box: Rect) -> float:
    """Return the type size: the usual step from one Chinese character to the next, else told from the height.

    The engine tells places to a fifth of a character, so that the mean over many steps is taken.
    """
    steps = [b - a for (a, x), (b, y) in pairwise(zip(places, text, strict=True)) if _is_wide(x) and _is_wide(y)]
    if len(steps) < 3:
        return box.height / (0.95 if any(map(_is_wide, text)) else 0.75)
    usual = median(steps)
    near = [step for step in steps if 0.6 * usual <= step <= 1.4 * usual]
    return sum(near) / len(near)


def _with_gaps(text: str, places: list[float], size: float) -> tuple[str, list[float]]:
    """Put a blank where the eye sees a gap between two words: the engine leaves most such blanks out."""
    chars: list[str] = []
    centres: list[float] = []
    for char, place in zip(text, places, strict=True):
        if chars and char.isalnum() and chars[-1].isalnum():
            gap = place - centres[-1] - size * (_width(char) + _width(chars[-1])) / 2
            if gap > _GAP * size:
                chars.append(" ")
                centres.append((centres[-1] + place) / 2)
        chars.append(char)
        centres.append(place)
    return "".join(chars), centres


def _width(char: str) -> float:
    """Return the usual width of a character in type sizes."""
    return 0.55 if char.isascii() else 1.0


def _is_wide(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _joined(parts: list[TextLine]) -> TextLine:
    """Return the parts of one printed line as one, with a blank where a gap stands between them."""
    whole = parts[0]
    for part in parts[1:]:
        if part.xs and part.text[0] == whole.text[-1] and part.xs[1] < whole.box.x1 + _TWICE * part.size:
            part = _without_first(part)  # two strips met on one character and both read it
            if not part.text:
                continue
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


def _without_first(line: TextLine) -> TextLine:
    return replace(line, text=line.text[1:], xs=line.xs[1:], box=line.box._replace(x0=line.xs[1]))


def _repaired(layout: PageLayout, line: TextLine) -> TextLine:
    """Return the line with safe repairs, each recorded in the layout's notes."""
    text, repairs = repaired(line.text)
    if not repairs:
        return line
    line.text = text
    for repair in repairs:
        layout.notes.append(PageNote(Severity.INFO, "ocr-repaired", repair.message(layout.number), line))
    return line
