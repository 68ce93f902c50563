"""Targets by agency and year, and the sheet of one agency, made to be printed (部门页面)."""

from __future__ import annotations

import asyncio
from datetime import datetime

from nicegui import ui

from review.pictures.data.agency import MOST_MEASURES, AgencyView, one_agency
from review.pictures.data.matrix import agencies_by_year
from review.pictures.data.published import Published
from review.pictures.draw.agencies import duties, heat, sources, summary, to_agency
from review.pictures.draw.lists import pager, search
from review.pictures.draw.markup import Node, link, node
from review.pictures.pages.shared import page_number, picture_page, put, put_list, put_missing, put_print_button
from review.shell import words
from review.state import AppState

_NO_YEAR, _NO_PLACE = "none", "none"


def add(state: AppState) -> None:
    """Add the two pages."""
    published = Published(state.out)

    @ui.page("/agencies")
    async def matrix_page(q: str = "", page: str = "1") -> None:
        with picture_page(state, "titles.agencies"):
            matrix = await asyncio.to_thread(agencies_by_year, published, q, page_number(page))
            put(
                node("h1", words("titles.agencies")),
                node("p", words("pictures.matrix_hint", count=matrix.without), class_="soft small"),
                search("/agencies", q, words, hint=words("pictures.search_agency")),
            )
            put_list(matrix.lines, heat(matrix, words), "/agencies", q=q)

    @ui.page("/agency")
    async def sheet_page(agency: str = "", place: str = "", year: str = "", page: str = "1") -> None:
        with picture_page(state, "titles.agencies"):
            of_year = None if not year else "" if year == _NO_YEAR else year
            at = None if not place else "" if place == _NO_PLACE else place
            view = await asyncio.to_thread(one_agency, published, agency, at, of_year, page_number(page))
            if view is None:
                put_missing("/agencies")
            else:
                _show(view, published)


def _show(view: AgencyView, published: Published) -> None:
    ui.page_title(view.name)
    put(node("nav", link(words("pictures.back_to_list"), "/agencies", rel="up"), class_="no-print small"))
    with ui.row().classes("items-center"):
        put(node("h1", view.name))
        put_print_button()
    kept = {"agency": view.name, "place": _kept(view.place, _NO_PLACE), "year": _kept(view.year, _NO_YEAR)}
    where = pager(view.duties, "/agency", words, **kept) if view.duties.pages > 1 else None
    put(
        node("p", _about(view, published)), *_notes(view), summary(view, words),
        where, *duties(view, words), where, sources(view, words),
    )  # fmt: skip


def _kept(value: str | None, empty: str) -> str:
    return "" if value is None else value or empty


def _about(view: AgencyView, published: Published) -> str:
    total = sum(count for counts in view.counts.values() for count in counts.values())
    date = f"{datetime.fromtimestamp(published.stamp()[2] / 1e9):%Y-%m-%d}"
    return words("pictures.agency_summary", targets=total, documents=view.documents, date=date)


def _notes(view: AgencyView) -> list[Node]:
    notes = []
    if len(view.places) > 1:
        every: list[Node | str] = [link(words("pictures.all_places"), to_agency(view.name))]
        for code, name in view.places.items():
            shown = name or words("pictures.unknown_place")
            every += [
                " · ",
                node("b", shown) if code == view.place else link(shown, to_agency(view.name, place=code or _NO_PLACE)),
            ]
        notes.append(node("p", words("pictures.several_places", count=len(view.places)), " ", *every, class_="note"))
    if view.successors:
        notes.append(node("p", words("pictures.successor", names="、".join(view.successors)), class_="note"))
    if view.year is not None:
        only = words("pictures.only_year", year=view.year) if view.year else words("pictures.only_undated")
        everything = to_agency(view.name, place=_kept(view.place, _NO_PLACE))
        notes.append(node("p", only, " ", link(words("pictures.all_years"), everything), class_="note"))
    if view.tasks_in_all > MOST_MEASURES:
        cut = words("pictures.tasks_cut", count=MOST_MEASURES, total=view.tasks_in_all)
        notes.append(node("p", cut, class_="note"))
    return notes
