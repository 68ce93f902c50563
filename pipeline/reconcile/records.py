"""Drafts to the published records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pipeline.reconcile.agencies import AgencyNames
from pipeline.reconcile.same import Draft
from pipeline.reconcile.scopes import Scope
from schemas import Record, Series, Target

ACTIVE = "active"
CONFLICTING = "conflicting"
_NOTHING_MORE = (("__pydantic_extra__", None), ("__pydantic_private__", None))
_AnyRecord = TypeVar("_AnyRecord", bound=Record)
_FIELDS: dict[type[Record], set[str]] = {Target: set(Target.model_fields), Series: set(Series.model_fields)}


def records_of(series: list[list[Draft]], clashing: set[str], names: AgencyNames) -> tuple[list[Target], list[Series]]:
    """Return targets and series of all drafts; the drafts are let go on the way, so that both are never held whole."""
    targets: list[Target] = []
    records: list[Series] = []
    for place, drafts in enumerate(series):
        targets.extend(_target(draft, draft.target_id in clashing, names) for draft in drafts)
        records.append(_series(drafts))
        series[place] = []
    return targets, records


def _made(kind: type[_AnyRecord], values: dict[str, object]) -> _AnyRecord:
    """Return a record of values in the order of its fields, without checking them again.

    Every value was checked when its statement was made; pydantic's second look takes as long as all the rest of their
    making, and its set of field names, one a record, more room than the record. A test holds them against checked ones.
    """
    record = object.__new__(kind)
    for name, value in (("__dict__", values), ("__pydantic_fields_set__", _FIELDS[kind]), *_NOTHING_MORE):
        object.__setattr__(record, name, value)
    return record


def _target(draft: Draft, clashes: bool, names: AgencyNames) -> Target:
    """Return the target of a draft; official names of agencies where they are known, else as written."""
    claim, reading, claims = draft.first, draft.first.reading, draft.claims
    agencies: dict[str, None] = {}
    for each in claims:
        if each.agencies:
            agencies.update((names.official(name, each.source) or name, None) for name in each.agencies)
    values: dict[str, object] = {
        "target_id": draft.target_id,
        "series_id": draft.series_id,
        "statement_ids": tuple([each.statement_id for each in claims]),
        "indicator_id": reading.indicator.id,
        "indicator": reading.indicator.name or reading.indicator_text,
        "scope": reading.scope_text,
        "region": _code(reading.scope),
        "comparator": claim.comparator,
        "value": claim.value,
        "value_max": claim.value_max,
        "unit": reading.unit_text,
        "value_base": claim.base,
        "value_max_base": claim.base_max,
        "unit_base": reading.unit_base,
        "kind": claim.kind,
        "start": next((each.start_text for each in claims if each.start_text), None),
        "deadline": claim.deadline_text,
        "agencies": tuple(agencies),
        "status": CONFLICTING if clashes and draft.status == ACTIVE else draft.status,
        "confidence": max([each.confidence for each in claims]),
        "rule": draft.rule,
        "superseded_by": draft.superseded_by,
    }
    return _made(Target, values)


def _code(scope: Scope) -> str | None:
    return scope.region if scope.region.isdigit() else None


def _series(drafts: Sequence[Draft]) -> Series:
    """Return the series of these drafts, which are in order of their deadlines."""
    reading = drafts[0].first.reading
    values: dict[str, object] = {
        "series_id": drafts[0].series_id,
        "indicator_id": reading.indicator.id,
        "indicator": reading.indicator.name or reading.indicator_text,
        "scope": reading.scope_text,
        "region": _code(reading.scope),
        "unit_base": reading.unit_base,
        "target_ids": tuple([draft.target_id for draft in drafts]),
        "statement_ids": tuple([each.statement_id for draft in drafts for each in draft.claims]),
        "rule": "same scope and indicator" if len(drafts) > 1 else "one target",
    }
    return _made(Series, values)
