"""Targets and the statements they were concluded from, as pictures and tables show them (目标与表述)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from review.pictures.data.published import Published, in_pieces, listed, marks, number
from review.pictures.numbers import Amount

_AROUND = 80
_COLUMNS = (
    "target_id, series_id, indicator, scope, comparator, value, value_max, unit, value_base, value_max_base, kind, "
    "start, deadline, status, superseded_by, agencies, confidence"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A target as it is shown (目标)."""

    target_id: str
    series_id: str
    indicator: str
    scope: str
    amount: Amount
    kind: str
    start: str | None
    deadline: str | None
    status: str
    superseded_by: str | None
    agencies: tuple[str, ...]
    confidence: float

    @property
    def period(self) -> str:
        """Return start and deadline as a reader would write them; empty where there is neither."""
        return period_words(self.start, self.deadline)


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in short: the words, and where they stand (表述)."""

    statement_id: str
    quote: str
    source_file: str
    title: str
    issuer: str
    issued_on: str
    page: int
    state: str
    amount: Amount
    scope: str
    indicator: str
    period: str
    cell: str
    before: str
    after: str


def period_words(start: str | None, deadline: str | None) -> str:
    """Return a period as a reader would write it: 2023–2025; 2024-01–03; 2025-06; 2026–."""
    if start and deadline and start != deadline:
        same = start[:4] == deadline[:4] and len(start) == len(deadline) == len("2024-01")
        return f"{start}–{deadline[5:] if same else deadline}"
    return deadline or (f"{start}–" if start else "")


def amount_of(row: sqlite3.Row, based: bool = True) -> Amount:
    """Return the amount of a target's row; of a statement's row, which has no base units, with `based` False."""
    value = number(row["value"])
    return Amount(
        row["comparator"],
        Decimal(0) if value is None else value,
        number(row["value_max"]),
        row["unit"],
        number(row["value_base"]) if based else None,
        number(row["value_max_base"]) if based else None,
    )


def shown(row: sqlite3.Row) -> Shown:
    """Return a target from a row that has its columns."""
    return Shown(
        row["target_id"], row["series_id"], row["indicator"], row["scope"], amount_of(row), row["kind"],
        row["start"], row["deadline"], row["status"], row["superseded_by"], listed(row["agencies"]),
        row["confidence"],
    )  # fmt: skip


def targets_of_series(published: Published, series_id: str, limit: int) -> list[Shown]:
    """Return the targets of a series by deadline, those without one last; 2025 is the end of 2025, after 2025-06."""
    query = f"""SELECT {_COLUMNS} FROM targets WHERE series_id = ?
        ORDER BY deadline IS NULL, deadline || '~', start, value_base, value, target_id LIMIT ?"""
    return [shown(row) for row in published.select(query, (series_id, limit))]


def targets_by_id(published: Published, ids: Sequence[str]) -> dict[str, Shown]:
    """Return the targets with these ids; an id that is not published is left out."""
    found: dict[str, Shown] = {}
    for piece in in_pieces(ids):
        query = f"SELECT {_COLUMNS} FROM targets WHERE target_id IN ({marks(piece)})"
        found |= {row["target_id"]: shown(row) for row in published.select(query, piece)}
    return found


def statements_by_id(published: Published, ids: Sequence[str]) -> dict[str, Said]:
    """Return the statements with these ids."""
    found: dict[str, Said] = {}
    for piece in in_pieces(ids):
        # A copy of a file has a row of its own with the same document_id: the statement names the file it stands in.
        query = f"""SELECT s.statement_id, s.quote, s.source_file, s.page, s.state, s.comparator, s.value, s.value_max,
            s.unit, s.scope, s.indicator, s.start, s.deadline, s."table" AS place, s.context, s.context_start,
            s.char_start, s.char_end, d.title, d.issuer, d.issued_on
            FROM statements s LEFT JOIN documents d ON d.source_file = s.source_file
            WHERE s.statement_id IN ({marks(piece)})"""
        found |= {row["statement_id"]: _said(row) for row in published.select(query, piece)}
    return found


def statements_of(published: Published, targets: Sequence[Shown], limit: int) -> dict[str, tuple[Said, ...]]:
    """Return the statements of targets by target_id, in reading order; of all together at most `limit`."""
    pairs: list[tuple[str, str]] = []
    for piece in in_pieces([target.target_id for target in targets]):
        query = f"SELECT target_id, statement_ids FROM targets WHERE target_id IN ({marks(piece)})"
        rows = {row["target_id"]: listed(row["statement_ids"]) for row in published.select(query, piece)}
        pairs += [(target, statement) for target in piece for statement in rows.get(target, ())]
    pairs = pairs[:limit]
    said = statements_by_id(published, [statement for _, statement in pairs])
    found: dict[str, tuple[Said, ...]] = {}
    for target, statement in pairs:
        if statement in said:
            found[target] = (*found.get(target, ()), said[statement])
    return found


def _said(row: sqlite3.Row) -> Said:
    before, after = _around(row)
    return Said(
        row["statement_id"], row["quote"], row["source_file"], row["title"] or "", row["issuer"] or "",
        row["issued_on"] or "", row["page"], row["state"], amount_of(row, based=False), row["scope"],
        row["indicator"], period_words(row["start"], row["deadline"]), _cell(row["place"]), before, after,
    )  # fmt: skip


def _cell(place: str | None) -> str:
    """Return the head texts that locate a table cell: 企业开办时间 · 2025年目标; empty for prose."""
    heads = json.loads(place) if place else {}
    return " · ".join(filter(None, (heads.get("row"), heads.get("column"))))


def _around(row: sqlite3.Row) -> tuple[str, str]:
    """Return the words before and after the quote in its paragraph, at most so many of each."""
    if row["context_start"] is None:
        return "", ""
    start, end = row["char_start"] - row["context_start"], row["char_end"] - row["context_start"]
    context = row["context"]
    before, after = context[: max(0, start)], context[max(0, end) :]
    return (
        f"…{before[-_AROUND:]}" if len(before) > _AROUND else before,
        f"{after[:_AROUND]}…" if len(after) > _AROUND else after,
    )


def common_unit(targets: Sequence[Shown]) -> tuple[str, Decimal | None]:
    """Return the unit most of the targets are written in, and its base units: a picture has one axis.

    None for the factor says that the values are compared as written.
    """
    counts: dict[str, int] = {}
    for target in targets:
        counts[target.amount.unit] = counts.get(target.amount.unit, 0) + 1
    if not counts:
        return "", None
    unit = max(counts, key=lambda name: (counts[name], name))
    factors = [target.amount.factor for target in targets if target.amount.unit == unit]
    return unit, next((factor for factor in factors if factor is not None), None)
