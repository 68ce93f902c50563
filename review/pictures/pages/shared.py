"""What the pages of the pictures share: the frame, a tree put on the page, a list with its form and pager."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui

from pipeline.dataset import DatasetError
from pipeline.store import StoreError
from review.pictures.data.published import Slice
from review.pictures.draw.lists import pager
from review.pictures.draw.markup import Node, html, link, node
from review.shell import frame, words
from review.state import AppState

STYLES = "/assets/pictures.css"


@contextmanager
def picture_page(state: AppState, title_key: str) -> Iterator[None]:
    """Put the frame on a page; a dataset that cannot be read is told on it."""
    with frame(state, title_key):
        ui.add_head_html(f'<link rel="stylesheet" href="{STYLES}">')
        with ui.element("div").classes("pictures"):
            try:
                yield
            except (DatasetError, StoreError) as error:
                put(node("p", words("shell.wrong", message=error), role="alert"))


def put(*nodes: Node | None) -> None:
    """Put trees on the page. NiceGUI cleans the HTML once more in the browser; ours has nothing to be cleaned."""
    for each in nodes:
        if each is not None:
            ui.html(html(each))


def put_list(found: Slice[object], made: Node, path: str, **values: object) -> None:
    """Put a list between its pagers, or say that there is nothing."""
    if not found.total:
        put(node("p", words("pictures.nothing"), role="status"))
        return
    where = pager(found, path, words, **values)
    put(where, made)
    if found.pages > 1:
        put(where)


def put_missing(back: str) -> None:
    """Say that a thing is not in the dataset, and lead back to its list."""
    put(node("p", words("pictures.not_there"), role="alert"), node("p", link(words("pictures.back_to_list"), back)))


def put_print_button() -> None:
    """Put the button that prints the page."""
    ui.button(words("pictures.print"), on_click=lambda: ui.run_javascript("window.print()")).props(
        "outline no-caps padding='2px 14px'"
    ).classes("no-print")


def page_number(written: str) -> int:
    """Return the page asked for; the first for anything that is no number."""
    return int(written) if written.isdecimal() and len(written) < 8 else 1
