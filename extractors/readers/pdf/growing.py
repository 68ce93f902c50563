"""The document's text while it grows, and where every line came to stand."""

from __future__ import annotations

from extractors.readers.layout import Rect, TextLine
from schemas import Box, Line


def box_of(page: int, rect: Rect) -> Box:
    """Return a rectangle of a page as a record, to a hundredth of a point."""
    return Box(
        page=page, x0=round(rect.x0, 2), top=round(rect.top, 2), x1=round(rect.x1, 2), bottom=round(rect.bottom, 2)
    )


class GrowingText:
    """Text in the making. `places` gives the offsets of a line by its identity, `pages` those of a page."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.places: dict[int, tuple[int, int]] = {}
        self.pages: dict[int, tuple[int, int]] = {}

    def blank(self, char: str) -> None:
        """Append a separator."""
        self.parts.append(char)
        self.length += len(char)

    def begin(self) -> int:
        """Begin a new block on a line of its own and return its offset."""
        if self.parts:
            self.blank("\n")
        return self.length

    def line(self, page: int, line: TextLine, before: str = "") -> Line:
        """Append a line after the separator `before` and return its place."""
        if before:
            self.blank(before)
        start = self.length
        self.blank(line.text)
        self.places[id(line)] = (start, self.length)
        first, last = self.pages.get(page, (start, start))
        self.pages[page] = (min(first, start), max(last, self.length))
        return Line(
            start=start,
            end=self.length,
            box=box_of(page, line.box),
            confidence=line.confidence,
            xs=line.xs,
            raised=tuple(start + place for place in line.raised),
        )

    def text(self) -> str:
        """Return the whole text."""
        return "".join(self.parts)
