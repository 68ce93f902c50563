"""Claims from cells that hold sentences or phrases with numbers in them (文字单元格)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.statements.deadlines import Due
from extractors.statements.draft import Draft
from extractors.statements.kinds import dimension_of
from extractors.table_statements.build import with_unit
from extractors.table_statements.due import settled
from extractors.table_statements.ground import Ground, confidence_of
from extractors.table_statements.heads import Column, ColumnKind
from extractors.table_statements.kinds import Clues, kind_in_table
from extractors.table_statements.lines import SheetRow
from extractors.table_statements.naming import (
    GROWTH,
    counted,
    indicator_of,
    is_measure_only,
    joined,
    money_like,
    without_measure,
    written_out,
)
from extractors.table_statements.prose import Reading, read_prose
from extractors.table_statements.roles import Judgement
from extractors.table_statements.words import ends_with, words
from schemas import Kind, Role

_SHARED = ("area", "length", "volume", "mass", "power", "energy")  # 约33.5万平方米，其中：东片18.9万
_UNPROMISED = ("nothing_promised", "bare_number", "bare_value")
_MULTIPLIERS = set("十百千万亿")


@dataclass(frozen=True, slots=True)
class PhraseReader:
    """Reads the phrases of one cell."""

    ground: Ground
    row: SheetRow
    column: Column
    judgement: Judgement
    due: Due | None

    def read(self, text: str, start: int, end: int) -> Iterator[Draft]:
        """Return the claims of a part of the cell's words."""
        ground = self.ground
        readings = read_prose(
            text, start, end, ground.calendar, ground.region, ground.scope_of(self.row, self.column), self.due
        )
        unit = before = ""
        for place, reading in enumerate(readings):
            quantity = reading.draft.quantity
            if quantity.unit and set(quantity.unit) <= _MULTIPLIERS and dimension_of(unit) in _SHARED:
                quantity = with_unit(quantity, unit.lstrip("十百千万亿"))
                reading = replace(reading, draft=replace(reading.draft, quantity=quantity))
            unit = quantity.unit or unit
            claim = self._claim(reading, before)
            before = claim.indicator
            if place + 1 < len(readings) and readings[place + 1].draft.quantity.start == quantity.end:
                claim = replace(claim, role=Role.FACT, rule="part_of_a_name")
            yield claim

    def _claim(self, reading: Reading, before: str) -> Draft:
        draft, ground = reading.draft, self.ground
        role, rule = self._role(reading)
        due = draft.due if draft.due is not None and draft.due.deadline else self.due
        said, measured, kind = self._said(reading, before)
        unit = draft.quantity.unit
        indicator = written_out(said)
        if self.column.kind is ColumnKind.VALUE or measured or self.row.label.what:
            indicator = indicator_of(self.row.label, self.column, ground.subject, unit, said)
        if not said and kind is Kind.GROWTH_RATE:
            indicator += GROWTH
        if kind in (Kind.LEVEL, Kind.INCREMENT) and money_like(unit, indicator) and ends_with(indicator, "flows"):
            kind = Kind.CUMULATIVE
        own_scope = draft.scope if ground.scope in ("", ground.region) else ""
        return Draft(
            quantity=draft.quantity,
            clause=draft.clause,
            role=role,
            rule=rule,
            scope=own_scope or ground.scope_of(self.row, self.column),
            indicator=indicator,
            kind=kind,
            due=settled(due, kind, ground.calendar),
            confidence=min(draft.confidence, confidence_of(ground, self.row, indicator, due)),
        )

    def _role(self, reading: Reading) -> tuple[Role, str]:
        draft = reading.draft
        if self.judgement.role is not Role.TARGET:
            return self.judgement.role, self.judgement.rule
        unpromised = draft.role is Role.FACT and draft.rule in _UNPROMISED and draft.quantity.unit
        if unpromised and self._promised(reading):
            return Role.TARGET, self.judgement.rule
        return draft.role, draft.rule

    def _promised(self, reading: Reading) -> bool:
        """In a target column a value needs no verb of promise; in 管网建设，投入6000万元 it needs none either."""
        if self.column.kind is ColumnKind.VALUE or self.row.label.what:
            return True
        said = reading.draft.indicator
        return bool(reading.before) and (not said or is_measure_only(said))

    def _said(self, reading: Reading, before: str) -> tuple[str, bool, Kind]:
        """Return what the words say is measured, whether they say only how much (产值, 投入), and the kind."""
        draft, said, kind = reading.draft, reading.draft.indicator.rstrip("为"), reading.draft.kind
        if dimension_of(draft.quantity.unit) == "count":
            short = counted(said)
            more = any(word in reading.clause for word in words().lists["more"])
            if short != said and kind is Kind.INCREMENT and short + "数" in reading.raw + said and not more:
                kind = Kind.LEVEL
            said = short
        if said and reading.before and said not in reading.clause:
            return reading.before, False, kind
        if said and not is_measure_only(said):
            return said, False, kind
        known = (self.ground.scope, self.ground.region)
        if said and draft.scope not in known and len(draft.scope) > 3:
            return joined(draft.scope, said), False, kind
        raw = reading.raw if reading.raw != said and reading.raw.endswith(said) else ""
        raw, said = ("" if word in words().lists["adding"] else word for word in (raw, said))
        if raw and not is_measure_only(raw):
            return raw, False, kind_in_table(draft.quantity, Clues(self.row.label, self.column, raw, raw, ""))
        if reading.before:
            return joined(reading.before, said or raw), False, kind
        if before and said:
            return joined(without_measure(before), said), False, kind
        return said, True, kind
