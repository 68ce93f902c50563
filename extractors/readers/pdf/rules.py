"""The rules drawn on a page (线): straight level or upright strokes and thin filled boxes, read from its paths.

pypdfium2 gives the paths; nothing else of the page has to be parsed for its tables.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.layout import Rect
from extractors.readers.pdf.glyphs import Frame

THIN = 3.5  # points: a filled box not thicker than that is a rule
SHORTEST = 2.0  # points: shorter strokes are ornaments
SLANT = 0.8  # points that a rule may lean over its length
MOST_SEGMENTS = 5000  # of one path; a path with more is a drawing
DEEPEST = 6  # forms nested in forms

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """What is drawn on a page besides text. Units are points from the top left corner of the page as shown."""

    level: list[Rect] = field(default_factory=list)  # horizontal rules
    upright: list[Rect] = field(default_factory=list)  # vertical rules
    images: list[Rect] = field(default_factory=list)
    paths: int = 0
    curves: int = 0  # paths that are neither rules nor boxes: drawings, glyphs printed as outlines
    curve_boxes: list[Rect] = field(default_factory=list)
    words: list[object] = field(default_factory=list)  # handles of the text objects, good while the page is open


def read_drawn(page: pdfium.PdfPage, frame: Frame) -> Drawn:
    """Return the rules, images and drawings of a page."""
    drawn = Drawn()
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        _read_object(raw.FPDFPage_GetObject(page.raw, index), IDENTITY, frame, drawn, 0)
    return drawn


def _read_object(handle: object, matrix: Matrix, frame: Frame, drawn: Drawn, depth: int) -> None:
    kind = raw.FPDFPageObj_GetType(handle)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        drawn.words.append(handle)
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        _read_path(handle, matrix, frame, drawn)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        box = bounds_of(handle, matrix, frame)
        if box is not None:
            _add_image(box, drawn)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        inner = times(matrix_of(handle), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(handle)):
            _read_object(raw.FPDFFormObj_GetObject(handle, index), inner, frame, drawn, depth + 1)


def _add_image(box: Rect, drawn: Drawn) -> None:
    """Keep an image; one that is a hair thin is a rule drawn as a picture."""
    if box.height <= THIN < box.width:
        drawn.level.append(box)
    elif box.width <= THIN < box.height:
        drawn.upright.append(box)
    else:
        drawn.images.append(box)


def matrix_of(handle: object) -> Matrix:
    """Return an object's own matrix."""
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(found)):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does the one and then the other."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def bounds_of(handle: object, matrix: Matrix, frame: Frame) -> Rect | None:
    """Return the box of an object on the page as shown."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return None
    if matrix == IDENTITY:
        return Rect(*frame.rect(left.value, bottom.value, right.value, top.value))
    corners = [_apply(matrix, x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Rect(*frame.rect(min(xs), min(ys), max(xs), max(ys)))


def _read_path(handle: object, matrix: Matrix, frame: Frame, drawn: Drawn) -> None:
    drawn.paths += 1
    box = bounds_of(handle, matrix, frame)
    if box is None or box.x1 < 0 or box.bottom < 0 or box.x0 > frame.width or box.top > frame.height:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    if min(box.width, box.height) <= THIN:
        _add_rule(box, drawn)
        return
    count = raw.FPDFPath_CountSegments(handle)
    if count > MOST_SEGMENTS:
        drawn.curves += 1
        return
    runs, curved = _runs(handle, count, times(matrix_of(handle), matrix), frame)
    if curved:
        drawn.curves += 1
        drawn.curve_boxes.append(box)
    for run in runs:
        if stroke.value:
            for (ax, ay), (bx, by) in pairwise(run):
                _add_stroke(ax, ay, bx, by, drawn)
        else:
            xs, ys = [x for x, _ in run], [y for _, y in run]
            part = Rect(min(xs), min(ys), max(xs), max(ys))
            if min(part.width, part.height) <= THIN:
                _add_rule(part, drawn)


def _runs(handle: object, count: int, matrix: Matrix, frame: Frame) -> tuple[list[list[tuple[float, float]]], bool]:
    """Return the straight runs of a path, as points of the page as shown, and whether it has curves."""
    runs: list[list[tuple[float, float]]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    px, py = ctypes.byref(x), ctypes.byref(y)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, px, py)
        point = frame.shown(*_apply(matrix, x.value, y.value))
        if kind == raw.FPDF_SEGMENT_MOVETO or not runs or kind == raw.FPDF_SEGMENT_BEZIERTO:
            curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
            runs.append([point])
        else:
            runs[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment) and len(runs[-1]) > 1:
            runs[-1].append(runs[-1][0])
    return [run for run in runs if len(run) > 1], curved


def _add_stroke(ax: float, ay: float, bx: float, by: float, drawn: Drawn) -> None:
    box = Rect(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
    if min(box.width, box.height) <= SLANT:
        _add_rule(box, drawn)


def _add_rule(box: Rect, drawn: Drawn) -> None:
    """Keep a thin box as a rule along its middle."""
    if box.width >= box.height and box.width >= SHORTEST:
        y = (box.top + box.bottom) / 2
        drawn.level.append(Rect(box.x0, y, box.x1, y))
    elif box.height > box.width and box.height >= SHORTEST:
        x = (box.x0 + box.x1) / 2
        drawn.upright.append(Rect(x, box.top, x, box.bottom))
