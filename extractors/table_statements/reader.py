"""Read the numbers of one table into claims, row by row (逐行读表)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extractors.language.periods import Calendar
from extractors.statements.deadlines import Due
from extractors.statements.kinds import dimension_of
from extractors.table_statements.build import Claim, Desk, statement_of, with_unit
from extractors.table_statements.cells import Segment, Value, segments_of
from extractors.table_statements.due import due_of_column, due_of_period, start_for
from extractors.table_statements.grid import GridCell
from extractors.table_statements.heads import Column, ColumnKind
from extractors.table_statements.naming import (
    counted,
    indicator_of,
    is_measure_only,
    joined,
    kind_in_table,
    money_like,
    without_measure,
    written_out,
)
from extractors.table_statements.prose import Reading, read_prose
from extractors.table_statements.roles import Judgement
from extractors.table_statements.sheet import Sheet, SheetRow
from extractors.table_statements.words import is_empty
from schemas import Issue, Kind, Role, Severity, Statement, TablePlace

_FLOWS = ("投资", "投入", "融资", "投入资金", "投资额")
_DIGIT = re.compile(r"\d")
_SHARED = ("area", "length", "volume", "mass", "power", "energy")  # 约33.5万平方米，其中：东片18.9万
_OUTRIGHT = ("nothing_promised", "bare_number", "bare_value")


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for a whole table."""

    calendar: Calendar
    region: str
    scope: str
    subject: str
    roles: dict[int, Judgement]
    unsure: bool


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
                place = TablePlace(
                    title=self.sheet.title,
                    row=row.label.raw,
                    column=column.head,
                    table_id=self.sheet.grid.table.table_id,
                    row_index=row.index,
                    column_index=cell.cell.column,
                )
                for ordinal, claim in enumerate(claims):
                    self.statements.append(statement_of(claim, cell, self.desk, place, span, ordinal))
                self._say_missing(cell, column, judgement, claims)

    def _say_missing(self, cell: GridCell, column: Column, judgement: Judgement, claims: list[Claim]) -> None:
        """A number in a target column that no rule understood is an issue, not silence."""
        if (
            claims
            or judgement.role is not Role.TARGET
            or column.kind is not ColumnKind.VALUE
            or not _DIGIT.search(cell.text)
        ):
            return
        start, end = cell.view.source_span(0, len(cell.text))
        self.issues.append(
            Issue(
                severity=Severity.WARNING,
                code="number-not-understood",
                message=f"the cell {cell.text[:40]!r} in the target column {column.head!r} holds a number that no rule "
                "understood; read it in the source",
                document_id=self.desk.document.document_id,
                source_file=self.desk.document.source_file,
                page=cell.cell.pieces[0].box.page if cell.cell.pieces and cell.cell.pieces[0].box else None,
                start=start,
                end=end,
            )
        )

    def _claims(self, row: SheetRow, column: Column, cell: GridCell, judgement: Judgement) -> Iterator[Claim]:
        due = due_of_column(column, row.due_words, self.sheet.title, self.ground.calendar)
        parts = segments_of(cell.text, self.ground.calendar)
        whole = len(parts) == 1 and parts[0].values is not None and len(parts[0].values) == 1
        run: list[Segment] = []
        for part in [*parts, None]:
            if part is not None and part.values is None:
                run.append(part)
                continue
            if run:
                yield from self._prose(row, column, cell, judgement, due, run[0].start, run[-1].end)
                run = []
            for value in part.values or () if part is not None else ():
                quote = (0, len(cell.text)) if whole else _quote(cell.text, part, value)
                yield self._claim(row, column, cell, judgement, due, value, quote)

    def _unit(self, row: SheetRow, column: Column) -> str:
        if column.growth and column.unit:
            return column.unit
        if column.growth and dimension_of(row.unit or row.label.unit) not in ("share", ""):
            return "%"
        return row.unit or row.label.unit or column.unit or self.sheet.unit

    def _scope(self, row: SheetRow) -> str:
        if row.label.who and not row.label.total and row.label.name.text:
            return row.label.name.text
        return self.ground.scope or self.ground.region

    def _claim(
        self,
        row: SheetRow,
        column: Column,
        cell: GridCell,
        judgement: Judgement,
        due: Due | None,
        value: Value,
        quote: tuple[int, int],
    ) -> Claim:
        unit = (
            self._unit(row, column)
            if not value.bracketed
            else row.unit or row.label.unit or column.unit or self.sheet.unit
        )
        quantity = with_unit(value.quantity, unit)
        if value.every and "/" not in quantity.unit and dimension_of(quantity.unit) != "share":
            quantity = quantity.model_copy(update={"unit": f"{quantity.unit}/年"})
        own = due_of_period(value.period, cell.text) if value.period is not None else due
        said = value.lead
        indicator = indicator_of(row.label, column, self.ground.subject, quantity.unit, said)
        if value.second:
            indicator = _second_name(said) or f"{indicator}（括号内数）"
        elif said and "（" in said:
            indicator = said[: said.index("（")]
        one_year = own is not None and (own.start is None or own.start == own.deadline)
        around = cell.text[quote[0] : quote[1]]
        bracketed = value.bracketed or (column.cumulative and not column.growth and column.kind is ColumnKind.VALUE)
        kind = kind_in_table(quantity, row.label, column, said, indicator, around, bracketed, one_year)
        kind = self._stock(kind, row, quantity.unit)
        start, deadline = start_for(own, kind, self.ground.calendar, bracketed)
        role = Role.FACT if value.now and judgement.role is Role.TARGET else judgement.role
        return Claim(
            quantity=quantity,
            quote=quote,
            role=role,
            rule=judgement.rule if role is judgement.role else "value_of_today",
            scope=self._scope(row),
            indicator=indicator,
            kind=kind,
            start=start,
            deadline=deadline,
            due=own,
            confidence=self._confidence(row, indicator, own, value.second),
        )

    def _stock(self, kind: Kind, row: SheetRow, unit: str) -> Kind:
        """Counts that grow from year to year, or beside what there is now, say how many there are, not how many are added."""
        if kind is not Kind.INCREMENT or dimension_of(unit) != "count":
            return kind
        for _, cell in row.cells:
            values = [
                v for part in segments_of(cell.text, self.ground.calendar) for v in part.values or () if not v.second
            ]
            if len(values) < 2 or len({v.quantity.unit for v in values}) > 1:
                continue
            dated = all(v.period is not None for v in values) or values[0].now
            if dated and all(a.quantity.value < b.quantity.value for a, b in zip(values, values[1:], strict=False)):
                return Kind.LEVEL
        return kind

    def _prose(
        self, row: SheetRow, column: Column, cell: GridCell, judgement: Judgement, due: Due | None, start: int, end: int
    ) -> Iterator[Claim]:
        readings = read_prose(cell.text, start, end, self.ground.calendar, self.ground.region, self._scope(row), due)
        unit = ""
        before = ""
        for place, reading in enumerate(readings):
            quantity = reading.draft.quantity
            if quantity.unit and set(quantity.unit) <= set("十百千万亿") and dimension_of(unit) in _SHARED:
                quantity = with_unit(quantity, unit.lstrip("十百千万亿"))
                reading = replace(reading, draft=replace(reading.draft, quantity=quantity))
            elif quantity.unit:
                unit = quantity.unit
            claim = self._from_prose(row, column, judgement, due, reading, before)
            before = claim.indicator
            if place + 1 < len(readings) and readings[place + 1].draft.quantity.start == quantity.end:
                claim = replace(claim, role=Role.FACT, rule="part_of_a_name")
            yield claim

    def _from_prose(
        self, row: SheetRow, column: Column, judgement: Judgement, due: Due | None, reading: Reading, before: str
    ) -> Claim:
        draft = reading.draft
        role, rule = draft.role, draft.rule
        if judgement.role is not Role.TARGET:
            role, rule = judgement.role, judgement.rule
        elif role is Role.FACT and rule in _OUTRIGHT and draft.quantity.unit and self._promised(column, reading):
            role, rule = Role.TARGET, "target_column"
        own = draft.due if draft.due is not None and draft.due.deadline else due
        said, measured, kind = self._said(row, column, reading, before)
        named = column.kind is ColumnKind.VALUE or measured or row.label.what
        indicator = (
            indicator_of(row.label, column, self.ground.subject, draft.quantity.unit, said)
            if named
            else written_out(said)
        )
        if not said and kind is Kind.GROWTH_RATE:
            indicator = f"{indicator}增速"
        if (
            kind in (Kind.LEVEL, Kind.INCREMENT)
            and money_like(draft.quantity.unit, indicator)
            and indicator.endswith(_FLOWS)
        ):
            kind = Kind.CUMULATIVE
        first, deadline = start_for(own, kind, self.ground.calendar, False)
        own_scope = draft.scope if self.ground.scope in ("", self.ground.region) else ""
        scope = own_scope or self._scope(row)
        confidence = min(draft.confidence, self._confidence(row, indicator, own, False))
        quote = (draft.clause.start, draft.clause.end)
        return Claim(draft.quantity, quote, role, rule, scope, indicator, kind, first, deadline, own, confidence)

    def _promised(self, column: Column, reading: Reading) -> bool:
        """In a target column a value needs no verb of promise; beside one, 管网建设，投入6000万元 needs none either."""
        said = reading.draft.indicator
        return column.kind is ColumnKind.VALUE or bool(reading.before and (not said or is_measure_only(said)))

    def _said(self, row: SheetRow, column: Column, reading: Reading, before: str) -> tuple[str, bool, Kind]:
        """Return what the words say is measured, whether they say only how much (产值, 投入), and the kind."""
        draft, said, kind = reading.draft, reading.draft.indicator.rstrip("为"), reading.draft.kind
        if dimension_of(draft.quantity.unit) == "count":
            short = counted(said)
            if short != said and kind is Kind.INCREMENT and short + "数" in reading.raw + said and "新增" not in said:
                kind = Kind.LEVEL
            said = short
        if said and reading.before and said not in reading.clause:
            return reading.before, False, kind
        if said and not is_measure_only(said):
            return said, False, kind
        if draft.scope and draft.scope not in (self.ground.scope, self.ground.region) and len(draft.scope) > 3 and said:
            return joined(draft.scope, said), False, kind
        raw = reading.raw if reading.raw != said and reading.raw.endswith(said) else ""
        if raw and not is_measure_only(raw):
            return raw, False, kind_in_table(draft.quantity, row.label, column, raw, raw, "", False, False)
        if reading.before:
            return joined(reading.before, said or raw), False, kind
        if before and said:
            return joined(without_measure(before), said), False, kind
        return said, True, kind

    def _confidence(self, row: SheetRow, indicator: str, due: Due | None, second: bool) -> float:
        """A plain score: each thing that was moved, missing or guessed takes a little away."""
        score = 0.95
        score -= 0.15 if row.moved else 0
        score -= 0.15 if self.ground.unsure else 0
        score -= 0.3 if not indicator else 0
        score -= 0.05 if due is None else 0
        score -= 0.3 if second else 0
        return round(max(score, 0.2), 2)


def _quote(text: str, part: Segment, value: Value) -> tuple[int, int]:
    """Return the words that carry one of several values: its part of the cell, cut at the values beside it."""
    assert part.values is not None
    if len(part.values) == 1:
        return part.start, len(text[: part.end].rstrip("\n ；。"))
    return value.start, value.end


def _second_name(lead: str) -> str:
    """公共技术平台（新研机构数量） names what the number in brackets counts."""
    inner = re.search(r"（([^（）]+)）", lead)
    return re.sub(r"(?:数量|个数|数)$", "", inner[1]) if inner else ""


def _span(row: SheetRow) -> tuple[int, int]:
    pieces = [piece for _, cell in row.cells for piece in cell.cell.pieces]
    return (min(p.start for p in pieces), max(p.end for p in pieces)) if pieces else (0, 0)
