"""Claims from cells that hold only values (纯数值单元格)."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from extractors.statements.clauses import Stretch
from extractors.statements.deadlines import Due
from extractors.statements.draft import Draft
from extractors.statements.kinds import dimension_of
from extractors.table_statements.build import with_unit
from extractors.table_statements.cells import Value, segments_of
from extractors.table_statements.due import due_of_period, settled
from extractors.table_statements.ground import Ground, confidence_of
from extractors.table_statements.heads import Column, ColumnKind
from extractors.table_statements.kinds import Clues, kind_in_table
from extractors.table_statements.lines import SheetRow
from extractors.table_statements.naming import counted, indicator_of
from extractors.table_statements.roles import Judgement
from schemas import Kind, Quantity, Role

_SECOND = "（括号内数）"  # what the table does not name: the number in brackets of 20（5）个


def claim_of_value(
    ground: Ground,
    row: SheetRow,
    column: Column,
    judgement: Judgement,
    due: Due | None,
    value: Value,
    quote: tuple[int, int],
    text: str,
) -> Draft:
    """Return the claim of one value of a cell; `quote` is the part of the cell's words that carries it."""
    bracketed = value.bracketed or (column.cumulative and not column.growth and column.kind is ColumnKind.VALUE)
    quantity = _quantity(ground, row, column, value)
    own = due_of_period(value.period, text) if value.period is not None else due
    indicator = _indicator(ground, row, column, value, quantity.unit)
    one_year = own is not None and (own.start is None or own.start == own.deadline)
    clues = Clues(row.label, column, value.lead, indicator, text[quote[0] : quote[1]], bracketed, one_year)
    kind = _stock(kind_in_table(quantity, clues), ground, row, quantity.unit)
    today = value.now and judgement.role is Role.TARGET
    return Draft(
        quantity=quantity,
        clause=Stretch(*quote),
        role=Role.FACT if today else judgement.role,
        rule="value_of_today" if today else judgement.rule,
        scope=ground.scope_of(row, column),
        indicator=indicator,
        kind=kind,
        due=settled(own, kind, ground.calendar, bracketed, mean="年均" in indicator),
        confidence=confidence_of(ground, row, indicator, own, value.second),
    )


def _quantity(ground: Ground, row: SheetRow, column: Column, value: Value) -> Quantity:
    own = row.unit or row.label.unit
    if column.unit and column.noun:
        own = column.unit
    elif column.growth and not value.bracketed:
        own = column.unit or ("%" if dimension_of(own) not in ("share", "") else own)
    quantity = with_unit(value.quantity, own or column.unit or ground.unit)
    if value.negative:
        quantity = quantity.model_copy(update={"value": Decimal(0) - quantity.value})
    if value.every and "/" not in quantity.unit and dimension_of(quantity.unit) != "share":
        quantity = quantity.model_copy(update={"unit": f"{quantity.unit}/年"})
    return quantity


def _indicator(ground: Ground, row: SheetRow, column: Column, value: Value, unit: str) -> str:
    """Return the indicator; of a pair 34（10）, X（Y）： before it names the two."""
    outer, _, inner = value.lead.partition("（")
    if value.second and inner:
        return indicator_of(row.label, column, ground.subject, unit, counted(inner.rstrip("）")))
    indicator = indicator_of(row.label, column, ground.subject, unit, outer)
    return f"{indicator}{_SECOND}" if value.second else indicator


def _stock(kind: Kind, ground: Ground, row: SheetRow, unit: str) -> Kind:
    """Counts that grow from year to year, or stand beside what there is now, say how many there are, not are added."""
    if kind is not Kind.INCREMENT or dimension_of(unit) != "count":
        return kind
    for _, cell in row.cells:
        parts = segments_of(cell.text, ground.calendar)
        values = [value for part in parts for value in part.values or () if not value.second]
        if len(values) < 2 or len({value.quantity.unit for value in values}) > 1:
            continue
        dated = all(value.period is not None for value in values) or values[0].now
        if dated and all(one.quantity.value < two.quantity.value for one, two in pairwise(values)):
            return Kind.LEVEL
    return kind


def quote_of(text: str, start: int, end: int, values: tuple[Value, ...], value: Value) -> tuple[int, int]:
    """Return the words that carry one of several values: its part of the cell, cut at the values beside it."""
    if len(values) == 1:
        return start, len(re.sub(r"[\s；。]+$", "", text[:end]))
    return value.start, value.end
