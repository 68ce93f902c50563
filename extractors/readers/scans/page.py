"""Read one page from its picture into a layout; what could not be read is said (读页)."""

from __future__ import annotations

import pypdfium2

from extractors.readers.layout import PageLayout, PageNote, Rect
from extractors.readers.scans.compose import Read, compose
from extractors.readers.scans.ocr import EngineMissing
from extractors.readers.scans.render import render_page
from extractors.readers.scans.sheet import upright_sheet
from schemas import PageKind, Severity

KEEP_LINE = 0.5  # a line that reads worse is left out of the text and named: a wrong number is worse than none
_KEEP_MARK = 0.8  # the same outside tables for what the detector passed over or what has no letter or digit
_WORDS = 3  # characters: from here on something left out is named by itself


def read_scanned_page(page: pypdfium2.PdfPage, number: int) -> PageLayout:
    """Return what stands on `page` (counted from 1), read from its picture.

    Never raises for a page: `PageLayout.error` says in plain words why nothing was read. An empty sheet is no error;
    its kind is EMPTY. Boxes are in points of the page stood upright and straightened; `turned` and `tilt` of the
    layout say how it was moved (`extractors.readers.displayed` puts boxes back).
    """
    width, height = page.get_size()
    layout = PageLayout(number, width, height, PageKind.SCAN)
    try:
        image = render_page(page)
        sheet = upright_sheet(image)
    except EngineMissing as cause:
        layout.error = str(cause)
        return layout
    except Exception as cause:  # three libraries at work, each with errors of its own: the other pages must stand
        why = f"{type(cause).__name__}: {cause}"
        layout.error = f"page {number} could not be read as a picture ({why}); open the file and save it anew"
        return layout
    if image.seals:
        message = f"{image.seals} red seal(s) on page {number} were taken off the picture before reading"
        layout.notes.append(PageNote(Severity.INFO, "seal-removed", message))
    if sheet.degrees:
        message = f"page {number} was turned by {sheet.degrees} degrees clockwise to be read"
        layout.notes.append(PageNote(Severity.INFO, "page-turned", message))
    layout.width, layout.height = (side / image.scale for side in sheet.size)
    layout.turned, layout.tilt = sheet.degrees, sheet.tilt
    layout.rules = [
        Rect(rule.start / image.scale, rule.at / image.scale, rule.end / image.scale, rule.at / image.scale)
        for rule in sheet.rules
    ]
    compose(layout, _kept(layout, sheet.reads, image.scale), sheet.grids, image.scale)
    if not layout.lines and not layout.tables:
        if sheet.inked:
            layout.error = f"no words could be read on page {number}; it may be a picture, or scanned too faintly"
        else:
            layout.kind = PageKind.EMPTY
    return layout


def _kept(layout: PageLayout, reads: list[Read], scale: float) -> list[Read]:
    """Return what is good enough to be text; the rest is left out and named in the layout's notes."""
    kept: list[Read] = []
    specks = 0
    for read in reads:
        confidence = read.reading.confidence
        wordless = not any(map(str.isalnum, read.reading.text))
        mark = read.strip.cell is None and (read.strip.missed or wordless)
        if confidence >= (_KEEP_MARK if mark else KEEP_LINE):
            kept.append(read)
        elif mark or read.strip.missed or len(read.reading.text) < _WORDS:
            specks += 1
        else:
            message = (
                f"page {layout.number}: print at {read.strip.x0 / scale:.0f} points from the left and "
                f"{read.strip.top / scale:.0f} from the top could not be read and was left out "
                f"(best guess “{read.reading.text}”, confidence {confidence:.2f})"
            )
            layout.notes.append(PageNote(Severity.WARNING, "line-not-read", message))
    if specks:
        message = f"page {layout.number}: {specks} small marks were taken for specks, seals or pictures and left out"
        layout.notes.append(PageNote(Severity.INFO, "marks-left-out", message))
    return kept
