"""What a page is made of (页面类型), judged for each page by itself."""

from __future__ import annotations

import ctypes
import unicodedata
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.layout import Rect
from extractors.readers.pdf.furniture import EDGE
from extractors.readers.pdf.glyphs import Frame, Glyph, TextLayer
from extractors.readers.pdf.rules import Drawn
from extractors.readers.pdf.words import chars
from schemas import PageKind

COVERS = 0.6  # of the page: an image that large is the page, if there is next to no text
FEW = 40  # characters: next to no text
PICTURE = 0.05  # of the page: an image that large may hold words; seals and logos are smaller
OUTLINES = 60  # drawings with curves on a page without text: characters printed as outlines
BAD_SHARE = 0.15  # of the characters: unmapped, private use, mojibake
COMMON_SHARE = 0.12  # of the ideographs: fewer common ones than that do not occur in prose
ENOUGH = 80  # ideographs for the share of common ones to mean anything


@dataclass(frozen=True, slots=True)
class Judgement:
    """The kind of a page and, in plain words, why. `pictures` are images beside text that may hold words."""

    kind: PageKind
    as_image: bool = False  # the page has to be read as a picture
    why: str = ""
    pictures: tuple[Rect, ...] = ()


def judge(page: pdfium.PdfPage, frame: Frame, layer: TextLayer, drawn: Drawn) -> Judgement:
    """Say what the page is made of."""
    glyphs = layer.glyphs
    cover = _cover(drawn.images, frame)
    inner = [g for g in glyphs if frame.height * EDGE <= g.y <= frame.height * (1 - EDGE)]
    area = frame.width * frame.height
    pictures = tuple(box for box in drawn.images if _area(box, frame) >= PICTURE * area)
    if len(glyphs) < FEW or (len(inner) < FEW and len(glyphs) < 3 * FEW):
        if pictures and (cover >= COVERS or not inner):
            return Judgement(PageKind.SCAN, True, "it is a scanned page")
        if drawn.curves > OUTLINES:
            return Judgement(PageKind.SCAN, True, "its characters are printed as outlines, without a text layer")
    if not glyphs:
        return Judgement(PageKind.EMPTY)
    why = _garbled(glyphs)
    if why:
        return Judgement(PageKind.GARBLED, True, why)
    if cover >= COVERS and _is_invisible(page):
        return Judgement(PageKind.MIXED, True, "it is a scanned page under the invisible text of another recogniser")
    if pictures and not _all_covered_by_text(pictures, glyphs, area):
        return Judgement(PageKind.MIXED, False, "it has text beside pictures", pictures)
    return Judgement(PageKind.TEXT)


def _area(box: Rect, frame: Frame) -> float:
    width = min(box.x1, frame.width) - max(box.x0, 0.0)
    height = min(box.bottom, frame.height) - max(box.top, 0.0)
    return max(width, 0.0) * max(height, 0.0)


def _cover(images: list[Rect], frame: Frame) -> float:
    """Return the part of the page that images cover (overlaps counted twice, at most 1)."""
    return min(1.0, sum(_area(box, frame) for box in images) / max(frame.width * frame.height, 1.0))


def _all_covered_by_text(pictures: tuple[Rect, ...], glyphs: list[Glyph], area: float) -> bool:
    """Say whether every picture is a background: the text layer's characters stand all over it."""
    for box in pictures:
        inside = sum(box.holds(glyph.x, glyph.y) for glyph in glyphs)
        density = inside * 150.0 / max(box.width * box.height, 1.0)  # a character takes some 150 square points
        if density < 0.15:
            return False
    return True


def _garbled(glyphs: list[Glyph]) -> str:
    """Return why the text layer is garbage, or an empty text where it is sound."""
    if len(glyphs) < 10:
        return ""
    bad = sum(glyph.unmapped or _is_private(glyph.text) or glyph.text == "\ufffd" for glyph in glyphs)
    if bad > BAD_SHARE * len(glyphs):
        return f"its text layer does not say what {bad} of {len(glyphs)} characters are"
    folded = [unicodedata.normalize("NFKC", glyph.text) for glyph in glyphs]
    mojibake = sum(len(char) == 1 and 0xA1 <= ord(char) <= 0x24F and char.isalpha() for char in folded)
    if mojibake > BAD_SHARE * len(glyphs):
        return "its text layer is mojibake (characters of another encoding)"
    ideographs = [char for char in folded if len(char) == 1 and 0x3400 <= ord(char) <= 0x9FFF]
    if len(ideographs) >= ENOUGH:
        common = sum(char in chars("common") for char in ideographs)
        if common < COMMON_SHARE * len(ideographs):
            return "its text layer maps its characters to the wrong ones"
    return ""


def _is_private(char: str) -> bool:
    return unicodedata.category(char[0]) in ("Co", "Cc", "Cn")


def _is_invisible(page: pdfium.PdfPage) -> bool:
    """Say whether most of the text is drawn invisibly, as recognisers do over a scan."""
    invisible = visible = 0
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), 400)):
        handle = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(handle) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        mode = raw.FPDFTextObj_GetTextRenderMode(handle)
        if mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE or _transparent(handle):
            invisible += 1
        else:
            visible += 1
    return invisible > visible


def _transparent(handle: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return False
    return alpha.value == 0
