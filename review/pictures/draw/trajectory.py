"""The trajectory of a series: its targets by deadline and value, each told by shape and by words (序列轨迹图)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from review.pictures.data.series import SeriesView
from review.pictures.data.targets import Shown
from review.pictures.draw.axes import Axis, apart, ticks, year_of, years_between
from review.pictures.draw.marks import ARROW, DOWNWARD, UPWARD, bound, legend, mark, range_bar, span_bar
from review.pictures.draw.markup import Node, Say, link, node
from review.pictures.numbers import SIGNS, grouped

WIDTH, HEIGHT = 760, 372
_LEFT, _RIGHT, _TOP, _BOTTOM = 68, 44, 24, 84
# Above and below the outermost values: the arrows of bounds.
_ROOM = 16
_UNDATED = 100
MOST_LABELS = 40
_LABEL_HEIGHT = 15
# Marks of one date that are closer than this, up and down, stand side by side.
_CLOSE = 18


@dataclass(frozen=True, slots=True)
class _Point:
    target: Shown
    low: Decimal
    high: Decimal | None
    x: float
    y: float
    y_high: float | None
    x_start: float | None


def drawable(series: SeriesView) -> list[Shown]:
    """Return the targets that have a place on the axis: those in its unit, or in one that can be turned into it."""
    return [
        target
        for target in series.targets
        if target.amount.unit == series.unit or (series.factor is not None and target.amount.base is not None)
    ]


def trajectory(series: SeriesView, say: Say) -> Node:
    """Return the picture as SVG. Every mark is a link to its row in the table of the same numbers (`#target-…`)."""
    targets = drawable(series)
    dated = [target for target in targets if target.deadline]
    values = [target.amount.measured_in(series.factor) for target in targets]
    all_values = [float(value) for pair in values for value in pair if value is not None]
    marks = ticks(min(all_values), max(all_values)) if all_values else ticks(0, 1)
    y = Axis(float(marks[0]), float(marks[-1]), HEIGHT - _BOTTOM, _TOP + 2 * _ROOM)
    right = WIDTH - _RIGHT - (_UNDATED if len(dated) < len(targets) else 0)
    first, last = _years(dated)
    x = Axis(first - 0.4, last + 0.4, _LEFT, right)
    crowds = _side_by_side(_crowds([_point(target, series, x, y) for target in targets]))
    points = [point for crowd in crowds for point in crowd]
    parts = [*_grid(marks, y, series.unit), *_time(x, first, last, bool(dated)), *_undated(points, say)]
    parts += [*_line(points), *_successions(points), *(_drawn(point, say) for point in points), *_labels(crowds)]
    return node(
        "svg", node("title", f"{series.scope} {series.indicator}"),
        *parts, legend(targets, say, _LEFT, HEIGHT - 14),
        viewBox=f"0 0 {WIDTH} {HEIGHT}", class_="picture", role="group",
        aria_label=say("pictures.trajectory_of", name=f"{series.scope} {series.indicator}"),
    )  # fmt: skip


def _years(dated: Sequence[Shown]) -> tuple[float, float]:
    dates = [date for target in dated for date in (target.deadline, _span_start(target)) if date]
    places = [year_of(date) for date in dates]
    return (min(places), max(places)) if places else (0.0, 0.0)


def _span_start(target: Shown) -> str | None:
    """Return the start of a period of more than a year: one year and less is a point."""
    if target.start and target.deadline and target.start[:4] != target.deadline[:4]:
        return target.start[:4]
    return None


def _point(target: Shown, series: SeriesView, x: Axis, y: Axis) -> _Point:
    low, high = target.amount.measured_in(series.factor)
    start = _span_start(target)
    return _Point(
        target, low, high, x.at(year_of(target.deadline)) if target.deadline else WIDTH - _RIGHT - _UNDATED / 2,
        y.at(low), None if high is None else y.at(high), x.at(year_of(start)) if start else None,
    )  # fmt: skip


def _grid(marks: Sequence[Decimal], y: Axis, unit: str) -> list[Node]:
    lines = []
    for value in marks:
        place = y.at(value)
        lines.append(node("line", x1=_LEFT, x2=WIDTH - _RIGHT, y1=place, y2=place, class_="grid"))
        lines.append(node("text", grouped(value), x=_LEFT - 8, y=place + 4, class_="tick", text_anchor="end"))
    lines.append(node("text", unit, x=_LEFT - 8, y=14, class_="tick", text_anchor="end"))
    return lines


def _time(x: Axis, first: float, last: float, any_dated: bool) -> list[Node]:
    if not any_dated:
        return []
    return [
        node("text", str(year), x=x.at(year), y=HEIGHT - _BOTTOM + 2 * _ROOM, class_="tick", text_anchor="middle")
        for year in years_between(first, last)
        if first - 0.4 <= year <= last + 0.4
    ]


def _undated(points: Sequence[_Point], say: Say) -> list[Node]:
    places = [point.x for point in points if not point.target.deadline]
    if not places:
        return []
    words = say("pictures.undated")
    return [node("text", words, x=places[0], y=HEIGHT - _BOTTOM + 2 * _ROOM, class_="tick", text_anchor="middle")]


def _line(points: Sequence[_Point]) -> list[Node]:
    """Return the line through the active targets of single dates; a sum over years is no point on it."""
    by_place = {
        point.x: point.y
        for point in reversed(points)
        if point.target.deadline and point.x_start is None and point.y_high is None and point.target.status == "active"
    }
    if len(by_place) < 2:
        return []
    return [node("polyline", points=" ".join(f"{x},{y}" for x, y in sorted(by_place.items())), class_="path")]


def _successions(points: Sequence[_Point]) -> list[Node]:
    by_id = {point.target.target_id: point for point in points}
    found = []
    for point in points:
        later = by_id.get(point.target.superseded_by or "")
        if later is not None:
            found.append(node("line", x1=point.x, y1=point.y, x2=later.x, y2=later.y, class_="succession"))
    return found


def _drawn(point: _Point, say: Say) -> Node:
    target = point.target
    words = f"{target.period} {target.amount.words()} · {say(f'pictures.status_{target.status}')}"
    parts: list[Node] = [node("title", words.strip())]
    if point.x_start is not None:
        parts.append(span_bar(point.x_start, point.x, point.y))
    if point.y_high is not None:
        parts += [range_bar(point.x, point.y, point.y_high), mark(target.status, point.x, point.y_high)]
    parts += [*bound(target.amount.comparator, point.x, point.y), mark(target.status, point.x, point.y)]
    made = link(node("g", *parts), f"#target-{target.target_id}", class_=f"mark {target.status}", aria_label=words)
    return made


def _crowds(points: Sequence[_Point]) -> list[list[_Point]]:
    """Return the points in groups that would cover each other: of one date, and close in value."""
    crowds: list[list[_Point]] = []
    for point in sorted(points, key=lambda point: (point.x, _top(point), point.target.target_id)):
        last = crowds[-1][-1] if crowds else None
        if last is not None and last.x == point.x and _top(point) - max(map(_foot, crowds[-1])) < _CLOSE:
            crowds[-1].append(point)
        else:
            crowds.append([point])
    return crowds


def _side_by_side(crowds: Sequence[Sequence[_Point]]) -> list[list[_Point]]:
    """Return the groups with the points of each moved to stand side by side."""
    return [
        [
            replace(point, x=round(point.x + (place - (len(crowd) - 1) / 2) * _CLOSE, 1))
            for place, point in enumerate(crowd)
        ]
        for crowd in crowds
    ]


def _labels(crowds: Sequence[Sequence[_Point]]) -> list[Node]:
    """Return the numbers: above a mark that stands alone, to the right of several. Of very many the table tells."""
    if sum(map(len, crowds)) > MOST_LABELS:
        return []
    found = []
    for crowd in crowds:
        if len(crowd) == 1:
            found.append(_label(crowd[0], crowd[0].x, _top(crowd[0]) - 11, "middle"))
            continue
        ordered = sorted(crowd, key=_middle)
        for point, place in zip(ordered, apart([_middle(each) for each in ordered], _LABEL_HEIGHT), strict=True):
            found.append(_label(point, crowd[-1].x + 12, place + 4, "start"))
    return found


def _top(point: _Point) -> float:
    """Return the upper end of a mark with its bar and arrow."""
    top = point.y if point.y_high is None else point.y_high
    return top - (ARROW if point.target.amount.comparator in UPWARD else 0)


def _middle(point: _Point) -> float:
    return point.y if point.y_high is None else (point.y + point.y_high) / 2


def _foot(point: _Point) -> float:
    return point.y + (ARROW if point.target.amount.comparator in DOWNWARD else 0)


def _label(point: _Point, x: float, y: float, anchor: str) -> Node:
    sign = SIGNS.get(point.target.amount.comparator, "")
    upper = "" if point.high is None else f"–{grouped(point.high)}"
    words = f"{sign} {grouped(point.low)}{upper}".strip()
    return node("text", words, x=x, y=y, class_=f"label {point.target.status}", text_anchor=anchor)
