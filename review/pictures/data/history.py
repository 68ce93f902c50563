"""The history of runs: what each read, changed and failed at; what the last one changed (运行记录)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.settings import Settings
from pipeline.store import Store, StoredRun
from review.pictures.data.published import Published
from review.pictures.data.targets import Shown, targets_by_id

RUNS_SHOWN = 50
MOST_FAILURES = 200


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run. The counts are zero where it left no report: it failed, was killed, or is still running."""

    run: str
    started_at: str
    seconds: int | None
    status: str
    read: int
    documents: int
    targets: int
    published: bool
    seen: dict[str, tuple[str, ...]]
    changes: dict[str, int]
    ids: dict[str, tuple[str, ...]]
    failures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LastChange:
    """What the last run that changed something changed: the targets as they are now, and the ids of those gone."""

    run: RunLine
    added: tuple[Shown, ...]
    changed: tuple[Shown, ...]
    gone: tuple[str, ...]


def runs(out: Path, settings: Settings, limit: int = RUNS_SHOWN) -> list[RunLine]:
    """Return the last runs over a dataset, the newest first. Raises pipeline.store.StoreError."""
    with Store.open(out, settings.store) as store:
        return [_line(row) for row in store.runs(str(out.resolve()), limit)]


def _line(row: StoredRun) -> RunLine:
    report = _report(row.report)
    changes = report.get("changes", {})
    return RunLine(
        row.run, row.started_at, _seconds(row.started_at, row.ended_at), row.status, report.get("read", 0),
        sum(report.get("documents", {}).values()),
        report.get("targets", 0), report.get("published", False),
        {kind: tuple(names) for kind, names in report.get("seen", {}).items()},
        {kind: changes.get(kind, 0) for kind in ("added", "gone", "changed")},
        {kind: tuple(ids) for kind, ids in changes.get("ids", ())},
        tuple((name, reason) for name, reason in report.get("failures", ())[:MOST_FAILURES]),
    )  # fmt: skip


def _report(text: str | None) -> dict[str, Any]:
    """Return the report a run left; of a version that wrote another one, nothing rather than an error."""
    try:
        report = json.loads(text or "{}")
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def _seconds(started: str, ended: str | None) -> int | None:
    if ended is None:
        return None
    return round((datetime.fromisoformat(ended) - datetime.fromisoformat(started)).total_seconds())


def last_change(published: Published, lines: list[RunLine]) -> LastChange | None:
    """Return what the last run that changed targets changed; None where none did."""
    changing = (line for line in lines if line.published and any(line.changes.values()))
    line = next(changing, None)
    if line is None:
        return None
    added, changed = (list(line.ids.get(kind, ())) for kind in ("added", "changed"))
    found = targets_by_id(published, [*added, *changed])
    return LastChange(
        line,
        tuple(found[key] for key in added if key in found),
        tuple(found[key] for key in changed if key in found),
        line.ids.get("gone", ()),
    )
