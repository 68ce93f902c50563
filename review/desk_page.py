"""The desk: one statement with its evidence, and the decisions on it by key and by mouse (复核台)."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import Request
from nicegui import ui
from pydantic import ValidationError

from pipeline.dataset import DatasetError
from pipeline.decisions.claims import said_by
from pipeline.decisions.ledger import NothingToUndoError, OvertakenError
from pipeline.store import StoreError
from review.claim_form import claim_of, messages_of, texts_of
from review.components import Keys, Press
from review.dialogs import ask_note, ask_reason, key_sheet, show_overtaken, told
from review.evidence_panel import EvidencePanel
from review.filters import Filters
from review.forms import Forms
from review.language import words
from review.marking import Marking
from review.missed import FORM, LOOK, MARK, MissedTargets
from review.parts import key_button, text
from review.record_panel import record_panel
from review.session import Session
from review.shell import frame, reviewer
from review.state import AppState
from schemas import Claim, State

KEYS = (
    ("a", "accept"), ("c / e", "correct"), ("r", "reject"), ("m", "missed"), ("s", "split"), ("u", "undo"),
    ("n", "note"), ("d", "earlier"), ("j / ↓", "next"), ("k / ↑", "before"), ("[ / ]", "pages"), ("+ / - / 0", "zoom"),
    ("q", "queue"), ("Enter", "save"), ("Esc", "cancel"), ("→ / ←", "mark_next"), ("Shift+→ / Shift+←", "mark_end"),
    ("Alt+→ / Alt+←", "mark_start"), ("?", "sheet"),
)  # fmt: skip


class DeskPage(MissedTargets):
    """One visit of the desk. `mode` says what keys mean: looking, marking a missed target, or typing in a form."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.mode = LOOK
        self.marking: Marking | None = None
        self.forms: Forms | None = None

    def build(self) -> None:
        """Put the page together."""
        with ui.element("div").classes("desk"):
            self.evidence = EvidencePanel(self.session, self.selected)
            with ui.element("section").classes("side panel"):
                self._position = ui.element("div").classes("position")
                self._status = text("").classes("status")
                self._status.props["aria-live"] = "polite"
                self._side = ui.element("div").classes("side-body")
                self._bar = ui.element("div").classes("actions")
        self._keys = Keys(self._press)
        self.show()

    # --- showing

    def show(self) -> None:
        """Show the session's statement from the beginning."""
        self._leave_mode()
        self.evidence.show()
        statement = self.session.statement
        assert statement is not None
        ui.navigate.history.replace(f"/desk/{statement.statement_id}?{self.session.filters.query()}")
        self.update()

    def update(self) -> None:
        """Fill the right half anew, and say what keys are about from now on."""
        self._show_position()
        self._side.clear()
        with self._side:
            if self.mode == FORM and self.forms is not None:
                self.forms.build()
            else:
                record_panel(self.session)
        self._bar.clear()
        with self._bar:
            self.mark_bar() if self.mode == MARK else self._look_bar() if self.mode == LOOK else None
        self._keys.shows(self._seen())

    def _seen(self) -> str:
        statement = self.session.statement
        return f"{statement.statement_id if statement else ''} {len(self.session.history)} {self.mode}"

    def _show_position(self) -> None:
        place, count = self.session.place()
        self._position.clear()
        with self._position:
            key_button(words("desk.queue"), "q", self._to_queue)
            key = "desk.place" if place else "desk.outside"
            text(words(key, place=f"{place:,}", count=f"{count:,}")).classes("soft")
            ui.space()
            key_button(words("desk.before"), "k", lambda: self._move(-1))
            key_button(words("desk.next"), "j", lambda: self._move(1))

    def _look_bar(self) -> None:
        statement = self.session.statement
        assert statement is not None
        if statement.review is not None and statement.review.state is State.RETURNED:
            key_button(words("desk.earlier"), "d", self._earlier, "accept")
        for name, key, action in (
            ("accept", "a", self._accept), ("correct", "c", self._correct), ("reject", "r", self._reject),
            ("missed", "m", self.begin_marking), ("split", "s", self._split), ("undo", "u", self._undo),
            ("note", "n", self._note),
        ):  # fmt: skip
            key_button(words(f"desk.{name}"), key, action, name).props["data-action"] = name

    def say(self, key: str, **values: object) -> None:
        self._status.set_text(words(key, **values))

    # --- doing

    def do(self, action: Callable[[], object]) -> bool:
        """Do something that another reviewer or a wrong value may stand against; say whether it was done."""
        try:
            action()
        except OvertakenError as error:
            show_overtaken(error.by, self.mode == FORM, self._look_again)
        except NothingToUndoError:
            told(words("undo.nothing"), "info")
        except ValidationError as error:
            told(" ".join(messages_of(error).values()))
        except (DatasetError, StoreError, ValueError) as error:
            told(words("shell.wrong", message=str(error)))
        else:
            return True
        return False

    def _decided(self, action: Callable[[], object], key: str) -> None:
        """Decide, and go on to the next."""
        item = self.session.item
        if not self.do(action):
            return
        more = self.session.move_on()
        self.show()
        said = words(key, words=(item.indicator or item.value_text) if item else "")
        self._status.set_text(said if more else f"{said} {words('desk.end')}")

    def _look_again(self) -> None:
        """Show what the other one made of it; a form that is open stays, and is about the statement as it is now."""
        if not self.session.again():
            self._to_queue()
        elif self.mode == FORM:
            self._keys.shows(self._seen())
            self.say("overtaken.on_top")
        else:
            self.show()

    def _accept(self) -> None:
        self._decided(self.session.accept, "done.accept")

    def _earlier(self) -> None:
        """Decide as before on a statement that was returned."""
        statement = self.session.statement
        review = statement.review if statement else None
        if review is None or review.state is not State.RETURNED:
            return
        claims = tuple(claim_of(texts_of(said)) for said in review.decided)
        if not claims:
            self._decided(lambda: self.session.reject(review.reason or words("desk.earlier")), "done.reject")
        elif len(claims) == 1:
            self._decided(lambda: self.session.correct(claims[0]), "done.correct")
        else:
            self._decided(lambda: self.session.split(claims), "done.split")

    def _reject(self) -> None:
        ask_reason(lambda reason: self._decided(lambda: self.session.reject(reason), "done.reject"))

    def _note(self) -> None:
        def write(note: str) -> None:
            if self.do(lambda: self.session.note(note)):
                self.session.again()
                self.show()
                self.say("done.note")

        ask_note(write)

    def _undo(self) -> None:
        if self.do(self.session.undo):
            self.show()
            self.say("done.undo")

    def _move(self, step: int) -> None:
        if self.session.move(step):
            self.show()
            self._status.set_text("")
        else:
            self.say("desk.end" if step > 0 else "desk.beginning")

    def _to_queue(self) -> None:
        ui.navigate.to(f"/?{self.session.filters.query()}")

    # --- forms

    def open_form(self, forms: Forms) -> None:
        self.mode, self.forms = FORM, forms
        self.update()
        forms.focus()
        self._status.set_text(words("form.restored") if forms.restored else "")

    def _correct(self) -> None:
        statement = self.session.statement
        assert statement is not None
        said = statement.review.decided[0] if statement.review and statement.review.decided else said_by(statement)
        forms = Forms(self.session, "correct", [texts_of(said)], self._save_correction, self.cancel)
        self.open_form(forms)

    def _save_correction(self, claims: tuple[Claim, ...]) -> None:
        self._decided(lambda: self.session.correct(claims[0]), "done.correct")

    def _split(self) -> None:
        statement = self.session.statement
        assert statement is not None
        texts = texts_of(said_by(statement))
        forms = Forms(self.session, "split", [texts, dict(texts)], self._save_split, self.cancel)
        self.open_form(forms)

    def _save_split(self, claims: tuple[Claim, ...]) -> None:
        self._decided(lambda: self.session.split(claims), "done.split")

    def cancel(self) -> None:
        self.session.forget_draft()
        self._leave_mode()
        self.evidence.update()
        self.update()
        self._status.set_text("")

    def _leave_mode(self) -> None:
        self.mode, self.marking, self.forms = LOOK, None, None
        self.evidence.marking, self.evidence.chosen = False, None

    # --- keys

    def _press(self, press: Press) -> None:
        if press.seen != self._seen():
            return  # it was meant for what was on the screen before
        if press.key == "?":
            key_sheet("desk", KEYS)
        elif self.mode == MARK:
            self.press_marking(press)
        elif press.key in ("[", "]"):
            self.evidence.turn(1 if press.key == "]" else -1)
        elif press.key in ("+", "=", "-", "0"):
            self.evidence.zoom({"-": 1 / 1.25, "0": 0}.get(press.key, 1.25))
        elif self.mode == FORM:
            if press.key == "Escape":
                self.cancel()
        elif not press.alt and (action := self._actions().get(press.key)):
            action()

    def _actions(self) -> dict[str, Callable[[], None]]:
        return {
            "a": self._accept, "c": self._correct, "e": self._correct, "r": self._reject, "m": self.begin_marking,
            "s": self._split, "u": self._undo, "n": self._note, "d": self._earlier, "q": self._to_queue,
            "j": lambda: self._move(1), "ArrowDown": lambda: self._move(1), "k": lambda: self._move(-1),
            "ArrowUp": lambda: self._move(-1),
        }  # fmt: skip


def register_desk(state: AppState) -> None:
    """Put the desk under /desk/."""

    @ui.page("/desk/{statement_id}")
    def desk(request: Request, statement_id: str) -> None:
        state.follow()
        with frame(state, "desk.title", lambda: key_sheet("desk", KEYS)):
            session = Session(state, reviewer(), Filters.of(dict(request.query_params)))
            if session.open(statement_id):
                DeskPage(session).build()
                return
            text(words("desk.gone"), "p")
            ui.link(words("desk.queue"), "/")
