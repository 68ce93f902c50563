"""Compare what was read with what a careful reader found: the levels of docs/accuracy.md, for our own samples (比对).

A row counts as found where number, unit and place agree; as core where comparator and deadline do as well; as full
where scope, indicator and kind do. `<field>_any` lists further readings that are right; optional rows cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from schemas import Measure, Statement

FOUND, CORE, FULL = 1, 2, 3
AGENCY_ROLES = ("lead", "support", "responsible")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Agreement:
    """F1 at each level, and the rows to look at when it falls."""

    f1: tuple[float, float, float]
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    weak: tuple[str, ...]


def f1(right: int, given: int, wanted: int) -> float:
    """Return the harmonic mean of precision and recall; 1 where there was nothing to find and nothing was given."""
    return 2 * right / (given + wanted) if given + wanted else 1.0


def fold(words: str) -> str:
    """Drop blanks and punctuation, so that only the words are compared."""
    return re.sub(r"[^\w%≥≤<>＜＞]+", "", words).lower()


def readings(row: Row, field: str) -> list[Any]:
    """Return the first reading of a field and the others that are right."""
    return [row[field], *row.get(f"{field}_any", ())]


def _alike(wanted: str, given: str) -> bool:
    a, b = fold(wanted), fold(given)
    return a == b or (min(len(a), len(b)) >= 2 and (a in b or b in a))


def _same_number(row: Row, statement: Statement) -> bool:
    if not any(fold(unit) == fold(statement.unit) for unit in readings(row, "unit")):
        return False
    pairs = ((row["value"], statement.value), (row["value_max"], statement.value_max))
    return all(
        (wanted is None) == (given is None)
        and (wanted is None or given is None or abs(Decimal(str(wanted)) - given) < Decimal("0.01"))
        for wanted, given in pairs
    )


def level(row: Row, statement: Statement) -> int:
    """Return how far a statement agrees with an expected row: 0, FOUND, CORE or FULL."""
    wanted, given = fold(row["quote"]), fold(statement.quote)
    if not (wanted in given or given in wanted) or not _same_number(row, statement):
        return 0
    if statement.comparator.value not in readings(row, "comparator"):
        return FOUND
    if statement.deadline not in readings(row, "deadline"):
        return FOUND
    scope = any(_alike(wanted, statement.scope) for wanted in readings(row, "scope"))
    indicator = any(_alike(wanted, statement.indicator) for wanted in readings(row, "indicator"))
    return FULL if scope and indicator and statement.kind.value in readings(row, "kind") else CORE


def _nearness(row: Row, statement: Statement) -> tuple[int, int, int]:
    """Rank candidates of one level: a table row prefers its own cell, and two twins the one with the right words."""
    same_row = bool(row["table"] and statement.table and fold(row["table"]["row"]) in fold(statement.table.row))
    words = sum(_alike(w, statement.indicator) for w in readings(row, "indicator"))
    return level(row, statement), int(same_row), words


def compare_targets(expected: Sequence[Row], statements: Sequence[Statement]) -> Agreement:
    """Pair expected rows with target statements of one document, best first, required rows before optional ones."""
    given = [s for s in statements if s.role.value == "target"]
    pairs = sorted(
        (
            (not row["optional"], *_nearness(row, statement), -i, -j)
            for i, row in enumerate(expected)
            for j, statement in enumerate(given)
            if level(row, statement)
        ),
        reverse=True,
    )
    of_row: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    for _, reached, *_, i, j in pairs:
        if -i not in of_row and -j not in taken:
            of_row[-i] = (-j, reached)
            taken.add(-j)
    required = [i for i, row in enumerate(expected) if not row["optional"]]
    free = {j for i, (j, _) in of_row.items() if expected[i]["optional"]}
    count = len(given) - len(free)
    scores = [
        f1(sum(of_row.get(i, (0, 0))[1] >= least for i in required), count, len(required))
        for least in (FOUND, CORE, FULL)
    ]
    return Agreement(
        f1=(scores[0], scores[1], scores[2]),
        missed=tuple(f"{expected[i]['id']} {expected[i]['quote']}" for i in required if i not in of_row),
        extra=tuple(_words(s) for j, s in enumerate(given) if j not in taken),
        weak=tuple(
            f"{expected[i]['id']} {_words(given[of_row[i][0]])}" for i in required if of_row.get(i, (0, 9))[1] < FULL
        ),
    )


def _words(s: Statement) -> str:
    number = f"{s.comparator.value}{s.value}{f'—{s.value_max}' if s.value_max is not None else ''}{s.unit}"
    return f"{s.scope}|{s.indicator}|{number}|{s.kind.value}|{s.start}—{s.deadline} «{s.quote}»"


def compare_measures(expected: Sequence[Row], measures: Sequence[Measure]) -> Agreement:
    """Compare measures by heading, and the agencies of those found by role. The figures: measures, agencies, 1."""
    given = {(fold(m.number), fold(m.heading), i): m for i, m in enumerate(measures)}
    wanted_agencies: set[tuple[str, str, str]] = set()
    given_agencies: set[tuple[str, str, str]] = set()
    missed: list[str] = []
    found = 0
    free = 0
    for row in expected:
        match = next((key for key in given if _alike(key[1], row["heading"]) and key[0] == fold(row["number"])), None)
        measure = given.pop(match) if match else None
        if row.get("optional"):
            free += measure is not None
            continue
        found += measure is not None
        missed += [] if measure else [f"{row['id']} {row['number']} {row['heading']}"]
        for role in AGENCY_ROLES:
            wanted_agencies |= {(row["id"], role, name) for name in row[role]}
            given_agencies |= {(row["id"], role, name) for name in (getattr(measure, role) if measure else ())}
    required = sum(not row.get("optional") for row in expected)
    agencies = f1(len(wanted_agencies & given_agencies), len(given_agencies), len(wanted_agencies))
    return Agreement(
        f1=(f1(found, len(measures) - free, required), agencies, 1.0),
        missed=(*missed, *map(" ".join, sorted(wanted_agencies - given_agencies))),
        extra=(
            *(f"{m.number} {m.heading}" for m in given.values()),
            *map(" ".join, sorted(given_agencies - wanted_agencies)),
        ),
        weak=(),
    )
