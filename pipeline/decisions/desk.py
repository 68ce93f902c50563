"""The desk: the one way for the review page to documents, statements and decisions (复核台).

A decision is made on a statement as it was seen: `seen` is how many entries its thread had then. Where somebody else
added one since, OvertakenError says who, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from pipeline.dataset import DatasetError
from pipeline.decisions.claims import anchor_of, said_by
from pipeline.decisions.gathering import decisions_on
from pipeline.decisions.ledger import Ledger, NothingToUndoError
from pipeline.decisions.marking import anchor_at, suggestion
from pipeline.discover import SourceFile
from pipeline.extract import Outcome, fingerprint
from pipeline.origin import Origin, read_origin
from pipeline.report import RunReport
from pipeline.republish import republish
from pipeline.settings import Settings
from pipeline.store import Store, now
from pipeline.store.packing import unpack
from pipeline.store.versions import versions
from schemas import Action, Claim, Decision, Extraction, Said, State, Statement, content_id

_KEPT, _HASHES = 8, 1000


@dataclass(frozen=True, slots=True)
class DeskDocument:
    """A document of the dataset that was read. `path` is None where its file is gone or holds other bytes now."""

    document_id: str
    source_file: str
    path: Path | None


class Desk:
    """An open dataset with its decisions. Nothing of it is published before `publish` is called."""

    def __init__(self, out: Path, settings: Settings, origin: Origin, store: Store) -> None:
        self._out, self._settings, self._origin, self._store = out, settings, origin, store
        self.ledger = Ledger(store)
        self._ends: dict[str, Outcome] = {
            item.document_id: item for item in self._origin.ends if not (item.copy_of or item.failure)
        }
        self._as_read = lru_cache(maxsize=_KEPT)(self._unpacked)
        self._hash = lru_cache(maxsize=_HASHES)(self._hash_of)

    @classmethod
    def open(cls, out: Path, settings: Settings | None = None) -> Self:
        """Open the dataset in `out`. Raises DatasetError where there is none, StoreError where its store is closed."""
        settings = settings or Settings()
        origin = read_origin(out, versions().publisher)
        return cls(out, settings, origin, Store.open(out, settings.store))

    def close(self) -> None:
        """Let go of the store."""
        self._store.__exit__()

    # --- what was read

    def _end(self, document_id: str) -> Outcome:
        item = self._ends.get(document_id)
        if item is None:
            raise DatasetError(f"{document_id} is no document of this dataset.")
        return item

    def document(self, document_id: str) -> DeskDocument:
        """Return a document; its file is compared with what was read. Raises DatasetError for an unknown one."""
        item = self._end(document_id)
        path = self._origin.path_of(item.source.path.as_posix())
        stamp = _stamp(path)
        same = stamp is not None and self._hash(path, stamp) == item.sha256
        return DeskDocument(document_id, item.source.name, path if same else None)

    def _hash_of(self, path: Path, stamp: tuple[int, ...]) -> str:
        """Return the hash of a file; one whose `stamp` is as it was is not read again for every page and image."""
        return fingerprint(SourceFile(path, path.name), self._settings).sha256

    def _unpacked(self, document_id: str) -> Extraction:
        item = self._end(document_id)
        return unpack(self._store.packed(item.sha256, self._origin.versions), item.source.name)

    def documents(self) -> list[str]:
        """Return the ids of all documents that were read, in the order of their files' names."""
        return list(self._ends)

    def extraction(self, document_id: str) -> Extraction:
        """Return what was read of a document, with all decisions on it. Raises DatasetError for an unknown one."""
        decided = decisions_on(self.ledger, self._origin.ends, document_id)
        return decided.applied(self._as_read(document_id))

    def statement(self, document_id: str, statement_id: str) -> Statement:
        """Return one statement as it stands now. Raises DatasetError where there is none."""
        for statement in self.extraction(document_id).statements:
            if statement.statement_id == statement_id:
                return statement
        raise DatasetError(f"{statement_id} is no statement of this document any more.")

    # --- decisions

    def history(self, statement: Statement) -> list[Decision]:
        """Return all entries on a statement, in order; `seen` is how many they are."""
        return self.ledger.history(_key(statement))

    def decide(
        self, statement: Statement, action: Action, reviewer: str, *, seen: int, claims: Sequence[Claim] = (),
        reason: str = "", note: str = "",
    ) -> Decision:  # fmt: skip
        """Accept, correct, reject, split or note a statement, and return what was written down.

        Of a statement that was split, a correction changes that part, and a rejection takes all parts. Raises
        OvertakenError where somebody else decided since, pydantic.ValidationError where something is missing.
        """
        extraction = self._as_read(statement.document_id)
        review = statement.review
        if review is not None and review.state is State.SPLIT and action in (Action.ACCEPT, Action.CORRECT):
            action, claims = Action.SPLIT, self._parts(statement, claims)
        returned = review is not None and review.state is State.RETURNED
        return self.ledger.record(
            Decision(
                key=_key(statement), turn=seen + 1, action=action, anchor=anchor_of(statement, extraction),
                extracted=self._extracted(statement), claims=tuple(claims), reason=reason, note=note,
                reviewer=reviewer, decided_at=now(), replaces=review.key if review and returned else None,
            )
        )  # fmt: skip

    def _extracted(self, statement: Statement) -> Said | None:
        """Return what is extracted, whatever the reviewers made of it; None of a missed target."""
        review = statement.review
        if review is None or review.state in (State.UNREVIEWED, State.REJECTED, State.RETURNED):
            return said_by(statement)
        if review.extracted is not None:
            return review.extracted
        was_missed = review.state is State.MISSED
        return None if was_missed else said_by(statement)

    def _parts(self, statement: Statement, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """Return all parts of a split statement, this one as corrected."""
        review = statement.review
        assert review is not None
        parts = [
            part
            for part in self.extraction(statement.document_id).statements
            if part.review is not None and part.review.key == review.key
        ]
        return tuple(
            claims[0] if claims and part.statement_id == statement.statement_id
            else Claim.model_validate(said_by(part).model_dump())
            for part in parts
        )  # fmt: skip

    def missed(
        self, document_id: str, start: int, end: int, claim: Claim, reviewer: str, note: str = ""
    ) -> Decision:
        """Mark a target that was not extracted; the characters `start` to `end` of the document are its number's words.

        Raises ValueError where these are no words of one paragraph or one table cell, OvertakenError where the same
        target was marked already.
        """
        extraction = self._as_read(document_id)
        anchor = anchor_at(extraction, start, end)
        place = (anchor.value_start, anchor.value_end)
        key = content_id(document_id, *place, claim.scope, claim.indicator, "missed")
        entries = self.ledger.history(key)
        undone = bool(entries) and self.ledger.standing(key).decision is None
        return self.ledger.record(
            Decision(
                key=key, turn=len(entries) + 1 if undone else 1, action=Action.MISSED, anchor=anchor, claims=(claim,),
                note=note, reviewer=reviewer, decided_at=now(),
            )
        )  # fmt: skip

    def suggest(self, document_id: str, start: int, end: int) -> Said | None:
        """Return what can be read in marked words; None where they hold no number. Raises ValueError as `missed`."""
        return suggestion(self._as_read(document_id), start, end)

    def undo(self, key: str, reviewer: str, *, seen: int) -> Decision:
        """Take back the last entry on a key that still says something: a decision or a note.

        Raises NothingToUndoError where there is none, OvertakenError where somebody else decided since.
        """
        entries = self.ledger.history(key)
        undone = {entry.undoes for entry in entries}
        left = [entry for entry in entries if entry.action is not Action.UNDO and entry.sequence not in undone]
        if not left:
            raise NothingToUndoError("Nothing is decided on this statement that could be taken back.")
        last = left[-1]
        return self.ledger.record(
            Decision(
                key=key, turn=seen + 1, action=Action.UNDO, anchor=last.anchor, reviewer=reviewer, decided_at=now(),
                undoes=last.sequence,
            )
        )  # fmt: skip

    def publish(self) -> RunReport:
        """Publish the dataset with all decisions made so far."""
        return republish(self._out, self._settings)


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Return what changes with every writing and every replacing of a file; None where there is none."""
    try:
        found = path.stat() if path.is_file() else None
    except OSError:
        return None
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns) if found else None


def _key(statement: Statement) -> str:
    """Return the key of a statement's thread; a returned one begins a new thread, which settles the old."""
    review = statement.review
    return statement.statement_id if review is None or review.state is State.RETURNED else review.key
