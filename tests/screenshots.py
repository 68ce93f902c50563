"""The pictures of docs/review.md: queue, desk and form at 1280 × 800, of our own sample documents.

    python tests/screenshots.py

Reads raw_docs/ into a folder of its own, decides on a few statements, and writes docs/review/*.png.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from review_site import CHROMIUM, NO_CHROMIUM, ROOT, review_server, run_mubiao

TARGET = ROOT / "docs" / "review"
COLOURS = 160  # enough for text, boxes and a scan; a fraction of the size


def keep(page: Page, name: str) -> None:
    """Write what is on the screen as a small PNG."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(700)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    small = image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(TARGET / f"{name}.png", optimize=True)


def statement(out: Path, wanted: Callable[[dict[str, Any]], bool]) -> str:
    """Return the id of the first published statement that is wanted."""
    rows = json.loads((out / "statements.json").read_text(encoding="utf-8"))
    return str(next(row["statement_id"] for row in rows if wanted(row)))


def take(browser: Browser, address: str, out: Path) -> None:
    """Sign in, decide on a few, and take the pictures."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    page.fill("input[name=name]", "陈一鸣")
    page.keyboard.press("Enter")
    expect(page.locator("table.queue")).to_be_visible()

    def desk(statement_id: str) -> None:
        page.goto(f"{address}/desk/{statement_id}")
        page.wait_for_function("!!document.querySelector('[data-seen]')?.dataset.seen && window.did_handshake")

    def press(key: str) -> None:
        before = page.locator("[data-seen]").get_attribute("data-seen")
        page.keyboard.press(key)
        page.wait_for_function("b => document.querySelector('[data-seen]')?.dataset.seen !== b", arg=before)

    desk(statement(out, lambda row: "s03" in row["source_file"]))
    for key in "aaa":
        press(key)
    page.goto(address)
    expect(page.locator("table.queue tbody tr").first).to_be_visible()
    keep(page, "queue")

    desk(statement(out, lambda row: "s06" in row["source_file"] and row["table"] and row["value"] == 3200))
    page.keyboard.press("+")
    page.keyboard.press("+")
    keep(page, "desk-scan")

    desk(statement(out, lambda row: "s05" in row["source_file"] and row["value_text"] == "1.5万亩"))
    press("c")
    page.fill("input[data-field=value]", "一点六")
    page.fill("input[data-field=deadline]", "2030年底")
    page.keyboard.press("Enter")
    expect(page.locator(".claim-form")).to_contain_text("请写阿拉伯数字")
    keep(page, "correction")
    page.close()


def main() -> None:
    """Take all pictures."""
    if CHROMIUM is None:
        raise SystemExit(NO_CHROMIUM)
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        run_mubiao(ROOT / "raw_docs", out)
        with review_server(out) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            take(browser, address, out)
            browser.close()


if __name__ == "__main__":
    main()
