"""The values of a cell that holds nothing but values: 188亿元, 2017年300家 2018年380家, 20（5）个, 〔14〕, ≥80 (单元格的值)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.language.periods import Calendar, find_periods
from extractors.language.quantities import find_quantities, name_spans
from extractors.statements.lexicon import any_of
from extractors.table_statements.words import unit_of
from extractors.vocabulary import terms
from schemas import Period, Quantity

_ITEM = re.compile(
    r"(?:^|(?<=[。；\n])|(?<=[。；]\s))\s*(?:\d{1,2}[.、．](?!\d)|（[\d一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,2}、|[①-⑳])"
)
_INNER_ITEM = re.compile(r"(?<=[\u4e00-\u9fff）名家个元%人次项座台])\s?\d{1,2}[.、．](?=\s?[^\d\s])")
_BRACKET = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）")
_SUM = re.compile(r"[〔［【]")
_SECOND = re.compile(r"(?P<first>\d+(?:\.\d+)?)（(?P<second>\d+(?:\.\d+)?)）(?P<unit>[\u4e00-\u9fff%]{0,4})")
_NOISE = re.compile(r"[\s，、；。：:,;（）〔〕［］【】<>≤≥＜＞~～—\-+/*①-⑳“”]+")
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
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a cell: an item, a sentence, or the whole. `values` is None where it is more than values."""

    start: int
    end: int
    values: tuple[Value, ...] | None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = terms("table_heads.toml")["cells"]
    return (
        re.compile(any_of(table["filler"])),
        re.compile(rf"（(?:{any_of(table['notes'])})"),
        re.compile(any_of(table["now"])),
    )


def segments_of(text: str, calendar: Calendar) -> list[Segment]:
    """Split a cell at items, full stops and semicolons, and read the values of each part that is only values."""
    cuts = {0, len(text)}
    for match in _ITEM.finditer(text):
        cuts.add(match.start())
    for match in _INNER_ITEM.finditer(text):
        cuts.add(match.start())
    for match in re.finditer(r"[。；\n]", _without_brackets(text)):
        cuts.add(match.end())
    places = sorted(cuts)
    found: list[Segment] = []
    for start, end in zip(places, places[1:], strict=False):
        if text[start:end].strip("。；\n "):
            found.append(Segment(start, end, read_values(text, start, end, calendar)))
    return found


def _without_brackets(text: str) -> str:
    """Return the text with what stands in brackets blanked out, so that no full stop inside them ends a part."""
    return _BRACKET.sub(lambda match: " " * len(match.group()), text)


def _blank_notes(text: str) -> str:
    note = _patterns()[1]
    return _BRACKET.sub(lambda match: " " * len(match.group()) if note.match(match.group()) else match.group(), text)


def read_values(text: str, start: int, end: int, calendar: Calendar) -> tuple[Value, ...] | None:
    """Return the values of a part that holds only values (perhaps behind a name and a colon), else None."""
    item = _ITEM.match(text, start, end) or re.compile(r"\s?\d{1,2}[.、．](?=\s?[^\d\s])").match(text, start, end)
    place = item.end() if item else start
    part = _blank_notes(text[place:end])
    lead, period = "", None
    colon = part.find("：")
    if 0 < colon < len(part) - 1:
        named = _lead(part[:colon], calendar)
        if named is not None:
            (lead, period), part = named, " " * (colon + 1) + part[colon + 1 :]
    values = _values(part, calendar)
    return tuple(_moved(value, place, lead, period) for value in values) if values is not None else None


def _lead(words: str, calendar: Calendar) -> tuple[str, Period | None] | None:
    """Return the name before a colon and the period it opens with, None where it holds a number.

    2018年新建学校：12所 is due in 2018; in 东片2017年配套工程：49万元 the year is part of a name.
    """
    periods = find_periods(words, calendar)
    if find_quantities(words, [(p.start, p.end) for p in periods] + name_spans(words)):
        return None
    if periods and periods[0].start == 0 and periods[0].kind in _GOVERNS:
        name = words[periods[0].end :].strip("，的 ")
        return ("" if not _patterns()[0].sub("", name) else name), periods[0]
    return ("" if not _patterns()[0].sub("", words) else words.strip()), None


def _moved(value: Value, by: int, lead: str, period: Period | None) -> Value:
    quantity = value.quantity.model_copy(
        update={name: getattr(value.quantity, name) + by for name in ("start", "end", "outer_start", "outer_end")}
    )
    return replace(
        value, quantity=quantity, start=value.start + by, end=value.end + by, period=value.period or period, lead=lead
    )


def _values(part: str, calendar: Calendar) -> list[Value] | None:
    filler, _, now = _patterns()
    periods = find_periods(part, calendar)
    brackets = [m.span() for m in _BRACKET.finditer(part) if not re.search(r"\d", m.group()) and unit_of(m.group())]
    masked = [(p.start, p.end) for p in periods] + name_spans(part) + brackets
    quantities = find_quantities(part, masked)
    covered = [(p.start, p.end) for p in periods] + [(q.outer_start, q.outer_end) for q in quantities]
    pairs, units = _pairs(part), _units_behind(part, quantities)
    covered += [(match.start(), match.end()) for match in pairs.values()] + [span for span, _ in units.values()]
    rest = "".join(char for place, char in enumerate(part) if not any(a <= place < b for a, b in covered))
    rest = _NOISE.sub("", filler.sub("", now.sub("", _NOISE.sub("", rest))))
    if rest or not quantities:
        return None
    return [
        _value(part, q, quantities[i - 1] if i else None, periods, pairs, units, now) for i, q in enumerate(quantities)
    ]


def _pairs(part: str) -> dict[int, re.Match[str]]:
    """Return the pairs 20（5）个 by the place of each of their two numbers."""
    pairs: dict[int, re.Match[str]] = {}
    for match in _SECOND.finditer(part):
        pairs[match.start("first")] = match
        pairs[match.start("second")] = match
    return pairs


def _units_behind(part: str, quantities: Sequence[Quantity]) -> dict[int, tuple[tuple[int, int], str]]:
    """Return the units that stand in brackets behind a bare number: 60（亿元）. Other short brackets name what it is."""
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
    now: re.Pattern[str],
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
    start = period.start if period and before and floor <= period.start else quantity.outer_start
    if pair:
        start, end = min(start, pair.start()), pair.end()
    opened = part[: quantity.start].rstrip()
    return Value(
        quantity=quantity.model_copy(update={"unit": unit}),
        start=start,
        end=end,
        period=period,
        bracketed=bool(opened) and bool(_SUM.match(opened[-1])),
        second=second,
        every=any(p.kind == "every" and floor <= p.start < quantity.start for p in periods),
        now=bool(now.search(part[floor : quantity.start]))
        or any(p.kind == "past" and p.end <= quantity.start for p in periods),
    )
