"""Print on the page, and pictures of single lines cut out of it (切行)."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from extractors.readers.scans.assign import Strip
from extractors.readers.scans.seals import Gray

_DARKER = 35  # how much darker than the paper around it a pixel of print is, of 255
_SEVERAL_LINES = 1.6  # a strip this much higher than usual may hold more than one line
_STACKED = 1.6  # a strip this much higher than wide holds characters one under the other


def ink_of(gray: Gray, scale: float) -> np.ndarray:
    """Return the print of a page as 0 and 1: pixels darker than the paper around them."""
    step = max(1, round(scale * 1.4))  # the paper changes slowly: a quarter of the pixels shows it
    small = cv2.resize(gray, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    size = round(20 * scale / step) | 1
    paper = cv2.blur(cv2.dilate(small, np.ones((size, size), np.uint8)), (size, size))
    paper = cv2.resize(paper, (gray.shape[1], gray.shape[0]), interpolation=cv2.INTER_LINEAR)
    return (cv2.subtract(paper, gray) > _DARKER).astype(np.uint8)


def ink_box(ink: np.ndarray, scale: float) -> tuple[int, int, int, int] | None:
    """Return left, top, right, bottom of all print with a margin; None where there is none. Specks do not count."""
    solid = cv2.erode(ink, np.ones((2, 2), np.uint8))
    rows, columns = np.flatnonzero(solid.any(axis=1)), np.flatnonzero(solid.any(axis=0))
    if not len(rows) or not len(columns):
        return None
    margin = round(8 * scale)
    height, width = ink.shape
    return (
        max(0, int(columns[0]) - margin),
        max(0, int(rows[0]) - margin),
        min(width, int(columns[-1]) + 1 + margin),
        min(height, int(rows[-1]) + 1 + margin),
    )


def inked_strips(strips: list[Strip], ink: np.ndarray) -> list[Strip]:
    """Return the strips that hold print of their own, cut at the sides to their print.

    Where a line ran across a rule, its outline often reaches a little into the next cell: that piece holds nothing,
    or the edge of a character that the strip of the next cell has already.
    """
    owners = [strip for strip in strips if strip.main]
    kept: list[Strip] = []
    for strip in strips:
        rivals = [] if strip.main else [other for other in owners if _level_in_cell(strip, other)]
        trimmed = _trimmed(strip, ink, rivals)
        if trimmed is not None:
            kept.append(trimmed)
    return kept


def _level_in_cell(strip: Strip, other: Strip) -> bool:
    shared = min(strip.bottom, other.bottom) - max(strip.top, other.top)
    same = (strip.grid, strip.cell) == (other.grid, other.cell)
    return same and shared > 0.5 * min(strip.height, other.height)


def _trimmed(strip: Strip, ink: np.ndarray, rivals: list[Strip]) -> Strip | None:
    left, top = max(0, int(strip.x0)), max(0, int(strip.top))
    patch = ink[top : int(np.ceil(strip.bottom)), left : int(np.ceil(strip.x1))].copy()
    for rival in rivals:
        patch[:, max(0, int(rival.x0) - left) : max(0, int(np.ceil(rival.x1)) - left)] = 0
    columns, rows = np.flatnonzero(patch.any(axis=0)), np.flatnonzero(patch.any(axis=1))
    if int(patch.sum()) < max(6, 0.01 * strip.height**2):
        return None
    if strip.quad is not None:
        return strip
    inked = (left + int(columns[0]), top + int(rows[0]), left + int(columns[-1]) + 1, top + int(rows[-1]) + 1)
    margin = 0.2 * strip.height
    return replace(strip, x0=max(strip.x0, inked[0] - margin), x1=min(strip.x1, inked[2] + margin), ink=inked)


def recut(strip: Strip, ink: np.ndarray, usual: float) -> list[list[Strip]]:
    """Return other ways to cut a strip that read badly: close around its print, and into the lines it may hold."""
    ways: list[list[Strip]] = []
    if strip.quad is not None:
        return [[replace(strip, quad=None)]]
    left, top, right, bottom = strip.ink_box
    margin = 0.15 * (bottom - top)
    close = replace(strip, x0=left - margin, top=top - margin, x1=right + margin, bottom=bottom + margin)
    ways.append([close])
    if strip.height > _SEVERAL_LINES * usual and strip.width > strip.height:
        print_rows = np.asarray(ink[int(top) : int(bottom) + 1, int(left) : int(right) + 1].any(axis=1))
        runs = [(start, end) for start, end in _runs(print_rows) if end - start > 0.3 * usual]
        if len(runs) > 1:
            ways.append([replace(close, top=top + start - 3, bottom=top + end + 3, ink=None) for start, end in runs])
    return ways


def missed_strips(ink: np.ndarray, strips: list[Strip], scale: float) -> list[Strip]:
    """Return strips for print that the detector passed over: single digits in narrow cells above all."""
    left = ink.copy()
    for strip in strips:
        grow = 0.15 * strip.height
        left[
            max(0, int(strip.top - grow)) : int(strip.bottom + grow) + 1,
            max(0, int(strip.x0 - grow)) : int(strip.x1 + grow) + 1,
        ] = 0
    reach = (max(3, round(6 * scale)), max(1, round(1.5 * scale)))  # characters of one line touch, lines do not
    joined = cv2.morphologyEx(left, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, reach))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Strip] = []
    for label in range(1, count):
        x, y, width, height, _ = (int(value) for value in stats[label])
        if not (4.5 * scale <= height <= 40 * scale and width >= 1.2 * scale):
            continue
        patch = left[y : y + height, x : x + width]
        solid = float(patch[labels[y : y + height, x : x + width] == label].mean())
        if solid >= 0.08 and int(patch.sum()) >= 4 * scale * scale:
            margin = 0.15 * height
            box = (x, y, x + width, y + height)
            found.append(Strip(x - margin, y - margin, x + width + margin, y + height + margin, missed=True, ink=box))
    return found


def crop_of(gray: Gray, strip: Strip, usual: float) -> tuple[Gray, bool]:
    """Return the picture of a strip and whether it was put together from stacked characters."""
    if strip.quad is not None:
        return _level(gray, strip), False
    patch = gray[
        max(0, int(strip.top)) : max(int(strip.top) + 2, int(np.ceil(strip.bottom))),
        max(0, int(strip.x0)) : max(int(strip.x0) + 2, int(np.ceil(strip.x1))),
    ]
    if strip.height > _STACKED * max(strip.width, usual):
        return _unstacked(patch), True
    return patch, False


def _level(gray: Gray, strip: Strip) -> Gray:
    """Return a slanted line set level."""
    quad = strip.quad
    assert quad is not None
    width = max(2, round(float(np.linalg.norm(quad[1] - quad[0]))))
    height = max(2, round(float(np.linalg.norm(quad[3] - quad[0]))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    move = cv2.getPerspectiveTransform(np.ascontiguousarray(quad, dtype=np.float32), target)
    out = cv2.warpPerspective(gray, move, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return out.astype(np.uint8, copy=False)


def _unstacked(patch: Gray) -> Gray:
    """Set characters that stand one under the other side by side, so that the engine reads them as a line."""
    width = patch.shape[1]
    dark = patch < (int(patch.max()) + int(patch.min())) // 2
    inked = np.asarray(dark.any(axis=1))
    parts: list[tuple[int, int]] = []
    for start, end in _runs(inked):
        if parts and end - parts[-1][0] <= width:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    paper = np.uint8(np.percentile(patch, 90))
    squares: list[np.ndarray] = []
    for start, end in parts:
        square = np.full((width, width), paper, dtype=np.uint8)
        piece = patch[start : min(end, start + width)]
        above = (width - piece.shape[0]) // 2
        square[above : above + piece.shape[0]] = piece
        squares.append(square)
    return np.hstack(squares) if squares else patch


def _runs(flags: np.ndarray) -> list[tuple[int, int]]:
    """Return start and end of every stretch of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
