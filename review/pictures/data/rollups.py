"""Roll-ups: a total, the parts that were found for it, and what of the total they do not cover (汇总与分解)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from review.pictures.data.published import Published, Slice, listed, marks, number, page_of, searched
from review.pictures.data.targets import Said, Shown, statements_of, targets_by_id
from review.pictures.numbers import Amount, rounded

MOST_PARTS, MOST_STATEMENTS = 500, 1500
OVER = ("scope", "period")


@dataclass(frozen=True, slots=True)
class RollupLine:
    """A roll-up in the list. Amounts are in the total's own unit."""

    rollup_id: str
    over: str
    indicator: str
    scope: str
    period: str
    total: Amount
    covered: Decimal
    coverage: Decimal
    parts: int


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a total: its value in the total's unit, and its share of the total."""

    target: Shown
    value: Decimal
    share: Decimal
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class RollupView:
    """One roll-up. `missing` is what the parts leave of the total; negative where they are more than it."""

    rollup_id: str
    over: str
    rule: str
    total: Shown
    total_said: tuple[Said, ...]
    covered: Decimal
    missing: Decimal
    coverage: Decimal
    parts: tuple[Part, ...]
    of_all: int


def find_rollups(published: Published, words: str = "", over: str = "", page: int = 1) -> Slice[RollupLine]:
    """Return a page of the roll-ups whose total holds all the words: over places first, then by parts."""
    condition, values = searched(words, "t.indicator", "t.scope")
    parts: list[str] = [*values]
    if over in OVER:
        condition += " AND r.over = ?"
        parts.append(over)
    source = f"rollups r JOIN targets t ON t.target_id = r.parent_target_id WHERE {condition}"
    columns = """r.rollup_id, r.over, r.children_sum, r.parent_value, r.coverage, t.*,
        json_array_length(r.children_target_ids) AS n"""
    order = "r.over DESC, n DESC, t.indicator, t.scope, t.deadline, r.rollup_id"
    found = page_of(published, columns, source, order, parts, page)
    totals = targets_by_id(published, [row["target_id"] for row in found.rows])
    return found.of(
        RollupLine(
            row["rollup_id"], row["over"], row["indicator"], row["scope"], totals[row["target_id"]].period,
            totals[row["target_id"]].amount, _in_unit_of(totals[row["target_id"]].amount, number(row["children_sum"])),
            number(row["coverage"]) or Decimal(0), row["n"],
        )
        for row in found.rows
    )  # fmt: skip


def _in_unit_of(total: Amount, base: Decimal | None) -> Decimal:
    """Return an amount of base units in the unit the total is written in."""
    return rounded((base or Decimal(0)) / (total.factor or Decimal(1)))


def one_rollup(published: Published, rollup_id: str) -> RollupView | None:
    """Return a roll-up, or None where it is not published. Parts over places are in order of size, years in theirs."""
    rows = published.select("SELECT * FROM rollups WHERE rollup_id = ?", (rollup_id,))
    if not rows:
        return None
    row = rows[0]
    ids = listed(row["children_target_ids"])
    found = targets_by_id(published, [row["parent_target_id"], *ids[:MOST_PARTS]])
    total = found[row["parent_target_id"]]
    parts = [found[key] for key in ids[:MOST_PARTS] if key in found]
    if row["over"] == "scope":
        parts.sort(key=lambda part: (-(part.amount.base or 0), part.scope, part.period))
    else:
        parts.sort(key=lambda part: (part.start or part.deadline or "", part.deadline or "", part.target_id))
    said = statements_of(published, [total, *parts], MOST_STATEMENTS)
    whole = number(row["parent_value"]) or Decimal(0)
    covered = number(row["children_sum"]) or Decimal(0)
    return RollupView(
        rollup_id, row["over"], row["rule"], total, said.get(total.target_id, ()),
        _in_unit_of(total.amount, covered), _in_unit_of(total.amount, whole - covered),
        covered / whole if whole else Decimal(0), tuple(_part(part, total, whole, said) for part in parts), len(ids),
    )  # fmt: skip


def _part(part: Shown, total: Shown, whole: Decimal, said: dict[str, tuple[Said, ...]]) -> Part:
    base = part.amount.base or Decimal(0)
    share = base / whole if whole else Decimal(0)
    return Part(part, _in_unit_of(total.amount, base), share, said.get(part.target_id, ()))


def rollups_of(published: Published, ids: Sequence[str]) -> dict[str, str]:
    """Return the roll-up in which each of these targets is the total, by target_id."""
    query = f"""SELECT parent_target_id, min(rollup_id) AS rollup_id FROM rollups
        WHERE parent_target_id IN ({marks(ids)}) GROUP BY parent_target_id"""
    return {row["parent_target_id"]: row["rollup_id"] for row in published.select(query, ids)}
