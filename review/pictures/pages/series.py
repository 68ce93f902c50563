"""The list of series, and one series with its picture, numbers and statements (序列页面)."""

from __future__ import annotations

import asyncio

from nicegui import ui

from review.pictures.data.published import Published
from review.pictures.data.series import FILTERS, SeriesView, find_series, one_series, places
from review.pictures.draw.details import notes_on, series_evidence, series_table
from review.pictures.draw.lists import search, series_list
from review.pictures.draw.markup import link, node
from review.pictures.draw.trajectory import trajectory
from review.pictures.pages.shared import page_number, picture_page, put, put_list, put_missing
from review.shell import words
from review.state import AppState


def add(state: AppState) -> None:
    """Add the two pages."""
    published = Published(state.out)

    @ui.page("/series")
    async def list_page(q: str = "", only: str = "all", region: str = "", page: str = "1") -> None:
        with picture_page(state, "titles.series"):
            found = await asyncio.to_thread(find_series, published, q, only, region, page_number(page))
            regions = await asyncio.to_thread(places, published)
            choices = {"only": (only, {name: words(f"pictures.filter_{name}") for name in FILTERS})}
            if len(regions) > 1:
                choices["region"] = (region, {"": words("pictures.all_regions")} | regions)
            put(node("h1", words("titles.series")), search("/series", q, words, choices))
            kept = {"q": q, "only": "" if only == "all" else only, "region": region}
            put_list(found, series_list(found.rows, words), "/series", **kept)

    @ui.page("/series/{series_id}")
    async def one_page(series_id: str) -> None:
        with picture_page(state, "titles.series"):
            series = await asyncio.to_thread(one_series, published, series_id)
            if series is None:
                put_missing("/series")
            else:
                _show(series)


def _show(series: SeriesView) -> None:
    ui.page_title(f"{series.scope} {series.indicator}")
    where = " · ".join(filter(None, (series.place, words("pictures.rule", rule=series.rule))))
    put(
        node("nav", link(words("pictures.back_to_list"), "/series", rel="up"), class_="no-print small"),
        node("h1", node("span", series.scope, " ", class_="soft"), series.indicator),
        node("p", where, class_="soft small"), *notes_on(series, words),
        node(
            "div", node("div", trajectory(series, words), class_="panel"), series_table(series, words), class_="columns"
        ),
        series_evidence(series, words),
    )  # fmt: skip
