"""When a value is due: the period that governs a number (期限)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.language.periods import Calendar, find_periods
from extractors.statements.clauses import Stretch
from schemas import DeadlineBasis, Period, Quantity

GOVERNING = ("until", "in", "range", "plan", "length", "relative", "month", "part", "next")
_DEFAULT = re.compile(r"(?:未|没有)[^。；]{0,6}(?:注明|明确|标明|规定)[^。；]{0,8}(?:时限|时间|期限)[^。；]{0,30}")
_LIMIT = re.compile(r"(?:完成|办结|办理|落实|整改)?(?:时限|时间|期限)(?:要求)?：")
_OPENERS = "力争取确保预计到在至于并且其中，　 "
_EVERY = {"每年度": "年", "每季": "季度", "每个月": "月", "每天": "日"}
# 2021年100家，以后每年增加10家: the year said before does not govern what comes after it.
_LATER = re.compile("以后|此后|之后|其后")
_OCCASIONS = ("次", "场", "场次")


@dataclass(frozen=True, slots=True)
class Due:
    """The period of a value."""

    start: str | None = None
    deadline: str | None = None
    basis: DeadlineBasis | None = None
    words: str = ""
    kind: str = ""

    @property
    def year(self) -> int | None:
        """The year it is due."""
        return int(self.deadline[:4]) if self.deadline else None


NOT_DUE = Due()


def due_of(period: Period, basis: DeadlineBasis, text: str, known: Due = NOT_DUE) -> Due:
    """Return what a period says of a value. `known` gives the year of a bare 上半年."""
    words = text[period.start : period.end]
    if period.kind == "next":
        return Due(None, str(known.year + 1), basis, words, period.kind) if known.year else NOT_DUE
    if period.kind == "part":
        year = known.year
        if year is None:
            return NOT_DUE
        return Due(f"{year}-{period.first}", f"{year}-{period.last}", basis, words, period.kind)
    start = None if period.kind == "until" and period.first == period.last else period.first
    return Due(start, period.last, basis, words, period.kind)


def governing(
    periods: Sequence[Period], text: str, place: int, clause: Stretch, sentence: Stretch, year: int | None = None
) -> Due | None:
    """Return what governs the number at `place` inside its sentence, None where the sentence is silent.

    The nearest period before the number counts; a length such as 5年累计 yields to an earlier 到2021年; a period
    behind the number in the same clause counts last. year: that of a bare 上半年 without a year before it.
    """
    before = [p for p in periods if p.kind in GOVERNING and sentence.start <= p.start and p.end <= place]
    before = [p for p in before if clause.holds(p.start) or not _inserted(text, p.start)]
    if before:
        later = _LATER.search(text, before[-1].end, place)
        return NOT_DUE if later else _nearest(before, text, clause, year)
    behind = [
        p
        for p in periods
        if p.kind in GOVERNING and clause.start <= p.start < clause.end and p.start >= place and p.kind != "part"
    ]
    return due_of(behind[0], DeadlineBasis.CLAUSE, text) if behind else None


def _inserted(text: str, place: int) -> bool:
    """其中2023年建成80万平方米: an insert's date governs nothing behind it."""
    start = max(text.rfind(mark, 0, place) for mark in "，；：。（\n") + 1
    return text.startswith("其中", start) or text[:start].endswith(("其中，", "其中："))


def _nearest(before: list[Period], text: str, clause: Stretch, year: int | None) -> Due:
    chosen = before[-1]
    earlier = [p for p in before if p.kind in ("until", "in", "range", "plan")]
    known = Due(deadline=str(year)) if year else NOT_DUE
    for period in before:
        if period.kind not in ("part", "next") and period.last:
            known = due_of(period, DeadlineBasis.SENTENCE, text)
    if chosen.kind == "length" and "累计" in text[chosen.start : chosen.end] and earlier and chosen.years:
        last = earlier[-1].last
        if last:
            first = str(int(last[:4]) - chosen.years + 1)
            return Due(first, last, DeadlineBasis.SENTENCE, text[earlier[-1].start : earlier[-1].end], "length")
    if text.startswith("当年", chosen.start) and earlier:
        chosen = earlier[-1]
    if chosen.kind == "month" and earlier and earlier[-1].last and chosen.last:
        chosen = chosen.model_copy(update={"last": earlier[-1].last[:4] + chosen.last[4:]})
    basis = DeadlineBasis.CLAUSE if clause.holds(chosen.start) else DeadlineBasis.SENTENCE
    return due_of(chosen, basis, text, known)


def leading(periods: Sequence[Period], text: str, sentence: Stretch, first: int) -> Due | None:
    """Return the period that a sentence opens a clause with, before its first number, so that it governs what follows.

    first: the place of the sentence's first number.
    """
    found: Due | None = None
    held = [p.last for p in periods if p.kind in GOVERNING and sentence.holds(p.start) and p.last and p.kind != "part"]
    if len({last[:4] for last in held}) > 1:
        return None
    for period in periods:
        if period.kind not in GOVERNING or period.kind == "part" or not sentence.holds(period.start):
            continue
        if period.start > first or _inserted(text, period.start):
            continue
        ahead = text[sentence.start : period.start]
        opener = ahead[max(ahead.rfind(mark) for mark in "，；：") + 1 :] if ahead else ""
        if len(opener.strip(_OPENERS)) <= 1:
            found = due_of(period, DeadlineBasis.PARAGRAPH, text)
    return found


def of_item(periods: Sequence[Period], text: str, year: int | None) -> Due | None:
    """Return the time limit that an item states for the whole of itself: 责任单位：…；完成时限：2019年9月底前."""
    limits = [match.end() for match in _LIMIT.finditer(text)]
    for limit in limits:
        for period in periods:
            if period.kind in GOVERNING and limit <= period.start <= limit + 2:
                known = Due(deadline=str(year)) if year else NOT_DUE
                return due_of(period, DeadlineBasis.PARAGRAPH, text, known)
    return None


def of_document(text: str, calendar: Calendar) -> Due | None:
    """Return the time limit of all that has none of its own: 未注明时限的，均应于2019年11月底前完成."""
    for match in _DEFAULT.finditer(text):
        for period in find_periods(match.group(), calendar):
            if period.last and period.kind in ("until", "in", "relative", "month"):
                return due_of(period, DeadlineBasis.HEADING, match.group())
    return None


def of_each(periods: Sequence[Period], text: str, clause: Stretch, place: int, count: int) -> list[Due]:
    """2021年、2022年、2023年分别新增1万、1.2万、1.4万个: return a period for each of `count` numbers, or nothing."""
    listed = [p for p in periods if clause.start <= p.start and p.end <= place and p.kind in ("in", "until") and p.last]
    if "分别" not in text[clause.start : clause.end] or len(listed) != count or count < 2:
        return []
    return [due_of(period, DeadlineBasis.CLAUSE, text) for period in listed]


def of_heading(periods: Sequence[Period], text: str) -> Due | None:
    """Return the period that a heading names: 2026年重点工作, “十五五”时期的主要目标."""
    for period in periods:
        if period.kind in ("until", "in", "range", "plan", "relative") and period.last:
            return due_of(period, DeadlineBasis.HEADING, text)
    return None


def is_past(due: Due | None, calendar: Calendar) -> bool:
    """Say whether a period ends before the document's year, so that a value in it is a result, not a target."""
    if due is None or due.year is None or calendar.year is None:
        return False
    return due.year < calendar.year


def looks_back(periods: Sequence[Period], text: str, place: int, clause: Stretch, year: int | None = None) -> bool:
    """Say whether the nearest period before a number lies in the past: 五年来增长到…, 2020年的3.68万亿元."""
    near = [p for p in periods if p.end <= place and p.kind not in ("every", "plan-name", "base", "day")]
    if near and near[-1].kind in ("past", "since"):
        first = near[-1].first
        # 2025年起提高到60% in a document of 2024 looks ahead
        return not (first and year and int(first[:4]) >= year)
    base = [p for p in periods if p.kind == "base" and clause.start <= p.start and p.end <= place]
    if not base:
        return False
    gap, before = text[base[-1].end : place], text[base[-1].start - 1 : base[-1].start]
    return gap == "的" or (gap == "" and before in ("由", "从", "自"))


def repeats(periods: Sequence[Period], text: str, quantity: Quantity, clause: Stretch) -> str:
    """Return 年, 季度 or 3年 where a number comes again: 每年引进20个; empty where it does not.

    An occasion (次, 场) may have its 每年 in an earlier clause of the sentence.
    """
    for period in reversed(periods):
        if period.kind != "every" or period.start > quantity.start:
            continue
        if clause.start <= period.start or quantity.unit in _OCCASIONS:
            words = text[period.start : period.end]
            return _EVERY.get(words, words[1:]) if words.startswith("每") else ""
    return ""
