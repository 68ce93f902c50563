"""How long a scanned PDF takes to read, against RapidOCR alone on the same pictures, and how much memory.

    python -m benchmarks.scans [FILE.pdf] [--every 6] [--times 3]

RapidOCR gets the pages as our reader renders them, with the same settings, but gives lines only: no straightening, no
tables, no paragraphs. Both work in the same process on the same pages, one after the other. The memory is that of a
process of its own which reads those pages, and of another one which reads them `--times` times over.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from pathlib import Path

import cv2
import pypdfium2

from benchmarks.pdf_tables import peak_memory, repeated
from extractors.readers.pdf import read_pdf
from extractors.readers.scans.ocr import settings
from extractors.readers.scans.render import render_page

DEFAULT = Path(__file__).resolve().parents[1].parent / "shared" / "corpus" / "pdf" / "004_scan200.pdf"


def sample(path: Path, every: int) -> bytes:
    """Return a PDF with every `every`-th page of the file."""
    source = pypdfium2.PdfDocument(path)
    target = pypdfium2.PdfDocument.new()
    target.import_pages(source, list(range(0, len(source), every)))
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


def alone(data: bytes) -> float:
    """Return the seconds that RapidOCR takes for the same pictures; rendering them is not counted."""
    from rapidocr import RapidOCR

    engine = RapidOCR(params={**settings(), "Global.return_word_box": False})
    seconds = 0.0
    pdf = pypdfium2.PdfDocument(data)
    for index in range(len(pdf)):
        page = pdf[index]
        picture = cv2.cvtColor(render_page(page).gray, cv2.COLOR_GRAY2BGR)
        page.close()
        if index == 0:
            engine(picture)  # once unmeasured: the models are loaded
        start = time.perf_counter()
        engine(picture)
        seconds += time.perf_counter() - start
    pdf.close()
    return seconds


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--every", type=int, default=6, help="read every n-th page (default 6; 1 for the whole file)")
    parser.add_argument("--times", type=int, default=3, help="pages of the long file, as a multiple (default 3)")
    options = parser.parse_args()
    if not options.file.is_file():
        sys.exit(f"{options.file} is not there; name a scanned PDF to read")
    data = sample(options.file, options.every)
    pages = len(pypdfium2.PdfDocument(data))
    ours(sample(options.file, 10_000))  # one page unmeasured: the models are loaded
    mine, theirs = ours(data), alone(data)
    print(f"{options.file.name}: {pages} pages")
    print(f"mubiao (text, tables, paragraphs) {mine:7.1f} s  {mine / pages:5.2f} s a page")
    print(f"RapidOCR alone (lines)            {theirs:7.1f} s  {theirs / pages:5.2f} s a page")
    print(f"ratio: {mine / theirs:.2f} times RapidOCR alone")
    small, large = peak_memory(data), peak_memory(repeated(data, options.times))
    print(f"peak memory: {small:.0f} MB for {pages} pages, {large:.0f} MB for {pages * options.times} pages")


if __name__ == "__main__":
    main()
