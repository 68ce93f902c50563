"""Statements that say the same target (同一目标).

Same scope, indicator, period and value, whatever the words and units. Everything is grouped by keys; no two statements
are compared unless their keys agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.reconcile.claims import LOST_LABEL, Claim, SeriesKey
from schemas import Comparator, Kind, content_id

_DIRECTION = {Comparator.AT_LEAST: "up", Comparator.ABOVE: "up", Comparator.AT_MOST: "down", Comparator.BELOW: "down"}
SAME_KEYS = "same scope, indicator, period and value"
ONE = "one statement"


@dataclass(slots=True)
class Draft:
    """A target in the making: its claims in reading order, and what later steps find out about it.

    `first` is the claim that speaks for it, the first one with a deadline; `start` is empty where no claim says.
    """

    target_id: str
    series_id: str
    claims: list[Claim]
    first: Claim
    start: str
    rule: str
    status: str = "active"
    superseded_by: str | None = None


def by_series(claims: Iterable[Claim]) -> dict[SeriesKey, list[Claim]]:
    """Return the claims of each scope and indicator, in the order given.

    Cells of one row whose label was lost are about one thing; any other claim that names no indicator stays alone.
    """
    found: dict[SeriesKey, list[Claim]] = {}
    for claim in claims:
        key = claim.reading.series_key
        if not claim.reading.indicator.key:
            row = claim.row.startswith(LOST_LABEL) and f"{claim.source.document_id}/{claim.table}/{claim.row}"
            key = (key[0], f"?{row or claim.statement_id}", key[2], key[3])
        found.setdefault(key, []).append(claim)
    return found


def drafts_of(key: SeriesKey, claims: Sequence[Claim], moved: dict[str, str]) -> list[Draft]:
    """Return the targets that the claims of one series state; `moved` is what `align_restated` returned."""
    name = content_id("series", *key)
    if len(claims) == 1:
        return [_draft(name, list(claims), moved)]
    by_value: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        by_value.setdefault((claim.reading.dimension, claim.amount, claim.base_max), []).append(claim)
    found: list[Draft] = []
    for group in by_value.values():
        for part in _parts(group, (_by_direction, _by_deadline, _by_start, _by_row)):
            found.append(_draft(name, part, moved))
    return found


_Splitter = Callable[[list[Claim]], list[list[Claim]]]


def _parts(claims: list[Claim], splitters: Sequence[_Splitter]) -> list[list[Claim]]:
    if len(claims) == 1 or not splitters:
        return [claims]
    return [part for first in splitters[0](claims) for part in _parts(first, splitters[1:])]


def _split(claims: list[Claim], name: Callable[[Claim], str]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(name(claim), []).append(claim)
    return found


def _with_unnamed(found: dict[str, list[Claim]]) -> list[list[Claim]]:
    """Let claims that do not say join the others where these agree among themselves."""
    unnamed = found.pop("", [])
    if len(found) == 1 and unnamed:
        joined = next(iter(found.values())) + unnamed
        return [sorted(joined, key=lambda claim: claim.order)]
    return [*found.values(), *([unnamed] if unnamed else [])]


def _by_direction(claims: list[Claim]) -> list[list[Claim]]:
    return _with_unnamed(_split(claims, lambda claim: _DIRECTION.get(claim.comparator, "")))


def _by_deadline(claims: list[Claim]) -> list[list[Claim]]:
    """Split by deadline; one only inherited from the plan or the document does not tell a restatement apart."""
    found = _split(claims, lambda claim: claim.deadline)
    undated = found.pop("", [])
    if not undated:
        return list(found.values())
    weak = [name for name, group in found.items() if all(claim.deadline_is_weak for claim in group)]
    if len(found) == 1 and weak:
        return [sorted([*found[weak[0]], *undated], key=lambda claim: claim.order)]
    return [*found.values(), undated]


def _by_start(claims: list[Claim]) -> list[list[Claim]]:
    if all(claim.kind is Kind.LEVEL for claim in claims) or claims[0].reading.family == "share":
        return [claims]
    return _with_unnamed(_split(claims, lambda claim: claim.start))


def _by_row(claims: list[Claim]) -> list[list[Claim]]:
    """Split what stands in several rows of one table, unless the catalogue knows the indicator.

    The words of an indicator read from a row label alone (龙头企业) may stand for a different thing in every row.
    """
    if claims[0].reading.indicator.id is not None:
        return [claims]
    rows = {claim.row for claim in claims if claim.row}
    tables = {claim.table for claim in claims if claim.table}
    if len(rows) < 2 or len(tables) > 1:
        return [claims]
    return _with_unnamed(_split(claims, lambda claim: claim.row))


def _draft(series_id: str, claims: list[Claim], moved: dict[str, str]) -> Draft:
    first, rule = claims[0], ONE
    start, direction, rows = first.start, _DIRECTION.get(first.comparator, ""), [first.row]
    if len(claims) > 1:
        first = next((claim for claim in claims if claim.deadline), first)
        start = next((claim.start for claim in claims if claim.start), "")
        direction = next((_DIRECTION[claim.comparator] for claim in claims if claim.comparator in _DIRECTION), "")
        rows = sorted({claim.row for claim in claims})
        rules = sorted({moved[claim.statement_id] for claim in claims if claim.statement_id in moved})
        rule = "; ".join(rules) or SAME_KEYS
    value = (first.reading.dimension, first.amount, first.base_max)
    target_id = content_id("target", series_id, *value, direction, first.deadline, start, *rows)
    return Draft(target_id, series_id, claims, first, start, rule)
