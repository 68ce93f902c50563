"""The form for what a statement says, checked by the model itself, with plain messages (更正表单)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from nicegui import ui
from pydantic import ValidationError

from review.language import known, words
from schemas import Claim, Comparator, Kind, Role, Said

_CHOICES = {"role": Role, "comparator": Comparator, "kind": Kind}
_AGENCIES = ("lead", "support", "responsible")
_OPTIONAL = ("value_max", "start", "deadline")
_SEPARATOR = re.compile(r"[、,，;；\n]+")
# Where the message of a check over several fields stands.
_PLACES = {"range-ends": "value_max", "range-order": "value_max", "dates-order": "start"}
# Fields in the order of the form, with their share of a row of twelve.
_LAYOUT = (
    ("role", 6), ("kind", 6), ("indicator", 12), ("scope", 12), ("comparator", 6), ("value", 6), ("value_max", 6),
    ("unit", 6), ("start", 6), ("deadline", 6), ("lead", 12), ("support", 12), ("responsible", 12),
)  # fmt: skip
Texts = dict[str, str]


def texts_of(said: Said | None) -> Texts:
    """Return a claim as it stands in the form; of nothing, an empty form for a target."""
    if said is None:
        return {name: "" for name, _ in _LAYOUT} | {"role": "target", "comparator": "=", "kind": "level"}
    texts = {name: getattr(said, name) for name, _ in _LAYOUT}
    return {name: "、".join(v) if isinstance(v, tuple) else "" if v is None else str(v) for name, v in texts.items()}


def claim_of(texts: Mapping[str, str]) -> Claim:
    """Return the claim that was typed. Raises pydantic.ValidationError; what is wrong is in its errors."""
    values: dict[str, object] = {name: text.strip() for name, text in texts.items()}
    for name in _AGENCIES:
        values[name] = [part.strip() for part in _SEPARATOR.split(texts.get(name, "")) if part.strip()]
    for name in ("value", "value_max", "start", "deadline"):
        # Typed with a Chinese keyboard: １，２００ is 1200.
        values[name] = unicodedata.normalize("NFKC", texts.get(name, "")).replace(",", "").strip()
    for name in _OPTIONAL:
        values[name] = values[name] or None
    return Claim.model_validate(values)


def messages_of(error: ValidationError) -> dict[str, str]:
    """Return what is wrong in plain words, by field."""
    found: dict[str, str] = {}
    for problem in error.errors(include_url=False):
        code = problem["type"].replace("_", "-")
        field = str(problem["loc"][0]) if problem["loc"] else _PLACES.get(code, "value")
        if field in ("value", "value_max") and code.startswith("decimal"):
            code = "number-missing" if not problem["input"] else "number-form"
        key = f"error.{code}"
        found.setdefault(field, words(key) if known(key) else words("error.other", message=problem["msg"]))
    return found


def choices(field: str) -> dict[str, str]:
    """Return the codes of a field with their words."""
    return {code.value: words(f"{field}.{code.name.lower()}") for code in _CHOICES[field]}


class ClaimForm:
    """The inputs for one claim. What was typed stays until the form is closed, whatever is wrong with it."""

    def __init__(self, texts: Mapping[str, str], typed: Callable[[], None], save: Callable[[], None]) -> None:
        self._inputs: dict[str, ui.input | ui.select] = {}
        with ui.element("div").classes("claim-form"):
            for name, width in _LAYOUT:
                label, text = words(f"field.{name}"), texts.get(name, "")
                label = words("form.several", field=label) if name in _AGENCIES else label
                field: ui.input | ui.select
                if name in _CHOICES:
                    field = ui.select(choices(name), label=label, value=text, on_change=typed)
                else:
                    field = ui.input(label, value=text, on_change=typed).on("keydown.enter", save)
                field.props("dense outlined hide-bottom-space").classes(f"span-{width}")
                field.props["data-field"] = name
                self._inputs[name] = field

    def focus(self) -> None:
        """Put the cursor where corrections begin most often."""
        self._inputs["indicator"].run_method("focus")

    def texts(self) -> Texts:
        """Return what stands in the form now."""
        return {name: str(field.value or "") for name, field in self._inputs.items()}

    def claim(self) -> Claim | None:
        """Return the claim; where something is wrong, say what beside its field and return None."""
        try:
            claim = claim_of(self.texts())
        except ValidationError as error:
            self.show(messages_of(error))
            return None
        self.show({})
        return claim

    def show(self, messages: Mapping[str, str]) -> None:
        """Put messages beside the fields they are about, and the cursor into the first of these."""
        wrong = [name for name in self._inputs if name in messages]
        for name, field in self._inputs.items():
            field.error = f"▲ {messages[name]}" if name in messages else None
        if wrong:
            self._inputs[wrong[0]].run_method("focus")
