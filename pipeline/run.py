"""A run: discover, read, reconcile, publish. Prefect is not needed here; `pipeline.flows` puts it around (运行)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.conclude import conclude, dataset_rows, finished, recorded
from pipeline.discover import Discovery, SourceFile, UsageError, discover, shown
from pipeline.extract import Outcome, fingerprints, load_models, read_document
from pipeline.incremental import Memory
from pipeline.locking import one_run_at_a_time
from pipeline.progress import Observer, Silent
from pipeline.report import RunReport
from pipeline.settings import Settings
from pipeline.shelf import shelf_for
from pipeline.store import FOLDER, Store

Runner = Callable[[Sequence[Outcome]], Iterable[Outcome]]


def one_after_the_other(known: Sequence[Outcome]) -> Iterator[Outcome]:
    """Read the documents in this process, one after the other."""
    load_models()
    return map(read_document, known)


def _read_what_is_new(known: Sequence[Outcome], memory: Memory, observer: Observer, runner: Runner, pages: Path) -> int:
    """Read the documents that the store does not know; keep each one at once. Return how many were read.

    `pages` is the folder for pages of scanned files that are not whole yet.
    """
    to_read = memory.to_read(known)
    outcomes: Iterable[Outcome] = ()
    if to_read:
        observer.stage("Loading the language models")
        shelf = shelf_for(pages, f"{memory.versions.extractor}-{memory.versions.vocabulary}")
        outcomes = runner([replace(item, shelf=shelf) for item in to_read])
    observer.found(len(known))
    names = {outcome.source.name for outcome in to_read}
    for outcome in memory.ends([item for item in known if item.source.name not in names]):
        observer.finished(outcome)
    for outcome in outcomes:
        memory.keep(outcome)
        observer.finished(replace(outcome, extraction=None, packed=None))
    return len(to_read)


def _run(
    discovery: Discovery, given: Sequence[Path], out: Path, settings: Settings, observer: Observer, runner: Runner,
    store: Store,
) -> RunReport:  # fmt: skip
    with recorded(store, out) as record:
        memory = Memory(store, settings, record.run)
        known = fingerprints(discovery.files, settings)
        read = _read_what_is_new(known, memory, observer, runner, out / FOLDER / "pages")
        ends = memory.ends(known)
        report = conclude(record, ends, discovery.issues, memory, store, out, settings, observer)
        seen = None
        if report.published:
            files = {item.source.name: item.sha256 for item in ends if item.sha256}
            folders = [shown(path) for path in given]
            seen = store.see(record.dataset, record.run, files, lambda name: _below(name, folders))
        return finished(record, report, read, seen)


def _below(name: str, folders: Iterable[str]) -> bool:
    return any(name == folder or folder == "." or name.startswith(folder.rstrip("/") + "/") for folder in folders)


def run_documents(
    paths: Iterable[Path],
    out: Path,
    settings: Settings | None = None,
    observer: Observer | None = None,
    runner: Runner = one_after_the_other,
) -> RunReport:
    """Read the files and folders `paths` and publish the dataset in the folder `out`.

    What the store has read before is not read again. `runner` reads the rest; the default does it here, one after the
    other. Raises UsageError where a path does not exist or holds no files, OSError where `out` cannot be written,
    LockedError where another run holds it, StoreError where the store cannot be opened. What is wrong with a document
    never raises: it is a failed row of documents with its reason.
    """
    settings = settings or Settings()
    observer = observer or Silent()
    given = list(paths)
    discovery = discover(given, out, settings)
    if not discovery.files:
        raise UsageError(f"There are no files to read in {', '.join(str(path) for path in given)}.")
    with (
        one_run_at_a_time(out / FOLDER, settings.lock_seconds, observer.stage),
        Store.open(out, settings.store) as store,
    ):
        return _run(discovery, given, out, settings, observer, runner, store)


__all__ = ["RunReport", "Runner", "SourceFile", "dataset_rows", "one_after_the_other", "run_documents"]
