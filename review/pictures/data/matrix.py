"""Targets by agency and year: the numbers of a heat table (按部门和年份的目标数)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from review.pictures.data.published import Published, Slice

ROWS_A_PAGE = 25
MOST_YEARS = 10
UNDATED = ""
EARLIER, LATER = "<", ">"


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """An agency and how many targets it is answerable for, by column of the matrix."""

    name: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A page of the heat table. `columns` are years, with EARLIER, LATER and UNDATED where something falls there."""

    columns: tuple[str, ...]
    lines: Slice[AgencyLine]
    sums: tuple[int, ...]
    most: int
    without: int


@lru_cache(maxsize=2)
def _counts(out: Path, stamp: tuple[int, int, int]) -> dict[str, dict[str, int]]:
    """Return agency → year → targets, of one publication. Kept: it reads every target."""
    query = """SELECT j.value AS name, coalesce(substr(t.deadline, 1, 4), '') AS year, count(*) AS n
        FROM targets t, json_each(t.agencies) j GROUP BY 1, 2"""
    found: dict[str, dict[str, int]] = {}
    for row in Published(out).select(query):
        found.setdefault(row["name"], {})[row["year"]] = row["n"]
    return found


def agencies_by_year(published: Published, words: str = "", page: int = 1) -> Matrix:
    """Return the agencies whose names hold all the words, those with most targets first."""
    counts = _counts(published.out, published.stamp())
    wanted = words.split()
    names = [name for name in counts if all(word in name for word in wanted)]
    totals = {name: sum(counts[name].values()) for name in names}
    names.sort(key=lambda name: (-totals[name], name))
    columns = _columns([counts[name] for name in names])
    page = min(max(page, 1), max(1, -(-len(names) // ROWS_A_PAGE)))
    shown = names[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    lines = tuple(AgencyLine(name, _spread(counts[name], columns), totals[name]) for name in shown)
    sums = tuple(map(sum, zip(*(_spread(counts[name], columns) for name in names), strict=True)))
    without = published.select("SELECT count(*) AS n FROM targets WHERE agencies = '[]'")[0]["n"]
    most = max((count for line in lines for count in line.counts), default=0)
    return Matrix(columns, Slice(lines, len(names), page, ROWS_A_PAGE), sums, most, without)


def _columns(counts: Sequence[dict[str, int]]) -> tuple[str, ...]:
    """Return the columns: at most ten years, those close together with most targets; what is before and after them."""
    by_year: dict[str, int] = {}
    for each in counts:
        for year, count in each.items():
            by_year[year] = by_year.get(year, 0) + count
    undated = [UNDATED] if by_year.pop(UNDATED, 0) else []
    years = sorted(by_year)
    windows = [years[start : start + MOST_YEARS] for start in range(max(1, len(years) - MOST_YEARS + 1)) if years]
    window = max(windows, key=lambda some: _weight(some, by_year), default=[])
    window = _filled(window)
    earlier = [EARLIER] if years and years[0] < window[0] else []
    later = [LATER] if years and years[-1] > window[-1] else []
    return (*earlier, *window, *later, *undated)


def _filled(years: Sequence[str]) -> list[str]:
    """Return the years without gaps, where that does not make the table much wider."""
    if years and int(years[-1]) - int(years[0]) < MOST_YEARS + 2:
        return [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
    return list(years)


def _weight(years: Sequence[str], by_year: dict[str, int]) -> tuple[int, int]:
    """Return what makes a stretch of years worth showing: its targets; among equals, that it is short."""
    return sum(by_year[year] for year in years), int(years[0]) - int(years[-1])


def _spread(counts: dict[str, int], columns: Sequence[str]) -> tuple[int, ...]:
    years = [column for column in columns if column.isdigit()]
    found = dict.fromkeys(columns, 0)
    for year, count in counts.items():
        if year in found:
            found[year] += count
        else:
            found[EARLIER if year < years[0] else LATER] += count
    return tuple(found.values())
