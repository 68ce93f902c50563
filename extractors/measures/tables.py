"""Measures from the rows of a task table (任务分解表): a number, a task, and columns for the agencies (措施表).

A table is a task table where its head names a task column and at least one column of agencies. Rows that share the
cell of the task are one measure, their agencies united.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors import vocabulary
from extractors.language.agencies.names import Expander, names_in
from extractors.language.agencies.patterns import patterns
from extractors.language.periods import Calendar, find_periods
from extractors.measures.items import path_of, printed
from extractors.view import view_of
from schemas import (
    AgencyMention,
    AgencyRole,
    Cell,
    Document,
    Evidence,
    Measure,
    Outline,
    Piece,
    Section,
    Table,
    content_id,
)

_NOBODY = re.compile(r"^[/—\-无\s]*$")
_FIRST_CLAUSE = re.compile(r"^[^。；\n]{2,60}")
_LONGEST_TITLE = 42
_LONGEST_HEAD = 12


@dataclass(frozen=True, slots=True)
class _Columns:
    number: int | None
    task: int
    roles: dict[int, AgencyRole]
    deadline: int | None


def _words(cell: Cell | None) -> str:
    return view_of(cell.text).text.strip(" ：") if cell else ""


def _columns(table: Table) -> tuple[_Columns, int] | None:
    """Return the columns of a task table and the last row of its head, or None."""
    terms = vocabulary.terms("measures.toml")["columns"]
    for row in range(min(3, table.rows)):
        heads = {cell.column: _words(cell) for cell in table.cells if cell.row == row}
        roles: dict[int, AgencyRole] = {}
        for column, words in sorted(heads.items()):
            role = patterns().label_roles.get(words)
            if role is not None:
                roles[column] = role
        ends = tuple(terms["task_endings"])
        tasks = [c for c, words in sorted(heads.items()) if words.endswith(ends) and len(words) <= _LONGEST_HEAD]
        tasks = [column for column in tasks if column not in roles]
        if not roles or not tasks or any(words in terms["never"] for words in heads.values()):
            continue
        number = next((column for column, words in sorted(heads.items()) if words in terms["number"]), None)
        deadline = next((column for column, words in sorted(heads.items()) if words in terms["deadline"]), None)
        return _Columns(number, tasks[0], roles, deadline), row
    return None


def _cell_at(table: Table, row: int, column: int) -> Cell | None:
    """Return the cell that covers a place of the grid."""
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
            return cell
    return None


def _piece(cell: Cell) -> Piece | None:
    return cell.pieces[0] if cell.pieces else None


def _agencies(cell: Cell, role: AgencyRole) -> list[AgencyMention]:
    """Return the agencies of a cell, each with the place of its words in the source where they are found there."""
    if _NOBODY.match(cell.text):
        return []
    view = view_of(re.sub(r"\n", "、", cell.text))
    joined = view_of(cell.text)
    text = joined.text if any(mark in joined.text for mark in "、，；") else view.text
    piece = _piece(cell)
    start, end = (piece.start, piece.end) if piece else (0, 0)
    names = names_in(text, 0, Expander(), strict=False)
    return [AgencyMention(name=name.text, role=role, start=start, end=end) for name in names]


def _title(words: str) -> str:
    """Return a task's title: its first sentence where that is short, else its first clause."""
    sentence = words.split("。")[0]
    if len(sentence) <= _LONGEST_TITLE:
        return sentence.rstrip("：；")
    match = _FIRST_CLAUSE.match(re.split(r"[，：]", sentence)[0])
    return (match.group(0) if match else sentence[:_LONGEST_TITLE]).rstrip("：；")


def _rows(table: Table, columns: _Columns, head: int) -> list[list[int]]:
    """Group the rows below the head by the cell of their task."""
    groups: list[list[int]] = []
    last: Cell | None = None
    for row in range(head + 1, table.rows):
        task = _cell_at(table, row, columns.task)
        if task is None or not task.text.strip() or task.column_span >= table.columns - 1:
            last = None
            continue
        if task is last:
            groups[-1].append(row)
        else:
            groups.append([row])
        last = task
    return groups


def _above(document: Document, outline: Outline, place: int) -> Section | None:
    before = [section for section in outline.sections if section.start <= place]
    return before[-1] if before else None


def table_measures(document: Document, outline: Outline, calendar: Calendar) -> list[Measure]:
    """Return the measures in the task tables of a document; their section is None."""
    found: list[Measure] = []
    for table in document.tables:
        layout = _columns(table)
        if layout is None:
            continue
        columns, head = layout
        section = _above(document, outline, table.start)
        path = () if section is None else (*path_of(document, outline, section), printed(document, section))
        title = (table.title,) if table.title and table.title not in "".join(path) else ()
        for rows in _rows(table, columns, head):
            measure = _measure(document, table, columns, rows, (*path, *title), calendar)
            if measure is not None:
                found.append(measure)
    return found


def _deadline(table: Table, columns: _Columns, rows: list[int], calendar: Calendar) -> str | None:
    """Return the latest date in the rows' cells of the deadline column, None where there is none."""
    if columns.deadline is None:
        return None
    cells = [_cell_at(table, row, columns.deadline) for row in rows]
    periods = [period for cell in cells for period in find_periods(_words(cell), calendar)]
    return max((period.last for period in periods if period.last), default=None)


def _measure(
    document: Document, table: Table, columns: _Columns, rows: list[int], path: tuple[str, ...], calendar: Calendar
) -> Measure | None:
    task = _cell_at(table, rows[0], columns.task)
    piece = _piece(task) if task else None
    if task is None or piece is None:
        return None
    heading = _title(_words(task))
    mentions: list[AgencyMention] = []
    for row in rows:
        for column, role in sorted(columns.roles.items()):
            cell = _cell_at(table, row, column)
            if cell is not None:
                mentions += [mention for mention in _agencies(cell, role) if mention not in mentions]
    number = _words(_cell_at(table, rows[0], columns.number)) if columns.number is not None else ""
    texts = [_words(cell) for row in rows for cell in [_cell_at(table, row, columns.task)] if cell]

    def named(role: AgencyRole) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mention.name for mention in mentions if mention.role is role))

    return Measure(
        measure_id=content_id(document.document_id, piece.start, heading),
        document_id=document.document_id,
        source_file=document.source_file,
        section=None,
        number=number,
        heading=heading,
        path=path,
        lead=named(AgencyRole.LEAD),
        support=named(AgencyRole.SUPPORT),
        responsible=named(AgencyRole.RESPONSIBLE),
        deadline=_deadline(table, columns, rows, calendar),
        text="\n".join(dict.fromkeys(texts)),
        evidence=Evidence(
            quote=document.text[piece.start : piece.end],
            start=piece.start,
            end=piece.end,
            page=piece.box.page if piece.box else 1,
            boxes=(piece.box,) if piece.box else (),
        ),
        agencies=tuple(mentions),
    )
