"""What a dataset was published from: its files, which reading of them, what was left out (数据来源).

Kept in `.mubiao/origin.json` beside the dataset, so that it can be published again, with later decisions, without its
sources. It is private to this machine: it holds the folder the paths are relative to.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset import DatasetError
from pipeline.discover import SourceFile
from pipeline.extract import Failure, Outcome
from pipeline.store import FOLDER
from pipeline.store.versions import Versions
from schemas import Issue

_NAME = "origin.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """The files of a dataset with how reading them ended, the issues of no file, and the state of the extractor."""

    ends: tuple[Outcome, ...]
    issues: tuple[Issue, ...]
    versions: Versions
    folder: Path

    def path_of(self, name: str) -> Path:
        """Return where a source file was when it was read."""
        return self.folder / name


def write_origin(out: Path, ends: Sequence[Outcome], issues: Sequence[Issue], versions: Versions) -> None:
    """Keep what the dataset in `out` is made from, in place of what it was made from before."""
    values = {
        "folder": Path.cwd().as_posix(),
        "extractor": versions.extractor,
        "vocabulary": versions.vocabulary,
        "files": [_row(item) for item in ends],
        "issues": [issue.model_dump(mode="json") for issue in issues],
    }
    folder = out / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{_NAME}"
    beside.write_text(json.dumps(values, ensure_ascii=True), encoding="ascii")
    os.replace(beside, folder / _NAME)


def _row(item: Outcome) -> dict[str, object]:
    failure = (item.failure.code, item.failure.message) if item.failure else None
    return {
        "name": item.source.name, "path": item.source.path.as_posix(), "document_id": item.document_id,
        "sha256": item.sha256, "copy_of": item.copy_of, "failure": failure,
    }  # fmt: skip


def check_published(out: Path) -> None:
    """Raise DatasetError where `mubiao run` never published in `out`."""
    if not (out / FOLDER / _NAME).is_file():
        raise DatasetError(f"{out}: nothing was published here by `mubiao run`; run it first.")


def read_origin(out: Path, publisher: str) -> Origin:
    """Return what the dataset in `out` was published from; `publisher` is the present state of what publishes.

    Raises DatasetError where that is not known.
    """
    check_published(out)
    path = out / FOLDER / _NAME
    try:
        values = json.loads(path.read_text(encoding="ascii"))
        ends = tuple(_outcome(row) for row in values["files"])
        issues = tuple(Issue.model_validate(row) for row in values["issues"])
        versions = Versions(values["extractor"], values["vocabulary"], publisher)
        return Origin(ends, issues, versions, Path(values["folder"]))
    except (ValueError, KeyError, TypeError) as error:
        raise DatasetError(f"{path} is damaged ({error}); run `mubiao run` again.") from None


def _outcome(row: dict[str, object]) -> Outcome:
    failure = row["failure"]
    return Outcome(
        SourceFile(Path(str(row["path"])), str(row["name"])), str(row["document_id"]), str(row["sha256"]),
        failure=Failure(*map(str, failure)) if isinstance(failure, list) else None,
        copy_of=str(row["copy_of"]) if row["copy_of"] else None,
    )  # fmt: skip
