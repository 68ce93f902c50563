"""How far a page leans, and the page set straight (纠偏)."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.readers.scans.seals import Gray

MOST_TILT = 4.0  # degrees to either side that are looked at; scanners feed within 3
LEAST_TILT = 0.1  # less is not worth resampling the picture
_LOOK_SIDE = 900  # pixels: the angle is measured on a smaller picture


def tilt_of(gray: Gray) -> float:
    """Return by how many degrees the page must be turned counter-clockwise to stand straight.

    Print and rules make the ink per pixel row (or column) jump most where the page is straight; the angle with the
    greatest jumps wins. Two passes: half degrees, then twentieths around the best.
    """
    ink = _small_ink(gray)
    if ink is None:
        return 0.0
    coarse = np.arange(-MOST_TILT, MOST_TILT + 0.01, 0.5)
    best = float(max(coarse, key=lambda angle: (_sharpness(ink, float(angle)), -abs(angle))))
    fine = np.arange(best - 0.5, best + 0.501, 0.05)
    best = float(max(fine, key=lambda angle: (_sharpness(ink, float(angle)), -abs(angle))))
    if abs(best) > MOST_TILT - 0.4:
        return 0.0  # the best angle at the edge of the range is no measurement
    return round(best, 2)


def straightened(gray: Gray, tilt: float) -> Gray:
    """Return the picture turned by `tilt` degrees about its middle, the same size, corners filled with paper."""
    if abs(tilt) < LEAST_TILT:
        return gray
    height, width = gray.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
    turned = cv2.warpAffine(gray, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return turned.astype(np.uint8, copy=False)


def _small_ink(gray: Gray) -> np.ndarray | None:
    """Return the ink (0 to 1) of a smaller picture, its outer margin cleared; None for an empty page."""
    ratio = _LOOK_SIDE / max(gray.shape)
    small = cv2.resize(gray, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA) if ratio < 1 else gray
    paper = cv2.blur(small, (41, 41)).astype(np.int16)
    ink = np.clip(paper - small.astype(np.int16) - 12, 0, 120).astype(np.float32) / 120
    margin = max(2, round(0.02 * min(ink.shape)))  # the black edge of a scanned sheet is not print
    ink[:margin], ink[-margin:], ink[:, :margin], ink[:, -margin:] = 0, 0, 0, 0
    return ink if float(ink.sum()) > 20 else None


def _sharpness(ink: np.ndarray, angle: float) -> float:
    height, width = ink.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR)
    return max(float(np.square(np.diff(turned.sum(axis=i))).sum()) for i in (0, 1))
