"""One agency: what it leads, is responsible for and supports, by deadline (部门)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from review.pictures.data.published import Published, Slice
from review.pictures.data.series import places
from review.pictures.data.targets import Said, Shown, statements_by_id, targets_by_id

ROLES = ("lead", "responsible", "support")
TARGETS_A_PAGE = 200
MOST_MEASURES = 200
MOST_STATEMENTS = 3

_NAMED = """SELECT document_id, as_written, region, successor FROM agencies
    WHERE (canonical = :name OR (canonical = '' AND as_written = :name))"""
_PLACED = f"{_NAMED} AND (:place IS NULL OR coalesce(region, '') = :place)"
_OF_ROLE = """SELECT s.statement_id, {rank} AS rank
    FROM named n CROSS JOIN statements s ON s.document_id = n.document_id, json_each(s.{role}) j
    WHERE j.value = n.as_written"""
_TARGETS = f"""WITH named AS ({_PLACED}),
    roled AS ({" UNION ALL ".join(_OF_ROLE.format(rank=rank, role=role) for rank, role in enumerate(ROLES))})
    SELECT t.target_id, min(r.rank) AS rank, coalesce(t.deadline, '') AS deadline,
        t.indicator, t.scope, group_concat(DISTINCT r.statement_id) AS statements
    FROM roled r CROSS JOIN targets_statement_ids l ON l.statement_id = r.statement_id
    JOIN targets t ON t.target_id = l.target_id
    WHERE :year IS NULL OR substr(coalesce(t.deadline, ''), 1, 4) = :year
    GROUP BY t.target_id"""
_HAS_ROLE = "EXISTS (SELECT 1 FROM json_each(m.{role}) j WHERE j.value = n.as_written)"
_RANK = " ".join(f"WHEN {_HAS_ROLE.format(role=role)} THEN {rank}" for rank, role in enumerate(ROLES))
_MEASURES = f"""WITH named AS ({_PLACED})
    SELECT m.measure_id, m.source_file, m.number, m.heading, m.deadline, m.text,
        CASE {_RANK} END AS rank
    FROM named n CROSS JOIN measures m ON m.document_id = n.document_id
    WHERE rank IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM statements s WHERE s.measure_id = m.measure_id AND s.role = 'target')
    GROUP BY m.measure_id ORDER BY rank, m.deadline IS NULL, m.deadline, m.source_file, m.measure_id"""


@dataclass(frozen=True, slots=True)
class Duty:
    """A target, the strongest role the agency has in it, and the statements that say so."""

    role: str
    target: Shown
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A measure of the agency without a numeric target (措施)."""

    measure_id: str
    role: str
    title: str
    source_file: str
    deadline: str


@dataclass(frozen=True, slots=True)
class AgencyView:
    """One agency. `counts` are targets by role and year; `places` the regions its name stands for, by code."""

    name: str
    places: dict[str, str]
    place: str | None
    year: str | None
    documents: int
    successors: tuple[str, ...]
    counts: dict[str, dict[str, int]]
    duties: Slice[Duty]
    tasks: tuple[Task, ...] = ()
    tasks_in_all: int = 0


def one_agency(
    published: Published, name: str, place: str | None = None, year: str | None = None, page: int = 1
) -> AgencyView | None:
    """Return the agency with this official name, or name as written where no official one is known; None if none.

    `place` is the code of a region, empty for documents whose region is not known; `year` that of the deadline, empty
    for targets without one.
    """
    named = published.select(f"SELECT DISTINCT document_id, region, successor FROM ({_NAMED})", {"name": name})
    # An empty name would stand for all agencies whose official name is not known.
    if not (name and named):
        return None
    values = {"name": name, "place": place, "year": None}
    rows = published.select(_TARGETS, values)
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        of_role = counts.setdefault(ROLES[row["rank"]], {})
        of_role[row["deadline"][:4]] = of_role.get(row["deadline"][:4], 0) + 1
    if year is not None:
        rows = [row for row in rows if row["deadline"][:4] == year]
    tasks = published.select(_MEASURES, {"name": name, "place": place}) if year is None else []
    names = places(published)
    regions = sorted({row["region"] or "" for row in named})
    return AgencyView(
        name, {code: names.get(code, code) for code in regions}, place, year,
        len({row["document_id"] for row in named if place is None or (row["region"] or "") == place}),
        tuple(sorted({row["successor"] for row in named} - {""})), counts, _duties(published, rows, page),
        tuple(_task(row) for row in tasks[:MOST_MEASURES]), len(tasks),
    )  # fmt: skip


def _duties(published: Published, rows: Sequence[sqlite3.Row], page: int) -> Slice[Duty]:
    ordered = sorted(rows, key=_order)
    page = min(max(page, 1), max(1, -(-len(ordered) // TARGETS_A_PAGE)))
    shown = ordered[(page - 1) * TARGETS_A_PAGE : page * TARGETS_A_PAGE]
    targets = targets_by_id(published, [row["target_id"] for row in shown])
    kept = {row["target_id"]: sorted(row["statements"].split(","))[:MOST_STATEMENTS] for row in shown}
    said = statements_by_id(published, [key for keys in kept.values() for key in keys])
    duties = tuple(
        Duty(
            ROLES[row["rank"]],
            targets[row["target_id"]],
            tuple(said[key] for key in kept[row["target_id"]] if key in said),
        )
        for row in shown
    )
    return Slice(duties, len(ordered), page, TARGETS_A_PAGE)


def _order(row: sqlite3.Row) -> tuple[int, str, str, str, str]:
    """Return what targets of an agency are sorted by: role, deadline (2025 is the end of 2025), then their names."""
    return row["rank"], f"{row['deadline'] or 9999}~", row["indicator"], row["scope"], row["target_id"]


def _task(row: sqlite3.Row) -> Task:
    title = row["heading"] or row["text"][:60]
    return Task(row["measure_id"], ROLES[row["rank"]], title, row["source_file"], row["deadline"] or "")


def roles_of(view: AgencyView) -> list[str]:
    """Return the roles the agency has, the strongest first."""
    return [role for role in ROLES if role in view.counts or any(task.role == role for task in view.tasks)]
