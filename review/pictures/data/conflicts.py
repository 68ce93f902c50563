"""Conflicts: what contradicts what, with the statements beside each other (矛盾)."""

from __future__ import annotations

from dataclasses import dataclass

from review.pictures.data.published import Published, Slice, listed, page_of
from review.pictures.data.targets import Said, Shown, statements_by_id, targets_by_id

CONFLICTS_A_PAGE = 20
MOST_TARGETS, MOST_STATEMENTS = 12, 24


@dataclass(frozen=True, slots=True)
class Side:
    """One target of a conflict with the statements that say it."""

    target: Shown
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A conflict: its sides, and how many more targets it has than are shown."""

    conflict_id: str
    code: str
    sides: tuple[Side, ...]
    more: int


def codes(published: Published) -> dict[str, int]:
    """Return how many conflicts there are of each kind, the most frequent first."""
    query = "SELECT code, count(*) AS n FROM conflicts GROUP BY code ORDER BY n DESC, code LIMIT 100"
    return {row["code"]: row["n"] for row in published.select(query)}


def find_conflicts(published: Published, code: str = "", page: int = 1) -> Slice[ConflictView]:
    """Return a page of the conflicts, of one kind or of all."""
    source, values = ("conflicts WHERE code = ?", (code,)) if code else ("conflicts", ())
    found = page_of(published, "*", source, "code, conflict_id", values, page, CONFLICTS_A_PAGE)
    kept = {row["conflict_id"]: listed(row["target_ids"])[:MOST_TARGETS] for row in found.rows}
    targets = targets_by_id(published, sorted({key for keys in kept.values() for key in keys}))
    of_target = _statement_ids(published, list(targets))
    said = statements_by_id(published, sorted({key for keys in of_target.values() for key in keys}))
    return found.of(
        ConflictView(
            row["conflict_id"], row["code"],
            tuple(
                Side(targets[key], tuple(said[each] for each in of_target.get(key, ()) if each in said))
                for key in kept[row["conflict_id"]]
                if key in targets
            ),
            len(listed(row["target_ids"])) - len(kept[row["conflict_id"]]),
        )
        for row in found.rows
    )  # fmt: skip


def _statement_ids(published: Published, targets: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for target in targets:
        query = "SELECT statement_ids FROM targets WHERE target_id = ?"
        found[target] = listed(published.select(query, (target,))[0]["statement_ids"])[:MOST_STATEMENTS]
    return found
