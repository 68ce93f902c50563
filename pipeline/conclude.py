"""From what was read to a published dataset: decisions applied, reconciled, written (归并与发布)."""

from __future__ import annotations

import secrets
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.decisions.gathering import Decided, decisions_on
from pipeline.decisions.ledger import Ledger
from pipeline.extract import Outcome
from pipeline.formats.columns import Rows
from pipeline.incremental import Memory, inputs_hash, package_hash, untouched
from pipeline.origin import write_origin
from pipeline.progress import Observer
from pipeline.report import RunReport, changes_between, targets_of, write_report
from pipeline.rows import document_tables, issue_rows
from pipeline.settings import Settings
from pipeline.spool import Spool
from pipeline.store import FOLDER, Seen, Store, StoredRun
from schemas import Dataset, Extraction, Issue, Record, Status
from schemas.published import TABLES

Table = list[Record] | Spool

_FROM_DOCUMENTS = ("documents", "measures", "statements", "tables")


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


def _applied(outcomes: Iterable[Outcome], decided: Decided) -> Iterator[Outcome]:
    for outcome in outcomes:
        if outcome.extraction is not None and not outcome.copy_of:
            outcome = replace(outcome, extraction=decided.applied(outcome.extraction))
        yield outcome


def _publish_all(
    loaded: Iterable[Outcome], issues: Sequence[Issue], out: Path, settings: Settings, observer: Observer
) -> RunReport:
    """Reconcile and publish all documents; memory holds one document and the targets, rows lie in a spool."""
    from pipeline.publish import publish

    tally = _Tally()
    observer.stage("Reconciling")
    with tempfile.TemporaryDirectory(prefix="spool-", dir=out / FOLDER, ignore_cleanup_errors=True) as folder:
        tables: dict[str, Table] = {
            name: Spool(Path(folder) / f"{name}.rows", TABLES[name][0]) for name in _FROM_DOCUMENTS
        }
        rows = _all_rows(loaded, issues, tables, tally)
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


@dataclass(slots=True)
class RunRecord:
    """A run in the store's history while it is under way. `values` are written down when it ends."""

    run: str
    dataset: str
    last: StoredRun | None
    values: dict[str, str | None] = field(default_factory=dict)


@contextmanager
def recorded(store: Store, out: Path) -> Iterator[RunRecord]:
    """Keep a run in the store's history, however it ends."""
    dataset = str(out.resolve())
    record = RunRecord(f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}", dataset, store.last_done(dataset))
    store.begin(record.run, dataset)
    status = "failed"
    try:
        yield record
        status = "done"
    finally:
        store.end(record.run, status, **record.values)


def conclude(
    record: RunRecord, ends: Sequence[Outcome], issues: Sequence[Issue], memory: Memory, store: Store, out: Path,
    settings: Settings, observer: Observer,
) -> RunReport:  # fmt: skip
    """Publish what was read of the files, with the decisions on them; leave the dataset alone where it is just that."""
    decided = decisions_on(Ledger(store), ends)
    inputs = inputs_hash(ends, issues, memory.versions, settings, decided.digest)
    record.values["inputs"] = inputs
    last = record.last
    if last and last.report and last.inputs == inputs and untouched(out, last.package):
        return replace(RunReport.from_json(last.report, out), run=record.run, published=False)
    # Before the dataset: what is named there is in the store already, so it can be published whatever happens next.
    write_origin(out, ends, issues, memory.versions)
    return replace(_publish_all(_applied(memory.load(ends), decided), issues, out, settings, observer), run=record.run)


def finished(record: RunRecord, report: RunReport, read: int = 0, seen: Seen | None = None) -> RunReport:
    """Note in the history what a run did, and beside the dataset where it did something."""
    report = replace(report, read=read, seen=seen or Seen())
    record.values |= {"package": package_hash(report.out), "report": report.to_json()}
    if report.published:
        write_report(report.out, report)
    return report
