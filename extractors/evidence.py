"""Where words stand on the page: boxes and page numbers of a slice of text (证据位置)."""

from __future__ import annotations

from schemas import Block, Box, Document, Line


def line_box(line: Line, start: int, end: int) -> Box | None:
    """Return the box of the characters start to end of a line, None where the line has no box."""
    if line.box is None:
        return None
    first, last = max(start, line.start) - line.start, min(end, line.end) - line.start
    length = max(line.end - line.start, 1)
    if len(line.xs) > last:
        x0, x1 = line.xs[first], line.xs[last]
    else:
        width = line.box.x1 - line.box.x0
        x0, x1 = line.box.x0 + width * first / length, line.box.x0 + width * last / length
    left, right = round(min(x0, x1), 2), round(max(x0, x1), 2)
    return Box(page=line.box.page, x0=left, top=line.box.top, x1=right, bottom=line.box.bottom)


def boxes_of(block: Block, start: int, end: int) -> tuple[Box, ...]:
    """Return the boxes of the slice, one a printed line; empty for formats without pages."""
    boxes = (line_box(line, start, end) for line in block.lines if line.start < end and start < line.end)
    return tuple(box for box in boxes if box is not None)


def page_of(document: Document, block: Block, place: int) -> int:
    """Return the page that the character at `place` stands on."""
    for line in block.lines:
        if line.start <= place < line.end and line.box is not None:
            return line.box.page
    for page in document.pages:
        if page.start <= place < page.end:
            return page.number
    return block.page
