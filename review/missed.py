"""Marking a missed target on the desk: the selection, its keys, and the form that follows (补标)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

from review.claim_form import texts_of
from review.components import Press
from review.dialogs import told
from review.evidence_panel import EvidencePanel
from review.forms import Forms
from review.language import words
from review.marking import Marking
from review.parts import key_button, text
from review.session import Session
from schemas import Claim

LOOK, MARK, FORM = "look", "mark", "form"


class MissedTargets(ABC):
    """The part of the desk for targets that were missed; the desk does the showing and the saying."""

    session: Session
    evidence: EvidencePanel
    mode: str
    marking: Marking | None

    @abstractmethod
    def show(self) -> None:
        """Show the session's statement from the beginning."""

    @abstractmethod
    def update(self) -> None:
        """Fill the right half anew."""

    @abstractmethod
    def cancel(self) -> None:
        """Leave the form or the marking."""

    @abstractmethod
    def say(self, key: str, **values: object) -> None:
        """Say something in the line for it."""

    @abstractmethod
    def do(self, action: Callable[[], object]) -> bool:
        """Do something that may be refused; say whether it was done."""

    @abstractmethod
    def open_form(self, forms: Forms) -> None:
        """Show a form and go on by it."""

    def begin_marking(self) -> None:
        """Begin at the first number beside the statement that nobody found."""
        extraction, statement = self.session.extraction, self.session.statement
        assert extraction is not None and statement is not None
        self.mode, self.marking = MARK, Marking.beside(extraction, statement)
        self.evidence.marking = True
        self.evidence.choose(self.marking.span)
        self.update()
        self.say("mark.begun")

    def mark_bar(self) -> None:
        """Put what is selected, and what can be done with it, on the page."""
        chosen = self.marking.words() if self.marking else ""
        text(words("mark.chosen", words=chosen) if chosen else words("mark.none"), "p").classes("mark-told")
        text(words("mark.how"), "p").classes("soft")
        key_button(words("mark.take"), "Enter", self._take, "accept")
        key_button(words("shell.cancel"), "Esc", self.cancel)

    def selected(self, start: int, end: int) -> None:
        """Take a selection made with the mouse."""
        if self.mode == MARK and self.marking is not None:
            self.marking.span = (start, end)
            self.evidence.choose(self.marking.span)
            self.update()

    def press_marking(self, press: Press) -> None:
        """Do what a key means while marking."""
        assert self.marking is not None
        if press.key == "Escape":
            self.cancel()
        elif press.key == "Enter":
            self._take()
        elif self.marking.press(press):
            self.evidence.choose(self.marking.span)
            self.update()

    def _take(self) -> None:
        marking, extraction = self.marking, self.session.extraction
        if marking is None or marking.span is None or extraction is None:
            told(words("mark.none"), "info")
            return
        span, document_id = marking.span, extraction.document.document_id
        found: list[dict[str, str]] = []
        if not self.do(lambda: found.append(texts_of(self.session.state.desk.suggest(document_id, *span)))):
            return

        def save(claims: tuple[Claim, ...]) -> None:
            if self.do(lambda: self.session.missed(*span, claims[0])):
                self.show()
                self.say("done.missed", words=marking.words())

        self.open_form(Forms(self.session, "missed", found, save, self.cancel, marking.words()))
