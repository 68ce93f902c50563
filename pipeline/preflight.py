"""A look at a PDF before it is read: too many pages, too large to print, streams that unpack to too much (先行检查)."""

from __future__ import annotations

import mmap
import re
import zlib
from pathlib import Path

from pipeline.extract import Failure
from pipeline.settings import Settings

_DOTS_PER_POINT = 200 / 72
_PDF = b"%PDF-"
_HEAD = 1024
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
_CHUNK = 1 << 16
_LAYERS = 3  # of compression in compression


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

    bomb = _unpacks_to_too_much(path, settings.max_unpacked_mb)
    if bomb:
        return bomb
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


def _unpacks_to_too_much(path: Path, limit: int) -> Failure | None:
    """Unpack every compressed stream, keeping nothing, and stop at the first that is over the limit.

    pdfium has no limit that can be set: a stream of 1 MB may take 2 GB of memory.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for found in _STREAM.finditer(data):
            if _unpacked(data, found.end(), limit * 1_000_000) > limit * 1_000_000:
                words = f"A stream of the PDF unpacks to more than the limit of {limit} MB (MUBIAO_MAX_UNPACKED_MB)"
                return Failure("too-large", f"{words}; it may be a decompression bomb.")
    return None


def _unpacked(data: mmap.mmap, start: int, most: int) -> int:
    """Return how many bytes a stream unpacks to, at the innermost of its layers; counted no further than `most`."""
    layers = [zlib.decompressobj()]
    counts = [0]
    for place in range(start, len(data), _CHUNK):
        waiting = [(0, data[place : place + _CHUNK])]
        while waiting:
            layer, packed = waiting.pop()
            try:
                piece = layers[layer].decompress(packed, _CHUNK)
            except zlib.error:
                if layer == 0:
                    return max(counts)
                layers, counts = layers[:layer], counts[:layer]  # it was no further layer
                continue
            if not counts[layer] and piece[:1] == b"\x78" and len(layers) == layer + 1 < _LAYERS:
                layers.append(zlib.decompressobj())
                counts.append(0)
            counts[layer] += len(piece)
            if counts[layer] > most:
                return counts[layer]
            if layers[layer].unconsumed_tail and not layers[layer].eof:
                waiting.append((layer, layers[layer].unconsumed_tail))
            if len(layers) > layer + 1:
                waiting.append((layer + 1, piece))
        if layers[0].eof:
            break
    return max(counts)


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
