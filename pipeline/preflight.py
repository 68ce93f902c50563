"""A look at a PDF before it is read: too many pages, or pages and pictures too large to print (先行检查)."""

from __future__ import annotations

from pathlib import Path

from pipeline.extract import Failure
from pipeline.settings import Settings

_DOTS_PER_POINT = 200 / 72
_PDF = b"%PDF-"
_HEAD = 1024


def is_pdf(path: Path) -> bool:
    """Say whether a file is a PDF, by its first bytes. Raises OSError."""
    with path.open("rb") as stream:
        return _PDF in stream.read(_HEAD)


def over_limits(path: Path, settings: Settings) -> Failure | None:
    """Return the failure of a PDF that is over a limit; None for any other file, and for what cannot be opened.

    What cannot be opened is the reader's to name.
    """
    if not is_pdf(path):
        return None
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, ValueError):
        return None
    try:
        if len(pdf) > settings.max_pages:
            limit = f"{len(pdf)} pages are more than the limit of {settings.max_pages} (MUBIAO_MAX_PAGES)"
            return Failure("too-large", f"{limit}; split the file or raise the limit.")
        return _too_many_pixels(pdf, settings.max_page_megapixels)
    finally:
        pdf.close()


def _too_many_pixels(pdf: object, limit: int) -> Failure | None:
    import pypdfium2
    from pypdfium2 import raw

    assert isinstance(pdf, pypdfium2.PdfDocument)
    for index in range(len(pdf)):
        try:
            width, height = pdf.get_page_size(index)
            pixels = width * height * _DOTS_PER_POINT**2
            page = pdf[index]
            images = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
            pixels = max([pixels, *(float(wide) * high for wide, high in (image.get_px_size() for image in images))])
            page.close()
        except (pypdfium2.PdfiumError, ValueError):
            continue  # the reader names a page that cannot be loaded
        if pixels > limit * 1e6:
            size = f"Page {index + 1} has {pixels / 1e6:.0f} million pixels"
            return Failure("too-large", f"{size}, more than the limit of {limit} (MUBIAO_MAX_PAGE_MEGAPIXELS).")
    return None
