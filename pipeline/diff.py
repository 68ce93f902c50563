"""What changed between two datasets: targets added, gone and changed, by document (差异)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.dataset import read_tables

Row = dict[str, Any]
# What a reader would call a change of the same target; ids and the names of rules are not.
COMPARED = (
    "indicator", "scope", "comparator", "value", "value_max", "unit", "kind", "start", "deadline", "agencies", "status",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `fields` are (name, old, new), only for a target that changed."""

    kind: Literal["added", "gone", "changed"]
    documents: tuple[str, ...]
    target: Row
    fields: tuple[tuple[str, Any, Any], ...] = ()

    def line(self) -> str:
        """Return the change in words: 全市 工业总产值 >= 7500亿元 (2020)."""
        row = self.target
        value = f"{row['value']}" + (f"—{row['value_max']}" if row["value_max"] is not None else "")
        head = f"{row['scope']} {row['indicator']} {row['comparator']} {value}{row['unit']} ({row['deadline'] or '–'})"
        moved = "; ".join(f"{name}: {_words(old)} → {_words(new)}" for name, old, new in self.fields)
        return f"{head}: {moved}" if moved else head


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value)) or "–"
    return "–" if value in (None, "") else str(value)


# Targets that are not the same record are taken for one that changed when they agree in these, the closest first: only
# the value moved; the date moved; the words of the scope did.
_ALIKE: tuple[Callable[[Row], Hashable], ...] = (
    lambda row: (row["scope"], row["indicator"], row["kind"], row["start"], row["deadline"]),
    lambda row: (row["scope"], row["indicator"], row["kind"]),
    lambda row: (row["indicator"], row["kind"], row["value"], row["unit"], row["deadline"]),
)


def _with_documents(folder: Path) -> list[Row]:
    """Return the targets of a dataset, each with the files its statements stand in."""
    tables = read_tables(folder, ("statements", "targets"))
    files = {row["statement_id"]: row["source_file"] for row in tables["statements"]}
    return [
        row | {"documents": tuple(sorted({files[item] for item in row["statement_ids"] if item in files}))}
        for row in tables["targets"]
    ]


def _pairs(old: list[Row], new: list[Row]) -> Iterable[tuple[Row, Row]]:
    """Yield the pairs that are one target in both, and take them out of the lists. Never a guess among several."""
    by_id = {row["target_id"]: row for row in new}
    same = [(row, by_id[row["target_id"]]) for row in old if row["target_id"] in by_id]
    yield from same
    known = {row["target_id"] for row, _ in same}
    old[:] = [row for row in old if row["target_id"] not in known]
    new[:] = [row for row in new if row["target_id"] not in known]
    for alike in _ALIKE:
        groups: dict[Hashable, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
        for side, rows in enumerate((old, new)):
            for row in rows:
                groups[row["documents"], alike(row)][side].append(row)
        taken: set[int] = set()
        for left, right in groups.values():
            if len(left) == len(right) == 1:
                yield left[0], right[0]
                taken |= {id(left[0]), id(right[0])}
        old[:] = [row for row in old if id(row) not in taken]
        new[:] = [row for row in new if id(row) not in taken]


def diff(old: Path, new: Path) -> list[Change]:
    """Return what changed from the dataset in `old` to that in `new`, sorted by document, then by target.

    A target whose number, date or scope alone moved within its documents is changed, not gone and added; where several
    could be meant, it is gone and added. Raises pipeline.dataset.DatasetError where a folder holds no whole dataset.
    """
    before, after = _with_documents(old), _with_documents(new)
    changes = []
    for left, right in _pairs(before, after):
        fields = tuple((name, left[name], right[name]) for name in COMPARED if left[name] != right[name])
        if fields:
            changes.append(Change("changed", right["documents"], right, fields))
    changes += [Change("gone", row["documents"], row) for row in before]
    changes += [Change("added", row["documents"], row) for row in after]
    return sorted(changes, key=lambda change: (change.documents, change.kind, change.line()))
