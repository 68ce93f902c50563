"""The history of runs, what the last one changed, and the difference to another dataset (运行与差异页面)."""

from __future__ import annotations

import asyncio

from nicegui import ui

from pipeline.dataset import DatasetError
from review.pictures.data.differences import CHANGES_SHOWN, Difference, Folders, NotAllowedError, compare
from review.pictures.data.history import last_change, runs
from review.pictures.data.published import Published
from review.pictures.draw.events import change_table, last_changes, run_table
from review.pictures.draw.lists import folder_form
from review.pictures.draw.markup import node
from review.pictures.pages.shared import picture_page, put
from review.shell import words
from review.state import AppState


def add(state: AppState, *, loopback: bool) -> None:
    """Add the two pages."""
    published, folders = Published(state.out), Folders(state.out, anywhere=loopback)

    @ui.page("/runs")
    async def runs_page() -> None:
        with picture_page(state, "titles.runs"):
            lines = await asyncio.to_thread(runs, state.out, state.settings)
            change = await asyncio.to_thread(last_change, published, lines)
            put(node("h1", words("titles.runs")))
            put(run_table(lines, words) if lines else node("p", words("pictures.no_runs"), role="status"))
            if change is not None:
                put(last_changes(change, words))
            await _put_form(folders, "")

    @ui.page("/differences")
    async def differences_page(old: str = "", other: str = "") -> None:
        with picture_page(state, "titles.differences"):
            put(node("h1", words("titles.differences")))
            named = other.strip() or old
            await _put_form(folders, named)
            if named:
                await _put_difference(folders, named)


async def _put_form(folders: Folders, named: str) -> None:
    beside = await asyncio.to_thread(folders.beside)
    put(node("h2", words("pictures.compare_with")), folder_form(beside, named, folders.anywhere, words))


async def _put_difference(folders: Folders, named: str) -> None:
    try:
        old = folders.find(named)
    except NotAllowedError:
        put(node("p", words("pictures.not_allowed", name=named[:200]), role="alert"))
        return
    waiting = ui.label(words("pictures.comparing"))
    # Two large datasets take longer to read than a browser likes to wait for a page: show it first.
    await ui.context.client.connected()
    try:
        difference = await asyncio.to_thread(compare, old, folders.out)
    except DatasetError:
        # The message of the error has the whole path in it, which is not for every reviewer.
        put(node("p", words("pictures.damaged", name=old.name), role="alert"))
    else:
        _show(difference, old.name)
    finally:
        waiting.delete()


def _show(difference: Difference, name: str) -> None:
    put(node("p", words("pictures.compared", old=name, **difference.counts), class_="headline"))
    if not difference.changes:
        put(node("p", words("pictures.no_difference"), role="status"))
        return
    if sum(difference.counts.values()) > CHANGES_SHOWN:
        put(node("p", words("pictures.first_changes", count=CHANGES_SHOWN), class_="note"))
    put(change_table(difference.changes, words))
