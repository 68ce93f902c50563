"""The stream of lines and tables over all pages, in reading order, each line with the margins it stands in (文本流)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.layout import PageLayout, PageTable, Rect, TextLine, em_of
from extractors.readers.pdf.columns import columns
from extractors.readers.pdf.footnotes import footnotes

BODY, FRAME, FOOTNOTE = "body", "frame", "footnote"
RAGGED = 3.5  # in type sizes: lines that end this near to the margin are as good as full
ENOUGH_LINES = 8  # a column with that many lines has margins of its own


@dataclass(slots=True)
class FlowLine:
    """A line in reading order. `left` and `right` are the margins of the column or frame it stands in, in points."""

    page: int
    line: TextLine
    kind: str
    left: float
    right: float
    pitch: float  # usual distance from line to line here, in points; 0 where unknown
    body_size: float = 0.0  # type size of the document's prose
    column: int = 0
    ragged: bool = False  # the column's lines are not stretched to its right margin

    @property
    def em(self) -> float:
        """The type size in points."""
        return em_of(self.line)


@dataclass(slots=True)
class FlowTable:
    """A table, or the part of one on this page, in reading order."""

    page: int
    table: PageTable


FlowItem = FlowLine | FlowTable


@dataclass(slots=True)
class _Column:
    page: int
    parity: tuple[int, int, int]
    kind: str
    lines: list[TextLine]
    left: float = 0.0
    right: float = 0.0
    pitch: float = 0.0
    ragged: bool = False


def flow(layouts: Sequence[PageLayout], dropped: dict[int, list[TextLine]]) -> list[FlowItem]:
    """Return what stands on the pages in reading order, without the lines in `dropped`.

    Footnotes stand before the paragraph at the foot of their page, so that a paragraph that goes on over the page is
    not torn apart.
    """
    pages: list[tuple[PageLayout, list[_Column], list[TextLine]]] = []
    gone = {id(line) for lines in dropped.values() for line in lines}
    body = _body_size([line for layout in layouts for line in layout.lines if id(line) not in gone])
    for layout in layouts:
        kept = [line for line in layout.lines if line.text.strip() and id(line) not in gone]
        notes = footnotes(layout, kept, body)
        noted = {id(line) for line in notes}
        kept = [line for line in kept if id(line) not in noted]
        pages.append((layout, _columns_of(layout, kept), notes))
    _set_margins([column for _, found, _ in pages for column in found])
    items: list[FlowItem] = []
    for layout, found, notes in pages:
        items.extend(_page_items(layout, found, notes, body))
    return items


def _columns_of(layout: PageLayout, lines: Sequence[TextLine]) -> list[_Column]:
    parity = (round(layout.width), round(layout.height), layout.number % 2)
    framed: dict[int, list[TextLine]] = defaultdict(list)
    free: list[TextLine] = []
    for line in lines:
        home = _frame_of(layout.frames, line)
        (framed[home] if home is not None else free).append(line)
    found = [_Column(layout.number, parity, BODY, group) for group in columns(free)]
    for home in sorted(framed):
        found += [_Column(layout.number, parity, FRAME, group) for group in columns(framed[home])]
    return found


def _frame_of(frames: Sequence[Rect], line: TextLine) -> int | None:
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2
    return next((i for i, frame in enumerate(frames) if frame.holds(x, y)), None)


def _set_margins(found: Sequence[_Column]) -> None:
    """Give every column its margins: its own where it has enough lines, else those of pages like its page."""
    alike: dict[tuple[int, int, int], list[_Column]] = defaultdict(list)
    for column in found:
        column.left, column.right = _own_margins(column.lines)
        column.pitch = _pitch(column.lines)
        if column.kind == BODY:
            alike[column.parity].append(column)
    for columns_alike in alike.values():
        rich = [column for column in columns_alike if len(column.lines) >= ENOUGH_LINES] or columns_alike
        left = median(column.left for column in rich)
        right = median(column.right for column in rich)
        pitch = median(column.pitch for column in rich)
        for column in columns_alike:
            em = _em(column.lines)
            if len(column.lines) < ENOUGH_LINES and left - em <= column.left and column.right <= right + em:
                column.left, column.right = left, right
                column.pitch = column.pitch or pitch
            elif 0.5 * em < column.left - left < 3 * em and column.right <= right + em:
                column.left = left  # a page on which every line is indented
            if column.right < right and left - em <= column.left <= left + em and right - column.right < 8 * em:
                column.right = right  # a page on which no line is full
    for column in found:
        column.ragged = _is_ragged(column)


def _is_ragged(column: _Column) -> bool:
    """Say whether the lines end where their last word ends, not all at the right margin."""
    em = _em(column.lines)
    long = [line for line in column.lines if line.box.x1 > column.right - RAGGED * em]
    sharp = sum(line.box.x1 > column.right - 0.4 * em for line in long)
    return len(long) >= 4 and sharp < 0.6 * len(long)


def _own_margins(lines: Sequence[TextLine]) -> tuple[float, float]:
    """Return the left and right margin: the outermost edges that several lines share."""
    if len(lines) < ENOUGH_LINES:
        return min(line.box.x0 for line in lines), max(line.box.x1 for line in lines)
    least = max(2, round(0.08 * len(lines)))
    lefts = Counter(round(line.box.x0 / 2) for line in lines)
    rights = Counter(round(line.box.x1 / 2) for line in lines)
    left = min((2 * x for x in lefts if _near_count(lefts, x) >= least), default=min(line.box.x0 for line in lines))
    right = max((2 * x for x in rights if _near_count(rights, x) >= least), default=max(line.box.x1 for line in lines))
    farthest = max(line.box.x1 for line in lines)
    shared = sum(abs(line.box.x1 - right) <= 4 for line in lines)
    if farthest > right + 2.5 * _em(lines) and shared < 0.4 * len(lines):
        right = round(farthest)  # short lines of one length are no margin
    return float(left), float(max(right, left + 1))


def _near_count(counts: Counter[int], place: int) -> int:
    return counts[place - 1] + counts[place] + counts[place + 1]


def _pitch(lines: Sequence[TextLine]) -> float:
    steps = [b.box.bottom - a.box.bottom for a, b in pairwise(lines)]
    steps = [step for step in steps if step > 0]
    return median(steps) if steps else 0.0


def _em(lines: Sequence[TextLine]) -> float:
    return median(em_of(line) for line in lines)


def _body_size(lines: Sequence[TextLine]) -> float:
    """Return the type size of most of the prose, in points."""
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(em_of(line))] += len(line.text)
    return max(weights, key=lambda size: (weights[size], size)) if weights else 0.0


def _page_items(layout: PageLayout, found: Sequence[_Column], notes: Sequence[TextLine], body: float) -> list[FlowItem]:
    items: list[FlowItem] = []
    tables = sorted(layout.tables, key=lambda table: (table.box.top, table.box.x0))
    frames = [column for column in found if column.kind == FRAME]
    for index, column in enumerate(found):
        if column.kind == FRAME:
            continue
        last = index == max(i for i, other in enumerate(found) if other.kind == BODY)
        bottom = layout.height if last else max(line.box.bottom for line in column.lines)
        waiting: list[tuple[float, list[FlowItem]]] = []
        for table in [table for table in tables if table.box.top < bottom]:
            tables.remove(table)
            waiting.append((table.box.top, [FlowTable(layout.number, table)]))
        for frame in [frame for frame in frames if frame.lines[0].box.top < bottom]:
            frames.remove(frame)
            waiting.append((frame.lines[0].box.top, _flow_lines(frame, body, index)))
        waiting.sort(key=lambda pair: pair[0])
        for item in _flow_lines(column, body, index):
            while waiting and isinstance(item, FlowLine) and waiting[0][0] < item.line.box.top:
                items.extend(waiting.pop(0)[1])
            items.append(item)
        for _, rest in waiting:
            items.extend(rest)
    leftovers: list[tuple[float, list[FlowItem]]] = [(t.box.top, [FlowTable(layout.number, t)]) for t in tables]
    leftovers += [(frame.lines[0].box.top, _flow_lines(frame, body, 0)) for frame in frames]
    for _, rest in sorted(leftovers, key=lambda pair: pair[0]):
        items.extend(rest)
    if notes:
        column = _Column(layout.number, (0, 0, 0), FOOTNOTE, list(notes))
        column.left, column.right = _own_margins(notes)
        column.pitch = _pitch(notes)
        items.extend(_flow_lines(column, body, -1))
    return items


def _flow_lines(column: _Column, body: float, index: int) -> list[FlowItem]:
    return [
        FlowLine(column.page, line, column.kind, column.left, column.right, column.pitch, body, index, column.ragged)
        for line in column.lines
    ]
