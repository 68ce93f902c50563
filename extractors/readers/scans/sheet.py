"""One page in one position: straightened, its rules and lines found and read; turned where it must be (单页)."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median

import numpy as np

from extractors.readers.scans import ocr
from extractors.readers.scans.assign import cut_at_rules, strip_of
from extractors.readers.scans.compose import Read
from extractors.readers.scans.crops import ink_box, ink_of, inked_strips, missed_strips
from extractors.readers.scans.deskew import straightened, tilt_of
from extractors.readers.scans.grid import Grid, find_grids
from extractors.readers.scans.looking import read_strips
from extractors.readers.scans.orientation import LEAST_SURE, lies_on_its_side, turned
from extractors.readers.scans.render import PageImage
from extractors.readers.scans.rules import Rule, erased, find_rules

LOOK_DPI = 120  # the detector finds lines at this size as well as at 200 dpi, in a third of the time and memory
_FREE_RULE = 60.0  # points: a shorter one outside tables is a stroke or an underline
_HALF_RULE = 0.5  # points kept off a rule on either side


@dataclass(slots=True)
class Sheet:
    """A page as read in one position. Pixels of the straightened picture."""

    reads: list[Read]
    grids: list[Grid]
    size: tuple[int, int]  # width, height
    tilt: float  # degrees counter-clockwise by which it was set straight
    degrees: int  # clockwise, by which the displayed page was turned
    rules: list[Rule] = field(default_factory=list)  # long horizontal ones outside tables and frames
    on_its_side: bool = False
    inked: bool = True


def upright_sheet(image: PageImage) -> Sheet:
    """Read the page the way it was scanned and, where that gives no sense, turned."""
    sheet = _sheet(image, 0)
    if sheet.on_its_side:
        sheet = _sheet(image, 90)
    if sheet.reads and _sureness(sheet) < LEAST_SURE:
        other = _sheet(image, (sheet.degrees + 180) % 360)
        if _sureness(other) > _sureness(sheet):
            sheet = other
    return sheet


def _sureness(sheet: Sheet) -> float:
    """Return the usual confidence of a line: half of the lines read better."""
    return median(read.reading.confidence for read in sheet.reads) if sheet.reads else 0.0


def _sheet(page: PageImage, degrees: int) -> Sheet:
    scale = page.scale
    image = page.moved(lambda picture: turned(picture, degrees))
    tilt = tilt_of(image.gray)
    image = image.moved(lambda picture: straightened(picture, tilt))
    rules = find_rules(image.soft, scale)
    grids = find_grids(rules, scale)
    drawn = [rule for grid in grids for rule in grid.rules]
    image = image.moved(lambda picture: erased(picture, rules, drawn, scale))
    ink = ink_of(image.clean, scale)
    sheet = Sheet([], grids, (image.gray.shape[1], image.gray.shape[0]), tilt, degrees)
    sheet.rules = [r for r in rules.horizontal if r.length >= _FREE_RULE * scale and not any(r is d for d in drawn)]
    area = ink_box(ink, scale)
    if area is None:
        sheet.inked = False
        return sheet
    left, top, right, bottom = area
    quads = ocr.find_lines(image.clean[top:bottom, left:right], min(1.0, LOOK_DPI / (72 * scale)))
    if degrees == 0 and lies_on_its_side(quads):
        sheet.on_its_side = True
        return sheet
    tables = [grid for grid in grids if grid.is_table]
    found = [strip_of(quad + np.array([left, top], dtype=np.float32)) for quad in quads]
    strips = inked_strips(cut_at_rules(found, tables, _HALF_RULE * scale), ink)
    missed = cut_at_rules(missed_strips(ink, strips, scale), tables, _HALF_RULE * scale)
    sheet.reads = read_strips(image, ink, strips + missed)
    return sheet
