"""A page as a grey picture, at the size the recogniser likes, with red seals taken off (页面图像)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from extractors.readers.scans.seals import Gray, without_seals

STANDARD_DPI = 200
MOST_DPI = 300
_INK_PERCENTILE = 0.3  # a page with a few words has as much ink
_LEAST_CONTRAST, _PALE, _USUAL_CONTRAST = 15.0, 110.0, 180.0  # between paper and print, of 255
_MOST_SIDE = 5000  # pixels: a poster is read smaller rather than filling the memory


@dataclass(slots=True)
class PageImage:
    """A page as pixels: 0 is black, 255 white. Without seals, `clean` and `soft` are the same picture as `gray`."""

    gray: Gray  # as it is
    clean: Gray  # seals vanish, print under them is thin: lines are found here, so that no seal is taken for print
    soft: Gray  # seals are pale, print under them is whole: rules are found and lines are read here
    scale: float  # pixels a point
    seals: int = 0

    def moved(self, move: Callable[[Gray], Gray]) -> PageImage:
        """Return the page with every picture turned or straightened by `move`."""
        gray = move(self.gray)
        if not self.seals:
            return PageImage(gray, gray, gray, self.scale)
        return PageImage(gray, move(self.clean), move(self.soft), self.scale, self.seals)


def native_dpi(page: pypdfium2.PdfPage) -> float | None:
    """Return the resolution of the one picture that fills the page, or None where there is none.

    Rendering a scan at its own resolution keeps its pixels: nothing is blurred by resampling.
    """
    width, height = page.get_size()
    best: tuple[float, float] | None = None
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        try:
            left, bottom, right, top = item.get_bounds()
        except pypdfium2.PdfiumError:
            continue  # a picture without a place is not what fills the page
        share = (right - left) * (top - bottom) / (width * height)
        pixels = max(item.get_px_size())
        points = max(right - left, top - bottom)
        if points > 0 and (best is None or share > best[0]):
            best = share, pixels / points * 72
    return best[1] if best is not None and best[0] >= 0.4 else None


def reading_dpi(page: pypdfium2.PdfPage) -> float:
    """Return the resolution to render at: that of the scan where it is sensible, else 200 dpi."""
    native = native_dpi(page)
    dpi = float(STANDARD_DPI)
    if native is not None and native > STANDARD_DPI:
        # a whole fraction of a finer scan: 600 dpi is read at 200, 300 at 150 would lose hairlines
        dpi = native if native <= MOST_DPI else native / round(native / STANDARD_DPI)
    width, height = page.get_size()
    return min(dpi, _MOST_SIDE * 72 / max(float(width), float(height)))


def render_page(page: pypdfium2.PdfPage) -> PageImage:
    """Render the page as displayed and return it in grey, with and without its seals."""
    scale = reading_dpi(page) / 72
    bitmap = page.render(scale=scale)
    try:
        pixels = bitmap.to_numpy()
        if pixels.ndim == 2 or pixels.shape[2] == 1:
            gray = with_contrast(np.ascontiguousarray(pixels.reshape(pixels.shape[:2])))
            return PageImage(gray, gray, gray, scale)
        colour = np.ascontiguousarray(pixels[:, :, :3])
    finally:
        bitmap.close()
    gray, clean, soft, seals = without_seals(colour, scale)
    if seals:
        return PageImage(gray, clean, soft, scale, seals)
    gray = with_contrast(gray)
    return PageImage(gray, gray, gray, scale)


def with_contrast(gray: Gray) -> Gray:
    """Return a pale picture with its print made dark; a picture of usual contrast as it is."""
    look = gray[::3, ::3]
    ink, paper = float(np.percentile(look, _INK_PERCENTILE)), float(np.median(look))
    if not _LEAST_CONTRAST <= paper - ink <= _PALE:
        return gray
    pale = np.clip((gray - paper) * (_USUAL_CONTRAST / (paper - ink)) + 235, 0, 255)
    out: Gray = pale.astype(np.uint8)
    return out
