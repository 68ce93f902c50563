"""What the language components find in a text: quantities, periods, agencies.

Offsets are into the text that was searched; `extractors.view` maps them back to the source.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from schemas.base import Record


class Comparator(StrEnum):
    """How a value binds (比较符)."""

    EQUAL = "="
    AT_LEAST = ">="
    ABOVE = ">"
    AT_MOST = "<="
    BELOW = "<"
    ABOUT = "~"
    RANGE = "range"


class Quantity(Record):
    """A number with its unit (数量), as found at one place."""

    start: int = Field(description="offset of the first character of the number (or of its unit's 百/千 multiplier)")
    end: int = Field(description="offset after the unit")
    value: Decimal
    value_max: Decimal | None = Field(default=None, description="upper end, only for a range")
    unit: str = Field(description="as written, with its multiplier, a rate with /: 亿元, 万元/公顷; empty where bare")
    comparator: Comparator = Comparator.EQUAL
    outer_start: int = Field(description="offset including comparator words before the number: 不低于5000万元")
    outer_end: int = Field(description="offset including comparator words behind it: 80%以上")
    classifier: bool = Field(default=False, description="the unit counts things: 家, 个, 名")
    spelled: bool = Field(default=False, description="written in Chinese numerals or as a word: 两个, 翻番")


class Period(Record):
    """A point or stretch of time (时间). Dates are ISO and as exact as written: 2021, 2019-12, 2021-03-31."""

    start: int
    end: int
    first: str | None = Field(default=None, description="start date")
    last: str | None = Field(default=None, description="deadline")
    years: int | None = Field(default=None, description="length, for 三年内: to be resolved against the plan")
    kind: str = Field(
        description="until, in, range, plan, plan-name, length, relative, month, part, day, next, every, base, …"
    )


class AgencyRole(StrEnum):
    """What an agency does in a measure (职责)."""

    LEAD = "lead"
    SUPPORT = "support"
    RESPONSIBLE = "responsible"


class AgencyMention(Record):
    """An agency named with its role, written out in full: 教育局 after 市发展改革委、 is 市教育局."""

    name: str
    role: AgencyRole
    start: int
    end: int
