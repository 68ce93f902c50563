"""What the pages of the pictures share: the frame, a tree put on the page, a list with its form and pager."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui

from pipeline.dataset import DatasetError
from pipeline.store import StoreError
from review.components import Keys, Press
from review.dialogs import key_sheet
from review.parts import key_button
from review.pictures.data.published import Slice
from review.pictures.draw.lists import pager
from review.pictures.draw.markup import Node, html, link, node
from review.shell import frame, words
from review.state import AppState

STYLES = "/assets/pictures.css"
KEYS = (
    ("j", "next_row"), ("k", "row_before"), ("]", "next_page"), ("[", "page_before"), ("f", "search"),
    ("b", "back"), ("p", "print"), ("?", "sheet"),
)  # fmt: skip
# What a key does in the browser. Rows and links are found as they are: a page without one does nothing.
_ROW = """{{const links = [...document.querySelectorAll('.pictures .list tbody tr')]
    .map(row => row.querySelector('a')).filter(Boolean);
const row = document.activeElement?.closest('tr'), at = links.findIndex(link => row && row.contains(link));
links[Math.min(Math.max(at + {step}, 0), links.length - 1)]?.focus()}}"""
_CLICK = "document.querySelector('.pictures a[rel={rel}]')?.click()"
_STEPS = {
    "j": _ROW.format(step=1), "k": _ROW.format(step=-1),
    "]": _CLICK.format(rel="next"), "[": _CLICK.format(rel="prev"),
    "b": _CLICK.format(rel="up"), "p": "window.print()",
    "f": "document.querySelector('.pictures .search input, .pictures .search select')?.focus()",
}  # fmt: skip


@contextmanager
def picture_page(state: AppState, title_key: str) -> Iterator[None]:
    """Put the frame on a page; a dataset that cannot be read is told on it."""
    with frame(state, title_key, lambda: key_sheet("picture", KEYS)):
        Keys(_press)
        ui.add_head_html(f'<link rel="stylesheet" href="{STYLES}">')
        with ui.element("div").classes("pictures"):
            try:
                yield
            except (DatasetError, StoreError) as error:
                put(node("p", words("shell.wrong", message=error), role="alert"))


def _press(press: Press) -> None:
    if press.key == "?":
        key_sheet("picture", KEYS)
    elif press.key in _STEPS:
        ui.run_javascript(_STEPS[press.key])


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
    key_button(words("pictures.print"), "p", lambda: ui.run_javascript("window.print()"), "no-print")


def page_number(written: str) -> int:
    """Return the page asked for; the first for anything that is no number."""
    return int(written) if written.isdecimal() and len(written) < 8 else 1
