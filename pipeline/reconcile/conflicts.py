"""Targets that contradict each other (矛盾): found by rule, never settled by it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipeline.reconcile.periods import span
from pipeline.reconcile.rollups import is_credible
from pipeline.reconcile.same import Draft
from schemas import Comparator, Conflict, Kind, Rollup, content_id

_FLOW = {Kind.CUMULATIVE, Kind.INCREMENT}
_UP = {Comparator.AT_LEAST, Comparator.ABOVE}
_DOWN = {Comparator.AT_MOST, Comparator.BELOW}
# An indicator of fewer characters (城市, 企业) may stand for several things in one document.
_TELLING = 4
_HUNDRED = Decimal(100)


def conflicts_of(series: Sequence[Sequence[Draft]], rollups: Sequence[Rollup]) -> list[Conflict]:
    """Return the contradictions inside each series, and totals that their parts exceed."""
    found: list[Conflict] = []
    targets: dict[str, Draft] = {}
    for drafts in series:
        live = [draft for draft in drafts if draft.status != "superseded"]
        targets.update((draft.target_id, draft) for draft in live)
        found.extend(_impossible_shares(live))
        if len(live) > 1:
            found.extend(_different_values(live))
            found.extend(_totals_below_a_year(live))
    found.extend(_parts_above_total(rollups, targets))
    return found


def _conflict(code: str, drafts: Sequence[Draft], message: str, rule: str) -> Conflict:
    statements = tuple(claim.statement_id for draft in drafts for claim in draft.claims)
    targets = tuple(draft.target_id for draft in drafts)
    return Conflict(
        conflict_id=content_id("conflict", code, *targets),
        code=code,
        target_ids=targets,
        statement_ids=statements,
        message=message,
        rule=rule,
    )


def _named(draft: Draft) -> str:
    claim = draft.first
    return f"{claim.reading.scope_text or '(no scope)'} · {claim.reading.indicator_text or '(no indicator)'}"


def _value(draft: Draft) -> str:
    claim = draft.first
    upper = f"–{claim.value_max}" if claim.value_max is not None else ""
    sign = "" if claim.comparator in (Comparator.EQUAL, Comparator.RANGE) else claim.comparator.value
    return f"{sign}{claim.value}{upper}{claim.reading.unit_text}"


def _impossible_shares(drafts: Sequence[Draft]) -> list[Conflict]:
    found: list[Conflict] = []
    for draft in drafts:
        claim = draft.first
        if claim.reading.dimension == "share" and claim.kind is Kind.SHARE and _top(draft) > _HUNDRED:
            message = f"{_named(draft)}: {_value(draft)} is above 100 %. Check the number and what it is a share of."
            found.append(_conflict("share-above-100", [draft], message, "a share of a whole cannot exceed it"))
    return found


def _different_values(drafts: Sequence[Draft]) -> list[Conflict]:
    """Find targets of one series for one period and kind whose values cannot both hold."""
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        claim = draft.first
        telling = claim.reading.indicator.id or len(claim.reading.indicator.key) >= _TELLING
        if telling and claim.deadline and claim.base is not None:
            start = draft.start if claim.kind in _FLOW else ""
            key = (claim.reading.name, claim.reading.dimension, claim.kind, claim.deadline, start)
            groups.setdefault(key, []).append(draft)
    found: list[Conflict] = []
    for group in groups.values():
        clashing = _clashing(group)
        if len(clashing) > 1:
            values = ", ".join(_value(draft) for draft in clashing)
            due = clashing[0].first.deadline_text
            message = f"{_named(clashing[0])} by {due}: {values} cannot all hold. Look which of them is meant."
            rule = "one scope, indicator, kind and period; values exclude each other"
            found.append(_conflict("different-values", clashing, message, rule))
    return found


def _clashing(group: list[Draft]) -> list[Draft]:
    """Return the drafts that exclude another one of the group.

    Numbers of one sentence (total and first stage, number of parks and of pilots) are meant side by side, and so are
    those of two rows of one table.
    """
    if len(group) < 2:
        return []
    reference = group[0]
    others = [draft for draft in group[1:] if _excludes(reference, draft) and not _side_by_side(reference, draft)]
    return [reference, *others] if others else []


def _side_by_side(one: Draft, other: Draft) -> bool:
    quotes = {(claim.source.document_id, claim.words) for claim in one.claims if claim.words}
    if any((claim.source.document_id, claim.words) in quotes for claim in other.claims):
        return True
    tables = {claim.table for claim in one.claims if claim.table}
    return any(claim.table in tables for claim in other.claims)


def _bounds(draft: Draft) -> tuple[Decimal | None, Decimal | None]:
    claim = draft.first
    low: Decimal | None = claim.amount
    high: Decimal | None = claim.amount if claim.base_max is None else claim.base_max
    if claim.comparator in _UP:
        high = None
    elif claim.comparator in _DOWN:
        low = None
    return low, high


def _excludes(one: Draft, other: Draft) -> bool:
    """Whether two values cannot both be the target: two different floors do not agree either."""
    if one.first.comparator == other.first.comparator:
        return (one.first.amount, one.first.base_max) != (other.first.amount, other.first.base_max)
    (low, high), (low2, high2) = _bounds(one), _bounds(other)
    below = high is not None and low2 is not None and high < low2
    return below or (high2 is not None and low is not None and high2 < low)


def _totals_below_a_year(drafts: Sequence[Draft]) -> list[Conflict]:
    """Find sums over years that are smaller than the value for some of these years."""
    by_years: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        years = span(draft.start, draft.first.deadline)
        if years is not None and draft.first.kind in _FLOW and draft.first.base is not None:
            by_years.setdefault(years, []).append(draft)
    largest = {years: max(group, key=_by_amount) for years, group in by_years.items()}
    found: list[Conflict] = []
    for (first, last), totals in by_years.items():
        inside = [(a, b) for a, b in largest if first <= a and b <= last and b - a < last - first]
        for years in inside:
            part = largest[years]
            exceeded = [total for total in totals if _is_below(total, part)]
            found.extend(_below_part(total, (first, last), part, years) for total in exceeded)
    return found


def _by_amount(draft: Draft) -> tuple[Decimal, str]:
    return draft.first.amount, draft.target_id


def _is_below(total: Draft, part: Draft) -> bool:
    if total.first.comparator in _UP or total.first.reading.dimension != part.first.reading.dimension:
        return False
    return _top(total) < part.first.amount


def _below_part(total: Draft, whole: tuple[int, int], part: Draft, years: tuple[int, int]) -> Conflict:
    message = (
        f"{_named(total)}: {_value(total)} for {whole[0]}–{whole[1]} is less than {_value(part)} for "
        f"{years[0]}–{years[1]}, which lies inside it. One of the two is wrong, or they are not the same thing."
    )
    return _conflict("cumulative-below-part", [total, part], message, "a sum over years cannot be below one of them")


def _top(draft: Draft) -> Decimal:
    claim = draft.first
    return claim.amount if claim.base_max is None else claim.base_max


def _parts_above_total(rollups: Sequence[Rollup], targets: dict[str, Draft]) -> list[Conflict]:
    found: list[Conflict] = []
    for rollup in rollups:
        total = targets.get(rollup.parent_target_id)
        if total is None or rollup.children_sum <= rollup.parent_value:
            continue
        if total.first.comparator in _UP and is_credible(rollup):
            continue
        parts = [targets[name] for name in rollup.children_target_ids if name in targets]
        if rollup.over == "period" and len(parts) == 1:
            continue
        message = (
            f"{_named(total)}: the parts add up to {rollup.children_sum} {rollup.unit_base}, "
            f"more than the total of {rollup.parent_value} {rollup.unit_base}. "
            "Check whether the parts overlap, or belong to another total."
        )
        rule = f"the sum over {rollup.over} exceeds the total"
        found.append(_conflict("parts-above-total", [total, *parts], message, rule))
    return found
