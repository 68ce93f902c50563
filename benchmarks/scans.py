"""How long a scanned PDF takes to read, against RapidOCR alone on the same pictures, and how much memory.

    python -m benchmarks.scans [FILE.pdf] [--every 6] [--times 3]

RapidOCR gets the pages as our reader renders them, with the same settings, but gives lines only: no straightening, no
tables, no paragraphs. Both work in the same process, page by page in turns. The memory is that of a
process of its own which reads those pages, and of another one which reads them `--times` times over.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from pathlib import Path
from typing import Any

import cv2
import pypdfium2

from benchmarks.pdf_tables import peak_memory, repeated
from extractors.readers.pdf import read_pdf
from extractors.readers.scans.ocr import settings
from extractors.readers.scans.render import render_page

DEFAULT = Path(__file__).resolve().parents[1].parent / "shared" / "corpus" / "pdf" / "004_scan200.pdf"


def part(path: Path, pages: list[int]) -> bytes:
    """Return a PDF of some pages of the file, counted from 0."""
    source = pypdfium2.PdfDocument(path)
    target = pypdfium2.PdfDocument.new()
    target.import_pages(source, pages)
    buffer = io.BytesIO()
    target.save(buffer)
    target.close()
    source.close()
    return buffer.getvalue()


def ours(data: bytes) -> float:
    """Return the seconds that reading the pages into a document takes."""
    start = time.perf_counter()
    read_pdf(data, "benchmark.pdf")
    return time.perf_counter() - start


def alone(engine: Any, data: bytes) -> float:
    """Return the seconds that RapidOCR takes for the same pictures; rendering them is not counted."""
    seconds = 0.0
    pdf = pypdfium2.PdfDocument(data)
    for index in range(len(pdf)):
        page = pdf[index]
        picture = cv2.cvtColor(render_page(page).gray, cv2.COLOR_GRAY2BGR)
        page.close()
        start = time.perf_counter()
        engine(picture)
        seconds += time.perf_counter() - start
    pdf.close()
    return seconds


def compared(path: Path, pages: list[int]) -> tuple[float, float]:
    """Return our seconds and RapidOCR's for the pages, read in turns so that a busy machine slows both alike."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params={**settings(), "Global.return_word_box": False})
    first = part(path, pages[:1])
    ours(first), alone(engine, first)  # once unmeasured: the models are loaded
    mine = theirs = 0.0
    for page in pages:
        data = part(path, [page])
        mine += ours(data)
        theirs += alone(engine, data)
    return mine, theirs


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--every", type=int, default=6, help="read every n-th page (default 6; 1 for the whole file)")
    parser.add_argument("--times", type=int, default=3, help="pages of the long file, as a multiple (default 3)")
    options = parser.parse_args()
    if not options.file.is_file():
        sys.exit(f"{options.file} is not there; name a scanned PDF to read")
    pages = list(range(0, len(pypdfium2.PdfDocument(options.file)), options.every))
    # memory first: on Linux a new process inherits the peak of the one that starts it
    data = part(options.file, pages)
    small, large = peak_memory(data), peak_memory(repeated(data, options.times))
    mine, theirs = compared(options.file, pages)
    print(f"{options.file.name}: {len(pages)} pages")
    print(f"mubiao (text, tables, paragraphs) {mine:7.1f} s  {mine / len(pages):5.2f} s a page")
    print(f"RapidOCR alone (lines)            {theirs:7.1f} s  {theirs / len(pages):5.2f} s a page")
    print(f"ratio: {mine / theirs:.2f} times RapidOCR alone")
    print(f"peak memory: {small:.0f} MB for {len(pages)} pages, {large:.0f} MB for {len(pages) * options.times} pages")


if __name__ == "__main__":
    main()
