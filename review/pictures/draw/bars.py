"""A total and its parts as bars: each part where the last one ended, and what is missing as such (汇总构成图)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from review.pictures.data.rollups import RollupView
from review.pictures.data.targets import Shown
from review.pictures.draw.axes import Axis
from review.pictures.draw.markup import Node, Say, link, node
from review.pictures.numbers import SIGNS, Amount, grouped, percent, rounded

WIDTH, ROW, _TOP = 760, 30, 8
_NAMES, _FIGURES = 176, 176
MOST_ROWS = 24
_LONGEST_NAME = 13


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: from `start` to `end` of the total's unit."""

    name: str
    figures: str
    share: str
    start: Decimal
    end: Decimal
    kind: str
    target_id: str = ""


def rows_of(rollup: RollupView, say: Say) -> list[Bar]:
    """Return the rows of the picture, top to bottom: the total, its parts one after the other, what is missing."""
    total = rollup.total.amount
    name = f"{_name(rollup.total, rollup)} · {say('pictures.total')}"
    bars = [Bar(name, _signed(total, total.value), "", Decimal(0), total.value, "total", rollup.total.target_id)]
    at = Decimal(0)
    shown = rollup.parts if len(rollup.parts) <= MOST_ROWS else rollup.parts[: MOST_ROWS - 1]
    for part in shown:
        figures, end = _signed(part.target.amount, part.value), at + part.value
        name = _name(part.target, rollup)
        bars.append(Bar(name, figures, percent(part.share), at, end, "part", part.target.target_id))
        at = end
    if len(shown) < rollup.of_all:
        name = say("pictures.other_parts", count=rollup.of_all - len(shown))
        bars.append(_rest(name, "part", at, rollup.covered, rollup))
    if rollup.missing > 0:
        bars.append(_rest(say("pictures.missing"), "missing", rollup.covered, total.value, rollup))
    elif rollup.missing < 0:
        bars.append(_rest(say("pictures.excess"), "excess", total.value, rollup.covered, rollup))
    return bars


def _name(target: Shown, rollup: RollupView) -> str:
    return target.scope if rollup.over == "scope" else target.period


def _signed(amount: Amount, value: Decimal) -> str:
    return f"{SIGNS.get(amount.comparator, '')} {grouped(rounded(value))}".strip()


def _rest(name: str, kind: str, start: Decimal, end: Decimal, rollup: RollupView) -> Bar:
    whole = rollup.total.amount.value
    share = percent((end - start) / whole) if whole else ""
    return Bar(name, grouped(rounded(end - start)), share, start, end, kind)


def coverage_words(rollup: RollupView, say: Say) -> str:
    """Return the roll-up in one line: 479.13 of 1,100 亿元 = 43.6 %."""
    total = rollup.total.amount
    return say(
        "pictures.coverage_of",
        covered=grouped(rollup.covered), total=total.words(), unit=total.unit, share=percent(rollup.coverage),
    )  # fmt: skip


def bars(rollup: RollupView, say: Say) -> Node:
    """Return the picture as SVG."""
    rows = rows_of(rollup, say)
    widest = max(max(abs(float(bar.start)), abs(float(bar.end))) for bar in rows) or 1.0
    x = Axis(0.0, widest, _NAMES, WIDTH - _FIGURES)
    height = _TOP * 2 + ROW * len(rows)
    hatch = node(
        "pattern", node("path", d="M0 8L8 0", class_="hatch-line"),
        id="hatch", width=8, height=8, patternUnits="userSpaceOnUse",
    )  # fmt: skip
    end = x.at(rollup.total.amount.value)
    line = node("line", x1=end, x2=end, y1=_TOP, y2=height - _TOP, class_="whole")
    drawn = [_row(bar, _TOP + ROW * place, x) for place, bar in enumerate(rows)]
    return node(
        "svg", node("title", coverage_words(rollup, say)), node("defs", hatch), line, *drawn,
        viewBox=f"0 0 {WIDTH} {height}", class_="picture bars", role="group", aria_label=coverage_words(rollup, say),
    )  # fmt: skip


def _row(bar: Bar, top: float, x: Axis) -> Node:
    left, right = sorted((x.at(bar.start), x.at(bar.end)))
    width = max(1.5, round(right - left, 1))
    made = node(
        "g",
        node("title", f"{bar.name}: {bar.figures} {bar.share}".strip()),
        node("text", _shortened(bar.name), x=_NAMES - 10, y=top + ROW / 2 + 4, class_="name", text_anchor="end"),
        node("rect", x=left, y=top + 5, width=width, height=ROW - 10, class_=f"bar {bar.kind}"),
        node("text", bar.figures, x=WIDTH - _FIGURES + 96, y=top + ROW / 2 + 4, class_="figures", text_anchor="end"),
        node("text", bar.share, x=WIDTH - 10, y=top + ROW / 2 + 4, class_="figures", text_anchor="end"),
    )
    return link(made, f"#target-{bar.target_id}") if bar.target_id else made


def _shortened(name: str) -> str:
    """Return a name that fits the room before the bars: Latin letters take half the width of Chinese ones."""
    room = float(_LONGEST_NAME)
    for place, letter in enumerate(name):
        room -= 1 if ord(letter) > 0x2E80 else 0.55
        if room < 0:
            return name[: place - 1] + "…"
    return name
