"""A later document of the same issuer that restates a target with another number (更新)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reconcile.same import Draft

SUPERSEDED = "superseded"


def mark_superseded(drafts: Sequence[Draft]) -> None:
    """Mark, among the targets of one series, those that a later document of the same issuer gives another value.

    Both must be for the same deadline, kind and dimension, and the later date must be known; a target that a later
    document still states is not superseded.
    """
    groups: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        claim = draft.first
        if claim.deadline and claim.source.issuer and claim.source.issued_on:
            key = (claim.source.issuer, claim.reading.dimension, claim.kind.value, claim.deadline, draft.start)
            groups.setdefault(key, []).append(draft)
    for group in groups.values():
        if len(group) > 1:
            _mark(group)


def _mark(group: list[Draft]) -> None:
    newest = max(_last_issued(draft) for draft in group)
    current = [draft for draft in group if _last_issued(draft) == newest]
    if len(current) != 1:
        return
    for draft in group:
        if draft is not current[0] and _last_issued(draft) < newest:
            draft.status = SUPERSEDED
            draft.superseded_by = current[0].target_id


def _last_issued(draft: Draft) -> str:
    return max(claim.source.issued_on for claim in draft.claims)
