"""A row of the queue: a statement in short, and why it should be looked at (队列条目)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import IntFlag
from functools import lru_cache
from typing import Any, NamedTuple

from schemas import PageKind, Said, State, Statement
from schemas.review import CLAIMED

_SHORT = 120
_YEAR = re.compile(r"\d{4}")
TODO = (State.UNREVIEWED, State.RETURNED)


class Reason(IntFlag):
    """Why a statement may be wrong (风险)."""

    RETURNED = 1
    GARBLED = 2
    CONFLICT = 4
    SCAN = 8
    UNSURE = 16


# How much nearer to the front of the queue each reason moves a statement; a returned one stands before all others.
# What a confidence lacks to 1 counts in hundredths, so that 0.65 in a clean document comes before 0.95 on a scan.
WEIGHTS = {Reason.RETURNED: 1000, Reason.CONFLICT: 60, Reason.GARBLED: 50, Reason.SCAN: 20, Reason.UNSURE: 0}
UNSURE_BELOW = 0.8
_LAST = 2000


class About(NamedTuple):
    """What the queue says of a document."""

    document_id: str
    source_file: str
    title: str
    region: str
    region_name: str


class Item(NamedTuple):
    """One statement in the queue. `rank` is its place by risk: the lower, the sooner."""

    statement_id: str
    document_id: str
    source_file: str
    place: int
    rank: int
    reasons: int
    todo: int
    state: str
    region: str
    due_year: str
    role: str
    indicator: str
    scope: str
    claim: str
    deadline: str
    agencies: str
    value_text: str
    page: int
    confidence: float
    reviewer: str

    def agency_names(self) -> list[str]:
        """Return the agencies of its measure."""
        return [name for name in self.agencies.split("、") if name]

    def why(self) -> list[Reason]:
        """Return the reasons to look at it, the weightiest first."""
        return sorted((reason for reason in Reason if self.reasons & reason), key=lambda r: -WEIGHTS[r])


_KINDS = {"place": "INTEGER", "rank": "INTEGER", "reasons": "INTEGER", "todo": "INTEGER", "page": "INTEGER"}
COLUMNS = {name: "REAL" if name == "confidence" else _KINDS.get(name, "TEXT") for name in Item._fields}


def claim_words(value: object, value_max: object, unit: str, comparator: str) -> str:
    """Return a claim in short: ≥ 320 家, 3–5 %."""
    signs = {"=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ "}
    number = f"{_number(value)}–{_number(value_max)}" if comparator == "range" else _number(value)
    return f"{signs.get(comparator, '')}{number} {unit}".strip()


def _number(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.12g}"
    text = format(value, "f") if hasattr(value, "is_finite") else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=4096)
def _risk(state: str, kind: str, disputed: bool, confidence: float) -> tuple[int, int]:
    """Return the reasons as a number and what they weigh together; few combinations stand for many statements."""
    reasons = _reasons(state, kind, disputed, confidence)
    weight = sum(WEIGHTS[reason] for reason in Reason if reason in reasons)
    return int(reasons), round(100 * (1 - confidence)) + weight


def _reasons(state: str, kind: str, disputed: bool, confidence: float) -> Reason:
    found = Reason(0)
    if state == State.RETURNED:
        found |= Reason.RETURNED
    if kind == PageKind.GARBLED:
        found |= Reason.GARBLED
    if kind in (PageKind.SCAN, PageKind.MIXED):
        found |= Reason.SCAN
    if disputed:
        found |= Reason.CONFLICT
    if confidence < UNSURE_BELOW:
        found |= Reason.UNSURE
    return found


def _item(said: Mapping[str, Any], about: About, kind: str, state: str, reviewer: str | None, disputed: bool) -> Item:
    confidence = float(said["confidence"])
    reasons, risk = _risk(state, kind, disputed, confidence)
    year = _YEAR.match(said["deadline"] or "")
    agencies = dict.fromkeys((*said["lead"], *said["support"], *said["responsible"]))
    return Item(
        statement_id=said["statement_id"], document_id=about.document_id, source_file=about.source_file,
        place=said["value_start"], rank=_LAST - risk, reasons=reasons, todo=int(state in TODO), state=state,
        region=about.region, due_year=year[0] if year else "", role=said["role"], indicator=said["indicator"],
        scope=said["scope"], deadline=said["deadline"] or "", agencies="、".join(agencies),
        claim=claim_words(said["value"], said["value_max"], said["unit"], said["comparator"]),
        value_text=said["value_text"][:_SHORT], page=said["page"], confidence=confidence, reviewer=reviewer or "",
    )  # fmt: skip


_TAKEN = (*CLAIMED, "statement_id", "value_start", "value_text", "page", "confidence")


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def from_row(row: Mapping[str, Any], about: About, disputed: bool) -> Item:
    """Return the item of a row of the published SQLite file."""
    said = {name: row[name] for name in _TAKEN}
    for name in ("lead", "support", "responsible"):
        said[name] = _names(row[name])
    return _item(said, about, row["page_kind"], row["state"], row["reviewer"], disputed)


def from_statement(statement: Statement, kind: str, about: About, disputed: bool) -> Item:
    """Return the item of a statement with the decision that stands."""
    review = statement.review
    said = {name: getattr(statement, name) for name in _TAKEN}
    state = review.state if review else State.UNREVIEWED
    decided = review is not None and state not in TODO
    # A thread of notes alone decides nothing.
    return _item(said, about, kind, state.value, review.reviewer if review and decided else None, disputed)


def said_words(said: Said) -> str:
    """Return what a statement says in short."""
    return claim_words(said.value, said.value_max, said.unit, said.comparator)
