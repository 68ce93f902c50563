"""A run: discover, read, reconcile, publish. Prefect is not needed here; `pipeline.flows` puts it around (运行)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.discover import SourceFile, UsageError, discover
from pipeline.extract import Outcome, fingerprints, load_models, read_document
from pipeline.formats.columns import Rows
from pipeline.progress import Observer, Silent
from pipeline.publish import publish
from pipeline.rows import document_tables, issue_rows
from pipeline.settings import Settings
from schemas import Issue, Status

Runner = Callable[[Sequence[Outcome]], Iterable[Outcome]]


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did, for the summary. `failures` are (file, reason) pairs, `failed` counts failed documents."""

    documents: dict[str, int]
    pages: int
    measures: int
    statements: dict[str, int]
    targets: int
    issues: dict[str, int]
    failures: tuple[tuple[str, str], ...]
    out: Path

    @property
    def failed(self) -> int:
        return len(self.failures)


def one_after_the_other(known: Sequence[Outcome]) -> Iterator[Outcome]:
    """Read the documents in this process, one after the other."""
    return map(read_document, known)


def _read_all(files: Sequence[SourceFile], settings: Settings, observer: Observer, runner: Runner) -> list[Outcome]:
    """Return the outcome of every file; a file with the bytes of another is not read twice."""
    known = fingerprints(files, settings)
    to_read = [outcome for outcome in known if not (outcome.failure or outcome.copy_of)]
    observer.stage("Loading the language models")
    load_models()
    observer.found(len(known))
    done: dict[str, Outcome] = {}
    for outcome in runner(to_read):
        done[outcome.source.name] = outcome
        observer.finished(outcome)
    outcomes = []
    for outcome in known:
        if outcome.copy_of:
            original = done[outcome.copy_of]
            outcome = replace(outcome, extraction=original.extraction, failure=original.failure)
        if outcome.source.name not in done:
            observer.finished(outcome)
        outcomes.append(done.get(outcome.source.name, outcome))
    return outcomes


def dataset_rows(outcomes: Sequence[Outcome], others: Iterable[Issue] = ()) -> Rows:
    """Return the rows of every published table for the outcomes of a run; `others` are issues of no document.

    The order of `outcomes` does not matter.
    """
    from pipeline.reconcile import reconcile

    ordered = sorted(outcomes, key=lambda outcome: outcome.source.name)
    read = [outcome.extraction for outcome in ordered if outcome.extraction and not outcome.copy_of]
    dataset = reconcile(read)
    rows = document_tables(ordered)
    return {
        "documents": rows["documents"],
        "measures": rows["measures"],
        "statements": rows["statements"],
        "targets": dataset.targets,
        "series": dataset.series,
        "rollups": dataset.rollups,
        "conflicts": dataset.conflicts,
        "agencies": dataset.agencies,
        "tables": rows["tables"],
        "issues": issue_rows(ordered, (*others, *dataset.issues)),
    }


def _report(outcomes: Sequence[Outcome], rows: Rows, out: Path) -> RunReport:
    read = [outcome.extraction for outcome in outcomes if outcome.extraction and not outcome.copy_of]
    ends = Counter(
        str(outcome.extraction.document.status) if outcome.extraction else str(Status.FAILED) for outcome in outcomes
    )
    roles = Counter(str(statement.role) for extraction in read for statement in extraction.statements)
    severities = Counter(str(getattr(issue, "severity", "")) for issue in rows["issues"])
    return RunReport(
        documents=dict(ends),
        pages=sum(len(extraction.document.pages) for extraction in read),
        measures=len(rows["measures"]),
        statements=dict(roles),
        targets=len(rows["targets"]),
        issues=dict(severities),
        failures=tuple((o.source.name, o.failure.message) for o in outcomes if o.failure),
        out=out,
    )


def run_documents(
    paths: Iterable[Path],
    out: Path,
    settings: Settings | None = None,
    observer: Observer | None = None,
    runner: Runner = one_after_the_other,
) -> RunReport:
    """Read the files and folders `paths` and publish the dataset in the folder `out`.

    `runner` reads the documents; the default does it here, one after the other. Raises UsageError where a path does
    not exist or holds no files, OSError where `out` cannot be written. What is wrong with a document never raises: it
    is a failed row of documents with its reason.
    """
    settings = settings or Settings()
    observer = observer or Silent()
    given = list(paths)
    discovery = discover(given, out, settings)
    if not discovery.files:
        raise UsageError(f"There are no files to read in {', '.join(str(path) for path in given)}.")
    outcomes = _read_all(discovery.files, settings, observer, runner)
    observer.stage("Reconciling")
    rows = dataset_rows(outcomes, discovery.issues)
    observer.stage("Publishing")
    publish(out, rows, settings)
    return _report(outcomes, rows, out)
