"""Red seals (公章) stamped over print: found by colour and size, taken off in two strengths (印章)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]

# Points. A seal is 3.8 to 5 cm across, 108 to 142 points; a scan may be a little smaller or larger. The largest
# characters of a red head are 62 points high.
_LEAST, _MOST = 80.0, 190.0
_ROUND = 0.6  # shorter side over longer side
_RED_LEAD = 40  # how much redder than green and blue a pixel of a seal is, of 255
_PALEST = 12  # percentile of the seal's own red from which on it becomes white where it must vanish
_RIM = 4.0  # points added around: the rim of a seal is often worn and not part of the patch


def without_seals(colour: NDArray[np.uint8], scale: float) -> tuple[Gray, Gray, Gray, int]:
    """Return a BGR picture of `scale` pixels a point in grey, as it is, cleaned and softened, and its count of seals.

    In the clean picture seals vanish and the print under them is thin; in the soft one both are paler than before.
    Red print elsewhere (the red head of a document, 红头) stays, since only round patches of a seal's size count.
    """
    gray: Gray = cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    red = colour[:, :, 2]
    mask = cv2.subtract(red, cv2.max(colour[:, :, 0], colour[:, :, 1])) > _RED_LEAD
    boxes = _seal_boxes(mask.astype(np.uint8), scale)
    if not boxes:
        return gray, gray, gray, 0
    clean, soft = gray.copy(), gray.copy()
    for x0, y0, x1, y1 in boxes:
        patch, own = red[y0:y1, x0:x1].astype(np.float32), mask[y0:y1, x0:x1]
        ink = float(np.percentile(patch, 0.5))
        palest, usual = (float(value) for value in np.percentile(patch[own], (_PALEST, 50)))
        strong = (patch - ink) * (255 / max(palest - ink, 1.0)) + ink
        gentle = patch * (float(np.percentile(patch, 95)) / max(usual, 1.0))
        for picture, bleached in ((clean, strong), (soft, gentle)):
            window = picture[y0:y1, x0:x1]
            window[:] = np.maximum(window, np.clip(bleached, 0, 255).astype(np.uint8))
    outer = [box for box in boxes if not any(_holds(other, box) for other in boxes)]
    return gray, clean, soft, len(outer)


def _seal_boxes(mask: NDArray[np.uint8], scale: float) -> list[tuple[int, int, int, int]]:
    if int(mask.sum()) < 100:
        return []
    step = max(1, round(scale * 2))
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((step, step), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    rim = round(_RIM * scale)
    return [
        (max(0, x - rim), max(0, y - rim), x + width + rim, y + height + rim)
        for x, y, width, height, _ in stats[1:count].tolist()
        if _LEAST * scale <= max(width, height) <= _MOST * scale and min(width, height) >= _ROUND * max(width, height)
    ]


def _holds(outer: tuple[int, int, int, int], inner: tuple[int, int, int, int]) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    bigger = (outer[2] - outer[0]) * (outer[3] - outer[1]) > (inner[2] - inner[0]) * (inner[3] - inner[1])
    return bigger and outer[0] < x < outer[2] and outer[1] < y < outer[3]
