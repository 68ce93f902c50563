"""Drafts to the published records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pipeline.reconcile.agencies import AgencyNames
from pipeline.reconcile.same import Draft
from schemas import Record, Series, Target

ACTIVE = "active"
CONFLICTING = "conflicting"
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


def _lean(record: _AnyRecord) -> _AnyRecord:
    """Let all records of a class share one set of field names: pydantic keeps one each, as large as the record."""
    object.__setattr__(record, "__pydantic_fields_set__", _FIELDS[type(record)])
    return record


def _target(draft: Draft, clashes: bool, names: AgencyNames) -> Target:
    """Return the target of a draft; official names of agencies where they are known, else as written."""
    claim, reading = draft.first, draft.first.reading
    agencies: dict[str, None] = {}
    for each in draft.claims:
        if each.agencies:
            agencies.update((names.official(name, each.source) or name, None) for name in each.agencies)
    region = reading.scope.region
    status = CONFLICTING if clashes and draft.status == ACTIVE else draft.status
    target = Target(
        target_id=draft.target_id,
        series_id=draft.series_id,
        statement_ids=tuple([each.statement_id for each in draft.claims]),
        indicator_id=reading.indicator.id,
        indicator=reading.indicator.name or reading.indicator_text,
        scope=reading.scope_text,
        region=region if region.isdigit() else None,
        comparator=claim.comparator,
        value=claim.value,
        value_max=claim.value_max,
        unit=reading.unit_text,
        value_base=claim.base,
        value_max_base=claim.base_max,
        unit_base=reading.unit_base,
        kind=claim.kind,
        start=next((each.start_text for each in draft.claims if each.start_text), None),
        deadline=claim.deadline_text,
        agencies=tuple(agencies),
        status=status,
        confidence=max([each.confidence for each in draft.claims]),
        rule=draft.rule,
        superseded_by=draft.superseded_by,
    )
    return _lean(target)


def _series(drafts: Sequence[Draft]) -> Series:
    """Return the series of these drafts, which are in order of their deadlines."""
    claim = drafts[0].first
    region = claim.reading.scope.region
    rule = "same scope and indicator" if len(drafts) > 1 else "one target"
    record = Series(
        series_id=drafts[0].series_id,
        indicator_id=claim.reading.indicator.id,
        indicator=claim.reading.indicator.name or claim.reading.indicator_text,
        scope=claim.reading.scope_text,
        region=region if region.isdigit() else None,
        unit_base=claim.reading.unit_base,
        target_ids=tuple([draft.target_id for draft in drafts]),
        statement_ids=tuple([each.statement_id for draft in drafts for each in draft.claims]),
        rule=rule,
    )
    return _lean(record)
