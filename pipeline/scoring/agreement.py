"""Compare what was read with what a careful reader found: the levels of docs/accuracy.md (比对).

A row counts as found where number, unit and place agree; as core where comparator and deadline do as well; as full
where scope, indicator and kind do. `<field>_any` lists further readings that are right; optional rows cost nothing.
Both sides are rows as they are published: the statements and measures of a run, and gold as in docs/accuracy.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pipeline.reconcile.units import parse_unit

FOUND, CORE, FULL = 1, 2, 3
AGENCY_ROLES = ("lead", "support", "responsible")
# Words are alike from this share of common pairs of characters; a rounded conversion of units may differ by so much.
_ALIKE, _ROUNDING = 0.5, Decimal("0.002")
_COUNT = "count"
# A shorter wording that is part of the longer one is alike where it is not a mere splinter of it.
_SPLINTER = 0.34
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Score:
    """How many were right, how many were given and how many were wanted."""

    right: int = 0
    given: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else float(not self.wanted)

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean; 1 where there was nothing to find and nothing was given."""
        return 2 * self.right / (self.given + self.wanted) if self.given + self.wanted else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.given + other.given, self.wanted + other.wanted)


@dataclass(frozen=True)
class Agreement:
    """Scores by their names, and the rows to look at."""

    scores: Mapping[str, Score]
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    weak: tuple[str, ...]

    @property
    def f1(self) -> tuple[float, ...]:
        """F1 of every score, in order."""
        return tuple(score.f1 for score in self.scores.values())


@lru_cache(maxsize=50_000)
def fold(words: str) -> str:
    """Drop blanks and punctuation and fold widths, so that only the words are compared."""
    return re.sub(r"[^\w%≥≤<>]+", "", unicodedata.normalize("NFKC", words)).lower()


def readings(row: Row, field: str) -> list[Any]:
    """Return the first reading of a field and the others that are right."""
    return [row.get(field), *(row.get(f"{field}_any") or ())]


def _pairs_of(words: str) -> set[str]:
    return {words[place : place + 2] for place in range(len(words) - 1)} or {words}


def _alike(wanted: str | None, given: str | None) -> float:
    """Return the share of common pairs of characters; 1 where both are empty, 0.8 where one is within the other."""
    a, b = fold(wanted or ""), fold(given or "")
    if not a or not b:
        return float(a == b)
    common = 2 * len(_pairs_of(a) & _pairs_of(b)) / (len(_pairs_of(a)) + len(_pairs_of(b)))
    short, long = sorted((a, b), key=len)
    within = len(short) >= 2 and short in long and len(short) >= _SPLINTER * len(long)
    return max(common, 0.8) if within else common


def _best(row: Row, field: str, given: str | None) -> float:
    return max(_alike(wanted, given) for wanted in readings(row, field))


def _same_place(row: Row, given: Row) -> bool:
    a, b = fold(row["quote"]), fold(given["quote"])
    if not a or not b:
        return False
    return a in b or b in a or len(_pairs_of(a) & _pairs_of(b)) >= _ALIKE * min(len(_pairs_of(a)), len(_pairs_of(b)))


@lru_cache(maxsize=50_000)
def _amount(value: str, unit: str) -> tuple[str, Decimal]:
    """Return dimension and value in the base unit; of an unknown unit, its words. A bare number is a count."""
    if not unit:
        return _COUNT, Decimal(value)
    known = parse_unit(unit)
    return (known.dimension, known.to_base(Decimal(value))) if known else (fold(unit), Decimal(value))


def _close(one: tuple[str, Decimal], other: tuple[str, Decimal]) -> bool:
    most = max(abs(one[1]), abs(other[1]), Decimal("1e-9"))
    return one[0].split("/")[0] == other[0].split("/")[0] and abs(one[1] - other[1]) <= _ROUNDING * most


def _same_number(row: Row, given: Row) -> bool:
    for unit in readings(row, "unit"):
        pairs = [(row.get(name), given.get(name)) for name in ("value", "value_max")]
        if all(
            (wanted is None) == (read is None)
            and (wanted is None or _close(_amount(str(wanted), unit or ""), _amount(str(read), given["unit"] or "")))
            for wanted, read in pairs
        ):
            return True
    return False


def level(row: Row, given: Row) -> int:
    """Return how far a statement agrees with an expected row: 0, FOUND, CORE or FULL."""
    if not _same_number(row, given) or not _same_place(row, given):
        return 0
    if given["comparator"] not in readings(row, "comparator"):
        return FOUND
    if (given["deadline"] or None) not in [wanted or None for wanted in readings(row, "deadline")]:
        return FOUND
    scope = not row.get("scope") or _best(row, "scope", given["scope"]) >= _ALIKE
    indicator = _best(row, "indicator", given["indicator"]) >= _ALIKE
    return FULL if scope and indicator and given["kind"] in readings(row, "kind") else CORE


def _nearness(row: Row, given: Row) -> tuple[int, bool, float]:
    """Rank candidates of one level: a table row prefers its own cell, and two twins the one with the right words."""
    wanted, read = row.get("table") or {}, given.get("table") or {}
    same_row = bool(wanted.get("row")) and fold(wanted["row"]) in fold(read.get("row") or "")
    words = _best(row, "indicator", given["indicator"]) + _best(row, "scope", given["scope"])
    return level(row, given), same_row, words


def _required(row: Row) -> bool:
    return not row.get("optional") and row.get("role", "target") == "target"


def _paired(expected: Sequence[Row], given: Sequence[Row]) -> dict[int, tuple[int, int]]:
    """Return for each expected row the statement paired with it and its level, the best pairs first."""
    ranked = sorted(
        (
            (_required(row), *_nearness(row, statement), -i, -j)
            for i, row in enumerate(expected)
            for j, statement in enumerate(given)
            if level(row, statement)
        ),
        reverse=True,
    )
    of_row: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    for _, reached, *_, i, j in ranked:
        if -i not in of_row and -j not in taken:
            of_row[-i] = (-j, reached)
            taken.add(-j)
    return of_row


def compare_targets(expected: Sequence[Row], statements: Sequence[Row]) -> Agreement:
    """Pair expected rows with target statements of one document, required rows first. Scores: found, core, full."""
    given = [statement for statement in statements if statement["role"] == "target"]
    of_row = _paired(expected, given)
    required = [i for i, row in enumerate(expected) if _required(row)]
    taken = {j for j, _ in of_row.values()}
    count = len(given) - len({j for i, (j, _) in of_row.items() if not _required(expected[i])})
    scores = {
        name: Score(sum(of_row.get(i, (0, 0))[1] >= least for i in required), count, len(required))
        for name, least in (("found", FOUND), ("core", CORE), ("full", FULL))
    }
    weak = [i for i in required if of_row.get(i, (0, FULL))[1] < FULL]
    return Agreement(
        scores=scores,
        missed=tuple(_words(expected[i]) for i in required if i not in of_row),
        extra=tuple(_words(statement) for j, statement in enumerate(given) if j not in taken),
        weak=tuple(f"{_words(given[of_row[i][0]])}, wanted {_words(expected[i])}" for i in weak),
    )


def _words(row: Row) -> str:
    upper = f"—{row['value_max']}" if row.get("value_max") is not None else ""
    number = f"{row['comparator']}{row['value']}{upper}{row['unit']}"
    return f"{row['scope']}|{row['indicator']}|{number}|{row['kind']}|{row['start']}—{row['deadline']} «{row['quote']}»"


def _best_measure(row: Row, left: Mapping[int, Row]) -> int | None:
    """Return the measure with the heading of an expected row; a little less will do under the same number."""
    ranked = []
    for place, measure in left.items():
        likeness, same = _alike(row["heading"], measure["heading"]), fold(row["number"]) == fold(measure["number"])
        if likeness >= 0.6 or (same and likeness >= 0.4):
            ranked.append((likeness + 0.3 * same, -place))
    return -max(ranked)[1] if ranked else None


def _agencies(row: Row | None, name: str) -> set[tuple[str, str, str]]:
    return {(name, role, fold(agency)) for role in AGENCY_ROLES for agency in (row or {}).get(role) or ()}


def compare_measures(expected: Sequence[Row], measures: Sequence[Row]) -> Agreement:
    """Compare measures by heading, and the agencies of the required ones by role. Scores: measures, agencies."""
    left = dict(enumerate(measures))
    wanted: set[tuple[str, str, str]] = set()
    given: set[tuple[str, str, str]] = set()
    missed = []
    found = free = 0
    for row in sorted(expected, key=lambda row: bool(row.get("optional"))):
        place = _best_measure(row, left)
        measure = left.pop(place) if place is not None else None
        if row.get("optional"):
            free += measure is not None
            continue
        name = f"{row['number']} {row['heading']}"
        found += measure is not None
        missed += [] if measure else [name]
        either = {(name, role, fold(agency)) for role, agency in row.get("optional_agencies") or ()}
        wanted |= _agencies(row, name) - either
        given |= _agencies(measure, name) - either
    required = sum(not row.get("optional") for row in expected)
    return Agreement(
        scores={
            "measures": Score(found, len(measures) - free, required),
            "agencies": Score(len(wanted & given), len(given), len(wanted)),
        },
        missed=(*missed, *map(" ".join, sorted(wanted - given))),
        extra=(*(f"{m['number']} {m['heading']}" for m in left.values()), *map(" ".join, sorted(given - wanted))),
        weak=(),
    )
