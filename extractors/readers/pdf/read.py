"""Opening a PDF and reading its pages one by one."""

from __future__ import annotations

import pypdfium2 as pdfium

from extractors.errors import ReadError
from extractors.readers.layout import PageLayout
from extractors.readers.pdf.assemble import assemble
from extractors.readers.pdf.glyphs import frame_of, read_layer
from extractors.readers.pdf.lines import segments
from schemas import Document, PageKind


def read_pdf(data: bytes, source_file: str, sha256: str) -> Document:
    """Read a PDF file.

    `source_file` is the path as given, `sha256` the hash of `data`; both go into the document unchanged.
    Raises ReadError: encrypted, damaged or empty file, or no page that could be read.
    """
    pdf = _opened(data)
    try:
        layouts = [read_page(pdf, index) for index in range(len(pdf))]
    finally:
        pdf.close()
    return assemble(layouts, source_file, sha256)


def _opened(data: bytes) -> pdfium.PdfDocument:
    if not data:
        raise ReadError("empty", "The file is empty (0 bytes). Ask for it again.")
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(
                "encrypted", "The PDF is locked with a password. Save a copy without the password and read that."
            ) from error
        raise ReadError(
            "damaged", "The PDF is damaged and cannot be opened. Ask for it again, or print it anew as PDF."
        ) from error
    if len(pdf) == 0:
        pdf.close()
        raise ReadError("empty", "The PDF has no pages. Ask for it again.")
    return pdf


def read_page(pdf: pdfium.PdfDocument, index: int) -> PageLayout:
    """Return the layout of the page at `index` (counted from 0)."""
    page = pdf[index]
    try:
        frame = frame_of(page)
        layer = read_layer(page, frame)
        return PageLayout(index + 1, frame.width, frame.height, PageKind.TEXT, segments(layer.glyphs))
    finally:
        page.close()
