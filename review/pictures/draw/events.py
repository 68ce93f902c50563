"""Conflicts side by side, the history of runs, and what changed between two datasets (矛盾、运行与差异)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from pipeline.diff import COMPARED, Change
from review.pictures.data.conflicts import ConflictView, Side
from review.pictures.data.history import LastChange, RunLine
from review.pictures.data.targets import Shown, period_words
from review.pictures.draw.cells import about, evidence_of, status_of
from review.pictures.draw.markup import Node, Say, address, node, row, table
from review.pictures.numbers import SIGNS, Amount

_NAMES_SHOWN = 30


def conflict(found: ConflictView, say: Say, code_words: str) -> Node:
    """Return one conflict: what kind it is, and its targets with their statements beside each other."""
    sides = [_side(side, say) for side in found.sides]
    if found.more:
        sides.append(node("p", say("pictures.more", count=found.more), class_="soft"))
    return node(
        "article", node("h2", code_words), node("div", *sides, class_="sides"),
        id=f"conflict-{found.conflict_id}", class_="panel conflict",
    )  # fmt: skip


def _side(side: Side, say: Say) -> Node:
    target = side.target
    return node(
        "section",
        node("div", target.amount.words(), class_="figure"),
        node("div", about(target, address("/series", target.series_id))),
        node("div", " · ".join(filter(None, (target.period, "、".join(target.agencies[:4])))), class_="soft"),
        evidence_of(side.said, say, around=True),
        *[node("div", f"{each.issuer} {each.issued_on}".strip(), class_="soft small") for each in side.said[:1]],
    )  # fmt: skip


def run_table(lines: Sequence[RunLine], say: Say) -> Node:
    """Return the runs, the newest first: what each read, what that changed, and what failed."""
    heads = [
        say(f"pictures.{key}")
        for key in ("started", "run_status", "lasted", "read", "files", "targets", "changes", "failed")
    ]
    return table(heads, (_run_row(line, say) for line in lines), numbers=[5], class_="list runs")


def moment(written: str) -> str:
    """Return a time kept as ISO in UTC as it is on this machine's clock: 2026-11-22 02:31."""
    return f"{datetime.fromisoformat(written).astimezone():%Y-%m-%d %H:%M}"


def lasted(seconds: int | None) -> str:
    """Return a time that passed: 8 s, 2 min 5 s, 1 h 4 min."""
    if seconds is None:
        return "–"
    if seconds < 60:
        return f"{seconds} s"
    return (
        f"{seconds // 60} min {seconds % 60} s" if seconds < 3600 else f"{seconds // 3600} h {seconds % 3600 // 60} min"
    )


def _run_row(line: RunLine, say: Say) -> Node:
    status = say(f"pictures.run_{line.status}")
    files = [_names(line.seen.get(kind, ()), f"seen_{kind}", say) for kind in ("new", "changed", "moved", "gone")]
    if line.status != "done":
        changes = ""
    elif line.published:
        changes = say("pictures.change_counts", **line.changes)
    else:
        changes = say("pictures.nothing_new")
    return row(
        node("td", moment(line.started_at), title=line.run),
        node("td", status, class_=f"run {line.status}"), lasted(line.seconds),
        node("td", say("pictures.read_of", read=line.read, documents=line.documents)),
        node("td", *[each for each in files if each is not None]),
        node("td", f"{line.targets:,}", class_="number"), changes, _failures(line, say),
    )  # fmt: skip


def _names(names: Sequence[str], key: str, say: Say) -> Node | None:
    if not names:
        return None
    shown = [node("li", name) for name in names[:_NAMES_SHOWN]]
    if len(names) > _NAMES_SHOWN:
        shown.append(node("li", say("pictures.more", count=len(names) - _NAMES_SHOWN)))
    return node("details", node("summary", say(f"pictures.{key}", count=len(names))), node("ul", *shown))


def _failures(line: RunLine, say: Say) -> Node | str:
    if not line.failures:
        return "–"
    entries = [node("li", node("b", name), " ", reason) for name, reason in line.failures]
    return node("details", node("summary", str(len(entries))), node("ul", *entries), class_="failures")


def last_changes(change: LastChange, say: Say) -> Node:
    """Return what the last run that changed something changed."""
    parts: list[Node] = [node("h2", say("pictures.last_change", time=moment(change.run.started_at)))]
    for kind, targets in (("added", change.added), ("changed", change.changed)):
        if targets:
            words = say(f"pictures.targets_{kind}", count=change.run.changes[kind])
            rows = (_target_row(target, say) for target in targets)
            heads = [say(f"pictures.{key}") for key in ("target", "value", "period", "status")]
            parts.append(
                _folded(
                    words, table(heads, rows, numbers=[1], class_="list"), len(targets), change.run.changes[kind], say
                )
            )
    if change.gone:
        words = say("pictures.targets_gone", count=change.run.changes["gone"])
        parts.append(node("p", words, " ", node("span", say("pictures.gone_hint"), class_="soft")))
    return node("section", *parts)


def _folded(words: str, made: Node, shown: int, total: int, say: Say) -> Node:
    more = node("p", say("pictures.more", count=total - shown), class_="soft") if total > shown else None
    return node("details", node("summary", words), made, more, open=shown <= 20)


def _target_row(target: Shown, say: Say) -> Node:
    value = node("td", target.amount.words(), class_="number")
    return row(about(target, address("/series", target.series_id)), value, target.period or "–", status_of(target, say))


def change_table(changes: Sequence[Change], say: Say) -> Node:
    """Return what changed between two datasets, by document; old and new beside each other."""
    heads = [say(f"pictures.{key}") for key in ("change", "document", "target", "before", "now")]
    return table(heads, (_change_row(change, say) for change in changes), class_="list changes")


def _change_row(change: Change, say: Say) -> Node:
    target = change.target
    name = node("span", node("span", str(target["scope"]), class_="soft"), " ", node("b", str(target["indicator"])))
    if change.kind == "changed":
        name.append(node("div", _summary(target), class_="soft small"))
    sign = {"added": "＋", "gone": "－", "changed": "≠"}[change.kind]
    before, now = _both(change, say)
    return row(
        node("td", f"{sign} ", say(f"pictures.change_{change.kind}"), class_=f"change {change.kind}"),
        "\n".join(change.documents), name, before, now,
    )  # fmt: skip


def _both(change: Change, say: Say) -> tuple[Node | str, Node | str]:
    """Return the two columns of a change: the whole target on one side, or field by field on both."""
    if change.kind == "changed":
        fields = [(name, old, new) for name, old, new in change.fields if name in COMPARED]
        return _fields([(name, old) for name, old, _ in fields], say), _fields([(n, new) for n, _, new in fields], say)
    words = _summary(change.target)
    return ("", words) if change.kind == "added" else (words, "")


def _summary(target: Mapping[str, Any]) -> str:
    """Return value and period of a target as it is in the JSON files."""
    value, upper = (None if target[name] is None else Decimal(str(target[name])) for name in ("value", "value_max"))
    amount = Amount(target["comparator"], value or Decimal(0), upper, target["unit"])
    return f"{amount.words()} ({period_words(target['start'], target['deadline']) or '–'})"


def _fields(fields: Sequence[tuple[str, object]], say: Say) -> Node:
    return node("dl", *(part for name, value in fields for part in _field(name, value, say)))


def _field(name: str, value: object, say: Say) -> tuple[Node, Node]:
    if value in (None, "", []):
        words = "–"
    elif name == "kind":
        words = say(f"kind.{value}")
    elif name == "status":
        words = say(f"pictures.status_{value}")
    elif name == "comparator":
        words = SIGNS.get(str(value)) or str(value)
    else:
        words = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    return node("dt", say(f"pictures.field_{name}")), node("dd", words)
