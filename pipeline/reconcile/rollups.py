"""Totals and the parts that add up to them, over scope and over period (汇总).

A total is a target for a whole region or a whole group of places (全市园区); its parts are targets of the same
indicator, unit and period for places inside it. Over period, the total is summed over several years and the parts are
the same indicator for some of these years.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.reconcile import regions
from pipeline.reconcile.periods import span, year
from pipeline.reconcile.same import Draft
from pipeline.reconcile.units import plain
from schemas import Kind, Rollup, content_id

_FLOW = {Kind.CUMULATIVE, Kind.INCREMENT}
# Amounts that may be summed over places; a time, a score or a price may not.
_ADDITIVE = {
    "money", "area", "length", "volume", "mass", "coal_equivalent", "carbon", "standard_container", "power", "energy",
    "count", "computing", "apparent_power", "lane_length", "cable_length", "fibre_length",
}
_COVERAGE_PLACES = Decimal("0.0001")
# Parts of several times their total are parts of something else: that is a contradiction to look at, no roll-up.
_MOST = Decimal(3)
OVER_SCOPE = "scope"
OVER_PERIOD = "period"


def rollups_of(drafts: Iterable[Draft]) -> list[Rollup]:
    """Return the totals for which parts were found."""
    additive = [draft for draft in drafts if draft.status != "superseded" and _is_additive(draft)]
    return [*_over_scope(additive), *_over_period(additive)]


def is_credible(rollup: Rollup) -> bool:
    """Say whether the parts can be parts of the total, and not of something greater."""
    return rollup.coverage <= _MOST


def _is_additive(draft: Draft) -> bool:
    claim = draft.first
    single = claim.base is not None and claim.base_max is None
    return single and claim.reading.family == "amount" and claim.reading.dimension in _ADDITIVE


def _measure(draft: Draft) -> tuple[str, str, str]:
    reading = draft.first.reading
    base = "" if reading.dimension == "count" else reading.unit_base or ""
    return (reading.indicator.key, reading.dimension, base)


def _over_scope(drafts: Iterable[Draft]) -> list[Rollup]:
    totals: list[Draft] = []
    parts: dict[tuple[str, ...], dict[str, list[Draft]]] = {}
    for draft in drafts:
        scope = draft.first.reading.scope
        if scope.reach == "whole" and scope.is_place:
            totals.append(draft)
        for home in _homes(draft):
            parts.setdefault((home, *_measure(draft)), {}).setdefault(scope.key, []).append(draft)
    found: list[Rollup] = []
    fitting: dict[tuple[object, ...], list[list[Draft]]] = {}
    for total in totals:
        scope = total.first.reading.scope
        whole = (f"{scope.region}|{scope.group}", *_measure(total))
        wanted = (*whole, *_wanted(total))
        if wanted not in fitting:
            places = parts.get(whole, {})
            fitting[wanted] = [chosen for key in sorted(places) if (chosen := _fit(places[key], total))]
        members = fitting[wanted]
        if len(members) >= 2:
            rule = f"parts of one indicator and period for {len(members)} places inside the total's scope"
            found.append(_rollup(total, [draft for member in members for draft in member], OVER_SCOPE, rule))
    return found


def _wanted(total: Draft) -> tuple[object, ...]:
    """Return all of a total that decides which parts fit it."""
    return (total.first.kind in _FLOW, total.start, year(total.first.deadline))


def _homes(draft: Draft) -> list[str]:
    """Return the wholes a place may be a part of: its group in its region, and the regions above it."""
    scope = draft.first.reading.scope
    if not scope.is_place:
        return []
    if scope.reach == "named":
        return [f"{scope.region}|", f"{scope.region}|园区"]
    if scope.reach == "whole" and not scope.group and scope.region.isdigit():
        parents = regions.above(scope.region)[:1]
        return [f"{region}|{group}" for region in parents for group in ("", "区", "县", "市", "区县")]
    return []


def _fit(drafts: list[Draft], total: Draft) -> list[Draft]:
    """Return the part's targets that cover the total's period: one of the same period, or years that tile it."""
    claim = total.first
    same_due = [draft for draft in drafts if year(draft.first.deadline) == year(claim.deadline)]
    whole = span(total.start, claim.deadline)
    if claim.kind not in _FLOW or whole is None or whole[0] == whole[1]:
        return _agreed([draft for draft in same_due if _same_nature(draft, total) and _start_agrees(draft, total)])
    exact = [draft for draft in same_due if span(draft.start, draft.first.deadline) == whole]
    if exact:
        return _agreed(exact)
    tiles = _tile(drafts, whole)
    if tiles:
        return tiles
    open_start = [draft for draft in same_due if not draft.start and not draft.first.single_year]
    return _agreed([draft for draft in open_start if _same_nature(draft, total)])


def _agreed(drafts: list[Draft]) -> list[Draft]:
    """Return one of several targets for the same period, where they have one value; nothing where they differ."""
    return drafts[:1] if len({draft.first.amount for draft in drafts}) == 1 else []


def _same_nature(draft: Draft, total: Draft) -> bool:
    return (draft.first.kind in _FLOW) == (total.first.kind in _FLOW)


def _start_agrees(draft: Draft, total: Draft) -> bool:
    if total.first.kind not in _FLOW:
        return True
    return not draft.start or not total.start or year(draft.start) == year(total.start)


@dataclass(frozen=True, slots=True)
class _Years:
    first: int
    last: int
    draft: Draft


def _years(draft: Draft) -> _Years | None:
    """Return the years a flow is summed over; a deadline alone is one year only where it was written as a year."""
    stated = span(draft.start, draft.first.deadline)
    if stated is not None:
        return _Years(*stated, draft)
    last = year(draft.first.deadline)
    if last is not None and draft.first.single_year:
        return _Years(last, last, draft)
    return None


def _tile(drafts: list[Draft], whole: tuple[int, int]) -> list[Draft]:
    """Return targets whose years follow each other and fill `whole`, longest first; nothing where one is unclear."""
    pieces = [piece for draft in drafts if (piece := _years(draft)) is not None]
    chosen: list[Draft] = []
    at = whole[0]
    while at <= whole[1]:
        here = [piece for piece in pieces if piece.first == at and piece.last <= whole[1]]
        if not here:
            return []
        last = max(piece.last for piece in here)
        longest = _agreed([piece.draft for piece in here if piece.last == last])
        if not longest:
            return []
        chosen.extend(longest)
        at = last + 1
    return chosen


def _over_period(drafts: Iterable[Draft]) -> list[Rollup]:
    series: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.first.kind in _FLOW:
            series.setdefault((draft.first.reading.scope.key, *_measure(draft)), []).append(draft)
    found: list[Rollup] = []
    for group in series.values():
        if len(group) > 1:
            found.extend(_periods_in(group))
    return found


def _periods_in(group: list[Draft]) -> list[Rollup]:
    """Return, for every target of several years, the targets of its scope and indicator for years inside it.

    A period for which several targets stand is left out, so that no year is counted twice.
    """
    by_years: dict[tuple[int, int], list[Draft]] = {}
    for draft in group:
        years = _years(draft)
        if years is not None:
            by_years.setdefault((years.first, years.last), []).append(draft)
    single = {years: drafts[0] for years, drafts in by_years.items() if len(drafts) == 1}
    found: list[Rollup] = []
    for (first, last), totals in sorted(by_years.items()):
        inside = [(a, b) for a, b in single if first <= a and b <= last and b - a < last - first]
        parts = [single[years] for years in _disjoint(inside)]
        if parts:
            rule = "the same indicator and scope for years inside the total's period"
            found.extend(_rollup(total, parts, OVER_PERIOD, rule) for total in totals)
    return found


def _disjoint(periods: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return periods that do not overlap, the longest first, in order of time."""
    chosen: list[tuple[int, int]] = []
    for first, last in sorted(periods, key=lambda period: (period[0] - period[1], period[0])):
        if all(last < a or b < first for a, b in chosen):
            chosen.append((first, last))
    return sorted(chosen)


def _rollup(total: Draft, parts: Sequence[Draft], over: str, rule: str) -> Rollup:
    whole = total.first.amount
    added = sum((part.first.amount for part in parts), Decimal(0))
    children = tuple(part.target_id for part in parts)
    statements = tuple(claim.statement_id for draft in (total, *parts) for claim in draft.claims)
    return Rollup(
        rollup_id=content_id("rollup", over, total.target_id, *children),
        parent_target_id=total.target_id,
        children_target_ids=children,
        children_sum=plain(added),
        parent_value=whole,
        unit_base=total.first.reading.unit_base or "",
        coverage=(added / whole).quantize(_COVERAGE_PLACES) if whole else Decimal(0),
        over=over,
        statement_ids=statements,
        rule=rule,
    )
