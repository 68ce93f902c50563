"""The list of roll-ups, and one with its bars and what is missing (汇总页面)."""

from __future__ import annotations

import asyncio

from nicegui import ui

from review.pictures.data.published import Published
from review.pictures.data.rollups import OVER, RollupView, find_rollups, one_rollup
from review.pictures.draw.bars import bars, coverage_words
from review.pictures.draw.details import rollup_table
from review.pictures.draw.lists import rollup_list, search
from review.pictures.draw.marks import UPWARD
from review.pictures.draw.markup import Node, link, node
from review.pictures.pages.shared import page_number, picture_page, put, put_list, put_missing
from review.shell import words
from review.state import AppState


def add(state: AppState) -> None:
    """Add the two pages."""
    published = Published(state.out)

    @ui.page("/rollups")
    async def list_page(q: str = "", over: str = "", page: str = "1") -> None:
        with picture_page(state, "titles.rollups"):
            found = await asyncio.to_thread(find_rollups, published, q, over, page_number(page))
            options = {"": words("pictures.over_all")} | {name: words(f"pictures.over_{name}") for name in OVER}
            put(node("h1", words("titles.rollups")), search("/rollups", q, words, {"over": (over, options)}))
            put_list(found, rollup_list(found.rows, words), "/rollups", q=q, over=over)

    @ui.page("/rollups/{rollup_id}")
    async def one_page(rollup_id: str) -> None:
        with picture_page(state, "titles.rollups"):
            rollup = await asyncio.to_thread(one_rollup, published, rollup_id)
            if rollup is None:
                put_missing("/rollups")
            else:
                _show(rollup)


def _show(rollup: RollupView) -> None:
    total = rollup.total
    ui.page_title(f"{total.scope} {total.indicator}")
    put(
        node("nav", link(words("pictures.back_to_list"), "/rollups", rel="up"), class_="no-print small"),
        node("h1", node("span", total.scope, " ", class_="soft"), total.indicator, " ", total.period),
        node("p", node("b", coverage_words(rollup, words)), class_="headline"),
        node("div", bars(rollup, words), class_="panel"), _hint(rollup),
        rollup_table(rollup, words), node("p", words("pictures.rule", rule=rollup.rule), class_="soft small"),
    )  # fmt: skip


def _hint(rollup: RollupView) -> Node | None:
    if not rollup.missing:
        return None
    at_least = rollup.missing < 0 and rollup.total.amount.comparator in UPWARD
    key = "at_least_hint" if at_least else "missing_hint" if rollup.missing > 0 else "excess_hint"
    return node("p", words(f"pictures.{key}"), class_="soft small")
