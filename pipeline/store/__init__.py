"""The store (数据仓): documents by content hash, extractions by hash and extractor version, the history of runs.

SQLite by default, PostgreSQL by URL. It is what makes a second run cheap and a killed one safe: every document read is
kept at once, in one transaction.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from pipeline.store.models import Base, Sighting, StoredDocument, StoredExtraction, StoredFetch, StoredRun
from pipeline.store.session import FOLDER, StoreError, open_engine, store_url
from pipeline.store.versions import Versions

__all__ = ["FOLDER", "Kept", "Seen", "Store", "StoreError", "StoredFetch", "StoredRun", "now", "store_url"]


@dataclass(frozen=True, slots=True)
class Kept:
    """How reading a document ended, without what was read. `code` is empty where it was read."""

    code: str | None
    message: str | None
    died: bool
    attempts: int
    limits: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of the files since the last run over the same dataset, each a list of names in order."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def now() -> str:
    """Return the time as ISO, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Store:
    """One open store. Every method is a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, out: Path, configured: str | None) -> Self:
        """Open the store of the dataset in `out`. Raises StoreError where that cannot be done."""
        return cls(open_engine(store_url(out, configured)))

    @property
    def engine(self) -> Engine:
        """The connection to the database, for the ledger of decisions."""
        return self._engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()

    def _upsert(self, session: Session, model: type[Base], values: dict[str, Any], keys: list[str]) -> None:
        """Insert a row, or write over the one that is there; where there is nothing but keys, leave that as it is."""
        rest = {name: value for name, value in values.items() if name not in keys}
        # Only the dialect that is used: the other one takes a twentieth of a run with nothing new.
        dialect = import_module(f"sqlalchemy.dialects.{self._engine.dialect.name}")
        made: Callable[..., Any] = dialect.insert
        session.execute(made(model).values(values).on_conflict_do_update(index_elements=keys, set_=rest))

    # --- extractions

    def kept(self, versions: Versions) -> dict[str, Kept]:
        """Return how reading ended for every document that this state of the extractor has met, by sha256."""
        model = StoredExtraction
        columns = (model.sha256, model.code, model.message, model.died, model.attempts, model.limits)
        query = select(*columns).where(model.extractor == versions.extractor, model.vocabulary == versions.vocabulary)
        with Session(self._engine) as session:
            return {row[0]: Kept(*row[1:]) for row in session.execute(query)}

    def keep(self, sha256: str, size: int, versions: Versions, kept: Kept, packed: bytes | None, run: str) -> None:
        """Keep the end of one document, read or failed."""
        with Session(self._engine) as session, session.begin():
            if session.get(StoredDocument, sha256) is None:
                row = {"sha256": sha256, "size": size, "first_run": run}
                self._upsert(session, StoredDocument, row, ["sha256"])
            key = {"sha256": sha256, "extractor": versions.extractor, "vocabulary": versions.vocabulary}
            values = {
                **key, "limits": kept.limits, "attempts": kept.attempts, "died": kept.died, "code": kept.code,
                "message": kept.message, "packed": packed, "run": run,
            }  # fmt: skip
            self._upsert(session, StoredExtraction, values, list(key))

    def packed(self, sha256: str, versions: Versions) -> bytes:
        """Return what was read of a document. Raises StoreError where nothing was."""
        return self.all_packed({sha256}, versions)[sha256]

    def all_packed(self, documents: Collection[str], versions: Versions) -> dict[str, bytes]:
        """Return what was read of some documents, by sha256. Raises StoreError where nothing was read of one."""
        model = StoredExtraction
        query = select(model.sha256, model.packed).where(
            model.sha256.in_(documents), model.extractor == versions.extractor, model.vocabulary == versions.vocabulary
        )
        with self._engine.connect() as connection:
            found = {sha256: packed for sha256, packed in connection.execute(query) if packed is not None}
        for sha256 in documents:
            if sha256 not in found:
                raise StoreError(f"The store has lost the extraction of {sha256[:16]}; delete it and run again.")
        return found

    # --- files

    def see(self, dataset: str, run: str, files: Mapping[str, str], covers: Callable[[str], bool]) -> Seen:
        """Note which documents the files of a run hold (name → sha256); return what changed since the last run.

        A file that is not there any more is marked where `covers` says that the run looked at its place.
        """
        with Session(self._engine) as session, session.begin():
            query = select(Sighting).where(Sighting.dataset == dataset, Sighting.last_run.is_(None))
            before = {row.name: row for row in session.scalars(query)}
            after, ended = _compare({name: row.sha256 for name, row in before.items()}, files, covers)
            for name, end in ended.items():
                before[name].last_run, before[name].end = run, end
            known = set(session.scalars(select(StoredDocument.sha256)))
            for name in (*after.new, *after.changed, *after.moved):
                if files[name] in known:
                    session.add(Sighting(dataset=dataset, name=name, sha256=files[name], first_run=run))
            return after

    # --- runs

    def begin(self, run: str, dataset: str) -> None:
        """Note that a run begins. One that is still called running was killed: its dataset's lock is ours now."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(StoredRun)
                .where(StoredRun.dataset == dataset, StoredRun.status == "running")
                .values(status="killed")
            )
            session.add(StoredRun(run=run, dataset=dataset, started_at=now(), status="running"))

    def end(self, run: str, status: str, **values: str | None) -> None:
        """Note how a run ended; `values` are inputs, package, report."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(StoredRun).where(StoredRun.run == run).values(status=status, ended_at=now(), **values)
            )

    def last_done(self, dataset: str) -> StoredRun | None:
        """Return the last run that published the dataset."""
        query = select(StoredRun).where(StoredRun.dataset == dataset, StoredRun.status == "done")
        with Session(self._engine, expire_on_commit=False) as session:
            return session.scalars(query.order_by(StoredRun.started_at.desc(), StoredRun.run.desc()).limit(1)).first()

    def runs(self, dataset: str, limit: int = 20) -> list[StoredRun]:
        """Return the last runs, the newest first."""
        query = select(StoredRun).where(StoredRun.dataset == dataset)
        with Session(self._engine, expire_on_commit=False) as session:
            return list(session.scalars(query.order_by(StoredRun.started_at.desc(), StoredRun.run.desc()).limit(limit)))

    # --- fetches

    def fetches(self, source: str) -> dict[str, StoredFetch]:
        """Return what is known of a source's addresses, by URL."""
        with Session(self._engine, expire_on_commit=False) as session:
            return {row.url: row for row in session.scalars(select(StoredFetch).where(StoredFetch.source == source))}

    def fetched(self, values: dict[str, Any]) -> None:
        """Keep the provenance of one address (the columns of StoredFetch; headers as a mapping)."""
        row = {**values, "headers": json.dumps(values["headers"], ensure_ascii=False, sort_keys=True)}
        with Session(self._engine) as session, session.begin():
            self._upsert(session, StoredFetch, row, ["source", "url_hash"])


def _compare(
    before: Mapping[str, str], after: Mapping[str, str], covers: Callable[[str], bool]
) -> tuple[Seen, dict[str, str]]:
    """Return what is new, changed, moved and gone, and how each ended sighting ended."""
    lost = {name for name in before if name not in after and covers(name)}
    lost_by_sha: dict[str, list[str]] = {}
    for name in sorted(lost):
        lost_by_sha.setdefault(before[name], []).append(name)
    new, changed, moved = [], [], []
    ended: dict[str, str] = {}
    for name in sorted(after):
        if name in before:
            if before[name] != after[name]:
                changed.append(name)
                ended[name] = "replaced"
        elif lost_by_sha.get(after[name]):
            ended[lost_by_sha[after[name]].pop(0)] = "moved"
            moved.append(name)
        else:
            new.append(name)
    gone = sorted(lost - ended.keys())
    ended |= dict.fromkeys(gone, "gone")
    return Seen(tuple(new), tuple(changed), tuple(moved), tuple(gone)), ended


def names_of(items: Iterable[str], shown: int = 100) -> list[str]:
    """Return the first names of a long list, for a report."""
    return sorted(items)[:shown]
