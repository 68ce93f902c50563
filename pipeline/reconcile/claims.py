"""Statements in the compact form that reconciliation compares: one claim a target statement.

A million statements pass through here, so a claim is a slotted object with strings that are shared, and every reading
of words (unit, scope, indicator) is looked up once per wording.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b

from pipeline.reconcile import units
from pipeline.reconcile.indicators import Family, Indicator, family_of, indicator_of, is_money
from pipeline.reconcile.periods import begun, due
from pipeline.reconcile.scopes import Scope, folded, scope_of, settled
from schemas import Comparator, DeadlineBasis, Document, Kind, Role, State, Statement, TablePlace

_WEAK = {DeadlineBasis.PLAN_PERIOD, DeadlineBasis.DOCUMENT_YEAR, DeadlineBasis.TABLE_TITLE}
LOST_LABEL = "#"
SeriesKey = tuple[str, str, str, str]
# A quote with fewer characters beside its number may stand anywhere: 达到50家.
_TELLING = 6
_MONEY = units.parse_unit("元")


@dataclass(frozen=True, slots=True)
class Source:
    """What reconciliation needs of a document.

    `place` is where its scopes are: code and name of the region, and the document's id where no region is known, so
    that scopes of such documents never meet.
    """

    document_id: str
    source_file: str
    region: str | None
    issuer: str
    issued_on: str
    place: tuple[str | None, str | None, str]

    @classmethod
    def of(cls, document: Document) -> Source:
        """Take it from a document's facts."""
        facts = document.facts
        issued = facts.issued_on or facts.published_on or facts.plan_start or ""
        issuer = folded(facts.issuer or "")
        place = (facts.region, facts.region_name, "" if facts.region else document.document_id)
        return cls(document.document_id, document.source_file, facts.region, issuer, issued, place)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a statement's scope, indicator and unit were read as; shared by all statements with the same words.

    `name` is the indicator's words in one width without what stands in brackets.
    """

    scope_text: str
    indicator_text: str
    name: str
    unit_text: str
    scope: Scope
    indicator: Indicator
    family: Family
    unit: units.Unit | None
    dimension: str
    series_key: SeriesKey

    @property
    def unit_base(self) -> str | None:
        """The base unit; None where the unit is not known."""
        return self.unit.base if self.unit else None


@dataclass(slots=True)
class Claim:
    """One target statement, read for comparing. `base` and `base_max` are in the reading's base unit.

    `words` is a digest of the quote, for finding sentences that are repeated, None where it says too little, and
    `inner` the number's place in it; `table` and `row` say which table and row it stands in, both empty for prose.
    """

    statement_id: str
    source: Source
    place: int
    reading: Reading
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
    words: bytes | None
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


@lru_cache(maxsize=300_000)
def _reading(
    scope_text: str, indicator_text: str, unit_text: str, kind: Kind, place: tuple[str | None, str | None, str]
) -> Reading:
    """Read the words of a statement; `place` is the document's `Source.place`."""
    region, region_name, home = place
    unit = unit_for(unit_text, indicator_text)
    dimension = unit.dimension if unit else f"?{units.fold(unit_text)}"
    family = family_of(kind, dimension, indicator_text)
    scope = scope_of(scope_text, region, region_name, home)
    scope, measured = settled(scope, scope_text, indicator_text, region_name)
    indicator = indicator_of(measured, family, units.without_year(dimension))
    scope_key = scope.key if family == "amount" else scope.ratio_key
    key = (scope_key, indicator.key, family, _series_dimension(family, dimension))
    name = folded(indicator_text)
    return Reading(scope_text, indicator_text, name, unit_text, scope, indicator, family, unit, dimension, key)


def _series_dimension(family: Family, dimension: str) -> str:
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
    """Return the claim of a target statement, None for the other roles and for what a reviewer rejected."""
    if statement.role is not Role.TARGET or (statement.review and statement.review.state is State.REJECTED):
        return None
    reading = _reading(
        statement.scope, statement.indicator, statement.unit, statement.kind, source.place
    )
    unit, value, upper, table = reading.unit, statement.value, statement.value_max, statement.table
    words, inner = _words_of(statement)
    return Claim(
        statement_id=statement.statement_id,
        source=source,
        place=statement.value_start,
        reading=reading,
        comparator=statement.comparator,
        value=value,
        value_max=upper,
        base=unit.to_base(value) if unit else None,
        base_max=unit.to_base(upper) if unit and upper is not None else None,
        kind=statement.kind,
        start=begun(statement.start),
        deadline=due(statement.deadline),
        start_text=statement.start,
        deadline_text=statement.deadline,
        deadline_is_weak=statement.deadline_basis in _WEAK,
        single_year=_is_single_year(statement.deadline_words),
        agencies=(*statement.lead, *statement.responsible, *statement.support),
        confidence=statement.confidence,
        words=words,
        inner=inner,
        table=(table.table_id or table.title) if table else "",
        row=_row_of(table),
    )


def _row_of(table: TablePlace | None) -> str:
    """Return the words that name the row, its number where it has none."""
    if table is None:
        return ""
    return table.row or (f"{LOST_LABEL}{table.row_index}" if table.row_index else "")


@lru_cache(maxsize=65536)
def _is_single_year(words: str) -> bool:
    """Whether a deadline was read from a year of its own (2018年, 2017年度), not from 到2018年."""
    bare = folded(words)
    return len(bare) >= 5 and bare[:4].isdigit() and bare[4:] in ("年", "年度", "年目标", "年度目标")


def _words_of(statement: Statement) -> tuple[bytes | None, int]:
    """Return a digest of the quote and the number's place in it; None where the quote says too little of itself."""
    words = "".join(statement.quote.split())
    if len(words) - len(statement.value_text) < _TELLING:
        return None, 0
    inner = max(0, statement.value_start - statement.char_start)
    if len(words) != len(statement.quote):
        inner = len("".join(statement.quote[:inner].split()))
    return blake2b(words.encode(), digest_size=8).digest(), inner
