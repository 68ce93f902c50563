"""Small scanned PDFs for the tests: every page shows one line of the scanned sample in raw_docs."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2

SAMPLE = Path(__file__).resolve().parents[1] / "raw_docs" / "s06_work_plan_scan.pdf"


def scanned(pages: int) -> bytes:
    """Return a PDF of so many pages, each a little narrower than the one before, 200 dpi."""
    page = pypdfium2.PdfDocument(SAMPLE)[0].render(scale=200 / 72).to_pil().convert("RGB")
    width, height = page.size
    line = page.crop((int(0.1 * width), int(0.27 * height), int(0.9 * width), int(0.32 * height)))
    others = [line.crop((0, 0, line.width - 40 * number, line.height)) for number in range(1, pages)]
    buffer = io.BytesIO()
    line.save(buffer, "PDF", resolution=200, save_all=True, append_images=others)
    return buffer.getvalue()
