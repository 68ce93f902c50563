"""What follows from the statements of all documents: targets, series, roll-ups, conflicts, agencies (数据集)."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from schemas.base import Record
from schemas.document import Issue
from schemas.language import Comparator
from schemas.terms import Kind


class Target(Record):
    """One target (目标), concluded from one or more statements that say the same."""

    target_id: str = Field(description="hash of what the target says")
    series_id: str = Field(description="the series it belongs to")
    statement_ids: tuple[str, ...] = Field(description="the statements it was concluded from, in reading order")
    indicator_id: str | None = Field(description="id in the catalogue; None where the catalogue does not hold it")
    indicator: str = Field(description="指标: what is measured")
    scope: str = Field(description="范围: who or what it is about")
    region: str | None = Field(description="GB/T 2260 code")
    comparator: Comparator = Field(description="比较符: = >= > <= < ~ (about) or range")
    value: Decimal = Field(description="the number, in `unit`")
    value_max: Decimal | None = Field(description="upper end of a range, in `unit`")
    unit: str = Field(description="as written, with its multiplier")
    value_base: Decimal | None = Field(description="value in `unit_base`; None where the unit is not known")
    value_max_base: Decimal | None = Field(description="upper end of a range, in `unit_base`")
    unit_base: str | None = Field(description="base unit of its dimension: 元, 平方米, %; empty where unknown")
    kind: Kind = Field(description="level, increment, cumulative, growth_rate, change, share or frequency")
    start: str | None = Field(description="ISO: when the period begins")
    deadline: str | None = Field(description="期限, ISO, as exact as written")
    agencies: tuple[str, ...] = Field(description="agencies answerable, official names where known")
    status: str = Field(description="active, superseded or conflicting")
    confidence: float = Field(description="0 to 1, of its statements")
    rule: str = Field(default="", description="the rule that joined its statements")
    superseded_by: str | None = Field(default=None, description="target_id of a later document's target")


class Series(Record):
    """Targets of one indicator and scope over time (序列)."""

    series_id: str = Field(description="hash of indicator, scope and kind")
    indicator_id: str | None = Field(description="id in the catalogue; empty where the catalogue does not hold it")
    indicator: str = Field(description="指标: what is measured")
    scope: str = Field(description="范围: who or what it is about")
    region: str | None = Field(description="GB/T 2260 code")
    unit_base: str | None = Field(description="base unit of the values")
    target_ids: tuple[str, ...] = Field(description="in order of their deadlines")
    statement_ids: tuple[str, ...] = Field(default=(), description="the statements of these targets")
    rule: str = Field(default="", description="the rule that drew the conclusion, for a person who asks why")


class Rollup(Record):
    """A total and the parts that add up to it (汇总)."""

    rollup_id: str = Field(description="hash of the total and its parts")
    parent_target_id: str = Field(description="the total")
    children_target_ids: tuple[str, ...] = Field(description="the parts")
    children_sum: Decimal = Field(description="in the parent's base unit")
    parent_value: Decimal = Field(description="in the base unit")
    unit_base: str = Field(description="base unit of the sum")
    coverage: Decimal = Field(description="children_sum / parent_value")
    over: str = Field(description="scope or period")
    statement_ids: tuple[str, ...] = Field(default=(), description="the statements of total and parts")
    rule: str = Field(default="", description="the rule that drew the conclusion, for a person who asks why")


class Conflict(Record):
    """Statements that contradict each other (矛盾)."""

    conflict_id: str = Field(description="hash of the code and the targets")
    code: str = Field(description="a short stable name of the kind of contradiction")
    target_ids: tuple[str, ...] = Field(description="the targets that contradict each other")
    statement_ids: tuple[str, ...] = Field(description="their statements")
    message: str = Field(description="what contradicts what, in plain words")
    rule: str = Field(default="", description="the rule that drew the conclusion, for a person who asks why")


class ResolvedAgency(Record):
    """An agency's name as written in a document and the official name it stands for (机构)."""

    document_id: str = Field(description="the document that names it")
    source_file: str = Field(description="path as given, with / as separator")
    doc: str = Field(description="first three characters of the file's name")
    as_written: str = Field(description="the name, written out as a reader would: 市教育局")
    canonical: str = Field(description="official name; empty rather than guessed")
    successor: str = Field(
        default="", description="official name of the body that took over its duties, where it was reformed"
    )
    region: str | None = Field(description="GB/T 2260 code of the region it belongs to")
    roles: tuple[str, ...] = Field(description="what it does in the document: lead, support, responsible")
    rule: str = Field(default="", description="the rule that drew the conclusion, for a person who asks why")


class Dataset(Record):
    """All that follows from a set of documents (数据集). Every tuple is in a fixed order."""

    targets: tuple[Target, ...] = ()
    series: tuple[Series, ...] = ()
    rollups: tuple[Rollup, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    agencies: tuple[ResolvedAgency, ...] = ()
    issues: tuple[Issue, ...] = Field(default=(), description="what was not settled: unknown units, ambiguous regions")
