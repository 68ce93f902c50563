"""A run: discover, read, reconcile, publish. Prefect is not needed here; `pipeline.flows` puts it around (运行)."""

from __future__ import annotations

import secrets
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.discover import Discovery, SourceFile, UsageError, discover
from pipeline.extract import Outcome, fingerprints, load_models, read_document
from pipeline.formats.columns import Rows
from pipeline.incremental import Memory, inputs_hash, package_hash, untouched
from pipeline.locking import one_run_at_a_time
from pipeline.progress import Observer, Silent
from pipeline.report import RunReport, changes_between, targets_of, write_report
from pipeline.rows import document_tables, issue_rows
from pipeline.settings import Settings
from pipeline.spool import Spool
from pipeline.store import FOLDER, Seen, Store
from schemas import Dataset, Extraction, Issue, Record, Status
from schemas.published import TABLES

Runner = Callable[[Sequence[Outcome]], Iterable[Outcome]]
Table = list[Record] | Spool

_FROM_DOCUMENTS = ("documents", "measures", "statements", "tables")


def one_after_the_other(known: Sequence[Outcome]) -> Iterator[Outcome]:
    """Read the documents in this process, one after the other."""
    load_models()
    return map(read_document, known)


class _Tally:
    """Counts what passes by, for the report."""

    def __init__(self) -> None:
        self.ends: Counter[str] = Counter()
        self.roles: Counter[str] = Counter()
        self.pages = 0
        self.failures: list[tuple[str, str]] = []

    def add(self, outcome: Outcome) -> None:
        """Count one file."""
        extraction = outcome.extraction
        self.ends[str(extraction.document.status if extraction else Status.FAILED)] += 1
        if outcome.failure:
            self.failures.append((outcome.source.name, outcome.failure.message))
        if extraction and not outcome.copy_of:
            self.pages += len(extraction.document.pages)
            self.roles.update(str(statement.role) for statement in extraction.statements)


def _stream(
    ordered: Iterable[Outcome], tables: dict[str, Table], issues: list[Issue], tally: _Tally
) -> Iterator[Extraction]:
    """Put each document's rows into their tables, and hand its extraction on to reconciliation."""
    for outcome in ordered:
        for name, rows in document_tables([outcome]).items():
            tables[name].extend(rows)
        issues += issue_rows([outcome], ())
        tally.add(outcome)
        if outcome.extraction and not outcome.copy_of:
            yield outcome.extraction


def _all_rows(
    ordered: Iterable[Outcome], others: Iterable[Issue], tables: dict[str, Table], tally: _Tally
) -> dict[str, Sequence[Record]]:
    """Return the rows of every published table; each document is looked at once, and not kept."""
    from pipeline.reconcile import reconcile

    issues = list(others)
    dataset: Dataset = reconcile(_stream(ordered, tables, issues, tally))
    rows: dict[str, Sequence[Record]] = {
        **tables,
        "targets": dataset.targets,
        "series": dataset.series,
        "rollups": dataset.rollups,
        "conflicts": dataset.conflicts,
        "agencies": dataset.agencies,
        "issues": issue_rows((), (*issues, *dataset.issues)),
    }
    return {name: rows[name] for name in TABLES}


def dataset_rows(outcomes: Iterable[Outcome], others: Iterable[Issue] = ()) -> Rows:
    """Return the rows of every published table for the outcomes of a run; `others` are issues of no document.

    The order of `outcomes` does not matter.
    """
    ordered = sorted(outcomes, key=lambda outcome: outcome.source.name)
    return _all_rows(ordered, others, {name: [] for name in _FROM_DOCUMENTS}, _Tally())


def _read_what_is_new(known: Sequence[Outcome], memory: Memory, observer: Observer, runner: Runner) -> int:
    """Read the documents that the store does not know; keep each one at once. Return how many were read."""
    to_read = memory.to_read(known)
    outcomes: Iterable[Outcome] = ()
    if to_read:
        observer.stage("Loading the language models")
        outcomes = runner(to_read)
    observer.found(len(known))
    names = {outcome.source.name for outcome in to_read}
    for outcome in memory.ends([item for item in known if item.source.name not in names]):
        observer.finished(outcome)
    for outcome in outcomes:
        memory.keep(outcome)
        observer.finished(replace(outcome, extraction=None, packed=None))
    return len(to_read)


def _publish_all(
    ends: Sequence[Outcome], discovery: Discovery, memory: Memory, out: Path, settings: Settings, observer: Observer
) -> RunReport:
    """Reconcile and publish all documents; memory holds one document and the targets, rows lie in a spool."""
    from pipeline.publish import publish

    tally = _Tally()
    observer.stage("Reconciling")
    with tempfile.TemporaryDirectory(prefix="spool-", dir=out / FOLDER, ignore_cleanup_errors=True) as folder:
        tables: dict[str, Table] = {
            name: Spool(Path(folder) / f"{name}.rows", TABLES[name][0]) for name in _FROM_DOCUMENTS
        }
        rows = _all_rows(memory.load(ends), discovery.issues, tables, tally)
        before = targets_of(out)
        observer.stage("Publishing")
        publish(out, rows, settings)
        severities = Counter(str(getattr(issue, "severity", "")) for issue in rows["issues"])
        return RunReport(
            documents=dict(tally.ends),
            pages=tally.pages,
            measures=len(rows["measures"]),
            statements=dict(tally.roles),
            targets=len(rows["targets"]),
            issues=dict(severities),
            failures=tuple(tally.failures),
            out=out,
            changes=changes_between(before, targets_of(out)),
        )


def _run(
    discovery: Discovery, given: Sequence[Path], out: Path, settings: Settings, observer: Observer, runner: Runner,
    store: Store,
) -> RunReport:  # fmt: skip
    run = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    dataset = str(out.resolve())
    last = store.last_done(dataset)
    store.begin(run, dataset)
    status = "failed"
    values: dict[str, str | None] = {}
    try:
        memory = Memory(store, settings, run)
        known = fingerprints(discovery.files, settings)
        read = _read_what_is_new(known, memory, observer, runner)
        ends = memory.ends(known)
        inputs = inputs_hash(ends, discovery.issues, memory.versions, settings)
        if last and last.report and last.inputs == inputs and untouched(out, last.package):
            report = RunReport.from_json(last.report, out)
            seen = Seen()
        else:
            report = _publish_all(ends, discovery, memory, out, settings, observer)
            files = {item.source.name: item.sha256 for item in ends if item.sha256}
            folders = [path.as_posix() for path in given]
            seen = store.see(dataset, run, files, lambda name: _below(name, folders))
        report = replace(report, run=run, read=read, seen=seen, published=not last or seen != Seen() or bool(read))
        values = {"inputs": inputs, "package": package_hash(out), "report": report.to_json()}
        if report.published:
            write_report(out, report)
        status = "done"
        return report
    finally:
        store.end(run, status, **values)


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
