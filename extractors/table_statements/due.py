"""When the numbers of a column are due: its head, the row's deadline, the table's title, in this order (期限)."""

from __future__ import annotations

from extractors.language.periods import Calendar, find_periods
from extractors.statements.deadlines import Due
from extractors.table_statements.heads import Column, period_of
from extractors.view import view_of
from schemas import DeadlineBasis, Kind, Period

_YEARLY = ("年度", "全年", "当年", "本年")


def due_of_column(column: Column, row_words: str, title: str, calendar: Calendar) -> Due | None:
    """Return what governs a column's numbers where the cell itself is silent."""
    if column.last:
        return Due(column.first, column.last, DeadlineBasis.TABLE_HEAD, column.period_words, _span_kind(column))
    if row_words:
        periods = [period for period in find_periods(view_of(row_words).text, calendar) if period.last]
        if periods:
            last = periods[-1]
            first = next((p.first for p in periods if p.kind == "range"), None)
            return Due(first, last.last, DeadlineBasis.TABLE_HEAD, row_words, last.kind)
    text = view_of(title).text
    period = period_of(text, calendar) if title else None
    if period is not None and period.last and not _edition(text, period):
        return Due(period.first, period.last, DeadlineBasis.TABLE_TITLE, text[period.start : period.end], period.kind)
    return None


def _edition(title: str, period: Period) -> bool:
    """（2023年版） says when a table was drawn up, not when its numbers are due."""
    return title[period.end : period.end + 1] in ("版", "修", "本")


def _span_kind(column: Column) -> str:
    return "range" if column.first and column.first != column.last else "in"


def due_of_period(period: Period, text: str) -> Due:
    """Return what a period written in the cell says."""
    return Due(period.first, period.last, DeadlineBasis.CLAUSE, text[period.start : period.end], period.kind)


def start_for(due: Due | None, kind: Kind, calendar: Calendar, bracketed: bool) -> tuple[str | None, str | None]:
    """Return start and deadline. A level is due at a point of time; what is summed or added has a beginning.

    A bracketed value is summed over the plan: its column's year is the end, the plan's first year the beginning.
    """
    if due is None or due.deadline is None:
        return None, None
    if bracketed and (due.start is None or due.start == due.deadline) and calendar.plan_start:
        return str(calendar.plan_start), due.deadline
    spans = due.start is not None and due.start != due.deadline
    yearly = any(word in due.words for word in _YEARLY)
    summed = kind in (Kind.CUMULATIVE, Kind.INCREMENT, Kind.GROWTH_RATE, Kind.CHANGE)
    return (due.start if spans or yearly or summed else None), due.deadline
