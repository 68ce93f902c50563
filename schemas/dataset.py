"""What follows from the statements of all documents: targets, series, roll-ups, conflicts, agencies (数据集)."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from schemas.base import Record
from schemas.document import Issue
from schemas.language import Comparator
from schemas.records import Kind


class Target(Record):
    """One target (目标), concluded from one or more statements that say the same."""

    target_id: str
    series_id: str
    statement_ids: tuple[str, ...]
    indicator_id: str | None = Field(description="id in the catalogue; None where the catalogue does not hold it")
    indicator: str
    scope: str
    region: str | None = Field(description="GB/T 2260 code")
    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str
    value_base: Decimal | None = Field(description="value in `unit_base`; None where the unit is not known")
    value_max_base: Decimal | None
    unit_base: str | None
    kind: Kind
    start: str | None
    deadline: str | None
    agencies: tuple[str, ...] = Field(description="agencies answerable, official names where known")
    status: str = Field(description="active, superseded or conflicting")
    confidence: float
    rule: str = Field(default="", description="the rule that joined its statements")
    superseded_by: str | None = Field(default=None, description="target_id of a later document's target")


class Series(Record):
    """Targets of one indicator and scope over time (序列)."""

    series_id: str
    indicator_id: str | None
    indicator: str
    scope: str
    region: str | None
    unit_base: str | None
    target_ids: tuple[str, ...] = Field(description="in order of their deadlines")
    statement_ids: tuple[str, ...] = Field(default=(), description="the statements of these targets")
    rule: str = ""


class Rollup(Record):
    """A total and the parts that add up to it (汇总)."""

    rollup_id: str
    parent_target_id: str
    children_target_ids: tuple[str, ...]
    children_sum: Decimal = Field(description="in the parent's base unit")
    parent_value: Decimal = Field(description="in the base unit")
    unit_base: str
    coverage: Decimal = Field(description="children_sum / parent_value")
    over: str = Field(description="scope or period")
    statement_ids: tuple[str, ...] = Field(default=(), description="the statements of total and parts")
    rule: str = ""


class Conflict(Record):
    """Statements that contradict each other (矛盾)."""

    conflict_id: str
    code: str
    target_ids: tuple[str, ...]
    statement_ids: tuple[str, ...]
    message: str
    rule: str = ""


class ResolvedAgency(Record):
    """An agency's name as written in a document and the official name it stands for (机构)."""

    document_id: str
    source_file: str
    doc: str = Field(description="first three characters of the file's name")
    as_written: str
    canonical: str = Field(description="official name; empty rather than guessed")
    successor: str = ""
    region: str | None
    roles: tuple[str, ...]
    rule: str = ""


class Dataset(Record):
    """All that follows from a set of documents (数据集). Every tuple is in a fixed order."""

    targets: tuple[Target, ...] = ()
    series: tuple[Series, ...] = ()
    rollups: tuple[Rollup, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    agencies: tuple[ResolvedAgency, ...] = ()
    issues: tuple[Issue, ...] = Field(default=(), description="what was not settled: unknown units, ambiguous regions")
