"""The ledger: every decision of every reviewer, in order, never changed (复核台账)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pipeline.store import Store
from pipeline.store.models import StoredDecision
from schemas import Action, Decision

_AT_ONCE = 500


class OvertakenError(Exception):
    """Another reviewer decided first. `by` is that decision; nothing was written over."""

    def __init__(self, by: Decision) -> None:
        super().__init__(
            f"{by.reviewer} decided on this statement at {by.decided_at} ({by.action.value}); look at it again."
        )
        self.by = by


class NothingToUndoError(Exception):
    """There is no decision on this statement that stands."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of the entries on one key: the last decision that was not taken back, and all notes.

    `decision` is None where nothing was decided or everything was taken back.
    """

    decision: Decision | None
    notes: tuple[str, ...]
    turns: int


def standing_of(entries: Iterable[Decision]) -> Standing:
    """Return what stands of the entries on one key, given in their order."""
    entries = list(entries)
    undone = {entry.undoes for entry in entries if entry.action is Action.UNDO}
    valid = [entry for entry in entries if entry.action is not Action.UNDO and entry.sequence not in undone]
    decided = [entry for entry in valid if entry.action is not Action.NOTE]
    notes = tuple(entry.note for entry in valid if entry.note)
    return Standing(decided[-1] if decided else None, notes, len(entries))


class Ledger:
    """The decisions in a store. Every method is a transaction of its own."""

    def __init__(self, store: Store) -> None:
        self._engine = store.engine

    def record(self, decision: Decision) -> Decision:
        """Write a decision down and return it with its number.

        Raises OvertakenError where its `turn` is taken: somebody else decided since the statement was looked at.
        """
        row = StoredDecision(
            key=decision.key, turn=decision.turn, document_id=decision.anchor.document_id,
            source_file=decision.anchor.source_file, action=decision.action.value, reviewer=decision.reviewer,
            decided_at=decision.decided_at, body=decision.model_dump_json(exclude={"sequence"}),
        )  # fmt: skip
        try:
            with Session(self._engine) as session, session.begin():
                session.add(row)
                session.flush()
                return decision.model_copy(update={"sequence": row.sequence})
        except IntegrityError:
            there = self.history(decision.key)
            if not there:
                raise
            raise OvertakenError(there[-1]) from None

    def history(self, key: str) -> list[Decision]:
        """Return all entries on one key in order."""
        return list(self._entries(StoredDecision.key == key))

    def standing(self, key: str) -> Standing:
        """Return what stands on one key."""
        return standing_of(self.history(key))

    def last(self, reviewer: str | None = None, limit: int = 100) -> list[Decision]:
        """Return the last entries, the newest first; of one reviewer, or of all."""
        query = select(StoredDecision).order_by(StoredDecision.sequence.desc()).limit(limit)
        if reviewer is not None:
            query = query.where(StoredDecision.reviewer == reviewer)
        with Session(self._engine) as session:
            return [_decision(row) for row in session.scalars(query)]

    def of_documents(self, ids: Collection[str], files: Collection[str]) -> dict[str, list[Decision]]:
        """Return the entries on documents with these ids, or once lying under these names, by key."""
        found: dict[int, Decision] = {}
        for chunk in _chunks(sorted(ids)):
            found |= {entry.sequence: entry for entry in self._entries(StoredDecision.document_id.in_(chunk))}
        for chunk in _chunks(sorted(files)):
            found |= {entry.sequence: entry for entry in self._entries(StoredDecision.source_file.in_(chunk))}
        by_key: dict[str, list[Decision]] = {}
        for sequence in sorted(found):
            by_key.setdefault(found[sequence].key, []).append(found[sequence])
        return by_key

    def newest(self) -> int:
        """Return the number of the last entry; 0 where there is none."""
        with Session(self._engine) as session:
            return session.scalar(select(func.max(StoredDecision.sequence))) or 0

    def _entries(self, condition: ColumnElement[bool]) -> Iterator[Decision]:
        query = select(StoredDecision).where(condition).order_by(StoredDecision.sequence)
        with Session(self._engine) as session:
            for row in session.scalars(query):
                yield _decision(row)


def _decision(row: StoredDecision) -> Decision:
    return Decision.model_validate_json(row.body).model_copy(update={"sequence": row.sequence})


def _chunks(names: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(names), _AT_ONCE):
        yield names[first : first + _AT_ONCE]
