"""Claims from a table that stands in running text (失去表格线的指标表的读取)."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.language.quantities import find_quantities
from extractors.statements.clauses import Stretch
from extractors.statements.deadlines import Due
from extractors.statements.draft import Draft
from extractors.table_statements.build import Desk, cell_statement, with_unit
from extractors.table_statements.due import due_of_column, settled
from extractors.table_statements.flat import FlatRow, FlatTable
from extractors.table_statements.grid import GridCell
from extractors.table_statements.ground import Ground
from extractors.table_statements.heads import Column
from extractors.table_statements.kinds import Clues, kind_in_table
from extractors.table_statements.naming import indicator_of
from extractors.table_statements.roles import Judgement
from extractors.table_statements.rows import Label
from extractors.table_statements.splitting import Part
from schemas import Cell, Issue, Severity, Statement, TablePlace

_CONFIDENCE, _PARTED = 0.85, 0.75


def read_flat(table: FlatTable, ground: Ground, desk: Desk) -> tuple[list[Statement], list[Issue]]:
    """Return the statements of a flat table, and an issue for every row whose numbers cannot be told apart."""
    statements: list[Statement] = []
    issues: list[Issue] = []
    for number, row in enumerate(table.rows):
        if not row.split.sure:
            issues.append(_unclear(table, row, desk))
            continue
        label = Label(row.groups, row.name, who=False, what=True)
        span = table.view.source_span(row.start, row.end)
        for column, part in zip(table.columns, row.split.parts, strict=True):
            judgement = ground.roles.get(column.index)
            if part is None or part.number is None or judgement is None:
                continue
            place = TablePlace(
                title=table.title, row=label.raw, column=column.head, row_index=number, column_index=column.index
            )
            cell = GridCell(Cell(row=number, column=column.index, text=part.text), table.view)
            for claim in _claims(table, row, label, column, part, judgement, ground):
                statements.append(cell_statement(claim, cell, desk, place, span, column.index))
    return statements, issues


def _claims(
    table: FlatTable, row: FlatRow, label: Label, column: Column, part: Part, judgement: Judgement, ground: Ground
) -> Iterator[Draft]:
    due: Due | None = due_of_column(column, "", table.title, ground.calendar)
    for found in find_quantities(part.text):
        moved = {name: getattr(found, name) + part.start for name in ("start", "end", "outer_start", "outer_end")}
        quantity = with_unit(found.model_copy(update=moved), label.unit)
        bracketed = part.summed or (column.cumulative and not column.growth)
        indicator = indicator_of(label, column, ground.subject, quantity.unit)
        one_year = due is not None and due.start == due.deadline
        kind = kind_in_table(quantity, Clues(label, column, "", indicator, part.text, bracketed, one_year))
        yield Draft(
            quantity=quantity,
            clause=Stretch(row.start, part.start + len(part.text)),
            role=judgement.role,
            rule=judgement.rule,
            scope=ground.scope or ground.region,
            indicator=indicator,
            kind=kind,
            due=settled(due, kind, ground.calendar, bracketed),
            confidence=_PARTED if row.split.parted else _CONFIDENCE,
        )


def _unclear(table: FlatTable, row: FlatRow, desk: Desk) -> Issue:
    start, end = table.view.source_span(row.start, row.end)
    words = desk.document.text[start:end]
    return Issue(
        severity=Severity.WARNING,
        code="number-not-understood",
        message=f"the numbers of the row {words!r} ran into each other and can be parted in more than one way; "
        "compare with the original table",
        document_id=desk.document.document_id,
        source_file=desk.document.source_file,
        start=start,
        end=end,
    )
