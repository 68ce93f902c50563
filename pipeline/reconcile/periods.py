"""Dates as exact as written, in the form they are compared in (期限)."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=65536)
def due(date: str | None) -> str:
    """Return a deadline for comparing: the end of a year is the year (2019年底 is 2019); empty where there is none."""
    if not date:
        return ""
    return date[:4] if date[4:] in ("-12", "-12-31") else date


@lru_cache(maxsize=65536)
def begun(date: str | None) -> str:
    """Return a start for comparing: the beginning of a year is the year; empty where there is none."""
    if not date:
        return ""
    return date[:4] if date[4:] in ("-01", "-01-01") else date


@lru_cache(maxsize=65536)
def year(date: str | None) -> int | None:
    """Return the year of an ISO date, None where there is none."""
    return int(date[:4]) if date and date[:4].isdigit() else None


@lru_cache(maxsize=65536)
def span(start: str | None, deadline: str | None) -> tuple[int, int] | None:
    """Return first and last year of a period whose both ends are stated, else None."""
    first, last = year(start), year(deadline)
    return (first, last) if first is not None and last is not None and first <= last else None
