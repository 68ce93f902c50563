"""The signs of a trajectory and what they mean: a shape for a status, an arrow for a bound (图例)."""

from __future__ import annotations

from collections.abc import Sequence

from review.pictures.data.targets import Shown
from review.pictures.draw.markup import Node, Say, node

ARROW = 17
UPWARD, DOWNWARD = (">=", ">"), ("<=", "<")


def mark(status: str, x: float, y: float) -> Node:
    """Return the shape of a status: a disc, a diamond for a conflict, an empty struck square for a superseded one."""
    if status == "conflicting":
        return node("path", d=f"M{x} {y - 7.5}L{x + 7.5} {y}L{x} {y + 7.5}L{x - 7.5} {y}Z", class_="shape")
    if status == "superseded":
        corner = f"M{x - 5} {y - 5}h10v10h-10ZM{x - 5} {y + 5}L{x + 5} {y - 5}"
        return node("path", d=corner, class_="shape")
    return node("circle", cx=x, cy=y, r=5.5, class_="shape")


def bound(comparator: str, x: float, y: float) -> list[Node]:
    """Return the arrow of a bound: upward where more will do (≥), downward where less will (≤), none otherwise."""
    if comparator not in (*UPWARD, *DOWNWARD):
        return []
    way = -1 if comparator in UPWARD else 1
    end = round(y + way * ARROW, 1)
    head = round(end - way * 5, 1)
    return [node("path", d=f"M{x} {y}V{end}M{x - 4} {head}L{x} {end}L{x + 4} {head}", class_="bound")]


def range_bar(x: float, low: float, high: float) -> Node:
    """Return the bar between the two ends of a range, with caps."""
    return node("path", d=f"M{x} {low}V{high}M{x - 8} {low}H{x + 8}M{x - 8} {high}H{x + 8}", class_="extent")


def span_bar(start: float, end: float, y: float) -> Node:
    """Return the bar over the years that a value is for."""
    return node("path", d=f"M{start} {y}H{end}M{start} {y - 6}V{y + 6}M{end} {y - 6}V{y + 6}", class_="extent")


def legend(targets: Sequence[Shown], say: Say, x: float, y: float) -> Node:
    """Return a line that names the signs that occur, and no others."""
    entries: list[tuple[list[Node], str]] = []
    for status in ("active", "conflicting", "superseded"):
        if any(target.status == status for target in targets):
            entries.append(([mark(status, 0, 0)], f"status_{status}"))
    comparators = {target.amount.comparator for target in targets}
    if comparators & set(UPWARD):
        entries.append((bound(">=", 0, 8), "sign_at_least"))
    if comparators & set(DOWNWARD):
        entries.append((bound("<=", 0, -8), "sign_at_most"))
    if "range" in comparators:
        entries.append(([range_bar(0, 7, -7)], "sign_range"))
    if any(target.start and target.deadline and target.start[:4] != target.deadline[:4] for target in targets):
        entries.append(([span_bar(-9, 9, 0)], "sign_span"))
    return node("g", *_placed(entries, say, x, y), class_="signs")


def _placed(entries: Sequence[tuple[list[Node], str]], say: Say, x: float, y: float) -> list[Node]:
    found = []
    for shapes, key in entries:
        words = say(f"pictures.{key}")
        status = key.removeprefix("status_")
        found.append(node("g", *shapes, class_=f"mark {status}", transform=f"translate({x + 9} {y - 4})"))
        found.append(node("text", words, x=x + 24, y=y, class_="tick"))
        x += 24 + sum(12 if ord(letter) > 0x2E80 else 6.6 for letter in words) + 20
    return found
