"""Statements in the compact form that reconciliation compares: one claim a target statement.

A million statements pass through here, so a claim is a slotted object with strings that are shared, and every reading
of words (unit, scope, indicator) is looked up once per wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipeline.reconcile import units
from pipeline.reconcile.indicators import Family, Indicator, family_of, indicator_of, is_money
from pipeline.reconcile.periods import begun, due
from pipeline.reconcile.scopes import Scope, folded, scope_of, settled
from schemas import Comparator, DeadlineBasis, Document, Kind, Role, Statement

_WEAK = {DeadlineBasis.PLAN_PERIOD, DeadlineBasis.DOCUMENT_YEAR, DeadlineBasis.TABLE_TITLE}
_MONEY = units.parse_unit("元")


@dataclass(frozen=True, slots=True)
class Source:
    """What reconciliation needs of a document."""

    document_id: str
    source_file: str
    region: str | None
    region_name: str | None
    issuer: str
    issued_on: str

    @classmethod
    def of(cls, document: Document) -> Source:
        """Take it from a document's facts."""
        facts = document.facts
        issued = facts.issued_on or facts.published_on or ""
        issuer = folded(facts.issuer or "")
        return cls(document.document_id, document.source_file, facts.region, facts.region_name, issuer, issued)


@dataclass(slots=True)
class Claim:
    """One target statement, read for comparing. `base` and `base_max` are in `unit_base`.

    `words` is the quote without blanks, for finding sentences that are repeated, and `inner` the number's place in it;
    `table` and `row` say which table and row it stands in, both empty for prose.
    """

    statement_id: str
    source: Source
    place: int
    scope_text: str
    scope: Scope
    indicator_text: str
    indicator: Indicator
    family: Family
    dimension: str
    unit: str
    unit_base: str | None
    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    base: Decimal | None
    base_max: Decimal | None
    kind: Kind
    start: str
    deadline: str
    start_text: str | None
    deadline_text: str | None
    deadline_is_weak: bool
    single_year: bool
    agencies: tuple[str, ...]
    confidence: float
    words: str
    inner: int
    table: str
    row: str

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Reading order over all documents; the same whatever order they came in."""
        return (self.source.issued_on, self.source.document_id, self.place, self.statement_id)

    @property
    def amount(self) -> Decimal:
        """The value in the base unit; as written where the unit is not known."""
        return self.value if self.base is None else self.base

    @property
    def scope_key(self) -> str:
        """The scope's key for this family of values."""
        return self.scope.key if self.family == "amount" else self.scope.ratio_key

    @property
    def series_key(self) -> tuple[str, str, str, str]:
        """Scope, indicator, family and dimension: equal for the values of one series."""
        return (self.scope_key, self.indicator.key, self.family, series_dimension(self.family, self.dimension))


def series_dimension(family: Family, dimension: str) -> str:
    """Return the dimension a series is held together by: so much a year and so much are one, 翻番 and 50% are one."""
    amount = units.without_year(dimension)
    return "ratio" if family != "amount" and amount in ("share", "multiple") else amount


def unit_for(unit: str, indicator: str) -> units.Unit | None:
    """Return what the unit stands for; an amount without a currency (17亿) is money where its indicator is."""
    found = units.parse_unit(unit)
    if found is not None and found.dimension == "number" and found.factor > 1 and _MONEY and is_money(indicator):
        return units.Unit(_MONEY.dimension, _MONEY.base, found.factor)
    return found


def claim_of(statement: Statement, source: Source) -> Claim | None:
    """Return the claim of a target statement, None for the other roles."""
    if statement.role is not Role.TARGET:
        return None
    unit = unit_for(statement.unit, statement.indicator)
    dimension = unit.dimension if unit else f"?{units.fold(statement.unit)}"
    family = family_of(statement.kind, dimension, statement.indicator)
    scope = scope_of(statement.scope, source.region, source.region_name, "" if source.region else source.document_id)
    scope, measured = settled(scope, statement.scope, statement.indicator, source.region_name)
    indicator = indicator_of(measured, family, units.without_year(dimension))
    value, upper = statement.value, statement.value_max
    base_max = unit.to_base(upper) if unit and upper is not None else None
    agencies = tuple(dict.fromkeys((*statement.lead, *statement.responsible, *statement.support)))
    return Claim(
        statement_id=statement.statement_id,
        source=source,
        place=statement.value_start,
        scope_text=statement.scope,
        scope=scope,
        indicator_text=statement.indicator,
        indicator=indicator,
        family=family,
        dimension=dimension,
        unit=statement.unit,
        unit_base=unit.base if unit else None,
        comparator=statement.comparator,
        value=value,
        value_max=upper,
        base=unit.to_base(value) if unit else None,
        base_max=base_max,
        kind=statement.kind,
        start=begun(statement.start),
        deadline=due(statement.deadline),
        start_text=statement.start,
        deadline_text=statement.deadline,
        deadline_is_weak=statement.deadline_basis in _WEAK,
        single_year=_is_single_year(statement),
        agencies=agencies,
        confidence=statement.confidence,
        words=_words_of(statement),
        inner=len(folded(statement.quote[: max(0, statement.value_start - statement.char_start)])),
        table=(statement.table.table_id or statement.table.title) if statement.table else "",
        row=statement.table.row if statement.table else "",
    )


def _is_single_year(statement: Statement) -> bool:
    """Whether the deadline was read from a year of its own (2018年, 2017年度), not from 到2018年."""
    words = folded(statement.deadline_words)
    return len(words) >= 5 and words[:4].isdigit() and words[4:] in ("年", "年度", "年目标", "年度目标")


def _words_of(statement: Statement) -> str:
    """Return the quote for comparing restatements; empty where it is too short to say what it is about."""
    words = folded(statement.quote)
    return words if len(words) - len(folded(statement.value_text)) >= 6 else ""
