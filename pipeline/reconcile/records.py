"""Drafts to the published records."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reconcile.agencies import AgencyNames
from pipeline.reconcile.same import Draft, SeriesKey
from schemas import Series, Target, content_id

ACTIVE = "active"
CONFLICTING = "conflicting"


def series_id(key: SeriesKey) -> str:
    """Return the id of the series with this key."""
    return content_id("series", *key)


def target_record(draft: Draft, clashes: bool, names: AgencyNames) -> Target:
    """Return the target of a draft; official names of agencies where they are known, else as written."""
    claim = draft.first
    written = dict.fromkeys(name for each in draft.claims for name in each.agencies)
    agencies = tuple(dict.fromkeys(names.official(name, claim.source) or name for name in written))
    region = claim.scope.region
    status = CONFLICTING if clashes and draft.status == ACTIVE else draft.status
    return Target(
        target_id=draft.target_id,
        series_id=series_id(draft.series_key),
        statement_ids=tuple(each.statement_id for each in draft.claims),
        indicator_id=claim.indicator.id,
        indicator=claim.indicator.name or claim.indicator_text,
        scope=claim.scope_text,
        region=region if region.isdigit() else None,
        comparator=claim.comparator,
        value=claim.value,
        value_max=claim.value_max,
        unit=claim.unit,
        value_base=claim.base,
        value_max_base=claim.base_max,
        unit_base=claim.unit_base,
        kind=claim.kind,
        start=next((each.start_text for each in draft.claims if each.start_text), None),
        deadline=claim.deadline_text,
        agencies=agencies,
        status=status,
        confidence=max(each.confidence for each in draft.claims),
        rule=draft.rule,
        superseded_by=draft.superseded_by,
    )


def series_record(drafts: Sequence[Draft]) -> Series:
    """Return the series of these drafts, which are in order of their deadlines."""
    claim = drafts[0].first
    region = claim.scope.region
    rule = "same scope and indicator" if len(drafts) > 1 else "one target"
    return Series(
        series_id=series_id(drafts[0].series_key),
        indicator_id=claim.indicator.id,
        indicator=claim.indicator.name or claim.indicator_text,
        scope=claim.scope_text,
        region=region if region.isdigit() else None,
        unit_base=claim.unit_base,
        target_ids=tuple(draft.target_id for draft in drafts),
        statement_ids=tuple(each.statement_id for draft in drafts for each in draft.claims),
        rule=rule,
    )
