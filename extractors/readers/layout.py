"""What stands on a page before it becomes a document: printed lines and table grids (版面).

Every way of reading a page, from its text layer or from its picture, ends in a `PageLayout`. Units are PDF points
(1/72 inch), the origin is the top left corner of the page as a reader sees it (rotation applied), y grows downwards.
A reader of pages does not join anything over pages and drops nothing: running heads, paragraphs, tables that go on
over the page are the business of `extractors.readers.pdf.assemble`, which sees all pages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from schemas import PageKind, Severity


class Rect(NamedTuple):
    """A rectangle in points: left, top, right, bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Say whether the point lies inside."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def hull(boxes: list[Rect]) -> Rect:
    """Return the smallest rectangle around all `boxes` (at least one)."""
    return Rect(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


@dataclass(slots=True)
class TextLine:
    """One printed line, or the part of one that stands in a table cell.

    `text` is exactly what the text layer or the recogniser gave: no folding, no repair that is not recorded as a note.
    """

    text: str
    box: Rect
    xs: tuple[float, ...] = ()  # left edge of every character of `text` and the right edge of the last; or empty
    confidence: float | None = None  # 0 to 1, only where recognised from an image
    size: float = 0.0  # height of the type in points; 0 where unknown (then the box's height counts)
    raised: tuple[int, ...] = ()  # places in `text` of raised marks, such as a footnote's number; empty where unknown


def em_of(line: TextLine) -> float:
    """Return the type size of a line in points, told from its box where it is not known."""
    return line.size or max(line.box.height * 0.85, 1.0)


@dataclass(slots=True)
class PageCell:
    """One cell of a table on one page; `row` and `column` are its top left corner in the grid, counted from 0."""

    row: int
    column: int
    box: Rect
    row_span: int = 1
    column_span: int = 1
    lines: list[TextLine] = field(default_factory=list)


@dataclass(slots=True)
class PageTable:
    """The part of a table that stands on one page. Every place of the grid belongs to exactly one cell."""

    box: Rect
    rows: int
    columns: int
    cells: list[PageCell]
    xs: tuple[float, ...] = ()  # the columns + 1 vertical edges, left to right
    open_top: bool = False  # no rule closes it above: its first row may go on from the page before
    open_bottom: bool = False  # no rule closes it below: its last row may go on over the page
    unsure: str | None = None  # why the grid may be wrong, in plain words


@dataclass(slots=True)
class PageNote:
    """Something a person should know about the page; becomes a `schemas.Issue`.

    `line` names the line it is about where there is one, so that the issue gets its offsets.
    """

    severity: Severity
    code: str
    message: str
    line: TextLine | None = None


@dataclass(slots=True)
class PageLayout:
    """All that was read on one page.

    `lines` are those outside tables; lines inside a table stand only in its cells. `frames` are boxes drawn around
    prose (专栏): their lines are in `lines`, their margins are the frame's. `error` says why a page was not read.
    """

    number: int  # counted from 1
    width: float
    height: float
    kind: PageKind = PageKind.TEXT
    lines: list[TextLine] = field(default_factory=list)
    tables: list[PageTable] = field(default_factory=list)
    frames: list[Rect] = field(default_factory=list)
    rules: list[Rect] = field(default_factory=list)  # horizontal rules outside tables, such as one above footnotes
    notes: list[PageNote] = field(default_factory=list)
    error: str | None = None
    turned: int = 0  # degrees clockwise (0, 90, 180, 270) by which the displayed page was turned to stand upright
    tilt: float = 0.0  # degrees counter-clockwise by which it was then set straight
