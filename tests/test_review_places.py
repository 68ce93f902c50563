"""Where the boxes of the review page are: measured on the screen against the characters' and the ink's own places."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page, expect
from review_site import ROOT, Visit, chromium, joined_table, need_chromium, published, review_server, run_mubiao


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of documents with pages: digital, scanned, and with a table cell that goes on over the page."""
    need_chromium()
    docs = tmp_path_factory.mktemp("printed") / "docs"
    docs.mkdir()
    for name in ("s05_park_plan.pdf", "s06_work_plan_scan.pdf"):
        (docs / name).write_bytes((ROOT / "raw_docs" / name).read_bytes())
    (docs / "joined.pdf").write_bytes(joined_table())
    run_mubiao(docs, docs.parent / "out")
    return docs.parent / "out"


def box_on_screen(page: Page, kind: str) -> tuple[float, float, float, float]:
    """Return the drawn box of a kind in points from the top left of the page: around all of its pieces."""
    found = page.evaluate(
        """kind => {
        const sheet = document.querySelector('.page-view .sheet').getBoundingClientRect();
        const view = document.querySelector('.page-view svg').viewBox.baseVal;
        const rects = [...document.querySelectorAll('.page-view rect.' + kind)].map((r) => r.getBoundingClientRect());
        const x = (v) => (v - sheet.left) * view.width / sheet.width;
        const y = (v) => (v - sheet.top) * view.height / sheet.height;
        return [x(Math.min(...rects.map((r) => r.left))), y(Math.min(...rects.map((r) => r.top))),
                x(Math.max(...rects.map((r) => r.right))), y(Math.max(...rects.map((r) => r.bottom)))];
        }""",
        kind,
    )
    return found[0], found[1], found[2], found[3]


def covers(outer: tuple[float, ...], inner: tuple[float, ...], room: float) -> bool:
    """Say whether a box holds another, and is nowhere more than `room` points larger (downwards: a line's height)."""
    x0, top, x1, bottom = (inner[i] - outer[i] if i < 2 else outer[i] - inner[i] for i in range(4))
    return min(x0, top, x1, bottom) > -1.0 and max(x0, x1) < room and max(top, bottom) < 2 * room


def printed_box(path: Path, number: int, words: str) -> list[tuple[float, float, float, float]]:
    """Return where words are printed on a page, as the PDF itself says it."""
    page = pdfium.PdfDocument(path)[number - 1]
    height, text = page.get_height(), page.get_textpage()
    search, found = text.search(words, match_case=True), []
    while (at := search.get_next()) is not None:
        boxes = [text.get_charbox(index) for index in range(at[0], at[0] + at[1])]
        left, right = min(b[0] for b in boxes), max(b[2] for b in boxes)
        found.append((left, height - max(b[3] for b in boxes), right, height - min(b[1] for b in boxes)))
    return found


def ink_within(path: Path, number: int, cell: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Return where there is ink inside a cell of a scanned page, its rules left out."""
    scale, rule = 4.0, 4.0
    image = pdfium.PdfDocument(path)[number - 1].render(scale=scale).to_pil().convert("L")
    part = image.crop(tuple(int(scale * v) for v in (cell[0] + rule, cell[1] + rule, cell[2] - rule, cell[3] - rule)))
    left, top, right, bottom = part.point(lambda shade: 255 if shade < 110 else 0).getbbox() or (0, 0, 0, 0)
    x, y = cell[0] + rule, cell[1] + rule
    return x + left / scale, y + top / scale, x + right / scale, y + bottom / scale


def open_page(visit: Visit, statement_id: str) -> None:
    visit.desk(statement_id)
    expect(visit.page.locator(".page-view rect.number").first).to_be_visible()
    visit.page.wait_for_function("document.querySelector('.page-view img')?.naturalWidth > 100")


def test_the_highlighted_box_covers_the_number(browser: Browser, printed: Path) -> None:
    docs, rows = printed.parent / "docs", published(printed)
    with review_server(printed) as address:
        visit = Visit(browser, address, "陈一")
        digital = next(row for row in rows if "s05" in row["source_file"] and row["value_text"] == "1.5万亩")
        open_page(visit, digital["statement_id"])
        drawn = box_on_screen(visit.page, "number")
        assert any(covers(drawn, at, 6) for at in printed_box(docs / "s05_park_plan.pdf", digital["page"], "1.5万亩"))

        scanned = next(row for row in rows if "s06" in row["source_file"] and row["table"] and row["value"] == 3200)
        open_page(visit, scanned["statement_id"])
        cell = box_on_screen(visit.page, "cell")
        ink = ink_within(docs / "s06_work_plan_scan.pdf", scanned["page"], cell)
        assert covers(box_on_screen(visit.page, "number"), ink, 8)

        joined = next(row for row in rows if "joined" in row["source_file"] and row["value_text"] == "25个")
        open_page(visit, joined["statement_id"])
        drawn = box_on_screen(visit.page, "number")
        assert any(covers(drawn, at, 6) for at in printed_box(docs / "joined.pdf", 2, "25个"))
        visit.press("[")
        expect(visit.page.locator(".page-of")).to_contain_text("第 1 页")
        piece = box_on_screen(visit.page, "cell")
        (begun,) = printed_box(docs / "joined.pdf", 1, "到2027年新建便民服务站30个，同步完善周边道路和配套")
        assert piece[0] <= begun[0] and piece[1] <= begun[1] and begun[2] <= piece[2] and begun[3] <= piece[3]
        assert visit.only_spoke_to(address) and not visit.complaints
        visit.page.close()


def test_words_are_selected_with_the_mouse_on_the_page(browser: Browser, printed: Path) -> None:
    """A drag from the first to the last character of a number takes just that number."""
    rows = published(printed)
    with review_server(printed) as address:
        visit = Visit(browser, address, "陈一")
        digital = next(row for row in rows if "s05" in row["source_file"] and row["value_text"] == "1.5万亩")
        open_page(visit, digital["statement_id"])
        frame = visit.page.locator(".page-view rect.number").first.bounding_box()
        assert frame is not None
        visit.press_and_see("m")
        middle, inset = frame["y"] + frame["height"] / 2, frame["height"] / 4
        visit.page.mouse.move(frame["x"] + inset, middle)
        visit.page.mouse.down()
        visit.page.mouse.move(frame["x"] + frame["width"] - inset, middle, steps=8)
        visit.page.mouse.up()
        expect(visit.page.locator(".mark-told")).to_have_text("已选：1.5万亩")
        visit.page.close()
