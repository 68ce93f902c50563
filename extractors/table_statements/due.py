"""When the numbers of a column are due: its head, the row's deadline, the table's title, in this order (期限)."""

from __future__ import annotations

import re
from dataclasses import replace

from extractors.language.periods import Calendar, find_periods
from extractors.statements.deadlines import Due
from extractors.table_statements.heads import Column, period_of
from extractors.table_statements.words import words
from extractors.view import view_of
from schemas import DeadlineBasis, Kind, Period


def due_of_column(column: Column, row_words: str, title: str, calendar: Calendar) -> Due | None:
    """Return what governs a column's numbers where the cell itself is silent."""
    if column.last:
        kind = "range" if column.first and column.first != column.last else "in"
        return Due(column.first, column.last, DeadlineBasis.TABLE_HEAD, column.period_words, kind)
    if row_words:
        due = _due_of_row(row_words, calendar)
        if due is not None:
            return due
    text = view_of(title).text
    period = period_of(text, calendar) if title else None
    if period is not None and period.last and text[period.end : period.end + 1] not in words().lists["editions"]:
        return Due(period.first, period.last, DeadlineBasis.TABLE_TITLE, text[period.start : period.end], period.kind)
    return None


def due_of_plan(calendar: Calendar) -> Due | None:
    """Return the plan's own period, for a target column that nothing else dates."""
    if calendar.plan_end is None:
        return None
    return Due(str(calendar.plan_start), str(calendar.plan_end), DeadlineBasis.PLAN_PERIOD, "", "plan")


def _due_of_row(row_words: str, calendar: Calendar) -> Due | None:
    text = view_of(row_words).text
    found = find_periods(text, calendar)
    periods = [period for period in found if period.last and period.kind != "part"]
    if not periods:
        period = period_of(text, calendar)
        periods = [period] if period is not None and period.last and period.kind != "part" else []
    if not periods:
        month = next((period.last for period in found if period.kind == "part"), None) or _month(text)
        last = f"{calendar.year}-{month}" if month and calendar.year else None
        return Due(None, last, DeadlineBasis.TABLE_HEAD, row_words, "month") if last else None
    first = next((period.first for period in periods if period.kind == "range"), None)
    return Due(first, periods[-1].last, DeadlineBasis.TABLE_HEAD, row_words, periods[-1].kind)


def _month(text: str) -> str | None:
    """Return the last month that a deadline names without a year: 12月底, 3月—10月."""
    months = [int(month) for month in re.findall(r"(?<!\d)(\d{1,2})月", text)]
    return f"{months[-1]:02d}" if months and 1 <= months[-1] <= 12 else None


def due_of_period(period: Period, text: str) -> Due:
    """Return what a period written in the cell says."""
    words_ = text[period.start : period.end]
    return Due(period.first, period.last, DeadlineBasis.CLAUSE, words_, period.kind)


def settled(
    due: Due | None, kind: Kind, calendar: Calendar, bracketed: bool = False, mean: bool = False
) -> Due | None:
    """Return the period with the start that the kind calls for, None without a deadline.

    A level is due at a point of time; what is summed or added has a beginning.
    A bracketed value is summed over the plan: its column's year is the end, the plan's first year the beginning;
    so it is with a yearly mean (年均增速).
    """
    if due is None or due.deadline is None:
        return None
    spans = due.start is not None and due.start != due.deadline
    over_plan = bracketed or (kind is Kind.GROWTH_RATE and mean)
    if over_plan and not spans and calendar.plan_start and str(calendar.plan_start) <= due.deadline:
        return replace(due, start=str(calendar.plan_start))
    if bracketed and not spans:
        return replace(due, start=None)
    yearly = any(word in due.words for word in words().lists["yearly"])
    summed = kind in (Kind.CUMULATIVE, Kind.INCREMENT, Kind.GROWTH_RATE)
    return due if spans or yearly or summed else replace(due, start=None)
