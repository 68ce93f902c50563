"""Places on a scanned page as a person sees the page: not turned, not set straight (显示坐标).

A scanned page is read standing upright and straight; its lines and cells are joined in that frame. Evidence is shown
on the page as it is in the file, so that in the end every box is put back.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

from extractors.readers.layout import PageLayout, Rect
from schemas import Block, Box, Cell, Document, Line, Page, Piece


def displayed_rect(layout: PageLayout, rect: Rect) -> Rect:
    """Return the upright rectangle around `rect` on the page as displayed, in points."""
    corners = [(x, y) for x in (rect.x0, rect.x1) for y in (rect.top, rect.bottom)]
    points = [_displayed(layout, x, y) for x, y in corners]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Rect(min(xs), min(ys), max(xs), max(ys))


def displayed_size(layout: PageLayout) -> tuple[float, float]:
    """Return width and height of the page as displayed, in points."""
    return (layout.height, layout.width) if layout.turned in (90, 270) else (layout.width, layout.height)


def as_displayed(document: Document, layouts: Sequence[PageLayout]) -> Document:
    """Return the document with all boxes of turned or tilted pages put back to where they are seen."""
    moved = {layout.number: layout for layout in layouts if layout.turned or layout.tilt}
    if not moved:
        return document
    return document.model_copy(
        update={
            "pages": tuple(_page(page, moved.get(page.number)) for page in document.pages),
            "blocks": tuple(_block(block, moved) for block in document.blocks),
            "tables": tuple(
                table.model_copy(update={"cells": tuple(_cell(cell, moved) for cell in table.cells)})
                for table in document.tables
            ),
        }
    )


def _displayed(layout: PageLayout, x: float, y: float) -> tuple[float, float]:
    middle_x, middle_y = layout.width / 2, layout.height / 2
    angle = radians(layout.tilt)
    across, down = x - middle_x, y - middle_y
    x = cos(angle) * across - sin(angle) * down + middle_x
    y = sin(angle) * across + cos(angle) * down + middle_y
    match layout.turned:
        case 90:
            return y, layout.width - x
        case 180:
            return layout.width - x, layout.height - y
        case 270:
            return layout.height - y, x
        case _:
            return x, y


def _page(page: Page, layout: PageLayout | None) -> Page:
    if layout is None:
        return page
    width, height = displayed_size(layout)
    return page.model_copy(update={"width": round(width, 2), "height": round(height, 2)})


def _box(box: Box, moved: dict[int, PageLayout]) -> Box:
    layout = moved.get(box.page)
    if layout is None:
        return box
    rect = displayed_rect(layout, Rect(box.x0, box.top, box.x1, box.bottom))
    return Box(
        page=box.page, x0=round(rect.x0, 2), top=round(rect.top, 2), x1=round(rect.x1, 2), bottom=round(rect.bottom, 2)
    )


def _line(line: Line, moved: dict[int, PageLayout]) -> Line:
    if line.box is None or line.box.page not in moved:
        return line
    layout = moved[line.box.page]
    middle = (line.box.top + line.box.bottom) / 2
    xs = () if layout.turned else tuple(round(_displayed(layout, x, middle)[0], 2) for x in line.xs)
    return line.model_copy(update={"box": _box(line.box, moved), "xs": xs})


def _block(block: Block, moved: dict[int, PageLayout]) -> Block:
    return block.model_copy(update={"lines": tuple(_line(line, moved) for line in block.lines)})


def _piece(piece: Piece, moved: dict[int, PageLayout]) -> Piece:
    return piece if piece.box is None else piece.model_copy(update={"box": _box(piece.box, moved)})


def _cell(cell: Cell, moved: dict[int, PageLayout]) -> Cell:
    return cell.model_copy(update={"pieces": tuple(_piece(piece, moved) for piece in cell.pieces)})
