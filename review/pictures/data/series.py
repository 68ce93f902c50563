"""Series: the list with search and filter, and one series with its targets and statements (序列)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from review.pictures.data.published import Published, Slice, marks, page_of, searched
from review.pictures.data.rollups import rollups_of
from review.pictures.data.targets import Said, Shown, common_unit, statements_of, targets_of_series

MOST_TARGETS, MOST_STATEMENTS = 300, 1000
_WITH = "series_id IN (SELECT series_id FROM targets WHERE status = '{}')"
FILTERS = {
    "all": "1",
    "several": "json_array_length(target_ids) > 1",
    "conflicting": _WITH.format("conflicting"),
    "superseded": _WITH.format("superseded"),
}


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A series in the list: how many targets, from when to when, how many in conflict or superseded."""

    series_id: str
    indicator: str
    scope: str
    place: str
    unit: str
    targets: int
    first: str
    last: str
    conflicting: int
    superseded: int


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One series: its targets by deadline, in one unit for the picture, what was said, and the roll-ups of totals."""

    series_id: str
    indicator: str
    scope: str
    place: str
    rule: str
    unit: str
    factor: Decimal | None
    targets: tuple[Shown, ...]
    total: int
    said: dict[str, tuple[Said, ...]]
    rollups: dict[str, str]


def places(published: Published) -> dict[str, str]:
    """Return the names of the regions that documents come from, by code."""
    query = """SELECT region, min(region_name) AS name FROM documents
        WHERE region IS NOT NULL AND region_name IS NOT NULL GROUP BY region ORDER BY region LIMIT 4000"""
    return {row["region"]: row["name"] for row in published.select(query)}


def find_series(
    published: Published, words: str = "", only: str = "all", region: str = "", page: int = 1
) -> Slice[SeriesLine]:
    """Return a page of the series that hold all the words, those with most targets first."""
    condition, values = searched(words, "indicator", "scope")
    parts: list[str] = [*values]
    if region:
        condition += " AND region = ?"
        parts.append(region)
    source = f"series WHERE {condition} AND {FILTERS.get(only, FILTERS['all'])}"
    columns = "series_id, indicator, scope, region, unit_base, json_array_length(target_ids) AS n"
    found = page_of(published, columns, source, "n DESC, indicator, scope, series_id", parts, page)
    spans = _spans(published, [row["series_id"] for row in found.rows])
    names = places(published)
    return found.of(
        SeriesLine(
            row["series_id"], row["indicator"], row["scope"], names.get(row["region"], row["region"] or ""),
            row["unit_base"] or "", row["n"], *spans.get(row["series_id"], ("", "", 0, 0)),
        )
        for row in found.rows
    )  # fmt: skip


def _spans(published: Published, ids: Sequence[str]) -> dict[str, tuple[str, str, int, int]]:
    """Return first and last deadline, and how many targets are in conflict and superseded, by series."""
    query = f"""SELECT series_id, min(deadline) AS first, max(deadline) AS last,
        sum(status = 'conflicting') AS conflicting, sum(status = 'superseded') AS superseded
        FROM targets WHERE series_id IN ({marks(ids)}) GROUP BY series_id"""
    return {
        row["series_id"]: (row["first"] or "", row["last"] or "", row["conflicting"], row["superseded"])
        for row in published.select(query, ids)
    }


def one_series(published: Published, series_id: str) -> SeriesView | None:
    """Return a series, or None where it is not published. Of a very long one the first targets, and how many in all."""
    rows = published.select("SELECT * FROM series WHERE series_id = ?", (series_id,))
    if not rows:
        return None
    row = rows[0]
    targets = targets_of_series(published, series_id, MOST_TARGETS)
    total = published.select("SELECT count(*) AS n FROM targets WHERE series_id = ?", (series_id,))[0]["n"]
    unit, factor = common_unit(targets)
    place = places(published).get(row["region"], row["region"] or "")
    return SeriesView(
        series_id, row["indicator"], row["scope"], place, row["rule"], unit, factor, tuple(targets), total,
        statements_of(published, targets, MOST_STATEMENTS),
        rollups_of(published, [target.target_id for target in targets]),
    )  # fmt: skip
