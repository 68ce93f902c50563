"""Statements of all documents to one dataset of targets (归并).

`reconcile` is the whole of it; the modules each do one step: units, indicators, scopes and regions give statements a
form that can be compared, same joins them to targets, supersession, rollups and conflicts find what follows, agencies
resolves names. Nothing here compares every pair: everything is grouped by keys and sorted.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pipeline.reconcile.agencies import AgencyNames
from pipeline.reconcile.claims import Claim, Source, claim_of
from pipeline.reconcile.conflicts import conflicts_of
from pipeline.reconcile.notes import Notes
from pipeline.reconcile.records import records_of
from pipeline.reconcile.restated import align_restated
from pipeline.reconcile.rollups import is_credible, rollups_of
from pipeline.reconcile.same import Draft, by_series, drafts_of
from pipeline.reconcile.supersession import mark_superseded
from schemas import Dataset, Extraction

__all__ = ["reconcile"]


def reconcile(extractions: Iterable[Extraction]) -> Dataset:
    """Return the dataset that follows from the extractions, in whatever order they come.

    The extractions are read one at a time and not kept, so a generator of a million statements is fine. A statement
    that comes twice (one file under two names) counts once.
    """
    with _without_collector():
        return _reconcile(extractions)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the cycle collector off: nothing here is in a cycle, and it would walk every claim again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _reconcile(extractions: Iterable[Extraction]) -> Dataset:
    claims: dict[str, Claim] = {}
    names = AgencyNames()
    notes = Notes()
    for extraction in extractions:
        source = Source.of(extraction.document)
        try:
            found = [claim for one in extraction.statements if (claim := claim_of(one, source)) is not None]
            names.add(extraction, source)
        except Exception as error:  # nobody foresaw it; the other documents go on
            notes.failed(source, error)
            continue
        for claim in found:
            known = claims.get(claim.statement_id)
            if known is None or source.source_file < known.source.source_file:
                claims[claim.statement_id] = claim
    ordered = sorted(claims.values(), key=lambda claim: claim.order)
    claims.clear()
    notes.read(ordered)
    return _conclude(ordered, names, notes)


def _conclude(ordered: list[Claim], names: AgencyNames, notes: Notes) -> Dataset:
    moved = align_restated(ordered)
    grouped = by_series(ordered)
    series: list[list[Draft]] = []
    for key in sorted(grouped):
        drafts = drafts_of(key, grouped[key], moved)
        if len(drafts) > 1:
            mark_superseded(drafts)
            drafts.sort(key=lambda draft: (draft.first.deadline, draft.start, draft.target_id))
        series.append(drafts)
    ordered.clear()
    grouped.clear()
    rollups = rollups_of(draft for drafts in series for draft in drafts)
    conflicts = conflicts_of(series, rollups)
    clashing = {target for conflict in conflicts for target in conflict.target_ids}
    targets, series_records = records_of(series, clashing, names)
    return Dataset(
        targets=tuple(targets),
        series=tuple(series_records),
        rollups=tuple(sorted(filter(is_credible, rollups), key=lambda rollup: rollup.rollup_id)),
        conflicts=tuple(sorted(conflicts, key=lambda conflict: conflict.conflict_id)),
        agencies=names.records(),
        issues=notes.issues(),
    )
