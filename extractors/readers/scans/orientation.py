"""Which way up a page stands, told from the lines found on it and from how well they read (方向)."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.readers.scans.ocr import Quad
from extractors.readers.scans.seals import Gray

# Usual confidence of a line under which the page may stand on its head: upright print reads above 0.98, print upside
# down at 0.85, and its digits at up to 0.9.
LEAST_SURE = 0.95
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def turned(gray: Gray, degrees: int) -> Gray:
    """Return the picture turned clockwise by 0, 90, 180 or 270 degrees."""
    if degrees % 360 == 0:
        return gray
    return np.ascontiguousarray(cv2.rotate(gray, _TURNS[degrees % 360])).astype(np.uint8, copy=False)


def lies_on_its_side(quads: list[Quad]) -> bool:
    """Say whether most of the print runs up or down the page, measured by the length of the lines.

    A few tall boxes are usual on an upright page: labels printed one character under the other.
    """
    level = upright = 0.0
    for quad in quads:
        width = float(quad[:, 0].max() - quad[:, 0].min())
        height = float(quad[:, 1].max() - quad[:, 1].min())
        if width > 1.5 * height:
            level += width
        elif height > 1.5 * width:
            upright += height
    return upright > 2 * level
