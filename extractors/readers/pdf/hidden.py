"""Words of the text layer that a reader of the page cannot see (隐藏文字): drawn invisibly, white on white, tiny.

Such words may be a watermark for machines, what remained of an older version, or another recogniser's reading of a
picture. They are left out of the text and told; what stands under them is read as a picture where there is one.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from statistics import median

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.layout import PageNote, Rect
from extractors.readers.pdf.glyphs import Frame, Glyph, TextLayer
from extractors.readers.pdf.rules import DEEPEST, IDENTITY, Drawn, Matrix, bounds_of, matrix_of, times
from schemas import Severity

WHITE = 245  # of 255, in each colour
TINY = 2.0  # points high
SMALLER = 0.3  # of the page's usual height: on a page that is shrunk as a whole nothing is tiny
_SHOWN = 40  # characters of what was left out

_FILLED = (raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP)


@dataclass(slots=True)
class _Seen:
    """The text objects that may not be seen, by address, and what is drawn behind words."""

    invisible: set[int] = field(default_factory=set)
    white: set[int] = field(default_factory=set)
    grounds: list[Rect] = field(default_factory=list)
    cells: tuple[ctypes.c_uint, ...] = field(default_factory=lambda: tuple(ctypes.c_uint() for _ in range(4)))


def without_hidden(
    page: pdfium.PdfPage, frame: Frame, layer: TextLayer, drawn: Drawn, number: int
) -> tuple[TextLayer, list[PageNote]]:
    """Return the text layer without what cannot be seen, and what a person should know of it."""
    seen = _Seen()
    for handle in drawn.words:
        _look_at_words(handle, seen)
    if seen.white:
        for handle, matrix in _objects(page):
            _look_for_ground(handle, matrix, frame, seen)
    hidden = dict(_tiny(layer.glyphs))
    if seen.invisible or seen.white:
        hidden |= _unseen(page, layer.glyphs, seen)
    notes = list(_told(layer, hidden, number))
    if not hidden:
        return layer, notes
    return replace(layer, glyphs=[glyph for glyph in layer.glyphs if glyph.order not in hidden]), notes


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[object, Matrix]]:
    """Yield all objects of a page, those inside forms too, each with the matrix of what it stands in."""
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        yield from _with_inner(raw.FPDFPage_GetObject(page.raw, index), IDENTITY, 0)


def _with_inner(handle: object, matrix: Matrix, depth: int) -> Iterator[tuple[object, Matrix]]:
    if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_FORM:
        yield handle, matrix
    elif depth < DEEPEST:
        inner = times(matrix_of(handle), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(handle)):
            yield from _with_inner(raw.FPDFFormObj_GetObject(handle, index), inner, depth + 1)


def _look_at_words(handle: object, seen: _Seen) -> None:
    mode = raw.FPDFTextObj_GetTextRenderMode(handle)
    colour = _fill(handle, seen.cells)
    if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE or (mode in _FILLED and colour is not None and not colour[3]):
        seen.invisible.add(_address(handle))
    elif mode in _FILLED and colour is not None and min(colour[:3]) >= WHITE:
        seen.white.add(_address(handle))


def _look_for_ground(handle: object, matrix: Matrix, frame: Frame, seen: _Seen) -> None:
    kind = raw.FPDFPageObj_GetType(handle)
    if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
        _add_ground(handle, matrix, frame, seen)
    elif kind == raw.FPDF_PAGEOBJ_PATH and _is_filled(handle):
        colour = _fill(handle, seen.cells)
        if colour is None or (colour[3] and min(colour[:3]) < WHITE):
            _add_ground(handle, matrix, frame, seen)


def _add_ground(handle: object, matrix: Matrix, frame: Frame, seen: _Seen) -> None:
    box = bounds_of(handle, matrix, frame)
    if box is not None and min(box.width, box.height) > TINY:
        seen.grounds.append(box)


def _address(handle: object) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0  # type: ignore[arg-type]


def _fill(handle: object, cells: tuple[ctypes.c_uint, ...]) -> tuple[int, ...] | None:
    """Return red, green, blue, opacity of the filling, 0 to 255; None where it is a pattern."""
    if not raw.FPDFPageObj_GetFillColor(handle, *cells):
        return None
    return tuple(cell.value for cell in cells)


def _is_filled(handle: object) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value)


def _unseen(page: pdfium.PdfPage, glyphs: list[Glyph], seen: _Seen) -> dict[int, str]:
    """Return the places in the text layer of what is drawn invisibly or white with nothing dark behind it."""
    found: dict[int, str] = {}
    textpage = page.get_textpage()
    try:
        for glyph in glyphs:
            address = _address(raw.FPDFText_GetTextObject(textpage.raw, glyph.order))
            if address in seen.invisible:
                found[glyph.order] = "drawn invisibly"
            elif address in seen.white and not any(ground.holds(glyph.x, glyph.y) for ground in seen.grounds):
                found[glyph.order] = "white on white"
    finally:
        textpage.close()
    return found


def _tiny(glyphs: list[Glyph]) -> Iterator[tuple[int, str]]:
    heights = [glyph.bottom - glyph.top for glyph in glyphs]
    if not heights or min(heights) >= TINY:
        return
    usual = median(heights)
    for glyph, height in zip(glyphs, heights, strict=True):
        if height < min(TINY, SMALLER * usual):
            yield glyph.order, "too small to be read"


def _told(layer: TextLayer, hidden: dict[int, str], number: int) -> Iterator[PageNote]:
    for why in sorted(set(hidden.values())):
        words = "".join(glyph.text for glyph in layer.glyphs if hidden.get(glyph.order) == why)
        yield PageNote(
            Severity.WARNING,
            "hidden-text-left-out",
            f"{len(words)} characters on page {number} are {why} and were left out: {words[:_SHOWN]}",
        )
    if layer.outside:
        yield PageNote(
            Severity.INFO,
            "text-outside-page",
            f"{layer.outside} characters stand outside page {number} as it is shown and were left out: "
            f"{layer.outside_text[:_SHOWN]}",
        )
