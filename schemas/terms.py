"""The terms a statement is described in: role, kind, where its deadline came from, its place in a table (术语)."""

from __future__ import annotations

from enum import StrEnum

from schemas.base import Record


class Role(StrEnum):
    """What a number does in the text (角色). See the annotation guide for examples."""

    TARGET = "target"
    STANDARD = "standard"
    INCENTIVE = "incentive"
    CONDITION = "condition"
    FACT = "fact"


class Kind(StrEnum):
    """How a value is to be understood over time (指标类型)."""

    LEVEL = "level"
    INCREMENT = "increment"
    CUMULATIVE = "cumulative"
    GROWTH_RATE = "growth_rate"
    CHANGE = "change"
    SHARE = "share"
    FREQUENCY = "frequency"


class DeadlineBasis(StrEnum):
    """Where a deadline came from (期限依据)."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE_HEAD = "table_head"
    TABLE_TITLE = "table_title"
    PLAN_PERIOD = "plan_period"
    DOCUMENT_YEAR = "document_year"


class TablePlace(Record):
    """The head texts that locate a table cell."""

    title: str
    row: str
    column: str
    table_id: str = ""
    row_index: int = 0
    column_index: int = 0
