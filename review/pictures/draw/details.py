"""One series and one roll-up: the numbers of the picture as a table, each with its statements (明细)."""

from __future__ import annotations

from review.pictures.data.rollups import Part, RollupView
from review.pictures.data.series import SeriesView
from review.pictures.data.targets import Shown
from review.pictures.draw.cells import evidence_of, kind_of, status_of
from review.pictures.draw.markup import Node, Say, address, link, node, row, table
from review.pictures.draw.trajectory import drawable
from review.pictures.numbers import grouped, percent


def series_table(series: SeriesView, say: Say) -> Node:
    """Return the numbers of a series by deadline."""
    heads = [say(f"pictures.{key}") for key in ("deadline", "value", "status")]
    numbers = {target.target_id: place for place, target in enumerate(series.targets, 1)}
    rows = (_series_row(target, numbers, series.rollups.get(target.target_id), say) for target in series.targets)
    return table(heads, rows, say("pictures.numbers_of_picture"), [1], class_="list numbers")


def _series_row(target: Shown, numbers: dict[str, int], rollup: str | None, say: Say) -> Node:
    notes: list[Node | str] = [status_of(target, say)]
    if target.superseded_by in numbers:
        notes += [" ", link(f"→ {numbers[target.superseded_by]}", f"#target-{target.superseded_by}")]
    if rollup:
        notes += [" ", link(say("pictures.to_rollup"), address("/rollups", rollup))]
    return row(
        node("td", node("span", f"{numbers[target.target_id]}.", class_="soft"), " ", target.period or "–"),
        node("td", target.amount.words(), *_small(kind_of(target, say)), class_="number"),
        node("td", *notes),
        id=f"target-{target.target_id}", class_=target.status, tabindex="-1",
    )  # fmt: skip


def _small(words: str) -> list[Node]:
    return [node("div", words, class_="soft small")] if words else []


def series_evidence(series: SeriesView, say: Say) -> Node:
    """Return the statements of a series, target by target."""
    heads = [say(f"pictures.{key}") for key in ("deadline", "value", "agencies", "statements")]
    rows = (
        row(
            target.period or "–", node("td", target.amount.words(), class_="number"), "、".join(target.agencies),
            evidence_of(series.said.get(target.target_id, ()), say),
        )
        for target in series.targets
    )  # fmt: skip
    return table(heads, rows, say("pictures.statements"), [1], class_="list")


def notes_on(series: SeriesView, say: Say) -> list[Node]:
    """Return what the picture does not show, in words."""
    found = []
    if len(series.targets) < series.total:
        found.append(say("pictures.first_targets", count=len(series.targets), total=series.total))
    left_out = len(series.targets) - len(drawable(series))
    if left_out:
        found.append(say("pictures.other_units", count=left_out, unit=series.unit))
    return [node("p", words, class_="note") for words in found]


def rollup_table(rollup: RollupView, say: Say) -> Node:
    """Return total, parts and what is missing as a table with their statements."""
    first = "scope" if rollup.over == "scope" else "period"
    heads = [say(f"pictures.{key}") for key in (first, "value", "in_unit", "share", "statements")]
    heads[2] = say("pictures.in_unit", unit=rollup.total.amount.unit)
    total = Part(rollup.total, rollup.total.amount.value, rollup.total.amount.value, rollup.total_said)
    rows = [_part_row(total, rollup, say, is_total=True)]
    rows += [_part_row(part, rollup, say) for part in rollup.parts]
    if len(rollup.parts) < rollup.of_all:
        words = say("pictures.other_parts", count=rollup.of_all - len(rollup.parts))
        rows.append(row(node("td", words, colspan=5, class_="soft")))
    rows.append(_sum_row(rollup, say))
    if rollup.missing:
        key, value = ("missing", rollup.missing) if rollup.missing > 0 else ("excess", -rollup.missing)
        share = percent(abs(1 - rollup.coverage))
        figures = [node("td", words, class_="number") for words in ("", grouped(value), share)]
        rows.append(row(node("th", say(f"pictures.{key}"), scope="row"), *figures, "", class_=key))
    return table(heads, rows, say("pictures.numbers_of_picture"), [1, 2, 3], class_="list numbers")


def _part_row(part: Part, rollup: RollupView, say: Say, is_total: bool = False) -> Node:
    target = part.target
    name = target.scope if rollup.over == "scope" else target.period
    words = f"{name} · {say('pictures.total')}" if is_total else name
    # A place may give its part year by year: then each of its rows says which.
    note = [] if is_total or rollup.over != "scope" or target.period == rollup.total.period else _small(target.period)
    share = "100 %" if is_total else percent(part.share)
    return row(
        node("th", link(words, address("/series", target.series_id)), *note, scope="row"),
        node("td", target.amount.words(), class_="number"),
        node("td", grouped(part.value), class_="number"),
        node("td", share, class_="number"),
        evidence_of(part.said, say, 3),
        id=f"target-{target.target_id}", class_="total" if is_total else None, tabindex="-1",
    )  # fmt: skip


def _sum_row(rollup: RollupView, say: Say) -> Node:
    cells = [node("td", words, class_="number") for words in ("", grouped(rollup.covered), percent(rollup.coverage))]
    name = say("pictures.sum_of_parts", count=rollup.of_all)
    return row(node("th", name, scope="row"), *cells, "", class_="sum")
