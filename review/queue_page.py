"""The queue: what is to be reviewed, with filters, counts and the way back to where she stopped (队列页)."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial

from fastapi import Request
from nicegui import background_tasks, run, ui

from pipeline.dataset import DatasetError
from pipeline.locking import LockedError
from pipeline.store import StoreError
from review.components import Keys, Press
from review.dialogs import key_sheet, told
from review.filters import ALL, BY_PLACE, BY_RISK, TODO, Filters
from review.items import Item
from review.language import words
from review.parts import key_button, reason_chips, state_chip, text
from review.shell import frame, reviewer
from review.state import AppState
from schemas import Role, State

ROWS = 15
KEYS = (
    ("j / ↓", "next_row"), ("k / ↑", "row_before"), ("Enter", "open"), ("g", "go_on"), ("] / PageDown", "next_page"),
    ("[ / PageUp", "page_before"), ("f", "filters"), ("Esc", "leave"), ("x", "clear"), ("p", "publish"), ("?", "sheet"),
)  # fmt: skip
_STATES = (TODO, ALL, *State)


class QueuePage:
    """One visit of the queue."""

    def __init__(self, state: AppState, filters: Filters, offset: int) -> None:
        self.state, self.filters, self.offset = state, filters, offset
        self.cursor = 0
        self.items: list[Item] = []
        self.total = 0

    def build(self) -> None:
        """Put the page together."""
        with ui.element("section").classes("panel filters"):
            self._filters()
        self._table()
        self._keys = Keys(self._press)

    # --- filters

    def _filters(self) -> None:
        documents = {
            about.document_id: f"{about.title or about.source_file}（{left}/{all_}）"
            for about, left, all_ in self.state.queue.documents()
        }
        years = {year: year for year in self.state.queue.years()}
        roles = {role.value: words(f"role.{role.name.lower()}") for role in Role}
        self._first = self._select("document", documents, "wide")
        if regions := dict(self.state.queue.regions()):
            self._select("region", regions)
        self._input("indicator")
        self._input("agency")
        self._select("due", years)
        self._select("role", roles)
        self._select("state", {name: words(f"state.{name}") for name in _STATES}, clearable=False)
        self._select("order", {name: words(f"order.{name}") for name in (BY_RISK, BY_PLACE)}, clearable=False)

    def _select(self, name: str, options: dict[str, str], classes: str = "", clearable: bool = True) -> ui.select:
        value = getattr(self.filters, name)
        field = ui.select(
            options, label=words(f"filter.{name}"), value=value if value in options else None,
            with_input=len(options) > 12, clearable=clearable,
            on_change=lambda event: self._narrow(name, event.value or ""),
        )  # fmt: skip
        field.props("dense outlined options-dense").classes(f"filter {classes}")
        field.props["data-filter"] = name
        return field

    def _input(self, name: str) -> None:
        field = ui.input(
            words(f"filter.{name}"), value=getattr(self.filters, name),
            on_change=lambda event: self._narrow(name, (event.value or "").strip()),
        )  # fmt: skip
        field.props("dense outlined clearable debounce=300").classes("filter")
        field.props["data-filter"] = name

    def _narrow(self, name: str, value: str) -> None:
        self.filters = replace(self.filters, **{name: value})
        self._go(0)

    def _go(self, offset: int, cursor: int = 0) -> None:
        self.offset, self.cursor = max(0, offset), cursor
        more = {"from": self.offset} if self.offset else {}
        ui.navigate.history.replace(f"/?{self.filters.query(**more)}")
        self._table.refresh()

    # --- rows

    @ui.refreshable_method
    def _table(self) -> None:
        self.total = self.state.queue.count(self.filters)
        self.items = self.state.queue.page(self.filters, self.offset, ROWS)
        self.cursor = min(self.cursor, max(0, len(self.items) - 1))
        self._counts()
        with ui.element("table").classes("queue panel"):
            with ui.element("thead"), ui.element("tr"):
                for name in ("why", "indicator", "value", "due", "agencies", "where", "confidence", "state"):
                    text(words(f"column.{name}"), "th")
            with ui.element("tbody"):
                self._rows = [self._row(item) for item in self.items]
        if not self.items:
            text(words("queue.empty"), "p").classes("soft empty")
        self._point(0)
        self._pager()

    def _counts(self) -> None:
        counts = self.state.queue.counts(self.filters)
        stopped = self.state.queue.preference(reviewer(), "place", "")
        with ui.element("div").classes("counts"):
            for name in State:
                with ui.element("button").classes("count").on("click", partial(self._show_state, name)) as chip:
                    state_chip(name)
                    text(f"{counts.get(name, 0):,}", "b")
                chip.props["data-state"] = name.value
            ui.space()
            if stopped:
                key_button(words("queue.go_on"), "g", lambda: ui.navigate.to(stopped), "strong")
            key_button(words("queue.publish"), "p", self._publish)

    def _show_state(self, name: str) -> None:
        self.filters = replace(self.filters, state=name)
        ui.navigate.to(f"/?{self.filters.query()}")

    def _row(self, item: Item) -> ui.element:
        with ui.element("tr").on("click", lambda: self._open(item)) as row:
            row.props["data-id"] = item.statement_id
            with ui.element("td"):
                reason_chips(item.why(), with_words=False)
            with ui.element("td").classes("main-cell"):
                ui.link(item.indicator or item.value_text, self._address(item))
                text(item.scope).classes("soft scope")
            text(item.claim, "td").classes("value")
            text(item.deadline, "td")
            text(item.agencies, "td").classes("short").props["title"] = item.agencies
            with ui.element("td").classes("short"):
                name = item.source_file.rpartition("/")[2]
                text(f"{words('queue.page', page=item.page)} {name}").props["title"] = item.source_file
            text(f"{item.confidence:.2f}", "td").classes("number-cell")
            with ui.element("td"):
                state_chip(item.state)
        return row

    def _address(self, item: Item) -> str:
        return f"/desk/{item.statement_id}?{self.filters.query()}"

    def _open(self, item: Item) -> None:
        ui.navigate.to(self._address(item))

    def _point(self, step: int) -> None:
        """Move the cursor, over the edge of the page onto the next one."""
        wanted = self.cursor + step
        if step and wanted >= len(self.items) and self.offset + ROWS < self.total:
            return self._go(self.offset + ROWS)
        if step and wanted < 0 and self.offset:
            return self._go(self.offset - ROWS, ROWS - 1)
        self.cursor = min(max(0, wanted), max(0, len(self.items) - 1))
        for number, row in enumerate(self._rows):
            here = number == self.cursor
            row.classes(add="cursor" if here else "", remove="" if here else "cursor")
            row.props["aria-current"] = "true" if here else "false"
        return None

    def _pager(self) -> None:
        with ui.element("div").classes("pager"):
            pages = max(1, -(-self.total // ROWS))
            key_button(words("queue.back"), "[", lambda: self._turn(-1))
            now = ui.number(value=self.offset // ROWS + 1, min=1, max=pages, on_change=self._jump)
            now.props("dense outlined debounce=400").classes("page-number").props["aria-label"] = words("queue.jump")
            text(words("queue.pages", pages=f"{pages:,}", total=f"{self.total:,}"))
            key_button(words("queue.forward"), "]", lambda: self._turn(1))

    def _jump(self, event: object) -> None:
        value = getattr(event, "value", None)
        if value and 1 <= value <= max(1, -(-self.total // ROWS)):
            self._go((int(value) - 1) * ROWS)

    def _turn(self, step: int) -> None:
        wanted = self.offset + step * ROWS
        if 0 <= wanted < self.total:
            self._go(wanted)

    # --- keys

    def _press(self, press: Press) -> None:
        steps: dict[str, Callable[[], object]] = {
            "j": lambda: self._point(1), "ArrowDown": lambda: self._point(1), "k": lambda: self._point(-1),
            "ArrowUp": lambda: self._point(-1), "]": lambda: self._turn(1), "PageDown": lambda: self._turn(1),
            "[": lambda: self._turn(-1), "PageUp": lambda: self._turn(-1), "f": lambda: self._first.run_method("focus"),
            "x": lambda: ui.navigate.to("/"), "Enter": self._open_cursor, "g": self._go_on, "p": self._publish,
            "?": lambda: key_sheet("queue", KEYS),
        }  # fmt: skip
        if action := steps.get(press.key):
            result = action()
            if isinstance(result, Coroutine):
                background_tasks.create(result, context=ui.context.client)

    def _open_cursor(self) -> None:
        if self.items:
            self._open(self.items[self.cursor])

    def _go_on(self) -> None:
        if stopped := self.state.queue.preference(reviewer(), "place", ""):
            ui.navigate.to(stopped)

    async def _publish(self) -> None:
        note = ui.notification(words("queue.publishing"), spinner=True, timeout=None)
        try:
            report = await run.io_bound(self.state.desk.publish)
            await run.io_bound(self.state.follow)
        except (DatasetError, StoreError, LockedError, OSError) as error:
            told(words("shell.wrong", message=str(error)))
        else:
            count = sum(report.statements.values()) if report else 0
            told(words("queue.published", statements=f"{count:,}"), "positive")
            self._table.refresh()
        finally:
            note.dismiss()


def register_queue(state: AppState) -> None:
    """Put the queue at the root of the server."""

    @ui.page("/")
    def queue(request: Request) -> None:
        state.follow()
        asked = dict(request.query_params)
        start = asked.pop("from", "0")
        with frame(state, "nav.queue", lambda: key_sheet("queue", KEYS)):
            QueuePage(state, Filters.of(asked), int(start) if start.isdecimal() else 0).build()
