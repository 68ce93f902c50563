"""How fast a born-digital PDF is read, against pdfplumber's own text and tables, and how much memory it takes.

    python -m benchmarks.pdf_tables [FILE.pdf] [--times 10]

Both read the same file in the same process, in turns; the seconds are the processor's, the least of two runs each, so
that a busy machine does not tell. The memory is that of a process of its own which
reads the file, and of another one which reads a file of `--times` as many pages: it must not grow with the pages.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import multiprocessing.connection
import resource
import sys
import time
from pathlib import Path

import pypdfium2 as pdfium

from extractors.readers.pdf import read_pdf

DEFAULT = Path(__file__).resolve().parents[1].parent / "shared" / "corpus" / "pdf" / "004_digital.pdf"


def ours(data: bytes) -> float:
    """Return the processor seconds that reading text, blocks and tables takes."""
    start = time.process_time()
    read_pdf(data, "benchmark.pdf")
    return time.process_time() - start


def plumber(data: bytes) -> float:
    """Return the processor seconds that pdfplumber takes for text and tables of all pages."""
    import pdfplumber

    start = time.process_time()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.extract_tables()
            page.close()
    return time.process_time() - start


def repeated(data: bytes, times: int) -> bytes:
    """Return a PDF that holds the pages of `data` several times."""
    source = pdfium.PdfDocument(data)
    target = pdfium.PdfDocument.new()
    for _ in range(times):
        target.import_pages(source)
    buffer = io.BytesIO()
    target.save(buffer)
    target.close()
    source.close()
    return buffer.getvalue()


def peak_memory(data: bytes) -> float:
    """Return the peak memory, in megabytes, of a fresh process that reads `data`."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(data, sender))
    process.start()
    megabytes: float = receiver.recv()
    process.join()
    return megabytes


def _measure(data: bytes, sender: multiprocessing.connection.Connection) -> None:
    read_pdf(data, "benchmark.pdf")
    unit = 1.0 if sys.platform == "darwin" else 1024.0  # bytes there, kilobytes here
    sender.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--times", type=int, default=10, help="pages of the long file, as a multiple (default 10)")
    options = parser.parse_args()
    if not options.file.is_file():
        sys.exit(f"{options.file} is not there; name a PDF file to read")
    data = options.file.read_bytes()
    pages = len(pdfium.PdfDocument(data))
    ours(data)  # once unmeasured, so that neither side pays for imports
    turns = [(ours(data), plumber(data)) for _ in range(2)]
    mine, theirs = (min(seconds) for seconds in zip(*turns, strict=True))
    print(f"{options.file.name}: {pages} pages")
    print(f"mubiao (text, paragraphs, joined tables)  {mine:6.2f} s  {1000 * mine / pages:6.1f} ms a page")
    print(f"pdfplumber (extract_text, extract_tables) {theirs:6.2f} s  {1000 * theirs / pages:6.1f} ms a page")
    print(f"ratio: {theirs / mine:.1f} times as fast")
    small, large = peak_memory(data), peak_memory(repeated(data, options.times))
    print(f"peak memory: {small:.0f} MB for {pages} pages, {large:.0f} MB for {pages * options.times} pages")


if __name__ == "__main__":
    main()
