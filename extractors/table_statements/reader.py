"""Read the numbers of one table into statements, row by row (逐行读表)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.statements.draft import Draft
from extractors.table_statements.build import Desk, cell_statement
from extractors.table_statements.cells import segments_of, unread_digits
from extractors.table_statements.due import due_of_column, due_of_plan
from extractors.table_statements.grid import GridCell
from extractors.table_statements.ground import Ground
from extractors.table_statements.heads import Column, ColumnKind
from extractors.table_statements.lines import SheetRow
from extractors.table_statements.phrases import PhraseReader
from extractors.table_statements.roles import Judgement
from extractors.table_statements.sheet import Sheet
from extractors.table_statements.values import claim_of_value, quote_of
from extractors.table_statements.words import is_empty
from schemas import Issue, Role, Severity, Statement, TablePlace


@dataclass(slots=True)
class TableReader:
    """Reads one sheet into statements and issues."""

    sheet: Sheet
    ground: Ground
    desk: Desk
    statements: list[Statement] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def read(self) -> None:
        """Read every row."""
        for row in self.sheet.rows:
            span = _span(row)
            for column, cell in row.cells:
                judgement = self.ground.roles.get(column.index)
                if judgement is None or is_empty(cell.text):
                    continue
                claims = list(self._claims(row, column, cell, judgement))
                place = self._place(row, column, cell)
                for ordinal, claim in enumerate(claims):
                    self.statements.append(cell_statement(claim, cell, self.desk, place, span, ordinal))
                self._say_missing(row, column, cell, judgement, claims)

    def _place(self, row: SheetRow, column: Column, cell: GridCell) -> TablePlace:
        return TablePlace(
            title=self.sheet.title,
            row=row.label.raw,
            column=column.head,
            table_id=self.sheet.grid.table.table_id,
            row_index=row.index,
            column_index=cell.cell.column,
        )

    def _claims(self, row: SheetRow, column: Column, cell: GridCell, judgement: Judgement) -> Iterator[Draft]:
        """Read the parts of a cell that are only values here; what stands between them is read as sentences."""
        ground, text = self.ground, cell.text
        due = due_of_column(column, row.due_words, self.sheet.title, ground.calendar)
        if due is None and column.kind is ColumnKind.VALUE and judgement.role is Role.TARGET:
            due = due_of_plan(ground.calendar)
        phrases = PhraseReader(ground, row, column, judgement, due)
        parts = segments_of(text, ground.calendar, sums_in_round=self.sheet.sums_in_round)
        valued = sum(len(part.values or ()) for part in parts)
        waiting: tuple[int, int] | None = None
        for part in parts:
            if part.values is None:
                waiting = (waiting[0] if waiting else part.start, part.end)
                continue
            if waiting:
                yield from phrases.read(text, *waiting)
                waiting = None
            for value in part.values:
                alone = valued == 1 and len(parts) == 1
                quote = (0, len(text)) if alone else quote_of(text, part.start, part.end, part.values, value)
                yield claim_of_value(ground, row, column, judgement, due, value, quote, text)
        if waiting:
            yield from phrases.read(text, *waiting)

    def _say_missing(
        self, row: SheetRow, column: Column, cell: GridCell, judgement: Judgement, claims: list[Draft]
    ) -> None:
        """A number in a target column that no rule understood is an issue, not silence; so is one without a name."""
        if judgement.role is not Role.TARGET or column.kind is not ColumnKind.VALUE:
            return
        understood = any(claim.rule != "bare_number" for claim in claims)
        if not understood and unread_digits(cell.text, self.ground.calendar):
            where = f"the target column {column.head!r}"
            self._issue(cell, "number-not-understood", f"no rule understood the number in {where}")
        elif any(claim.role is Role.TARGET and not claim.indicator for claim in claims):
            where = f"row {row.index + 1} of the table {self.sheet.title!r}"
            self._issue(cell, "row-without-label", f"{where} has a target but no label that says of what")

    def _issue(self, cell: GridCell, code: str, what: str) -> None:
        start, end = cell.view.source_span(0, len(cell.text))
        piece = cell.cell.pieces[0] if cell.cell.pieces else None
        self.issues.append(
            Issue(
                severity=Severity.WARNING,
                code=code,
                message=f"{what}: {cell.text[:40]!r}; please look at it in the source",
                document_id=self.desk.document.document_id,
                source_file=self.desk.document.source_file,
                page=piece.box.page if piece and piece.box else None,
                start=start,
                end=end,
            )
        )


def _span(row: SheetRow) -> tuple[int, int]:
    pieces = [piece for _, cell in row.cells for piece in cell.cell.pieces]
    return (min(p.start for p in pieces), max(p.end for p in pieces)) if pieces else (0, 0)
