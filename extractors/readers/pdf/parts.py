"""A PDF in parts: some pages read at a time, anywhere, and put together in one place (分页读取).

A page is read by itself (`read_page`), whichever others are read beside it; all that sees several pages is `assemble`.
So the document is the same, however its pages are divided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.readers.layout import PageLayout
from extractors.readers.limits import DEFAULT_LIMITS, Limits
from extractors.readers.page_json import dump_pages, load_pages
from extractors.readers.pdf.layer_check import sampled
from extractors.readers.pdf.pages import PICTURE
from extractors.readers.pdf.read import document_of, opened, read_page
from schemas import Document

_IMAGE = re.compile(rb"/Subtype\s*/Image\b")  # stands uncompressed: a stream's own dictionary is never packed
_PICTURES = 3  # pages with pictures to be read, from which on it pays to divide a file


def pages_to_divide(data: bytes) -> int:
    """Return the number of pages of a PDF that takes long to read since its pages are pictures, 0 for any other.

    A quick look that may err: a divided file is read no differently. A file without pictures is told by its bytes; in
    others every page is loaded, until enough have one. Raises ReadError where the file cannot be opened.
    """
    if sum(1 for _ in _IMAGE.finditer(data)) < _PICTURES:
        return 0
    with closing(opened(data)) as pdf:
        found = 0
        for index in range(len(pdf)):
            found += _has_picture(pdf, index)
            if found >= _PICTURES:
                return len(pdf)
    return 0


def _has_picture(pdf: pdfium.PdfDocument, index: int) -> bool:
    try:
        with closing(pdf[index]) as page:
            least = PICTURE * page.get_width() * page.get_height()
            bounds = [image.get_bounds() for image in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)]
    except pdfium.PdfiumError:
        return False  # reading the page says so
    return any((right - left) * (top - bottom) >= least for left, bottom, right, top in bounds)


def read_part(data: bytes, first: int, last: int, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the pages `first` to `last` of a PDF (counted from 1), read and packed for `put_together`.

    A page that cannot be read says so in its part. Raises ReadError where the file cannot be opened.
    """
    with closing(opened(data)) as pdf:
        checked = sampled(len(pdf), limits.checked_pages)
        return dump_pages([read_page(pdf, index, index in checked) for index in range(first - 1, last)])


def unread_page(number: int, why: str) -> bytes:
    """Return the part of a page that could not be read at all, `why` in plain words."""
    return dump_pages([PageLayout(number, 0.0, 0.0, error=why)])


def put_together(parts: Iterable[bytes], source_file: str, sha256: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Return the document of the pages in `parts`, in order. Raises ReadError where none was read, or over a limit."""
    return document_of([layout for part in parts for layout in load_pages(part)], source_file, sha256, limits)
