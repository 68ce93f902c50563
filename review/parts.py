"""Small parts that several pages show: states, reasons, keys (小部件)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from review.items import Reason, said_words
from review.language import words
from schemas import Claim, Decision, Said, State
from schemas.review import Action

# A sign beside every colour, so that no colour says anything alone.
SIGNS = {
    State.UNREVIEWED: "○",
    State.ACCEPTED: "✓",
    State.CORRECTED: "✎",
    State.REJECTED: "✕",
    State.MISSED: "＋",
    State.SPLIT: "÷",
    State.RETURNED: "↩",
}
REASON_SIGNS = {
    Reason.RETURNED: "↩",
    Reason.GARBLED: "▒",
    Reason.CONFLICT: "≠",
    Reason.SCAN: "▣",
    Reason.UNSURE: "?",
}
ACTION_STATES = {
    Action.ACCEPT: State.ACCEPTED,
    Action.CORRECT: State.CORRECTED,
    Action.REJECT: State.REJECTED,
    Action.MISSED: State.MISSED,
    Action.SPLIT: State.SPLIT,
}


def text(words_to_show: object, tag: str = "span") -> TextElement:
    """Put words into an element; they are text, whatever is in them."""
    return TextElement(tag=tag, text=str(words_to_show))


def state_chip(state: str) -> None:
    """Show a state by sign, word and colour."""
    text(f"{SIGNS[State(state)]} {words(f'state.{state}')}").classes(f"chip state-{state}")


def reason_chips(reasons: list[Reason], with_words: bool) -> None:
    """Show why something should be looked at."""
    for reason in reasons:
        said = words(f"reason.{reason.name.lower()}") if reason.name else ""
        chip = text(f"{REASON_SIGNS[reason]} {said}" if with_words else REASON_SIGNS[reason])
        chip.classes(f"chip reason-{(reason.name or '').lower()}")
        chip.props["title"] = said


def key_button(label: str, key: str, on_click: Callable[[], Any], extra: str = "") -> ui.button:
    """Return a button with the key that does the same."""
    with ui.button(on_click=on_click, color=None) as button:
        button.props("no-caps dense unelevated").classes(f"key-button {extra}")
        text(label)
        text(key, "kbd")
    return button


def when(iso: str) -> str:
    """Return a time to the minute, in UTC as it is kept."""
    return iso[:16].replace("T", " ")


def claim_line(claim: Said | Claim) -> str:
    """Return a claim in one line."""
    parts = (claim.scope, claim.indicator, said_words(claim), claim.deadline or "")
    return " · ".join(part for part in parts if part)


def history_line(decision: Decision) -> str:
    """Return an entry of the history in one line."""
    said = "；".join(claim_line(claim) for claim in decision.claims)
    about = "：".join(filter(None, (words(f"action.{decision.action}"), said or decision.reason or decision.note)))
    return f"{when(decision.decided_at)} {decision.reviewer} {about}"
