"""The right half of the desk: what was read, raw beside normalised, and what was decided (记录栏)."""

from __future__ import annotations

from collections.abc import Mapping

from nicegui import ui

from pipeline.decisions.claims import said_by
from review.claim_form import Texts, texts_of
from review.language import ENGLISH, current, known, words
from review.parts import history_line, reason_chips, state_chip, text, when
from review.session import Session
from schemas import State, Statement

# Fields as they are shown: several may stand in one row.
_ROWS = (
    "role", "indicator", "scope", "value", "kind", "start", "deadline", "lead", "support", "responsible",
)  # fmt: skip
_CODES = ("role", "kind")


def raw_words(statement: Statement) -> dict[str, str]:
    """Return the words of the document that each field was read from, where they are known."""
    raw = {"value": statement.value_text, "deadline": statement.deadline_words}
    if statement.table is not None:
        raw |= {"scope": statement.table.row, "indicator": statement.table.column}
    return {name: " ".join(said.split()) for name, said in raw.items()}


def shown(texts: Texts) -> dict[str, str]:
    """Return a claim's fields as a reviewer reads them: codes as words, the number with comparator and unit."""
    values = {name: texts[name] for name in _ROWS}
    for name in _CODES:
        values[name] = words(f"{name}.{texts[name]}")
    comparator = words(f"sign.{_NAMES[texts['comparator']]}")
    upper = f" – {texts['value_max']}" if texts["value_max"] else ""
    values["value"] = f"{comparator} {texts['value']}{upper} {texts['unit']}".strip()
    return values


_NAMES = {"=": "equal", ">=": "at_least", ">": "above", "<=": "at_most", "<": "below", "~": "about", "range": "range"}


def _conflict_words(code: str, message: str) -> str:
    """Return what contradicts what: in English the message with its numbers, else the kind of contradiction."""
    key = f"pictures.code_{code}"
    return words(key) if known(key) and current() != ENGLISH else message


def record_panel(session: Session) -> None:
    """Put the record of the session's statement on the page."""
    statement, item = session.statement, session.item
    assert statement is not None and item is not None
    review = statement.review
    state = review.state if review else State.UNREVIEWED
    with ui.element("div").classes("record-head"):
        state_chip(state)
        reason_chips(item.why(), with_words=True)
        text(words("record.confidence", value=f"{statement.confidence:.2f}")).classes("soft")
    if review and state is not State.UNREVIEWED:
        text(words("record.signed", name=review.reviewer, time=when(review.decided_at)), "p").classes("soft signed")
        for said in filter(None, (review.reason, review.note)):
            text(said, "p").classes("theirs")
    for code, message, others in session.state.queue.conflicts(statement.statement_id):
        with ui.element("p").classes("conflict"):
            text(f"≠ {_conflict_words(code, message)} ")
            for other in others:
                ui.link(words("record.other"), f"/desk/{other}?{session.filters.query()}")
    _table(statement)
    quote = " ".join(statement.quote.split())
    with ui.element("blockquote"):
        text(quote)
    text(words("record.rule", rule=statement.rule), "p").classes("soft small")
    if session.history:
        with ui.element("details").classes("history") as details:
            details.props["open"] = True
            text(words("record.history", count=len(session.history)), "summary")
            for entry in reversed(session.history):
                text(history_line(entry), "p")


def _table(statement: Statement) -> None:
    review = statement.review
    returned = review is not None and review.state is State.RETURNED
    columns: list[tuple[str, dict[str, str]]] = [("record.read", shown(texts_of(said_by(statement))))]
    if review is not None and returned:
        text(words("record.returned"), "p").classes("returned-told")
        if not review.decided:
            text(words("record.was_rejected"), "p").classes("returned-told")
        columns = [("record.decided", shown(texts_of(said))) for said in review.decided] + [
            ("record.now", columns[0][1])
        ]
    elif review is not None and review.extracted is not None:
        columns = [("record.extracted", shown(texts_of(review.extracted))), ("record.corrected", columns[0][1])]
    raw = raw_words(statement)
    with ui.element("table").classes("record"):
        with ui.element("thead"), ui.element("tr"):
            text(words("record.field"), "th")
            text(words("record.printed"), "th")
            for key, _ in columns:
                text(words(key), "th")
        with ui.element("tbody"):
            for name in _ROWS:
                _row(name, raw, [values for _, values in columns])


def _row(name: str, raw: Mapping[str, str], columns: list[dict[str, str]]) -> None:
    if not any(values[name] for values in columns) and not raw.get(name):
        return
    differs = len({values[name] for values in columns}) > 1
    with ui.element("tr").classes("differs" if differs else "") as row:
        row.props["data-field"] = name
        text(words(f"field.{name}"), "th")
        text(raw.get(name, ""), "td").classes("raw")
        for number, values in enumerate(columns):
            sign = "≠ " if differs and number else ""
            text(f"{sign}{values[name] or '—'}", "td").classes("read")


