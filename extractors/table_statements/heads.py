"""What each column of a table is: label, unit, value, prose, agency, deadline … with its period and unit (列的含义)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from extractors.language.periods import Calendar, find_periods
from extractors.table_statements.frame import Frame
from extractors.table_statements.grid import Grid
from extractors.table_statements.words import clean, ends_with, split_unit, unit_of, words
from extractors.vocabulary import terms
from schemas import Period

BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_EDGES = "/·、—-：:，,~～至到末底*“”的 "


class ColumnKind(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    LABEL = "label"
    UNIT = "unit"
    ATTRIBUTE = "attribute"
    AGENCY = "agency"
    DEADLINE = "deadline"
    REMARK = "remark"
    PROSE = "prose"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `first` and `last` are ISO dates of its period; `noun` is what its head says is measured."""

    index: int
    path: tuple[str, ...]
    kind: ColumnKind
    first: str | None = None
    last: str | None = None
    period_words: str = ""
    unit: str = ""
    noun: str = ""
    growth: bool = False
    cumulative: bool = False
    body: str = ""  # the place or body that the head names: 东城区
    years: int | None = None  # how many years its period has, where the head counts them: 3年累计

    @property
    def head(self) -> str:
        """The head's words from top to bottom."""
        return " ".join(self.path)


def head_path(grid: Grid, frame: Frame, column: int) -> tuple[str, ...]:
    """Return the head texts over a column, outermost first.

    Tables of plain text have no spans: there an empty head goes on from the one to its left, unless it is the last.
    """
    path: list[str] = []
    spanless = all(one.cell.column_span == 1 for row in frame.heads for one in grid.row_cells(row))
    for number, row in enumerate(frame.heads):
        text = grid.text(row, column)
        if not text and spanless and number < len(frame.heads) - 1:
            left = next((grid.text(row, c) for c in range(column - 1, -1, -1) if grid.text(row, c)), "")
            text = left if grid.text(frame.heads[-1], column) and names_period(left) else ""
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def names_period(text: str) -> bool:
    """Tell words that name a year or a plan's period."""
    return period_of(text, Calendar()) is not None


def period_of(text: str, calendar: Calendar) -> Period | None:
    """Return the period that a head or a title names, with a bare year as a last resort: 2025目标值."""
    found = [period for period in find_periods(text, calendar) if period.last and period.kind != "past"]
    if found:
        return found[-1] if found[-1].kind != "plan-name" else found[0]
    for name, (first, last) in sorted(terms("periods.toml")["plans"].items(), key=lambda item: -len(item[0])):
        place = text.find(name)
        if place >= 0:
            return Period(start=place, end=place + len(name), first=str(first), last=str(last), kind="plan")
    years = list(BARE_YEAR.finditer(text))
    if not years:
        return None
    place, year = years[-1].start(), years[-1].group()
    return Period(start=place, end=place + 4, first=years[0].group(), last=year, kind="in")


def calendar_of_title(title: str, calendar: Calendar) -> Calendar:
    """Return the calendar of a table whose title names years of its own: …任务分解表（2023—2025年）."""
    period = period_of(title, calendar) if title else None
    if period is None or period.kind not in ("range", "plan") or not period.first or not period.last:
        return calendar
    return Calendar(calendar.year, int(period.first[:4]), int(period.last[:4]))


def column_of(index: int, path: tuple[str, ...], kind: ColumnKind, calendar: Calendar) -> Column:
    head = "".join(path)
    bare, unit = split_unit(head)
    if not unit:
        tail = re.search(r"[（(：:，,]\s*单位[：:]?\s*([^）)]+)[）)]?", head)
        unit = unit_of(tail[1]) if tail else ""
    column = Column(index, path, kind, unit=unit)
    if kind not in (ColumnKind.VALUE, ColumnKind.PROSE):
        return column
    period = None
    for text in reversed(path):
        period = period or period_of(text, calendar)
    cumulative = bool(words().cumulative.search(head))
    growth = bool(words().growth.search(bare)) and not names_amount(bare)
    first, last, said = None, None, ""
    if period is not None:
        first, last, said = period.first, period.last, head
    elif (cumulative or growth) and calendar.plan_end:
        first, last = str(calendar.plan_start) if calendar.plan_start else None, str(calendar.plan_end)
        said = head
    return replace(
        column,
        first=first,
        last=last,
        period_words=said,
        noun=_noun(path),
        growth=growth,
        cumulative=cumulative,
        years=period.years if period is not None and period.kind == "length" else None,
    )


def value_column(index: int, path: tuple[str, ...], calendar: Calendar) -> Column:
    """Return a column of values with this head."""
    return column_of(index, path, ColumnKind.VALUE, calendar)


def names_amount(head: str) -> bool:
    """Tell a head that names an amount beside its growth: 年均新增就业人数."""
    return bool(ends_with(head, "amounts"))


def _noun(path: Sequence[str]) -> str:
    """Return what the head says is measured, without period, unit, 目标 and the like; empty for a bare 2025年目标."""
    kept: list[str] = []
    for text in path:
        noun = noun_of_head(text)
        kept = [one for one in kept if one not in noun]
        if noun and not any(noun in one for one in kept):
            kept.append(noun)
    return "".join(kept)


def noun_of_head(text: str) -> str:
    """Return the words of a head that name what is measured."""
    bare = clean(split_unit(text)[0])
    spans = [(p.start, p.end) for p in find_periods(bare)] + [m.span() for m in BARE_YEAR.finditer(bare)]
    bare = "".join(char for place, char in enumerate(bare) if not any(a <= place < b for a, b in spans))
    for name in sorted(terms("periods.toml")["plans"], key=lambda n: (-len(n), n)):
        bare = bare.replace(f"“{name}”", "").replace(name, "")
    bare = re.sub(r"^(?:其中|#)：?|[（［〔(【][^）］〕)】]*[）］〕)】]|[①-⑳]", "", bare)
    bare = re.sub(r"^(?:年度|年)|(?:年度|期间)$", "", bare.strip(_EDGES)).strip(_EDGES)
    known = words().bare
    if bare in known or not bare:
        return ""
    for word in sorted(known, key=lambda w: (-len(w), w)):
        if len(word) > 1 and bare.endswith(word) and len(bare) > len(word) + 1:
            rest = bare[: -len(word)].rstrip("的")
            return rest if rest not in known and len(rest) > 1 else ""
    return bare
