"""What stands around every page: header, navigation, language, reviewer (页面框架)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from nicegui import app, ui

from review.dialogs import told
from review.language import CHINESE, ENGLISH, current, words
from review.state import AppState

__all__ = ["STYLES", "add_to_navigation", "frame", "reviewer", "words"]

STYLES = "/assets/review.css"
# Path → key of its words, in the order of the header.
_navigation: dict[str, str] = {"/": "nav.queue"}


def add_to_navigation(path: str, key: str) -> None:
    """Put a page into the header."""
    _navigation[path] = key


def reviewer() -> str:
    """Return the name of the person on the page; empty where nobody signed in."""
    try:
        return str(app.storage.client.get("reviewer", ""))
    except RuntimeError:
        return ""


def enter(state: AppState) -> None:
    """Remember on a page who is there and in which language; every page begins with it."""
    name = str(app.storage.browser.get("reviewer", ""))
    app.storage.client["reviewer"] = name
    app.storage.client["language"] = state.queue.preference(name, "language", CHINESE)


def _switch(state: AppState) -> None:
    other = ENGLISH if current() == CHINESE else CHINESE
    state.queue.prefer(reviewer(), "language", other)
    ui.navigate.reload()


def _header(state: AppState, title: str, help_sheet: Callable[[], None] | None) -> None:
    with ui.header().classes("head no-print"):
        ui.label(words("shell.name")).classes("brand")
        with ui.element("nav"):
            for path, key in _navigation.items():
                link = ui.link(words(key), path)
                link.classes("here" if words(key) == title else "")
        ui.space()
        if help_sheet:
            ui.button("?", on_click=help_sheet, color=None).props("flat dense no-caps").tooltip(words("shell.keys"))
        switch = ui.button(words("shell.other_language"), on_click=lambda: _switch(state), color=None)
        switch.props("flat dense no-caps")
        ui.label(words("shell.reviewer", name=reviewer())).classes("who")
        # A form, so that leaving is a request of its own which clears the cookie.
        with ui.element("form").props("method=post action=/leave"):
            ui.button(words("shell.leave"), color=None).props("flat dense no-caps type=submit")


@contextmanager
def frame(state: AppState, title_key: str, help_sheet: Callable[[], None] | None = None) -> Iterator[ui.element]:
    """Put header and navigation on a page and yield the place for its content.

    The title is that of the tab; a page whose title is in the navigation is marked there.
    """
    enter(state)
    # What nobody foresaw is said on the page as well as in the log: nothing fails in silence.
    ui.on_exception(lambda error: told(words("shell.wrong", message=f"{type(error).__name__}: {error}")))
    title = words(title_key)
    ui.page_title(f"{title} · {words('shell.name')}")
    ui.add_head_html(f'<link rel="stylesheet" href="{STYLES}">')
    _header(state, title, help_sheet)
    with ui.element("main").classes("page") as content:
        yield content
