"""The pictures in a real browser: every page opens and has its numbers, nothing is asked of another machine.

The dataset is made from two samples and a page of our own, whose words try to be markup.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import Page, Request, expect, sync_playwright
from review_site import review_server

from pipeline.run import run_documents

ROOT = Path(__file__).resolve().parent.parent
PORTS = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>澜浦市园区投资计划</title></head><body>
<h1>澜浦市人民政府关于印发澜浦市园区投资三年计划（2019—2021年）的通知</h1>
<p>一、总体目标</p>
<p>2019—2021年，全市园区工业投资累计达到1100亿元以上。（牵头单位：市工业和信息化局）</p>
<p>到2020年，建成“&lt;script&gt;document.title='{{1+1}}'&lt;/script&gt;”示范平台3个以上。（牵头单位：市科技局）</p>
<p>二、分园区目标</p>
<table><caption>各园区工业投资目标</caption>
<tr><th>园区</th><th>2019—2021年工业投资累计（亿元）</th></tr>
<tr><td>澜浦港区</td><td>220.4</td></tr><tr><td>北岸高新区</td><td>180.2</td></tr><tr><td>西山经开区</td><td>78.53</td></tr>
</table></body></html>"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a dataset made from samples; give the address."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "ports.html").write_text(PORTS, encoding="utf-8")
    samples = [ROOT / "raw_docs" / name for name in ("s01_action_plan.txt", "s04_task_division.docx")]
    out = folder / "data"
    run_documents([folder / "ports.html", *samples], out)
    shutil.copytree(out, folder / "older", ignore=shutil.ignore_patterns(".mubiao"))
    with review_server(out) as address:
        yield address



@pytest.fixture(scope="module")
def page(server: str) -> Iterator[Page]:
    """A signed-in browser at 1280 × 800. Asking another machine, or an error in the page, fails the tests."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium here (apt-get install chromium): the pages were not looked at in a browser")
    wrong: list[str] = []

    def asked(request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme not in ("data", "blob") and where.netloc != urlsplit(server).netloc:
            wrong.append(request.url)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
        opened.set_default_timeout(60_000)
        opened.on("request", asked)
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        opened.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        opened.goto(f"{server}/login")
        opened.fill("input[name=name]", "陈工")
        opened.click("button")
        opened.wait_for_url(f"{server}/")
        yield opened
        browser.close()
    assert not wrong


def _list_entry(page: Page, server: str, path: str, words: str) -> None:
    """Open a list, search for the words by keyboard alone, and open the first row."""
    page.goto(server + path)
    expect(page.locator(".pictures .list")).to_be_visible()
    page.keyboard.press("f")
    expect(page.locator(".pictures .search input")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?q="))
    expect(page.locator(".pictures .list tbody tr").first).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator(".pictures .list tbody tr").first.locator("a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".pictures svg.picture")).to_be_visible()


def test_a_series_has_its_numbers_in_picture_and_table(page: Page, server: str) -> None:
    _list_entry(page, server, "/series", "企业开办时间")
    assert page.locator("svg.picture .label").all_text_contents() == ["≤ 4", "≤ 4", "≤ 2"]
    expect(page.locator("table.numbers")).to_contain_text("≤ 4 个工作小时")
    page.locator("svg.picture a").first.press("Enter")
    assert page.evaluate("document.querySelector('tr:target')?.innerText").startswith("1. 2025-06")
    page.locator(".quotes a").first.click()
    page.wait_for_url(re.compile("/desk/[0-9a-f]{16}"))
    expect(page.locator("body")).to_contain_text("企业开办时间压缩到4个工作小时以内")


def test_a_rollup_has_its_parts_and_what_is_missing(page: Page, server: str) -> None:
    _list_entry(page, server, "/rollups", "全市园区 工业投资")
    expect(page.locator(".headline")).to_have_text("≥ 1,100 亿元 中已分解 479.13 亿元，占 43.6 %")
    assert page.locator("svg.bars .name").all_text_contents() == [
        "全市园区 · 总量", "澜浦港区", "北岸高新区", "西山经开区", "尚无分解",
    ]  # fmt: skip
    expect(page.locator("tr.missing")).to_contain_text("620.87")


def test_agencies_by_year_lead_to_an_agency_that_prints(page: Page, server: str, tmp_path: Path) -> None:
    page.goto(f"{server}/agencies?q=市工业和信息化局")
    cell = page.get_by_label(re.compile("^市工业和信息化局，2025："))
    counted = int(cell.inner_text())
    assert counted > 1
    cell.click()
    expect(page.locator("h1")).to_have_text("市工业和信息化局")
    expect(page.locator(".role .duties tbody tr")).to_have_count(counted)
    page.get_by_text("看全部年份").click()
    expect(page.locator(".role.lead")).to_contain_text("≥ 1,100 亿元")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it fits 1280 points"
    page.pdf(path=tmp_path / "agency.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "agency.pdf") as printed:
        size = [round(side) for side in printed[0].get_size()]
        words = "".join(printed[number].get_textpage().get_text_range() for number in range(len(printed)))
    assert size == [595, 842] or size == [596, 842]
    assert "1,100" in words and "ports.html" in words
    assert "退出" not in words, "the header is not printed"


def test_conflicts_runs_and_differences_open(page: Page, server: str) -> None:
    page.goto(f"{server}/conflicts")
    expect(page.locator(".pictures h1")).to_have_text("矛盾")
    page.goto(f"{server}/runs")
    expect(page.locator("table.runs tbody tr")).to_have_count(1)
    expect(page.locator("table.runs")).to_contain_text("3 / 3 份")
    page.goto(f"{server}/differences?old=older")
    expect(page.get_by_text("两个数据集的目标相同。")).to_be_visible()
    for refused in ("/etc", "../../..", "no-such-dataset", "data"):
        page.goto(f"{server}/differences?other={refused}")
        expect(page.get_by_role("alert")).to_contain_text("不能比较")


def test_what_is_not_there_is_told(page: Page, server: str) -> None:
    for path in ("/series/0000000000000000", "/rollups/x", "/agency?agency=没有这个局", "/agency"):
        page.goto(server + path)
        expect(page.get_by_role("alert")).to_contain_text("数据集中没有这一项")
    page.goto(f"{server}/series?q=没有这个指标&page=abc")
    expect(page.get_by_text("没有找到。")).to_be_visible()


def test_words_that_try_to_be_markup_are_words(page: Page, server: str) -> None:
    page.goto(f"{server}/agency?agency=市科技局")
    expect(page.locator(".quotes").filter(has_text="<script>document.title='{{1+1}}'</script>").first).to_be_visible()
    assert page.title() == "市科技局"
    page.goto(f"{server}/series?q=<img src=x onerror=alert(1)>{{{{1%2B1}}}}")
    expect(page.locator(".search input")).to_have_value("<img src=x onerror=alert(1)>{{1+1}}")


def test_the_sheet_of_keys_and_the_other_language(page: Page, server: str) -> None:
    page.goto(f"{server}/rollups")
    page.keyboard.press("?")
    expect(page.locator(".key-sheet")).to_contain_text("到查找框")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="English").click()
    expect(page.locator(".pictures h1")).to_have_text("Roll-ups")
    page.goto(f"{server}/runs")
    expect(page.locator("table.runs")).to_contain_text("3 of 3")
    page.get_by_role("button", name="中文").click()
    expect(page.locator(".pictures h1")).to_have_text("运行记录")
