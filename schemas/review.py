"""What a reviewer decided about a statement, and what a statement claims (复核).

A decision is never changed or removed: a later one on the same statement stands in its stead, an undo takes the last
one back. What was extracted stays beside what was decided.
"""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from schemas.base import Record
from schemas.language import Comparator
from schemas.terms import Kind, Role, TablePlace

LONGEST = 500
_LARGEST = Decimal("1e24")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


class State(StrEnum):
    """Where a statement stands in the review (复核状态)."""

    UNREVIEWED = "unreviewed"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    MISSED = "missed"
    SPLIT = "split"
    RETURNED = "returned"


class Action(StrEnum):
    """What a reviewer did (操作). `missed` marks a target that was not extracted; `note` decides nothing."""

    ACCEPT = "accept"
    CORRECT = "correct"
    REJECT = "reject"
    MISSED = "missed"
    SPLIT = "split"
    NOTE = "note"
    UNDO = "undo"


def _wrong(code: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(code, message)


def _check_date(text: str | None) -> str | None:
    """Return a date as exact as it is written: 2025, 2025-06 or 2025-06-30; None for nothing."""
    text = (text or "").strip()
    if not text:
        return None
    found = _DATE.fullmatch(text)
    if not found:
        raise _wrong("date-form", "A date is written 2025, 2025-06 or 2025-06-30.")
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    if not (1900 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        raise _wrong("date-impossible", "There is no such date, or it is not between 1900 and 2200.")
    return text


class Said(Record):
    """What a statement says, field by field: all that a reviewer may correct (可更正的字段). Unchecked."""

    role: Role
    scope: str = ""
    indicator: str = ""
    comparator: Comparator = Comparator.EQUAL
    value: Decimal
    value_max: Decimal | None = None
    unit: str = ""
    kind: Kind = Kind.LEVEL
    start: str | None = None
    deadline: str | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()


class Claim(Said):
    """What a reviewer says a statement is, checked (更正).

    Raises pydantic.ValidationError for what cannot be; the `type` of each error is a stable short code.
    """

    @field_validator("scope", "indicator", "unit")
    @classmethod
    def _plain(cls, text: str) -> str:
        if len(text) > LONGEST:
            raise _wrong("too-long", "This is longer than 500 characters.")
        if _CONTROL.search(text):
            raise _wrong("hidden-characters", "There are line breaks or invisible characters in it.")
        return text.strip()

    @field_validator("value", "value_max")
    @classmethod
    def _finite(cls, value: Decimal | None) -> Decimal | None:
        if value is not None and not (value.is_finite() and abs(value) <= _LARGEST):
            raise _wrong("not-a-number", "This is not a number that can be published.")
        return value

    @field_validator("start", "deadline")
    @classmethod
    def _date(cls, text: str | None) -> str | None:
        return _check_date(text)

    @field_validator("lead", "support", "responsible")
    @classmethod
    def _names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(names) > LONGEST:
            raise _wrong("too-long", "These are more than 500 names.")
        if any(not name.strip() or len(name) > LONGEST or _CONTROL.search(name) for name in names):
            raise _wrong("agency-name", "An agency's name is empty, too long or holds invisible characters.")
        return tuple(dict.fromkeys(name.strip() for name in names))

    @model_validator(mode="after")
    def _together(self) -> Self:
        if (self.comparator is Comparator.RANGE) != (self.value_max is not None):
            raise _wrong("range-ends", "A range, and nothing else, has an upper end.")
        if self.value_max is not None and self.value_max <= self.value:
            raise _wrong("range-order", "The upper end of the range is not above its lower end.")
        # The shorter one is completed by nothing: 2025 and 2025-06 do not contradict each other.
        if self.start and self.deadline:
            length = min(len(self.start), len(self.deadline))
            if self.start[:length] > self.deadline[:length]:
                raise _wrong("dates-order", "The period begins after its deadline.")
        return self


# The fields of a statement that a claim holds, in the order they are shown.
CLAIMED = tuple(Said.model_fields)


class Anchor(Record):
    """Where a decision's words stand: enough to find them again in a later reading or version of the document."""

    document_id: str
    source_file: str
    page: int
    quote: str = Field(description="exact words of the source, as they were")
    char_start: int
    char_end: int
    value_text: str = Field(description="the number's words, exact")
    value_start: int
    value_end: int
    context: str = Field(description="the paragraph, or the cells of the table row, that the quote stands in")
    ordinal: int = Field(default=0, ge=0, description="how many statements with the same words stand before it")
    table: TablePlace | None = None
    measure_id: str | None = None


class Decision(Record):
    """One row of the history: who decided what about which words, and when (复核决定)."""

    sequence: int = Field(default=0, description="its number in the ledger, from 1; 0 before it is recorded")
    key: str = Field(description="statement_id as it was then; of a missed target, the id made from its place")
    turn: int = Field(ge=1, description="the how-manieth entry on this key; two reviewers cannot both take one")
    action: Action
    anchor: Anchor
    extracted: Said | None = Field(default=None, description="what had been extracted when it was decided")
    claims: tuple[Claim, ...] = Field(default=(), description="one of a correction or a missed target, more of a split")
    reason: str = Field(default="", max_length=2000, description="why it was rejected")
    note: str = Field(default="", max_length=5000)
    reviewer: str = Field(min_length=1, max_length=100)
    decided_at: str = Field(description="ISO, UTC")
    undoes: int | None = Field(default=None, description="sequence of the entry that an undo takes back")
    replaces: str | None = Field(default=None, description="key of an older decision that this one settles")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wanted = {Action.CORRECT: range(1, 2), Action.MISSED: range(1, 2), Action.SPLIT: range(2, 101)}
        if len(self.claims) not in wanted.get(self.action, range(1)):
            raise _wrong("claims-count", "A correction has one claim, a split two or more, other decisions none.")
        if self.action is Action.REJECT and not self.reason.strip():
            raise _wrong("reason-missing", "Say why it is rejected.")
        if (self.action is Action.UNDO) != (self.undoes is not None):
            raise _wrong("undo-of-nothing", "An undo, and nothing else, takes an entry back.")
        return self


class Review(Record):
    """What of the review a published statement carries (复核结果)."""

    state: State
    key: str = Field(description="key of the decision that stands")
    reviewer: str
    decided_at: str
    reason: str = ""
    note: str = ""
    extracted: Said | None = Field(
        default=None, description="what is extracted now, where the decision says otherwise; empty where they agree"
    )
    decided: tuple[Said, ...] = Field(default=(), description="of a returned statement: what had been decided before")
