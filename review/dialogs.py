"""What comes up over a page: messages, reasons, notes, the sheet of keys (对话框)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from nicegui import ui

from review.language import words
from review.parts import claim_line, key_button, text, when
from schemas import Decision

_REASONS = ("not_target", "misread", "wrong_subject", "twice", "not_number", "out_of_date")


def _dialog(props: str = "") -> ui.dialog:
    # At once and gone at once: the next key is already meant for what is under it.
    return ui.dialog().props(f"{props} transition-duration=0")


def told(message: str, kind: str = "negative") -> None:
    """Say something for a while."""
    signs = {"negative": "▲", "positive": "✓", "info": "·"}
    ui.notify(f"{signs[kind]} {message}", type=None, position="top", timeout=4000, classes=f"told-{kind}")


def key_sheet(page: str, keys: Sequence[tuple[str, str]]) -> None:
    """Show which key does what on a page."""
    with _dialog() as dialog, ui.card().classes("key-sheet"):
        text(words("shell.keys"), "h2")
        with ui.element("table"), ui.element("tbody"):
            for key, name in keys:
                with ui.element("tr"):
                    with ui.element("td"):
                        for part in key.split(" / "):
                            text(part, "kbd")
                    text(words(f"{page}_keys.{name}"), "td")
        ui.button(words("shell.close"), on_click=dialog.close, color=None).props("flat no-caps autofocus")
    dialog.on("hide", dialog.delete)
    dialog.open()


def ask_reason(done: Callable[[str], None]) -> None:
    """Ask why something is rejected: one of the usual reasons by its digit, or words of her own."""
    own: ui.input
    with _dialog() as dialog, ui.card().classes("ask"):

        def take(reason: str) -> None:
            if not reason.strip():
                own.error = f"▲ {words('error.reason-missing')}"
                return
            dialog.close()
            done(reason.strip())

        text(words("reject.title"), "h2")
        for number, name in enumerate(_REASONS, 1):
            reason = words(f"reject.{name}")
            key_button(reason, str(number), partial(take, reason), "wide-button")
        own = ui.input(words("reject.own")).props("outlined dense autofocus")
        own.on("keydown.enter", lambda: take(own.value))
        own.props["data-field"] = "reason"

        def digit(event: object) -> None:
            value = str(getattr(event, "value", "") or "")
            # A digit alone chooses; a reason of her own does not begin and end with one.
            if value.isdecimal() and len(value) == 1 and 1 <= int(value) <= len(_REASONS):
                take(words(f"reject.{_REASONS[int(value) - 1]}"))

        own.on_value_change(digit)
        with ui.row():
            ui.button(words("shell.save"), on_click=lambda: take(own.value)).props("no-caps unelevated")
            ui.button(words("shell.cancel"), on_click=dialog.close, color=None).props("flat no-caps")
    dialog.on("hide", dialog.delete)
    dialog.open()


def ask_note(done: Callable[[str], None]) -> None:
    """Ask for a note."""
    with _dialog() as dialog, ui.card().classes("ask"):

        def take() -> None:
            if note.value.strip():
                dialog.close()
                done(note.value.strip())

        text(words("note.title"), "h2")
        note = ui.textarea().props("outlined dense autofocus maxlength=5000").on("keydown.ctrl.enter", take)
        note.props["data-field"] = "note"
        text(words("note.how"), "p").classes("soft")
        with ui.row():
            ui.button(words("shell.save"), on_click=take, color="primary").props("no-caps unelevated")
            ui.button(words("shell.cancel"), on_click=dialog.close, color=None).props("flat no-caps")
    dialog.on("hide", dialog.delete)
    dialog.open()


def show_overtaken(by: Decision, kept: bool, again: Callable[[], None]) -> None:
    """Say that somebody else decided first, and what; what was typed is kept."""
    with _dialog("persistent") as dialog, ui.card().classes("ask overtaken"):
        text(words("overtaken.title"), "h2")
        text(words("overtaken.who", name=by.reviewer, time=when(by.decided_at), what=words(f"action.{by.action}")), "p")
        for claim in by.claims:
            text(claim_line(claim), "p").classes("theirs")
        for said in filter(None, (by.reason, by.note)):
            text(said, "p").classes("theirs")
        text(words("overtaken.kept" if kept else "overtaken.nothing"), "p").classes("soft")

        def look() -> None:
            dialog.close()
            again()

        ui.button(words("overtaken.look"), on_click=look).props("no-caps unelevated autofocus")
    dialog.on("hide", dialog.delete)
    dialog.open()
