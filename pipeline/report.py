"""What a run did: for the summary, for the store's history, and as `runs/<run>.json` beside the dataset (运行报告)."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipeline.store import Seen

RUNS = "runs"
_ID = re.compile(rb'"target_id":"([0-9a-f]{16})"')
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Changes:
    """How the published targets changed, by their ids: the first two hundred of each, and how many there are."""

    added: int = 0
    gone: int = 0
    changed: int = 0
    ids: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did, for the summary. `failures` are (file, reason) pairs, `failed` counts failed documents.

    `read` counts the documents that this run read itself; the others were known. `published` says whether the dataset
    was written; where nothing was new it was left alone.
    """

    documents: dict[str, int]
    pages: int
    measures: int
    statements: dict[str, int]
    targets: int
    issues: dict[str, int]
    failures: tuple[tuple[str, str], ...]
    out: Path
    run: str = ""
    read: int = 0
    seen: Seen = field(default_factory=Seen)
    changes: Changes = field(default_factory=Changes)
    published: bool = True

    @property
    def failed(self) -> int:
        return len(self.failures)

    def to_json(self) -> str:
        """Return the report as JSON, without the place of the dataset."""
        values = asdict(self)
        del values["out"]
        return json.dumps(values, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str, out: Path) -> RunReport:
        """Return the report of an earlier run, as that of a run that found everything as it was."""
        values: dict[str, Any] = json.loads(text)
        failures = tuple((name, reason) for name, reason in values["failures"])
        kept = ("documents", "pages", "measures", "statements", "targets", "issues")
        return cls(**{name: values[name] for name in kept}, failures=failures, out=out)


def targets_of(out: Path) -> dict[str, bytes]:
    """Return a hash of every published target's row, by its id; empty where nothing is published yet."""
    path = out / "targets.json"
    rows: dict[str, bytes] = {}
    if path.is_file():
        with path.open("rb") as stream:
            for line in stream:  # a row a line
                found = _ID.search(line)
                if found:
                    rows[found[1].decode()] = hashlib.sha256(line.strip(b",\n")).digest()[:8]
    return rows


def changes_between(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Changes:
    """Return which targets came, went or changed. `mubiao diff` says more, for two whole datasets."""
    found = {
        "added": sorted(after.keys() - before.keys()),
        "gone": sorted(before.keys() - after.keys()),
        "changed": sorted(key for key in before.keys() & after.keys() if before[key] != after[key]),
    }
    ids = tuple((kind, tuple(those[:_SHOWN])) for kind, those in found.items() if those)
    return Changes(len(found["added"]), len(found["gone"]), len(found["changed"]), ids)


def write_report(out: Path, report: RunReport) -> None:
    """Write `runs/<run>.json`. It is no part of the dataset: it has a time in its name."""
    folder = out / RUNS
    folder.mkdir(exist_ok=True)
    beside = folder / f".{report.run}"
    beside.write_text(report.to_json() + "\n", encoding="utf-8")
    os.replace(beside, folder / f"{report.run}.json")
