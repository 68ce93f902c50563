"""The values of a cell that holds nothing but values (单元格的值).

Examples: 188亿元; 2017年300家 2018年380家; 20（5）个; 60（亿元）; 〔14〕; ≥80; 东片配套工程：49万元.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from extractors.language.periods import Calendar, find_periods
from extractors.language.quantities import find_quantities, name_spans
from extractors.language.quantities.patterns import patterns
from extractors.table_statements.words import unit_of, words
from schemas import Period, Quantity

_MARK = r"(?:\d{1,2}[.、．](?!\d)|（[\d一二三四五六七八九十]{1,3}）(?=\s*\S)|[一二三四五六七八九十]{1,2}、|[①-⑳])"
_ITEM = re.compile(rf"(?:^|(?<=[。；\n])|(?<=[。；]\s))\s*{_MARK}")
_FIRST_ITEM = re.compile(r"\s?\d{1,2}[.、．](?=\s?[^\d\s])")
_INNER_ITEM = re.compile(r"(?<=[\u4e00-\u9fff）名家个元%人次项座台])\s?\d{1,2}[.、．](?=\s?[^\d\s])")
_BRACKET = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）")
_SUM = re.compile(r"[〔［【]")
_SECOND = re.compile(r"(?P<first>\d+(?:\.\d+)?)（(?P<second>\d+(?:\.\d+)?)）(?P<unit>[\u4e00-\u9fff%]{0,4})")
_NOISE = re.compile(r"[\s，、；。：:,;（）〔〕［］【】<>≤≥＜＞~～—\-+/*①-⑳“”]+")
_LONGEST = 90  # characters; what is longer is more than values
_BETWEEN = " \n，、；。：和及"
_GOVERNS = ("until", "in", "range", "plan", "length", "relative", "month")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a cell, offsets in the cell's view."""

    quantity: Quantity
    start: int
    end: int
    period: Period | None = None
    bracketed: bool = False
    second: bool = False
    every: bool = False
    now: bool = False
    negative: bool = False
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a cell: an item, a sentence, or the whole. `values` is None where it is more than values."""

    start: int
    end: int
    values: tuple[Value, ...] | None


@lru_cache(maxsize=1024)
def segments_of(text: str, calendar: Calendar, sums_in_round: bool = False) -> tuple[Segment, ...]:
    """Split a cell at items, full stops and semicolons, and read the values of each part that is only values.

    sums_in_round: the table's notes say that round brackets hold sums over the period.
    """
    cuts = {0, len(text)}
    for match in _ITEM.finditer(text):
        cuts.add(match.start())
    for match in _INNER_ITEM.finditer(text):
        cuts.add(match.start())
    for match in re.finditer(r"[。；\n]", _without_brackets(text)):
        cuts.add(match.end())
    places = sorted(cuts)
    found: list[Segment] = []
    for start, end in pairwise(places):
        if text[start:end].strip("。；\n "):
            found.append(Segment(start, end, read_values(text, start, end, calendar, sums_in_round)))
    return tuple(found)


def unread_digits(text: str, calendar: Calendar) -> bool:
    """Tell whether a cell has digits that are no quantity, date, name or item number."""
    known = [(p.start, p.end) for p in find_periods(text, calendar)] + name_spans(text)
    known += [match.span() for pattern in (_ITEM, _INNER_ITEM, _FIRST_ITEM) for match in pattern.finditer(text)]
    known += [(q.start, q.end) for q in find_quantities(text, known) if q.unit or q.comparator != "="]
    return any(not any(a <= match.start() < b for a, b in known) for match in re.finditer(r"\d+", text))


def _without_brackets(text: str) -> str:
    """Return the text with what stands in brackets blanked out, so that no full stop inside them ends a part."""
    return _BRACKET.sub(lambda match: " " * len(match.group()), text)


def _blank_notes(text: str) -> str:
    note = words().note
    return _BRACKET.sub(lambda match: " " * len(match.group()) if note.match(match.group()) else match.group(), text)


def read_values(
    text: str, start: int, end: int, calendar: Calendar, sums_in_round: bool = False
) -> tuple[Value, ...] | None:
    """Return the values of a part that holds only values (perhaps behind a name and a colon), else None."""
    if end - start > _LONGEST or not patterns().start.search(text, start, end):
        return None
    item = _ITEM.match(text, start, end) or _FIRST_ITEM.match(text, start, end)
    place = item.end() if item else start
    part = _blank_notes(text[place:end])
    lead, period = "", None
    colon = part.find("：")
    if 0 < colon < len(part) - 1:
        named = _lead(part[:colon], calendar)
        if named is not None:
            (lead, period), part = named, " " * (colon + 1) + part[colon + 1 :]
    values = _values(part, calendar)
    if values and sums_in_round and len(values) == 1 and part.strip()[:1] == "（":
        values = [replace(values[0], bracketed=True)]
    return tuple(_moved(value, place, lead, period) for value in values) if values is not None else None


def _lead(name: str, calendar: Calendar) -> tuple[str, Period | None] | None:
    """Return the name before a colon and the period it opens with, None where it holds a number.

    2018年新建学校：12所 is due in 2018; in 东片2017年配套工程：49万元 the year is part of a name.
    """
    periods = find_periods(name, calendar)
    if find_quantities(name, [(p.start, p.end) for p in periods] + name_spans(name)):
        return None
    period = periods[0] if periods and periods[0].start == 0 and periods[0].kind in _GOVERNS else None
    rest = name[period.end :].strip("，的 ") if period else name.strip()
    return ("" if not words().filler.sub("", rest) else rest), period


def _moved(value: Value, by: int, lead: str, period: Period | None) -> Value:
    quantity = value.quantity.model_copy(
        update={name: getattr(value.quantity, name) + by for name in ("start", "end", "outer_start", "outer_end")}
    )
    return replace(
        value, quantity=quantity, start=value.start + by, end=value.end + by, period=value.period or period, lead=lead
    )


def _values(part: str, calendar: Calendar) -> list[Value] | None:
    periods = find_periods(part, calendar)
    brackets = [m.span() for m in _BRACKET.finditer(part) if not re.search(r"\d", m.group()) and unit_of(m.group())]
    masked = [(p.start, p.end) for p in periods] + name_spans(part) + brackets
    quantities = find_quantities(part, masked)
    covered = [(p.start, p.end) for p in periods] + [(q.outer_start, q.outer_end) for q in quantities]
    pairs, units = _pairs(part), _units_behind(part, quantities)
    covered += [(match.start(), match.end()) for match in pairs.values()] + [span for span, _ in units.values()]
    rest = "".join(char for place, char in enumerate(part) if not any(a <= place < b for a, b in covered))
    rest = _NOISE.sub("", words().filler.sub("", words().now.sub("", _NOISE.sub("", rest))))
    if rest or not quantities:
        return None
    befores = [None, *quantities]
    return [_value(part, q, before, periods, pairs, units) for q, before in zip(quantities, befores, strict=False)]


def _pairs(part: str) -> dict[int, re.Match[str]]:
    """Return the pairs 20（5）个 by the place of each of their two numbers."""
    pairs: dict[int, re.Match[str]] = {}
    for match in _SECOND.finditer(part):
        pairs[match.start("first")] = match
        pairs[match.start("second")] = match
    return pairs


def _units_behind(part: str, quantities: Sequence[Quantity]) -> dict[int, tuple[tuple[int, int], str]]:
    """Return the units in brackets behind a bare number: 60（亿元）. Other short brackets name what it is."""
    found: dict[int, tuple[tuple[int, int], str]] = {}
    for quantity in quantities:
        bracket = _BRACKET.match(part, quantity.outer_end)
        if bracket and not re.search(r"\d", bracket.group()):
            found[quantity.start] = (bracket.span(), unit_of(bracket.group()))
    return found


def _value(
    part: str,
    quantity: Quantity,
    previous: Quantity | None,
    periods: Sequence[Period],
    pairs: dict[int, re.Match[str]],
    units: dict[int, tuple[tuple[int, int], str]],
) -> Value:
    floor = previous.outer_end if previous else 0
    before = [p for p in periods if p.end <= quantity.start and p.kind in _GOVERNS]
    behind = _BRACKET.match(part, quantity.outer_end)
    inside = [p for p in periods if behind and behind.start() <= p.start < behind.end() and p.kind in _GOVERNS]
    period = before[-1] if before else (inside[0] if inside else None)
    pair = pairs.get(quantity.start)
    second = bool(pair and quantity.start == pair.start("second"))
    unit = quantity.unit or (unit_of(pair["unit"]) if pair else "") or units.get(quantity.start, ((0, 0), ""))[1]
    end = max(quantity.outer_end, units[quantity.start][0][1] if quantity.start in units else 0)
    start = floor + len(part[floor : quantity.outer_start]) - len(part[floor : quantity.outer_start].lstrip(_BETWEEN))
    if pair:
        start, end = min(start, pair.start()), pair.end()
    ahead = part[: quantity.outer_start].rstrip()
    opened = ahead.rstrip("-")
    past = any(p.kind == "past" and p.end <= quantity.start for p in periods)
    return Value(
        quantity=quantity.model_copy(update={"unit": unit}),
        start=start,
        end=end,
        period=period,
        bracketed=bool(_SUM.match(opened[-1:])),
        second=second,
        every=any(p.kind == "every" and floor <= p.start < quantity.start for p in periods),
        now=past or bool(words().now.search(part[floor : quantity.start])),
        negative=ahead.endswith("-") and (not opened or bool(_SUM.match(opened[-1]))),
    )
