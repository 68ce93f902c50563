"""Find quantities: numbers with their units, ranges, fractions and number words (数量)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.language.numerals import MULTIPLIERS, fraction, number
from extractors.language.quantities.multipliers import bare_unit, factor_of, multiplier_of
from extractors.language.quantities.patterns import Bound, Patterns, patterns
from schemas import Comparator, Quantity

_CLAUSE_END = "，。；：！？\n"
_VAGUE_BEFORE = "数几第十百千万亿点.-"
_ONE_IN_WORD = "统唯同单专之逐任归划如不"
_TEN = Decimal(10)


@dataclass(frozen=True, slots=True)
class _Found:
    """A quantity on its way: the fields of `Quantity` without its comparator words."""

    start: int
    end: int
    value: Decimal
    unit: str
    value_max: Decimal | None = None
    comparator: str = "="
    classifier: bool = False
    spelled: bool = False
    more: bool = False


def name_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of numbers that are names, references or orders: 第三批, 18号线, 5G, 〔2017〕129号."""
    return [match.span() for match in patterns().names.finditer(text)]


def find_quantities(text: str, masked: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return the quantities of `text` in order, each with its comparator.

    text: a view (see `extractors.view`). masked: spans that are no quantities, such as dates and names. A number that
    may be read in two ways (12 34家) is left out; the audit of the prose tells of it.
    """
    unsure = [match.span() for match in patterns().unsure.finditer(text)]
    found = _scan(text, sorted([*masked, *unsure]))
    quantities: list[Quantity] = []
    for place, item in enumerate(found):
        floor = found[place - 1].end if place else 0
        ceiling = found[place + 1].start if place + 1 < len(found) else len(text)
        quantities.append(_bind(text, item, floor, ceiling))
    return _share(text, _lend_units(text, quantities))


def _scan(text: str, masked: list[tuple[int, int]]) -> list[_Found]:
    p = patterns()
    starts = [start for start, _ in masked]
    found: list[_Found] = []
    place = 0
    for match in p.start.finditer(text):
        start = match.start()
        if start < place:
            continue
        index = bisect_right(starts, start) - 1
        if index >= 0 and start < masked[index][1]:
            place = masked[index][1]
            continue
        item = _read(text, start, p)
        if item is not None:
            found.append(item)
            place = item.end
        else:
            place = _skip(text, start, p)
    return found


def _skip(text: str, start: int, p: Patterns) -> int:
    """Return where to go on after a numeral that is no quantity."""
    fixed = p.fixed.match(text, start)
    if fixed:
        return max(fixed.end(), start + 1)
    numeral = p.number.match(text, start)
    return numeral.end() if numeral else start + 1


def _read(text: str, start: int, p: Patterns) -> _Found | None:
    word = p.word.match(text, start)
    if word:
        entry = p.words[word.group()]
        return _Found(start, word.end(), entry.value, entry.unit, None, entry.comparator, False, True)
    part = p.fraction.match(text, start) or p.slash.match(text, start)
    if part and not p.per.match(text, part.end("up")):
        return _read_fraction(part.group("up"), part.group("low"), start, part.end())
    if not text[start].isdigit():
        if p.fixed.match(text, start) or (start and text[start - 1] in _VAGUE_BEFORE):
            return None
        if text[start] in MULTIPLIERS and start and unicodedata.category(text[start - 1]) in ("Nd", "No"):
            return None  # ㊿亿: what stands before it was not read, so this is half a number
        if text[start] == "一" and start and text[start - 1] in _ONE_IN_WORD:
            return None
    elif start and (text[start - 1] == "." or (text[start - 1].isascii() and text[start - 1].isalpha())):
        return None
    return _read_range(text, start, p) or _read_simple(text, start, p)


def _read_fraction(up: str, low: str, start: int, end: int) -> _Found | None:
    upper, lower = number(up), number(low)
    if upper is None or lower is None:
        return None
    share = fraction(upper, lower)
    return None if share is None else _Found(start, end, share, "%", spelled=not up.isdigit())


def _read_range(text: str, start: int, p: Patterns) -> _Found | None:
    """2—3个, 50-100亿元, 10至15米, 1亿元至5亿元, 60分（含）至79分; the second number carries the unit."""
    first = p.number.match(text, start)
    if first is None:
        return None
    unit1 = p.unit.match(text, first.end())
    place = unit1.end() if unit1 and unit1.group("term") else first.end()
    mult1 = _mult(unit1)
    if not (unit1 and unit1.group("term")) and mult1 and p.dash.match(text, first.end() + len(mult1)):
        place = first.end() + len(mult1)
    rate = p.rate.match(text, place) if place > first.end() else None
    if rate and p.dash.match(text, rate.end()):
        place = rate.end()  # 20万元/亩—30万元/亩
    for bracket in ("（含）", "（不含）"):
        if text.startswith(bracket, place):
            place += len(bracket)
    dash = p.dash.match(text, place)
    second = p.number.match(text, dash.end()) if dash else None
    if dash is None or second is None:
        return None
    low, rest = number(first.group()), _read_simple(text, second.start(), p)
    if low is None or rest is None or (not rest.unit and dash.group() in "至到"):
        return None
    term1 = unit1.group("term") if unit1 and place > first.end() else None
    if term1 and term1 != bare_unit(rest.unit).split("/")[0]:
        return None
    if place > first.end() and (term1 or mult1):
        low = low * factor_of(mult1) / factor_of(multiplier_of(rest.unit))
    if low >= rest.value:
        return None
    return replace(rest, start=start, value=low, value_max=rest.value, comparator="range")


def _mult(unit: re.Match[str] | None) -> str:
    return (unit.group("mult") or unit.group("alone") or "") if unit else ""


def _read_simple(text: str, start: int, p: Patterns) -> _Found | None:
    numeral = p.number.match(text, start)
    if numeral is None:
        return None
    digits = text[start].isdigit()
    words, end = numeral.group(), numeral.end()
    if not digits and len(words) > 1 and words.endswith(("亿", "万", "千", "百")) and text.startswith("级", end):
        return _read_level(words, start, end)
    unit = p.unit.match(text, end)
    term = unit.group("term") if unit else None
    mult = _mult(unit)
    more = bool(unit and any(unit.group(name) for name in ("mid", "mid2", "mid3")) and (term or mult))
    if text.startswith("大", end) and not text.startswith(("大型", "大幅", "大于", "大力", "大中", "大约"), end):
        value = number(words)
        return _Found(start, end + 1, value, "个", classifier=True, spelled=not digits) if value is not None else None
    if term is None and not digits:
        money = len(words) > 1 and words.endswith("亿")
        value = number(words[:-1]) if money else None
        return _Found(start, end, value, "亿", spelled=True) if value is not None else None
    value = number(words)
    if value is None:
        return None
    per = p.per.match(text, end)
    if per:
        return _Found(start, per.end(), value, "/" + per.group()[1:])
    bare_multiplier = not digits and all(char in MULTIPLIERS for char in words)
    if bare_multiplier and term not in p.classifiers and term not in ("元", "亩"):
        return None
    if term is None:
        stop = unit.end() if unit and mult else end
        return _Found(start, stop, value, mult, more=more)
    assert unit is not None
    return _with_term(text, start, unit.end(), value, mult, term, digits, more, p)


def _with_term(
    text: str, start: int, end: int, value: Decimal, mult: str, term: str, digits: bool, more: bool, p: Patterns
) -> _Found:
    if term == "成":
        more_than = p.tenth.match(text, end)
        rest = 5 if more_than and more_than.group() == "半" else number(more_than.group()) if more_than else None
        tenths = value * _TEN + (rest or 0)
        return _Found(start, more_than.end() if more_than else end, tenths, "%", spelled=not digits)
    if not digits and term == "元" and text.startswith("级", end):
        end += 1
    name = "%" if term in ("％", "﹪") else term
    rate = p.rate.match(text, end)
    if rate and not text.startswith("年每", end - 1):
        name += "/" + rate.group()[1:]
        end = rate.end()
    return _Found(start, end, value, mult + name, None, "=", term in p.classifiers, not digits, more)


def _read_level(words: str, start: int, end: int) -> _Found | None:
    """千亿级: a thousand 亿; the unit of money is understood."""
    value = number(words[:-1]) if words[-1] == "亿" else number(words)
    if value is None:
        return None
    return _Found(start, end + 1, value, "亿元" if words[-1] == "亿" else "", spelled=True)


def _clause_start(text: str, start: int, floor: int) -> int:
    place = start
    while place > floor and text[place - 1] not in _CLAUSE_END:
        place -= 1
    return place


def _first(bounds: tuple[Bound, ...], text: str) -> tuple[int, str] | None:
    for pattern, comparator in bounds:
        hit = pattern.search(text)
        if hit:
            return hit.start(), comparator
    return None


def _bind(text: str, item: _Found, floor: int, ceiling: int) -> Quantity:
    """Give the quantity the comparator that stands before or behind it."""
    p = patterns()
    comparator, outer_start, outer_end = item.comparator, item.start, item.end
    lead_from = _clause_start(text, item.start, floor)
    lead = text[lead_from : item.start]
    before = _first(p.near, lead) or _first(p.far, lead)
    if before:
        outer_start = lead_from + before[0]
    behind = None
    note = p.note.match(text, item.end)
    end = note.end() if note else item.end
    for pattern, sign in p.after:
        hit = pattern.match(text, end, min(len(text), max(ceiling, end)))
        if hit:
            behind = "<=" if sign == "<" and hit.group("in") == "（含）" else sign
            outer_end = hit.end()
            break
    if comparator != "range":
        comparator = _choose(comparator, before[1] if before else None, behind, item)
    return Quantity(
        start=item.start,
        end=item.end,
        value=item.value,
        value_max=item.value_max,
        unit=item.unit,
        comparator=Comparator(comparator),
        outer_start=outer_start,
        outer_end=outer_end,
        classifier=item.classifier,
        spelled=item.spelled,
    )


def _choose(own: str, before: str | None, behind: str | None, item: _Found) -> str:
    if behind == "<=" and item.unit.split("/")[0] and before in (">", ">="):
        return before
    if before and behind and before == "~":
        return behind
    return before or behind or (">" if item.more else own)


def _lend_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """12000、14000和16000套, 1.0万、1.2万个, 5个和3个工作日: a list has its unit behind the last number."""
    lent = list(quantities)
    for i in range(len(lent) - 1, 0, -1):
        one, two = lent[i - 1], lent[i]
        term, short = bare_unit(two.unit), bare_unit(one.unit)
        plain = not one.unit and two.unit == term
        if text[one.end : two.start] not in ("、", "和", "及") or not term or short == term:
            continue
        if plain or (one.unit and (not short or (two.unit.startswith(one.unit) and short))):
            unit = term if plain else one.unit[: len(one.unit) - len(short)] + term
            lent[i - 1] = one.model_copy(update={"unit": unit, "classifier": two.classifier})
    return lent


def _share(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """Spread a comparator over a list: 至少 to what follows it, 左右 and 以上 to what stands before it."""
    shared = list(quantities)
    leads = [q.comparator == Comparator.AT_LEAST and q.outer_start < q.start for q in quantities]
    for i in range(1, len(shared)):
        one, two = shared[i - 1], shared[i]
        gap = text[one.outer_end : two.outer_start]
        if two.comparator == Comparator.EQUAL and leads[i - 1] and one.classifier and two.classifier:
            leads[i] = bool(gap) and not any(char in gap for char in _CLAUSE_END) and gap[-1] in "、和及与"
            if leads[i]:
                shared[i] = two.model_copy(update={"comparator": one.comparator})
    trails = [q.outer_end > q.end for q in quantities]
    for i in range(len(shared) - 1, 0, -1):
        one, two = shared[i - 1], shared[i]
        gap = text[one.end : two.start]
        listed = gap in ("、", "和", "及", "与") or (gap == "，" and one.unit == two.unit)
        if listed and one.comparator == Comparator.EQUAL and trails[i]:
            shared[i - 1], trails[i - 1] = one.model_copy(update={"comparator": two.comparator}), True
    return shared
