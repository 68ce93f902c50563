"""The heat table of agencies by year, and the sheet of one agency (部门图表)."""

from __future__ import annotations

import math
from itertools import groupby

from review.pictures.data.agency import AgencyView, Duty, Task, roles_of
from review.pictures.data.matrix import EARLIER, LATER, UNDATED, Matrix
from review.pictures.draw.cells import about, documents_of, evidence_of, kind_of, status_of
from review.pictures.draw.markup import Node, Say, address, link, node, row, table

_SHADES = 5


def to_agency(name: str, **values: object) -> str:
    """Return the address of an agency's page."""
    return address("/agency", agency=name, **values)


def year_words(column: str, say: Say) -> str:
    """Return the head of a column of the matrix."""
    return say({EARLIER: "pictures.earlier", LATER: "pictures.later", UNDATED: "pictures.undated"}[column]) if (
        column in (EARLIER, LATER, UNDATED)
    ) else column  # fmt: skip


def heat(matrix: Matrix, say: Say) -> Node:
    """Return the heat table: the number in every cell, the shade behind it; each leads to what it counts."""
    heads: list[str | Node] = [say("pictures.agency"), *(year_words(column, say) for column in matrix.columns)]
    rows = [
        row(
            node("th", link(line.name, to_agency(line.name)), scope="row"),
            *(_cell(line.name, column, n, matrix, say) for column, n in zip(matrix.columns, line.counts, strict=True)),
            node("td", str(line.total), class_="number total"),
        )
        for line in matrix.lines.rows
    ]
    sums = [node("td", f"{count:,}" if count else "", class_="number") for count in (*matrix.sums, sum(matrix.sums))]
    rows.append(
        row(node("th", say("pictures.all_agencies", count=matrix.lines.total), scope="row"), *sums, class_="sum")
    )
    return table([*heads, say("pictures.sum")], rows, class_="list heat")


def shade(count: int, most: int) -> int:
    """Return 0 for nothing, else 1 to 5 by the square root: a few large cells do not turn all others pale."""
    return 0 if not count else max(1, math.ceil(_SHADES * math.sqrt(count / max(most, 1)) - 1e-9))


def _cell(name: str, column: str, count: int, matrix: Matrix, say: Say) -> Node:
    if not count:
        return node("td", class_="number")
    words = say("pictures.cell", agency=name, year=year_words(column, say), count=count)
    year = "none" if column == UNDATED else column
    to = to_agency(name) if column in (EARLIER, LATER) else to_agency(name, year=year)
    cell = link(str(count), to, aria_label=words, title=words)
    return node("td", cell, class_=f"number shade-{shade(count, matrix.most)}")


def summary(view: AgencyView, say: Say) -> Node:
    """Return the agency's targets by role and year, small: the head of its sheet."""
    years = sorted({year for counts in view.counts.values() for year in counts}, key=lambda year: year or "9999")
    most = max((count for counts in view.counts.values() for count in counts.values()), default=0)
    rows = []
    for role in roles_of(view):
        counts = view.counts.get(role, {})
        cells = [
            node("td", str(counts.get(year) or ""), class_=f"number shade-{shade(counts.get(year, 0), most)}")
            for year in years
        ]
        total = node("td", str(sum(counts.values())), class_="number total")
        rows.append(row(node("th", say(f"pictures.role_{role}"), scope="row"), *cells, total))
    heads = [
        link(year or say("pictures.undated"), to_agency(view.name, place=view.place, year=year or "none"))
        for year in years
    ]
    return table([say("pictures.role"), *heads, say("pictures.sum")], rows, class_="list heat small-heat")


def duties(view: AgencyView, say: Say) -> list[Node]:
    """Return a section for each role: its targets by deadline, then its measures without a number."""
    sections = []
    found = {role: list(group) for role, group in groupby(view.duties.rows, key=lambda duty: duty.role)}
    for role in roles_of(view):
        tasks = [task for task in view.tasks if task.role == role]
        parts = [_duty_table(found[role], say)] if role in found else []
        if tasks:
            parts.append(_task_list(tasks, say))
        if parts:
            title = say(f"pictures.title_{role}", count=sum(view.counts.get(role, {}).values()))
            sections.append(node("section", node("h2", title), *parts, class_=f"role {role}"))
    return sections


def sources(view: AgencyView, say: Say) -> Node | None:
    """Return the documents behind the targets that are shown."""
    entries = documents_of(said for duty in view.duties.rows for said in duty.said)
    if not entries:
        return None
    return node("section", node("h2", say("pictures.sources")), node("ul", *entries, class_="tasks"))


def _duty_table(found: list[Duty], say: Say) -> Node:
    heads = [say(f"pictures.{key}") for key in ("deadline", "target", "value", "statements")]
    return table(heads, (_duty_row(duty, say) for duty in found), numbers=[2], class_="list duties")


def _duty_row(duty: Duty, say: Say) -> Node:
    target = duty.target
    kind = kind_of(target, say)
    notes = [node("div", kind, class_="soft small")] if kind else []
    if target.status != "active":
        notes.append(node("div", status_of(target, say), class_="small"))
    return row(
        node("td", target.period or say("pictures.undated"), class_="period"),
        about(target, address("/series", target.series_id)),
        node("td", target.amount.words(), *notes, class_="number"),
        evidence_of(duty.said, say, 2),
    )  # fmt: skip


def _task_list(tasks: list[Task], say: Say) -> Node:
    entries = [
        node(
            "li",
            task.title,
            " ",
            node("span", " · ".join(filter(None, (task.deadline, task.source_file))), class_="soft"),
        )
        for task in tasks
    ]
    return node("div", node("h3", say("pictures.tasks", count=len(tasks))), node("ul", *entries, class_="tasks"))
