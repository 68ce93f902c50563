"""When the numbers of a column are due: its head, the row's deadline, the table's title, in this order (期限)."""

from __future__ import annotations

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


def _due_of_row(row_words: str, calendar: Calendar) -> Due | None:
    text = view_of(row_words).text
    periods = [period for period in find_periods(text, calendar) if period.last]
    if not periods:
        period = period_of(text, calendar)
        periods = [period] if period is not None and period.last else []
    if not periods:
        return None
    first = next((period.first for period in periods if period.kind == "range"), None)
    return Due(first, periods[-1].last, DeadlineBasis.TABLE_HEAD, row_words, periods[-1].kind)


def due_of_period(period: Period, text: str) -> Due:
    """Return what a period written in the cell says."""
    words_ = text[period.start : period.end]
    return Due(period.first, period.last, DeadlineBasis.CLAUSE, words_, period.kind)


def start_for(
    due: Due | None, kind: Kind, calendar: Calendar, bracketed: bool = False
) -> tuple[str | None, str | None]:
    """Return start and deadline. A level is due at a point of time; what is summed or added has a beginning.

    A bracketed value is summed over the plan: its column's year is the end, the plan's first year the beginning.
    """
    if due is None or due.deadline is None:
        return None, None
    if bracketed and (due.start is None or due.start == due.deadline) and calendar.plan_start:
        return str(calendar.plan_start), due.deadline
    spans = due.start is not None and due.start != due.deadline
    yearly = any(word in due.words for word in words().lists["yearly"])
    summed = kind in (Kind.CUMULATIVE, Kind.INCREMENT, Kind.GROWTH_RATE)
    return (due.start if spans or yearly or summed else None), due.deadline
