"""A document as it was read: its text, its pages, its blocks and its tables (文档)."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.base import Record

MediaType = Literal[
    "text/plain",
    "text/html",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/octet-stream",
]


class Box(Record):
    """A rectangle on a page. Units are PDF points (1/72 inch), the origin is the top left corner."""

    page: int = Field(description="page number, counted from 1")
    x0: float
    top: float
    x1: float
    bottom: float


class Line(Record):
    """A printed line: a slice of the document's text and where it stands on the page."""

    start: int = Field(description="offset of the first character in Document.text")
    end: int = Field(description="offset after the last character")
    box: Box | None = None
    confidence: float | None = Field(
        default=None, description="0 to 1, set only where a line was recognised from an image"
    )
    raised: tuple[int, ...] = Field(
        default=(), description="offsets in Document.text of raised marks, such as a footnote's number"
    )
    xs: tuple[float, ...] = Field(
        default=(), description="left edge of every character and the right edge of the last; empty where unknown"
    )


class PageKind(StrEnum):
    """What a page is made of (页面类型)."""

    TEXT = "text"
    SCAN = "scan"
    MIXED = "mixed"
    GARBLED = "garbled"
    EMPTY = "empty"


class Page(Record):
    """One page. Formats without pages (text, HTML, DOCX) have a single page without a size."""

    number: int
    width: float | None = Field(default=None, description="points")
    height: float | None = Field(default=None, description="points")
    kind: PageKind = PageKind.TEXT
    start: int = Field(description="offset of the page's first character in Document.text")
    end: int
    error: str | None = Field(default=None, description="why the page could not be read, in plain words")


class BlockKind(StrEnum):
    """What a block of text is (文本块)."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE = "table"
    NOTE = "note"
    BOILERPLATE = "boilerplate"


class Block(Record):
    """One logical paragraph or one table: a contiguous slice of the text.

    A paragraph that was printed over several lines or pages is one block; the line breaks inside it are part of the
    slice and disappear only in the view (`extractors.view`).
    """

    kind: BlockKind
    start: int
    end: int
    page: int = 1
    lines: tuple[Line, ...] = ()
    level: int | None = Field(default=None, description="heading level where the format states one, from 1")
    table: int | None = Field(default=None, description="index into Document.tables, for a block of kind table")


class Piece(Record):
    """Where a part of a table cell stands: a slice of the text and its place on the page."""

    start: int
    end: int
    box: Box | None = None
    confidence: float | None = Field(
        default=None, description="0 to 1, the lowest of its lines, set only where it was recognised from an image"
    )


class Cell(Record):
    """One cell of a logical table. A cell split by a page break has several pieces."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    text: str = Field(description="the cell's words, pieces joined with a line break")
    pieces: tuple[Piece, ...] = ()
    is_head: bool = False


class Table(Record):
    """A logical table (表格): pieces on following pages joined, repeated heads dropped."""

    table_id: str
    title: str = Field(default="", description="the caption above the first piece, empty where there is none")
    unit_note: str = Field(default="", description="单位：亿元 as printed above the table, empty where there is none")
    notes: str = Field(default="", description="注：… printed below the table")
    rows: int
    columns: int
    head_rows: int = 0
    cells: tuple[Cell, ...]
    pages: tuple[int, ...] = (1,)
    start: int = 0
    end: int = 0
    unsure: str | None = Field(default=None, description="why the grid may be wrong, where the reader was not sure")


class Severity(StrEnum):
    """How much an issue matters (严重程度)."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Issue(Record):
    """Something a person should know: a row of the issues table (问题)."""

    severity: Severity = Field(description="info, warning or error")
    code: str = Field(description="a short stable name, such as page-failed or number-not-understood")
    message: str = Field(description="what is wrong and what to do, in plain words")
    document_id: str | None = Field(default=None, description="the document, where it is about one")
    source_file: str = Field(default="", description="path as given; empty where it is about no file")
    page: int | None = Field(default=None, description="page number, from 1, where it is about one")
    start: int | None = Field(default=None, description="offset into Document.text")
    end: int | None = Field(default=None, description="offset after the last character")


class Status(StrEnum):
    """The three ends of a document."""

    EXTRACTED = "extracted"
    PARTLY = "partly extracted"
    FAILED = "failed"


class Facts(Record):
    """What a document says of itself (文件要素)."""

    title: str = ""
    number: str | None = Field(default=None, description="文号, as printed: 珠府函〔2017〕129号")
    issuer: str | None = Field(default=None, description="发文机关, as printed")
    region: str | None = Field(default=None, description="GB/T 2260 code of the issuer's region, 000000 for the nation")
    region_name: str | None = Field(default=None, description="its name: 广州市")
    issued_on: str | None = Field(default=None, description="成文日期, ISO; as exact as printed")
    published_on: str | None = Field(default=None, description="发布时间, ISO")
    source: str | None = Field(default=None, description="来源, as printed on the web page")
    plan_start: str | None = Field(default=None, description="first year of the plan's own period")
    plan_end: str | None = Field(default=None, description="last year of the plan's own period")
    cites: tuple[str, ...] = Field(default=(), description="依据: titles or numbers of the documents it cites")


class Document(Record):
    """A source file as read. `text` is never changed after reading; everything else points into it by offset."""

    document_id: str = Field(description="first 16 hexadecimal digits of the sha256")
    source_file: str = Field(description="path as given, with / as separator")
    sha256: str
    media_type: MediaType
    text: str
    pages: tuple[Page, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    facts: Facts = Facts()
    issues: tuple[Issue, ...] = ()
    status: Status = Status.EXTRACTED
