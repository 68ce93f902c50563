"""The pages of a document as images, out of its own file (页面图像).

A page is asked for by the document's id and its number: no name of a file ever comes from the browser.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from threading import Lock

import pypdfium2 as pdfium

# Width of an image in pixels: a thumbnail, a page on the screen, a page looked at closely.
WIDTHS = (160, 1200, 2400)
_MOST_PIXELS = 12_000_000
_KEPT = 48
# pdfium is not made for several threads.
_lock = Lock()


class NoImageError(Exception):
    """There is no image of this page; the message says why."""


@lru_cache(maxsize=_KEPT)
def _rendered(path: Path, changed: int, number: int, width: int) -> bytes:
    """Return the page as PNG. `changed` is when the file was written: another file under that name is drawn anew."""
    with _lock:
        try:
            document = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            raise NoImageError(f"{path.name} cannot be opened as a PDF ({error}).") from None
        try:
            if not 1 <= number <= len(document):
                raise NoImageError(f"{path.name} has {len(document)} pages.")
            page = document[number - 1]
            # Size and picture are those of the displayed page: pdfium turns it as its /Rotate says.
            across, down = page.get_size()
            scale = min(width / across, (_MOST_PIXELS / (across * down)) ** 0.5)
            image = page.render(scale=scale, draw_annots=False).to_pil()
        finally:
            document.close()
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def page_png(path: Path, number: int, width: int) -> bytes:
    """Return page `number`, from 1, about `width` pixels wide. Raises NoImageError where it cannot be drawn."""
    nearest = min(WIDTHS, key=lambda known: (known < width, abs(known - width)))
    try:
        return _rendered(path, path.stat().st_mtime_ns, number, nearest)
    except OSError as error:
        raise NoImageError(f"{path.name} cannot be read: {error.strerror or error}.") from None
