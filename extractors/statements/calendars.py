"""What relative dates are counted from: the document's year and the plan's own years (时间基准)."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.language.numerals import number
from extractors.language.periods import Calendar, find_periods
from extractors.view import view_of
from schemas import Document

_YEARS_PLAN = re.compile(r"([一二三四五六七八九十]|\d{1,2})年(?:[\u4e00-\u9fff]{0,8})(?:计划|方案|规划|攻坚|工程)")
_REVIEW = re.compile(r"((?:19|20)\d{2})年(?:政府)?工作(?:的)?回顾")
_BOOKS = re.compile(r"《[^》]*》|〔[^〕]*〕")
_UNTIL = re.compile(r"到((?:19|20)\d{2})年")
_REPORT = re.compile(r"((?:19|20)\d{2})年.{0,12}(?:政府工作报告|工作要点|工作计划|工作安排)")


def calendar_of(document: Document, title: str = "") -> Calendar:
    """Return the calendar of a document, or of the annex called `title` inside it."""
    facts = document.facts
    year = int(facts.issued_on[:4]) if facts.issued_on else None
    if year is None and facts.number:
        numbered = re.search(r"(?:19|20)\d{2}", facts.number)
        year = int(numbered[0]) if numbered else None
    start = int(facts.plan_start) if facts.plan_start else None
    if year is None and facts.published_on:
        year = int(facts.published_on[:4])
    if year is None:
        year = start or _year_of_title(facts.title or _first_line(document.text))
    end = int(facts.plan_end) if facts.plan_end else None
    if year is None:
        year = _first_due_year(document.text)
    if start is None and year is not None:
        start, end = _counted_plan(title or facts.title, document.text, year)
    return Calendar(year, start, end)


@lru_cache(maxsize=8)
def _first_due_year(text: str) -> int | None:
    """Return the year of a document without a date: after the year it reviews, or the first it sets something for.

    None where it only looks back.
    """
    review = _REVIEW.search(text)
    if review:
        return int(review[1]) + 1
    periods = find_periods(_BOOKS.sub("", view_of(text).text))
    if any(period.kind in ("past", "since") for period in periods):
        return None
    years = [int(p.last[:4]) for p in periods if p.kind in ("until", "in") and p.last]
    return min(years) if years else None


def _first_line(text: str) -> str:
    return next((line.strip() for line in text[:400].splitlines() if line.strip()), "")


def _year_of_title(title: str) -> int | None:
    match = _REPORT.search(title) or re.search(r"((?:19|20)\d{2})年", title)
    return int(match[1]) if match else None


def _counted_plan(title: str, text: str, year: int) -> tuple[int | None, int | None]:
    """Years of a 三年行动计划 that names none: from the document's year, or the one after, as its goals say."""
    match = _YEARS_PLAN.search(title)
    length = number(match[1]) if match else None
    if length is None or length > 30:
        return None, None
    ends = _goal_years(text)
    last = year + int(length) - 1
    if last not in ends and last + 1 in ends:
        last += 1
    return last - int(length) + 1, last


@lru_cache(maxsize=8)
def _goal_years(text: str) -> frozenset[int]:
    return frozenset(int(match[1]) for match in _UNTIL.finditer(view_of(text).text))
