"""Readings that nothing uses any more: those of earlier states of the extractor and its vocabulary (清理).

“Nothing is ever deleted” holds for sources, files and runs. A reading is made of a document whenever it is needed, so
the store may forget it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, and_, delete, func, select

from pipeline.store.models import StoredExtraction, StoredRun

Code = tuple[str, str]  # a state of the extractor: hashes of its code and of its vocabulary


@dataclass(frozen=True, slots=True)
class State:
    """What a dataset's runs read under one state of the extractor."""

    dataset: str
    code: Code
    last_run: str  # the last that read anything under it; names of runs begin with their time
    readings: int
    size: int  # bytes, packed


def states(engine: Engine) -> list[State]:
    """Return the states of the extractor under which each dataset was read, the newest first."""
    kept, run = StoredExtraction, StoredRun
    columns = (run.dataset, kept.extractor, kept.vocabulary)
    query = (
        select(*columns, func.max(run.run), func.count(), func.sum(func.length(kept.packed)))
        .join(run, run.run == kept.run, isouter=True)
        .group_by(*columns)
    )
    with engine.connect() as connection:
        found = [
            State(dataset or "", (extractor, vocabulary), last or "", readings, int(size or 0))
            for dataset, extractor, vocabulary, last, readings, size in connection.execute(query)
        ]
    return sorted(found, key=lambda state: (state.last_run, state.dataset, state.code), reverse=True)


def unused(found: Iterable[State], used: Iterable[Code], keep: int) -> list[State]:
    """Return the states that are neither among the `keep` newest of any dataset nor `used`."""
    kept = set(used)
    newest: dict[str, list[Code]] = {}
    every = list(found)
    for state in every:
        newest.setdefault(state.dataset, []).append(state.code)
    for codes in newest.values():
        kept.update(codes[:keep])
    return [state for state in every if state.code not in kept]


def forget(engine: Engine, codes: Iterable[Code]) -> None:
    """Delete the readings under these states and give the room back to the disk."""
    kept = StoredExtraction
    with engine.begin() as connection:
        for extractor, vocabulary in sorted(set(codes)):
            connection.execute(delete(kept).where(and_(kept.extractor == extractor, kept.vocabulary == vocabulary)))
    if engine.dialect.name == "sqlite":  # PostgreSQL does it by itself
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM")


def datasets_here(found: Iterable[State]) -> list[Path]:
    """Return the folders of the datasets that this machine has."""
    return sorted({Path(state.dataset) for state in found if state.dataset and Path(state.dataset).is_dir()})
