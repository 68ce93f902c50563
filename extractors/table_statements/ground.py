"""What holds for all numbers of a table, and how sure a reading is (表格的共同语境)."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.language.periods import Calendar
from extractors.statements.deadlines import Due
from extractors.table_statements.heads import Column
from extractors.table_statements.lines import SheetRow
from extractors.table_statements.roles import Judgement
from extractors.table_statements.words import is_total
from schemas import DeadlineBasis


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for a whole table. `subject` is what its title says is planned, `scope` whom it names."""

    calendar: Calendar
    region: str
    scope: str
    subject: str
    title: str
    unit: str
    roles: dict[int, Judgement]
    unsure: bool

    def scope_of(self, row: SheetRow, column: Column) -> str:
        """Return whom a value is about: the body that its row or its column names, else the table's scope."""
        if column.body:
            return self.region if is_total(column.body) else column.body
        if row.label.body:
            return (self.region or self.scope) if row.label.total else row.label.body
        return self.scope or self.region


def confidence_of(ground: Ground, row: SheetRow, indicator: str, due: Due | None, second: bool = False) -> float:
    """A plain score: each thing that was moved, missing or guessed takes a little away."""
    score = 0.95
    score -= 0.15 if row.moved else 0
    score -= 0.15 if ground.unsure else 0
    score -= 0.3 if not indicator else 0
    score -= 0.05 if due is None or due.basis is DeadlineBasis.PLAN_PERIOD else 0
    score -= 0.3 if second else 0
    return round(max(score, 0.2), 2)
