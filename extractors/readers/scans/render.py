"""A page as a grey picture, at the size the recogniser likes, with red seals taken off (页面图像)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

STANDARD_DPI = 200
LEAST_DPI = 150
MOST_DPI = 300
_MOST_SIDE = 5000  # pixels: a poster is read smaller rather than filling the memory

# A seal (公章) is 3.8 to 5 cm across; smaller office stamps about 2 cm. Points.
_SEAL_LEAST, _SEAL_MOST = 50.0, 190.0
_RED_LEAD = 40  # how much redder than green and blue a pixel of a seal is, of 255


@dataclass(slots=True)
class PageImage:
    """A page as pixels: 0 is black, 255 white."""

    gray: Gray
    scale: float  # pixels a point
    seals: int = 0  # red seals taken off


def native_dpi(page: pypdfium2.PdfPage) -> float | None:
    """Return the resolution of the one picture that fills the page, or None where there is none.

    Rendering a scan at its own resolution keeps its pixels: nothing is blurred by resampling.
    """
    width, height = page.get_size()
    best: tuple[float, float] | None = None
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
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
    """Render the page as displayed and return it in grey, seals removed."""
    scale = reading_dpi(page) / 72
    bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False)
    try:
        pixels = bitmap.to_numpy()
        if pixels.ndim == 2 or pixels.shape[2] == 1:
            return PageImage(np.ascontiguousarray(pixels.reshape(pixels.shape[:2])), scale)
        colour = np.ascontiguousarray(pixels[:, :, :3])
    finally:
        bitmap.close()
    gray, seals = without_seals(colour, scale)
    return PageImage(gray, scale, seals)


def without_seals(colour: NDArray[np.uint8], scale: float) -> tuple[Gray, int]:
    """Return the grey picture of a BGR `colour` picture and how many red seals were taken off it.

    Inside a seal the red channel is used: there red ink is nearly as white as the paper, black print stays. Red print
    elsewhere (the red head of a document, 红头) is kept, since only round patches of a seal's size count.
    """
    gray: Gray = cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    blue, green, red = (colour[:, :, i].astype(np.int16) for i in range(3))
    mask = (red - np.maximum(blue, green) > _RED_LEAD).astype(np.uint8)
    if int(mask.sum()) < 100:
        return gray, 0
    step = max(1, round(scale * 2))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((step, step), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    seals = 0
    for x, y, width, height, _ in stats[1:count]:
        if not _SEAL_LEAST * scale <= max(width, height) <= _SEAL_MOST * scale or min(width, height) < 0.6 * max(
            width, height
        ):
            continue
        seals += 1
        patch = gray[y : y + height, x : x + width]
        patch[:] = np.maximum(patch, _bleached(colour[y : y + height, x : x + width], patch))
    return gray, seals


def _bleached(colour: NDArray[np.uint8], gray: Gray) -> Gray:
    """Return the patch with red ink as white as its paper and black print as black as before."""
    red = colour[:, :, 2]
    paper = float(np.percentile(red, 95))
    ink = float(np.percentile(gray, 1))
    reddish = red.astype(np.int16) - np.maximum(colour[:, :, 0], colour[:, :, 1]).astype(np.int16) > _RED_LEAD // 2
    floor = float(np.percentile(red[reddish], 20)) if bool(reddish.any()) else paper
    low, high = min(ink, floor - 1), max(floor, ink + 1)
    stretched = (red.astype(np.float32) - low) * (paper / (high - low))
    white: Gray = np.clip(stretched, 0, 255).astype(np.uint8)
    return white
