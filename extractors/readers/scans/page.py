"""Read one page from its picture: straighten, find rules and lines, read, give the words to their cells (读页)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pypdfium2

from extractors.readers.layout import PageLayout, PageNote
from extractors.readers.scans import ocr
from extractors.readers.scans.assign import Strip, cut_at_rules, strip_of, usual_height
from extractors.readers.scans.compose import Read, compose
from extractors.readers.scans.crops import crop_of, ink_box, ink_of, inked_strips, missed_strips
from extractors.readers.scans.deskew import straightened, tilt_of
from extractors.readers.scans.grid import Grid, find_grids
from extractors.readers.scans.orientation import LEAST_SURE, lies_on_its_side, turned
from extractors.readers.scans.render import Gray, render_page
from extractors.readers.scans.rules import erased, find_rules
from schemas import PageKind, Severity

LOOK_DPI = 120  # the detector finds lines at this size as well as at 200 dpi, in a third of the time and memory
_HALF_RULE = 0.5  # points kept off a rule on either side
_KEEP_MISSED = 0.8  # print outside tables that the detector passed over must read this well to be text


@dataclass(slots=True)
class Sheet:
    """A page as read in one position. Pixels of the straightened picture."""

    reads: list[Read]
    grids: list[Grid]
    size: tuple[int, int]  # width, height
    tilt: float
    degrees: int  # clockwise, by which the displayed page was turned
    on_its_side: bool = False
    inked: bool = True

    @property
    def confidence(self) -> float:
        """Mean over the characters, 0 where nothing was read."""
        count = sum(len(read.reading.text) for read in self.reads)
        return sum(read.reading.confidence * len(read.reading.text) for read in self.reads) / count if count else 0.0


def read_scanned_page(page: pypdfium2.PdfPage, number: int) -> PageLayout:
    """Return what stands on `page` (counted from 1), read from its picture.

    Never raises for a page: `PageLayout.error` says in plain words why nothing was read. An empty sheet is no error;
    its kind is EMPTY. Boxes are in points of the page stood upright and straightened; `turned` and `tilt` of the
    layout say how it was moved.
    """
    width, height = page.get_size()
    layout = PageLayout(number, width, height, PageKind.SCAN)
    try:
        image = render_page(page)
        sheet = _upright_sheet(image.gray, image.scale)
    except ocr.EngineMissing as cause:
        layout.error = str(cause)
        return layout
    except (pypdfium2.PdfiumError, MemoryError, ValueError, RuntimeError) as cause:
        layout.error = f"page {number} could not be turned into a picture ({cause}); open the file and save it anew"
        return layout
    if image.seals:
        layout.notes.append(
            PageNote(
                Severity.INFO,
                "seal-removed",
                f"{image.seals} red seal(s) on page {number} were taken off the picture before reading",
            )
        )
    layout.width, layout.height = (side / image.scale for side in sheet.size)
    layout.turned, layout.tilt = sheet.degrees, sheet.tilt
    compose(layout, sheet.reads, sheet.grids, image.scale)
    if not layout.lines and not layout.tables:
        if sheet.inked:
            layout.error = f"no words could be read on page {number}; it may be a picture, or scanned too faintly"
        else:
            layout.kind = PageKind.EMPTY
    return layout


def _upright_sheet(gray: Gray, scale: float) -> Sheet:
    """Read the page the way it was scanned and, where that gives no sense, turned."""
    sheet = _sheet(gray, scale, 0)
    if sheet.on_its_side:
        sheet = _sheet(gray, scale, 90)
    if sheet.reads and sheet.confidence < LEAST_SURE:
        other = _sheet(gray, scale, (sheet.degrees + 180) % 360)
        if other.confidence > sheet.confidence:
            sheet = other
    return sheet


def _sheet(page: Gray, scale: float, degrees: int) -> Sheet:
    gray = turned(page, degrees)
    tilt = tilt_of(gray)
    gray = straightened(gray, tilt)
    rules = find_rules(gray, scale)
    grids = find_grids(rules, scale)
    gray = erased(gray, rules, [rule for grid in grids for rule in grid.rules], scale)
    ink = ink_of(gray, scale)
    sheet = Sheet([], grids, (gray.shape[1], gray.shape[0]), tilt, degrees)
    area = ink_box(ink, scale)
    if area is None:
        sheet.inked = False
        return sheet
    left, top, right, bottom = area
    shrink = min(1.0, LOOK_DPI / (72 * scale))
    offset = np.array([left, top], dtype=np.float32)
    quads = [quad + offset for quad in ocr.find_lines(gray[top:bottom, left:right], shrink)]
    if degrees == 0 and lies_on_its_side(quads):
        sheet.on_its_side = True
        return sheet
    tables = [grid for grid in grids if grid.is_table]
    found = [strip_of(quad) for quad in quads]
    strips = inked_strips(cut_at_rules(found, tables, _HALF_RULE * scale), ink)
    missed = cut_at_rules(missed_strips(ink, strips, scale), tables, _HALF_RULE * scale)
    sheet.reads = _read(gray, strips + missed)
    return sheet


def _read(gray: Gray, strips: list[Strip]) -> list[Read]:
    usual = usual_height([strip for strip in strips if not strip.missed])
    crops = [crop_of(gray, strip, usual) for strip in strips]
    readings = ocr.read_lines([crop for crop, _ in crops])
    return [
        Read(strip, reading, stacked)
        for strip, reading, (_, stacked) in zip(strips, readings, crops, strict=True)
        if reading.text.strip() and not (strip.missed and strip.cell is None and reading.confidence < _KEEP_MISSED)
    ]
