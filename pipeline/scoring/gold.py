"""Gold: the targets and measures of reviewed documents, one JSON row a line (标准答案).

The same form that the rules are measured with: `targets.jsonl` and `measures.jsonl`. A document is told by
`source_file` where a row has it, and by `doc`, the first three characters of the file's name, where it has not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.dataset import DatasetError, read_tables
from pipeline.decisions.claims import REVIEWED_RULE
from pipeline.scoring.agreement import Agreement, Score, compare_measures, compare_targets

Row = dict[str, Any]
_TARGET = (
    "quote", "role", "scope", "indicator", "comparator", "value", "value_max", "unit", "kind", "start", "deadline",
)  # fmt: skip
_MEASURE = ("number", "heading", "path", "lead", "support", "responsible", "deadline")
# What a reviewer left undecided.
_OPEN = ("unreviewed", "returned")
TARGETS, MEASURES = "targets.jsonl", "measures.jsonl"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: names of documents, numbers of rows; `left_out` are (document, undecided targets)."""

    documents: tuple[str, ...]
    targets: int
    measures: int
    left_out: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of a run over all documents of the gold, and document by document."""

    total: dict[str, Score]
    by_document: dict[str, Agreement]


def short(source_file: str) -> str:
    """Return the first three characters of a file's name."""
    return PurePosixPath(source_file).name[:3]


def _reviewed(statements: Sequence[Row]) -> bool:
    """Say whether all targets of a document were decided on, and something was."""
    targets = [row for row in statements if row["role"] == "target" and row["state"] != "rejected"]
    return all(row["state"] not in _OPEN for row in targets) and any(row["state"] not in _OPEN for row in statements)


def _kept(row: Row) -> bool:
    """Say whether a row belongs into the gold: what stands after the review, numbers of other roles where decided."""
    return row["state"] != "rejected" and (row["role"] == "target" or row["state"] not in _OPEN)


def _target(row: Row, number: int) -> Row:
    name = row["source_file"]
    place = {key: row["table"][key] for key in ("title", "row", "column")} if row["table"] else None
    return {
        "id": f"{short(name)}-T{number:03}", "doc": short(name), "source_file": name,
        **{key: row[key] for key in _TARGET}, "table": place, "page": row["page"], "optional": row["role"] != "target",
    }  # fmt: skip


def _measure(row: Row, number: int) -> Row:
    name = row["source_file"]
    head = {"id": f"{short(name)}-M{number:03}", "doc": short(name), "source_file": name}
    return head | {key: row[key] for key in _MEASURE}


def export(out: Path, folder: Path) -> Exported:
    """Write the gold of the documents of the dataset in `out` whose targets were all decided on, into `folder`.

    Numbers of other roles on which a reviewer decided are optional rows. Agencies and headings of measures are those
    that were extracted: the page reviews targets. Raises DatasetError where `out` holds no whole dataset.
    """
    tables = read_tables(out, ("documents", "statements", "measures"))
    by_file: dict[str, list[Row]] = {}
    for row in tables["statements"]:
        by_file.setdefault(row["source_file"], []).append(row)
    done = [name for name, rows in by_file.items() if _reviewed(rows)]
    left_out = [
        (name, sum(row["role"] == "target" and row["state"] in _OPEN for row in rows))
        for name, rows in by_file.items()
        if name not in done
    ]
    targets = [_target(row, i + 1) for name in done for i, row in enumerate(filter(_kept, by_file[name]))]
    measures = [
        _measure(row, i + 1)
        for name in done
        for i, row in enumerate(row for row in tables["measures"] if row["source_file"] == name)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / TARGETS, targets)
    _write(folder / MEASURES, measures)
    return Exported(tuple(done), len(targets), len(measures), tuple(left_out))


def _write(path: Path, rows: Iterable[Row]) -> None:
    beside = path.with_name(f".{path.name}")
    beside.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    os.replace(beside, path)


def read_gold(folder: Path, name: str) -> list[Row]:
    """Return the rows of a gold file. Raises DatasetError where it is missing or damaged, with the line."""
    path = folder / name
    if not path.is_file():
        raise DatasetError(f"{folder}: there is no {name}; `mubiao gold export` writes one.")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [_parsed(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _parsed(line: str, place: str) -> Row:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict) or not ("doc" in row or "source_file" in row):
        raise DatasetError(f"{place}: this is no row of gold.")
    return row


def score(out: Path, folder: Path) -> Scored:
    """Measure the dataset in `out` against the gold in `folder`, over the documents that both hold.

    What a run extracted is measured: where a reviewer decided otherwise, the extracted values count and marked targets
    do not. Raises DatasetError where one of them cannot be read, or where they have no document in common.
    """
    tables = read_tables(out, ("documents", "statements", "measures"))
    targets, measures = read_gold(folder, TARGETS), read_gold(folder, MEASURES)
    named = {row["source_file"] for row in (*targets, *measures) if "source_file" in row}
    shorts = {row["doc"] for row in (*targets, *measures) if "source_file" not in row}
    by_document: dict[str, Agreement] = {}
    for name in (row["source_file"] for row in tables["documents"]):
        if name not in named and short(name) not in shorts:
            continue
        given = _as_extracted(_of(tables["statements"], name))
        one = compare_targets(_of(targets, name), given)
        two = compare_measures(_of(measures, name), _of(tables["measures"], name))
        by_document[name] = Agreement(
            {**one.scores, **two.scores}, (*one.missed, *two.missed), (*one.extra, *two.extra), one.weak
        )
    if not by_document:
        raise DatasetError(f"{folder} has gold of none of the documents in {out}.")
    names = next(iter(by_document.values())).scores
    total = {name: sum((found.scores[name] for found in by_document.values()), Score()) for name in names}
    return Scored(total, by_document)


def _of(rows: Iterable[Row], name: str) -> list[Row]:
    return [row for row in rows if row.get("source_file", name) == name and row.get("doc", short(name)) == short(name)]


def _as_extracted(rows: Iterable[Row]) -> list[Row]:
    """Return published statements as they were extracted; the parts of a split one are one again."""
    found: dict[str, Row] = {}
    for row in rows:
        if row["rule"] != REVIEWED_RULE:
            key = row["review_key"] if row["state"] == "split" else row["statement_id"]
            found.setdefault(key, row | (row["extracted"] or {}))
    return list(found.values())
