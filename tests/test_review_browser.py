"""The review page in a real browser: ten statements by keyboard, a restart, a new reading, and where the boxes are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from review_site import (
    HOSTILE,
    PLAN,
    Visit,
    chromium,
    need_chromium,
    published,
    review_server,
    run_mubiao,
    with_unit,
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of two documents of our own, and the dataset made from them."""
    need_chromium()
    docs = tmp_path_factory.mktemp("plan") / "docs"
    docs.mkdir()
    (docs / "plan.txt").write_text(PLAN, encoding="utf-8")
    (docs / "hostile.html").write_text(HOSTILE, encoding="utf-8")
    run_mubiao(docs, docs.parent / "out")
    return docs, docs.parent / "out"


def review_ten(visit: Visit) -> None:
    """Six accepted, one rejected, one corrected wrongly and then rightly, two more accepted: by keyboard alone."""
    page = visit.page
    visit.press("j", "k", "Enter")
    visit.desk()
    for _ in range(6):
        visit.press_and_see("a")
    visit.press("r")
    expect(page.locator(".q-dialog input")).to_be_focused()
    visit.press_and_see("3")
    expect(page.locator(".q-dialog")).to_have_count(0)
    correct_one(visit)
    for _ in range(2):
        visit.press_and_see("a")


def correct_one(visit: Visit) -> None:
    page = visit.page
    visit.press_and_see("c")
    expect(page.locator("input[data-field=indicator]")).to_be_focused()
    visit.press("Control+A")
    page.keyboard.type("便民站点数量")
    while page.evaluate("document.activeElement.dataset.field") != "value":
        visit.press("Tab")
    visit.press("Control+A")
    page.keyboard.type("九成")
    visit.press("Enter")
    expect(page.locator(".claim-form")).to_contain_text("请写阿拉伯数字")
    assert page.locator("input[data-field=indicator]").input_value() == "便民站点数量"
    assert page.locator("input[data-field=value]").input_value() == "九成"
    visit.press("Control+A")
    page.keyboard.type("１２１")
    visit.press_and_see("Enter")


def mark_the_missed_one(visit: Visit) -> None:
    """Go to the number that nobody found, take its unit in, and fill in what it is."""
    page = visit.page
    visit.press_and_see("m")
    for _ in range(3):
        if "15" in page.locator(".mark-told").inner_text():
            break
        visit.press("ArrowLeft")
        page.wait_for_timeout(500)
    for words in ("15分", "15分钟"):
        visit.press("Shift+ArrowRight")
        expect(page.locator(".mark-told")).to_have_text(f"已选：{words}")
    visit.press_and_see("Enter")
    expect(page.locator("input[data-field=indicator]")).to_be_focused()
    visit.press("Control+A")
    page.keyboard.type("办事圈步行时间")
    visit.press_and_see("Enter")
    expect(page.locator(".status")).to_contain_text("已补标")


def undo_one(visit: Visit) -> None:
    """Accept one more, and take that back: it is before her again, unreviewed."""
    page = visit.page
    if "未复核" not in page.locator(".record-head").inner_text():
        visit.press_and_see("j")
    accepted = page.url
    visit.press_and_see("a")
    visit.press_and_see("u")
    expect(page.locator(".record-head")).to_contain_text("未复核")
    assert page.url == accepted


DECIDED = {"accepted": 8, "corrected": 1, "rejected": 1, "missed": 1}


def test_ten_statements_by_keyboard_survive_a_restart_and_a_new_reading(
    browser: Browser, plan: tuple[Path, Path], tmp_path: Path
) -> None:
    docs, out = plan
    with review_server(out) as first:
        visit = Visit(browser, first, "陈一")
        before = visit.counts()
        review_ten(visit)
        mark_the_missed_one(visit)
        undo_one(visit)
        stopped = visit.page.url.partition("?")[0].removeprefix(first)
        visit.press("q")
        visit.queue()
        now = visit.counts()
        assert {name: now[name] for name in DECIDED} == DECIDED
        assert now["unreviewed"] == before["unreviewed"] - 10
        visit.page.close()
        assert visit.only_spoke_to(first) and not visit.complaints
    with review_server(out) as second:
        again = Visit(browser, second, "陈一")
        assert again.counts() == now, "after a restart"
        again.press("g")
        again.desk()
        assert again.page.url.partition("?")[0].removeprefix(second) == stopped, "where she stopped"
        again.page.close()
        run_mubiao(docs, out, with_unit(tmp_path / "code", "垛"))
        third = Visit(browser, second, "李二")
        assert {name: third.counts()[name] for name in DECIDED} == DECIDED, "after a new reading"
        third.page.close()
        assert again.only_spoke_to(second) and third.only_spoke_to(second)
    check_published(published(out))


def check_published(rows: list[dict[str, Any]]) -> None:
    """The files carry every decision, with what is extracted now beside it where that is something else."""
    states = [row["state"] for row in rows]
    assert {name: states.count(name) for name in DECIDED} == DECIDED
    corrected = next(row for row in rows if row["state"] == "corrected")
    assert (corrected["indicator"], corrected["value"], corrected["reviewer"]) == ("便民站点数量", 121, "陈一")
    assert corrected["extracted"]["value"] != "121"
    missed = next(row for row in rows if row["state"] == "missed")
    assert (missed["indicator"], missed["value_text"], missed["value"]) == ("办事圈步行时间", "15分钟", 15)
    rejected = next(row for row in rows if row["state"] == "rejected")
    assert "张冠李戴" in rejected["review_note"]
    # The changed rule knows 垛 as a unit. What was signed stands; what is extracted now is beside it.
    racks = next(row for row in rows if "晾晒架" in row["quote"] and row["value_text"].startswith("600"))
    assert (racks["state"], racks["unit"], racks["extracted"]["unit"]) == ("accepted", "", "垛")


def test_what_a_document_says_is_shown_and_never_run(browser: Browser, plan: tuple[Path, Path]) -> None:
    rows = [row for row in published(plan[1]) if row["source_file"].endswith("hostile.html")]
    assert rows, "the page with the hostile words was read"
    with review_server(plan[1]) as address:
        visit = Visit(browser, address, '<b onclick="x">王</b>')
        visit.desk(rows[0]["statement_id"])
        text = visit.page.locator(".text-view")
        expect(text).to_contain_text("<script>window.broken = 1</script>")
        expect(text).to_contain_text("{{ constructor.constructor('window.broken = 2')() }}")
        expect(text).to_contain_text('<img src=x onerror="window.broken = 3">')
        expect(visit.page.locator(".who")).to_contain_text('<b onclick="x">王</b>')
        visit.press_and_see("c")
        assert visit.page.evaluate("typeof window.broken") == "undefined"
        assert visit.page.locator(".text-view img, .text-view script").count() == 0
        assert visit.only_spoke_to(address) and not visit.complaints
        visit.page.close()


def test_the_later_of_two_reviewers_is_told_and_loses_nothing(browser: Browser, plan: tuple[Path, Path]) -> None:
    left = next(row for row in published(plan[1]) if row["state"] == "unreviewed" and "充电口" in row["quote"])
    with review_server(plan[1]) as address:
        one, other = Visit(browser, address, "陈一"), Visit(browser, address, "李二")
        one.desk(left["statement_id"])
        other.desk(left["statement_id"])
        other.press_and_see("c")
        expect(other.page.locator("input[data-field=indicator]")).to_be_focused()
        other.press("Control+A")
        other.page.keyboard.type("充电接口")
        one.press_and_see("a")
        other.press("Enter")
        expect(other.page.locator(".overtaken")).to_contain_text("陈一")
        other.press("Enter")
        expect(other.page.locator(".overtaken")).to_be_hidden()
        assert other.page.locator("input[data-field=indicator]").input_value() == "充电接口", "what was typed is there"
        other.page.locator("input[data-field=indicator]").focus()
        other.press_and_see("Enter")
        other.desk(left["statement_id"])
        expect(other.page.locator(".record-head")).to_contain_text("已更正")
        expect(other.page.locator(".history")).to_contain_text("陈一")
        one.page.close()
        other.page.close()
