"""The characters of a page's text layer, with their places (字符)."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from math import pi

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_UPRIGHT = 0.1  # radians: text turned further than this is a watermark or a turned table


@dataclass(slots=True)
class Glyph:
    """One printed character. Units are points from the top left corner of the page as shown."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float  # y of the baseline
    size: float  # type size
    space: str = ""  # the blank that stands behind it in the text layer
    unmapped: bool = False  # the font does not say which character it is
    order: int = 0  # place in the text layer

    @property
    def wide(self) -> bool:
        """Whether the character fills a square, so that its width is the type size."""
        return _ideograph(ord(self.text[0]))

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """How page space (origin bottom left, unrotated) maps to what a reader sees (origin top left)."""

    left: float
    bottom: float
    width: float  # as shown
    height: float
    rotation: int  # 0, 90, 180, 270, clockwise

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """Map a point of page space to the page as shown."""
        x -= self.left
        y -= self.bottom
        if self.rotation == 90:
            return y, x
        if self.rotation == 180:
            return self.width - x, y
        if self.rotation == 270:
            return self.width - y, self.height - x
        return x, self.height - y

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """Map a rectangle of page space to left, top, right, bottom as shown."""
        if not self.rotation:  # the usual case, called for every character
            return x0 - self.left, self.height - y1 + self.bottom, x1 - self.left, self.height - y0 + self.bottom
        ax, ay = self.shown(x0, y0)
        bx, by = self.shown(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def frame_of(page: pdfium.PdfPage) -> Frame:
    """Return how the page's space maps to the page as shown (crop box and rotation)."""
    left, bottom, _, _ = page.get_bbox()
    return Frame(left, bottom, page.get_width(), page.get_height(), page.get_rotation())


def turned_frame(frame: Frame, degrees: int) -> Frame:
    """Return the frame of the page turned clockwise by 90, 180 or 270 degrees from how it is shown."""
    width, height = (frame.width, frame.height) if degrees == 180 else (frame.height, frame.width)
    return Frame(frame.left, frame.bottom, width, height, (frame.rotation + degrees) % 360)


@dataclass(slots=True)
class TextLayer:
    """The glyphs of a page and what was left aside: turned text (watermarks) and text outside the page."""

    glyphs: list[Glyph]
    turned: int = 0
    outside: int = 0
    turned_text: str = ""
    outside_text: str = ""
    angle: float = 0.0  # of the last turned glyph, clockwise in radians

    @property
    def sideways(self) -> int:
        """Degrees clockwise by which the page must be turned for most of its text to stand upright; 0, 90, 180, 270."""
        if self.turned <= len(self.glyphs) or self.turned < 10:
            return 0
        quarters = round(self.angle / (pi / 2)) % 4
        aslant = abs(self.angle - quarters * pi / 2) > _UPRIGHT
        return 0 if aslant else (4 - quarters) % 4 * 90


def read_layer(page: pdfium.PdfPage, frame: Frame) -> TextLayer:
    """Return the text layer of a page in the order in which it is stored.

    Blanks are kept as `Glyph.space` of the character before them. A character drawn twice at one place (imitated
    bold type) is kept once. Characters turned against the page and characters outside it are counted and left out.
    """
    textpage = page.get_textpage()
    try:
        return _collect(textpage.raw, textpage.count_chars(), frame)
    finally:
        textpage.close()


def _collect(handle: object, count: int, frame: Frame) -> TextLayer:
    layer = TextLayer([])
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    px, py, pbox = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    turned: list[str] = []
    outside: list[str] = []
    high = 0
    page_angle = frame.rotation * pi / 180
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        char = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if char.isspace() or code in (2, 0xFFFE, 0xFEFF, 0xAD):
            if layer.glyphs and char not in "\r\n":
                layer.glyphs[-1].space = char if char.isspace() else ""
            continue
        if not raw.FPDFText_GetLooseCharBox(handle, index, pbox):
            continue
        raw.FPDFText_GetCharOrigin(handle, index, px, py)
        angle = (raw.FPDFText_GetCharAngle(handle, index) + page_angle) % (2 * pi)
        if _UPRIGHT < angle < 2 * pi - _UPRIGHT:
            layer.turned += 1
            layer.angle = angle
            turned.append(char)
            continue
        x0, top, x1, bottom = frame.rect(box.left, box.bottom, box.right, box.top)
        if not (-1 <= (x0 + x1) / 2 <= frame.width + 1 and -1 <= (top + bottom) / 2 <= frame.height + 1):
            layer.outside += 1
            outside.append(char)
            continue
        base = frame.shown(x.value, y.value)[1]
        unmapped = code == 0 or bool(raw.FPDFText_HasUnicodeMapError(handle, index))
        glyph = Glyph(char, x0, top, x1, bottom, base, _size(code, bottom - top, x1 - x0), "", unmapped, index)
        if not _drawn_twice(layer.glyphs, glyph):
            layer.glyphs.append(glyph)
    layer.turned_text, layer.outside_text = "".join(turned), "".join(outside)
    return layer


def _ideograph(code: int) -> bool:
    """Say whether the character fills a square: ideographs and radicals, not punctuation."""
    return 0x2E80 <= code < 0x3000 or 0x3400 <= code < 0xE000 or 0xF900 <= code < 0xFB00 or code >= 0x20000


def _size(code: int, height: float, width: float) -> float:
    """Return the type size in points. The stated font size is of no use: it is often scaled by a matrix."""
    if _ideograph(code) and 0.5 * height <= width <= 1.4 * height:
        return width
    return max(height * 0.85, 1.0)


def _drawn_twice(glyphs: list[Glyph], glyph: Glyph) -> bool:
    """Say whether the same character stands already at this place, a hair's breadth off."""
    near = 0.25 * glyph.size
    for other in glyphs[-3:]:
        if other.text == glyph.text and abs(other.x0 - glyph.x0) < near and abs(other.base - glyph.base) < near:
            return True
    return False
