"""One or several claim forms that are saved together: a correction, a missed target, the parts of a split (表单)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nicegui import ui

from review.claim_form import ClaimForm, Texts
from review.language import words
from review.parts import key_button, text
from review.session import Session
from schemas import Claim

_FEWEST, _MOST = 2, 20


class Forms:
    """The forms of one decision. What is typed is kept as a draft until it is saved or given up."""

    def __init__(
        self, session: Session, kind: str, texts: Sequence[Texts], save: Callable[[tuple[Claim, ...]], None],
        cancel: Callable[[], None], about: str = "",
    ) -> None:  # fmt: skip
        draft = session.draft(kind)
        self.restored = draft is not None
        self._session, self._kind, self._save_claims, self._cancel = session, kind, save, cancel
        self._texts = [dict(part) for part in draft or texts]
        self._about = about
        self._forms: list[ClaimForm] = []

    def build(self) -> None:
        """Put the forms on the page."""
        statement = self._session.statement
        with ui.element("div").classes("forms").on("keydown.esc", self._cancel):
            text(words(f"form.{self._kind}"), "h2")
            with ui.element("p").classes("about"):
                text(words("form.words")).classes("soft")
                text(self._about or (" ".join(statement.value_text.split()) if statement else ""), "b")
            self._list()
            with ui.element("div").classes("form-actions"):
                key_button(words("shell.save"), "Enter", self._save, "accept").props["data-action"] = "save"
                key_button(words("shell.cancel"), "Esc", self._cancel)
                if self._kind == "split":
                    ui.button(words("form.more"), on_click=self._more, color=None).props("flat dense no-caps")
                    ui.button(words("form.fewer"), on_click=self._fewer, color=None).props("flat dense no-caps")

    @ui.refreshable_method
    def _list(self) -> None:
        self._forms = []
        for number, texts in enumerate(self._texts, 1):
            if len(self._texts) > 1:
                text(words("form.part", number=number), "h3")
            self._forms.append(ClaimForm(texts, self._typed, self._save))

    def focus(self) -> None:
        """Put the cursor into the first form."""
        if self._forms:
            self._forms[0].focus()

    def _typed(self) -> None:
        self._texts = [form.texts() for form in self._forms]
        self._session.keep_draft(self._kind, self._texts)

    def _more(self) -> None:
        if len(self._texts) < _MOST:
            self._texts = [*[form.texts() for form in self._forms], self._forms[-1].texts()]
            self._list.refresh()

    def _fewer(self) -> None:
        if len(self._texts) > _FEWEST:
            self._texts = [form.texts() for form in self._forms[:-1]]
            self._list.refresh()

    def _save(self) -> None:
        claims = [form.claim() for form in self._forms]
        whole = tuple(claim for claim in claims if claim is not None)
        if len(whole) == len(claims):
            self._save_claims(whole)
