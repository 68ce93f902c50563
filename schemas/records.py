"""What one document says: measures and statements (措施, 数字表述)."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from schemas.base import Record
from schemas.document import Box, Document, Issue
from schemas.language import AgencyMention, Comparator
from schemas.outline import Outline
from schemas.review import Review
from schemas.terms import DeadlineBasis, Kind, Role, TablePlace


class Evidence(Record):
    """The exact words of the source that carry a record. `quote` is `Document.text[start:end]`."""

    quote: str
    start: int
    end: int
    page: int = 1
    boxes: tuple[Box, ...] = ()


class Measure(Record):
    """An action item (措施): the smallest numbered or titled item that tells somebody to do something."""

    measure_id: str
    document_id: str
    source_file: str
    section: int | None = Field(description="index into the outline; None for a row of a task table")
    number: str = Field(description="as printed: 3, (一), 一; empty for a run-in title")
    heading: str
    path: tuple[str, ...] = Field(description="headings above it, outermost first")
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    deadline: str | None = None
    text: str = Field(description="the whole item, as printed")
    evidence: Evidence
    agencies: tuple[AgencyMention, ...] = Field(default=(), description="each with its offsets in the source")


class Statement(Record):
    """A numeric claim as stated at one place (数字表述). Raw words beside what was read from them."""

    statement_id: str
    document_id: str
    source_file: str
    role: Role
    quote: str = Field(description="exact words of the source: the clause; for a table, the cell")
    scope: str = Field(default="", description="who or what the number is about; empty only where the text gives none")
    indicator: str = Field(default="", description="what is measured: a noun phrase that stands on its own")
    comparator: Comparator = Comparator.EQUAL
    value: Decimal = Field(description="the number as written, in `unit`")
    value_max: Decimal | None = Field(default=None, description="upper end of a range")
    unit: str = Field(default="", description="as written, with its multiplier: 亿元, 万元/公顷")
    kind: Kind = Kind.LEVEL
    start: str | None = Field(default=None, description="ISO: when the period begins")
    deadline: str | None = Field(default=None, description="ISO: when it is due")
    deadline_basis: DeadlineBasis | None = None
    deadline_words: str = Field(default="", description="the words the deadline was read from: 到2020年")
    table: TablePlace | None = None
    measure_id: str | None = None
    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    page: int = 1
    boxes: tuple[Box, ...] = ()
    char_start: int = Field(description="offset of the quote in the document's text")
    char_end: int
    value_text: str = Field(description="the number with comparator and unit, exact: 不低于 5000 万元每公顷")
    value_start: int
    value_end: int
    confidence: float = Field(ge=0, le=1)
    rule: str = Field(default="", description="the rule that gave the role, for a person who asks why")
    review: Review | None = Field(default=None, description="what a reviewer decided; the fields above then say so")


class Extraction(Record):
    """All that was read out of one document."""

    document: Document
    outline: Outline
    measures: tuple[Measure, ...] = ()
    statements: tuple[Statement, ...] = ()
    issues: tuple[Issue, ...] = ()
