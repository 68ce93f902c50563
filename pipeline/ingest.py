"""A scheduled run: fetch what the sources have, then read and publish all of it (定时摄取)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pipeline.discover import UsageError
from pipeline.progress import Observer, Silent
from pipeline.report import RunReport
from pipeline.run import Runner, one_after_the_other, run_documents
from pipeline.settings import Settings
from pipeline.sources import FetchReport, FolderSource, WebSource, fetch_source, load_sources
from pipeline.store import FOLDER, Store

FETCHED = "fetched"
Fetch = Callable[[WebSource, Path, Store], FetchReport]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What came of the sources, by name, and of the run over their files."""

    run: RunReport
    fetched: dict[str, FetchReport] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return it as JSON, for a log."""
        fetched = {name: asdict(report) for name, report in self.fetched.items()}
        return json.dumps({"run": json.loads(self.run.to_json()), "fetched": fetched}, ensure_ascii=False, indent=1)

    def troubles(self) -> list[str]:
        """Return what failed now: addresses, and documents where any was read or tried in this run."""
        reasons = [reason for report in self.fetched.values() for _, reason in report.failed]
        return reasons + [f"{name}: {reason}" for name, reason in self.run.failures if self.run.read]

    def markdown(self) -> str:
        """Return it as a page for Prefect's own pages; names and reasons are shown as they are."""
        lines = "\n".join(line.replace("`", "'") for line in self.lines())
        return f"# Mubiao {self.run.run}\n\n```\n{lines}\n```\n"

    def lines(self) -> list[str]:
        """Return it in plain words."""
        words = []
        for name, report in self.fetched.items():
            counts = ("new", "changed", "moved", "unchanged", "failed")
            words.append(f"{name}: " + ", ".join(f"{len(getattr(report, count))} {count}" for count in counts))
            words += [f"  {reason}" for _, reason in report.failed]
        seen, changes = self.run.seen, self.run.changes
        files = f"{len(seen.new)} new, {len(seen.changed)} changed, {len(seen.moved)} moved, {len(seen.gone)} gone"
        words.append(f"files: {files}; read now: {self.run.read}; failed: {self.run.failed}")
        words += [f"  {name}: {reason}" for name, reason in self.run.failures]
        words.append(f"targets: {changes.added} added, {changes.gone} gone, {changes.changed} changed")
        return words


def folder_of(source: FolderSource | WebSource, sources: Path, out: Path) -> Path:
    """Return where a source's files lie; a web source's are kept beside the dataset, in `<out>-fetched/<name>`."""
    if isinstance(source, FolderSource):
        return source.path if source.path.is_absolute() else sources.parent / source.path
    return out.with_name(f"{out.name}-{FETCHED}") / source.name


def ingest(
    sources: Path,
    out: Path,
    settings: Settings | None = None,
    observer: Observer | None = None,
    runner: Runner = one_after_the_other,
    fetch: Fetch = fetch_source,
) -> IngestReport:
    """Fetch from the sources of a `sources.toml`, then publish the dataset of all their files in `out`.

    A source that cannot be reached is in the report; what it gave before is still read. Raises UsageError where
    `sources` is not right or there is nothing to read at all, and what `run_documents` raises.
    """
    settings, observer = settings or Settings(), observer or Silent()
    listed = load_sources(sources)
    fetched: dict[str, FetchReport] = {}
    folders = []
    for source in listed:
        folder = folder_of(source, sources, out)
        if isinstance(source, WebSource):
            observer.stage(f"Fetching from {source.name}")
            (out / FOLDER).mkdir(parents=True, exist_ok=True)
            with Store.open(out, settings.store) as store:
                fetched[source.name] = fetch(source, folder, store)
        if folder.exists():
            folders.append(folder)
        elif isinstance(source, FolderSource):
            raise UsageError(f"{folder}: there is no such folder (source {source.name}).")
    try:
        run = run_documents(folders, out, settings, observer, runner)
    except UsageError as error:
        reasons = "; ".join(reason for report in fetched.values() for _, reason in report.failed[:3])
        raise UsageError(f"{error} {reasons}".strip()) from None
    return IngestReport(run, fetched)
