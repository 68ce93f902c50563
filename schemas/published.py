"""The published tables: what a row of each is, column by column (发布的数据表).

This is the contract others rely on. CSV, JSON, XLSX, SQLite, datapackage.json, the JSON Schemas and the data dictionary
are all made from these models: a column is a field, in this order, with this description.
"""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from schemas.base import Record
from schemas.dataset import Conflict, ResolvedAgency, Rollup, Series, Target
from schemas.document import Issue, PageKind, Status
from schemas.language import Comparator
from schemas.review import Said, State
from schemas.terms import DeadlineBasis, Kind, Role

PlaceRow = tuple[int, float, float, float, float]


class DocumentRow(Record):
    """A source file, read or not (文档)."""

    document_id: str = Field(description="first 16 hexadecimal digits of the sha256; the same for a copy of the file")
    source_file: str = Field(description="path as given, with / as separator")
    sha256: str = Field(description="of the file's bytes; empty where they could not be read")
    media_type: str = Field(description="what the bytes are, whatever the file's name says")
    title: str = Field(description="标题, as printed")
    number: str | None = Field(description="文号, as printed: 珠府函〔2017〕129号")
    issuer: str | None = Field(description="发文机关, as printed")
    region: str | None = Field(description="GB/T 2260 code of the issuer's region, 000000 for the nation")
    region_name: str | None = Field(description="name of that region: 广州市")
    issued_on: str | None = Field(description="成文日期, ISO, as exact as printed: 2021, 2021-03 or 2021-03-31")
    published_on: str | None = Field(description="发布时间 of the web page, ISO")
    source: str | None = Field(description="来源, as printed on the web page")
    plan_start: str | None = Field(description="first year of the plan's own period")
    plan_end: str | None = Field(description="last year of the plan's own period")
    cites: tuple[str, ...] = Field(description="依据: titles or numbers of the documents it cites")
    pages: int = Field(description="number of pages; 1 for a format without pages, 0 where the file could not be read")
    status: Status = Field(description="extracted, partly extracted (the issues name the pages) or failed")
    error: str | None = Field(description="why it failed, or what a reader of this row should know")


class EvidenceRow(Record):
    """The words that carry a record, exact, and where they stand (证据)."""

    quote: str = Field(description="exact words of the source")
    page: int = Field(description="page number, from 1")
    start: int = Field(description="offset of the first character in the document's text")
    end: int = Field(description="offset after the last character")


class MeasureRow(Record):
    """An action item: the smallest numbered or titled item that tells somebody to do something (措施)."""

    measure_id: str = Field(description="hash of the document and the place")
    document_id: str = Field(description="the document it stands in")
    source_file: str = Field(description="path of that document as given")
    number: str = Field(description="as printed: 3, (一), 一; empty for a run-in title")
    heading: str = Field(description="title words, exact, without number and closing full stop")
    path: tuple[str, ...] = Field(description="headings above it, outermost first")
    lead: tuple[str, ...] = Field(description="牵头 agencies, written out in full")
    support: tuple[str, ...] = Field(description="配合, 协助, 参与, 会同")
    responsible: tuple[str, ...] = Field(description="负责, 责任单位, 落实部门")
    deadline: str | None = Field(description="ISO, where the item as a whole has one")
    text: str = Field(description="the whole item, as printed")
    evidence: EvidenceRow = Field(description="the item's words and where they stand: {quote, page, start, end}")


class TablePlaceRow(Record):
    """The head texts that locate a table cell (表格位置)."""

    title: str = Field(description="caption of the table")
    row: str = Field(description="head texts of the row")
    column: str = Field(description="head texts of the column")


class StatementRow(Record):
    """A numeric claim as stated at one place: raw words beside what was read from them (数字表述)."""

    statement_id: str = Field(description="hash of the document, the place and the words")
    document_id: str = Field(description="the document it stands in")
    source_file: str = Field(description="path of that document as given")
    role: Role = Field(description="target, standard, incentive, condition or fact")
    quote: str = Field(description="exact words of the source: the clause; for a table, the cell")
    value_text: str = Field(description="the number with comparator and unit, exact: 不低于 5000 万元每公顷")
    scope: str = Field(description="范围: who or what the number is about; empty where the text gives none")
    indicator: str = Field(description="指标: what is measured, a noun phrase that stands on its own")
    comparator: Comparator = Field(description="比较符: = >= > <= < ~ (about) or range")
    value: Decimal = Field(description="the number as written, in `unit`")
    value_max: Decimal | None = Field(description="upper end of a range, in `unit`")
    unit: str = Field(description="as written, with its multiplier, a rate with /: 亿元, 万元/公顷; empty where bare")
    kind: Kind = Field(description="level, increment, cumulative, growth_rate, change, share or frequency")
    start: str | None = Field(description="ISO, as exact as written: when the period begins")
    deadline: str | None = Field(description="期限, ISO, as exact as written: 2021, 2019-12 or 2021-03-31")
    deadline_basis: DeadlineBasis | None = Field(description="where the deadline came from")
    deadline_words: str = Field(description="the words the deadline was read from: 到2020年")
    table: TablePlaceRow | None = Field(description="head texts that locate the cell; empty for prose")
    table_id: str | None = Field(description="the table the number stands in; empty for prose")
    measure_id: str | None = Field(description="the measure it belongs to")
    lead: tuple[str, ...] = Field(description="牵头 agencies of its measure")
    support: tuple[str, ...] = Field(description="配合 agencies of its measure")
    responsible: tuple[str, ...] = Field(description="负责 agencies of its measure")
    path: tuple[str, ...] = Field(description="headings above it, outermost first")
    context: str = Field(description="the paragraph, or the cells of the table row, that the quote stands in")
    context_start: int | None = Field(description="offset of context in the document's text; empty for a table row")
    page: int = Field(description="page number, from 1")
    boxes: tuple[PlaceRow, ...] = Field(
        description="where the quote stands: [page, x0, top, x1, bottom] in points from the top left corner; "
        "empty for formats without pages"
    )
    char_start: int = Field(description="offset of the quote in the document's text")
    char_end: int = Field(description="offset after the quote")
    value_start: int = Field(description="offset of value_text in the document's text")
    value_end: int = Field(description="offset after value_text")
    confidence: float = Field(description="0 to 1")
    rule: str = Field(description="the rule that gave the role")
    page_kind: PageKind = Field(description="text, scan, mixed, garbled or empty: what its page is made of")
    state: State = Field(
        description="复核状态: unreviewed; accepted, corrected, rejected, missed or split by a reviewer, whose values "
        "the columns then hold; returned where document and reading both changed since. A rejected one gives no target"
    )
    reviewer: str | None = Field(description="who decided")
    reviewed_at: str | None = Field(description="when, ISO, UTC")
    review_note: str = Field(description="the reviewer's reason and note")
    review_key: str | None = Field(description="key of the decision that stands, in the ledger of decisions")
    extracted: Said | None = Field(description="what was extracted, where a reviewer decided otherwise")


class TableRow(Record):
    """A logical table: pieces on following pages joined (表格)."""

    table_id: str = Field(description="hash of the document and the place")
    document_id: str = Field(description="the document it stands in")
    source_file: str = Field(description="path of that document as given")
    title: str = Field(description="the caption above the first piece; empty where there is none")
    unit_note: str = Field(description="单位：亿元 as printed above the table")
    notes: str = Field(description="注：… printed below the table")
    pages: tuple[int, ...] = Field(description="pages it stands on")
    rows: int = Field(description="number of rows")
    columns: int = Field(description="number of columns")
    unsure: str | None = Field(description="why the grid may be wrong, where the reader was not sure")
    html: str = Field(description="the grid as HTML with rowspan and colspan; the cells' text is escaped")


# Name of the table → (model of a row, columns that identify a row). The order is the order of publication.
TABLES: dict[str, tuple[type[Record], tuple[str, ...]]] = {
    "documents": (DocumentRow, ("source_file",)),
    "measures": (MeasureRow, ("measure_id",)),
    "statements": (StatementRow, ("statement_id",)),
    "targets": (Target, ("target_id",)),
    "series": (Series, ("series_id",)),
    "rollups": (Rollup, ("rollup_id",)),
    "conflicts": (Conflict, ("conflict_id",)),
    "agencies": (ResolvedAgency, ("document_id", "as_written")),
    "tables": (TableRow, ("table_id",)),
    "issues": (Issue, ()),
}

# (table, column) → (table, column) it points to. A list points with each of its members.
LINKS: dict[tuple[str, str], tuple[str, str]] = {
    ("measures", "document_id"): ("documents", "document_id"),
    ("statements", "document_id"): ("documents", "document_id"),
    ("statements", "measure_id"): ("measures", "measure_id"),
    ("statements", "table_id"): ("tables", "table_id"),
    ("targets", "series_id"): ("series", "series_id"),
    ("targets", "statement_ids"): ("statements", "statement_id"),
    ("series", "target_ids"): ("targets", "target_id"),
    ("rollups", "parent_target_id"): ("targets", "target_id"),
    ("rollups", "children_target_ids"): ("targets", "target_id"),
    ("conflicts", "target_ids"): ("targets", "target_id"),
    ("conflicts", "statement_ids"): ("statements", "statement_id"),
    ("agencies", "document_id"): ("documents", "document_id"),
    ("tables", "document_id"): ("documents", "document_id"),
    ("issues", "document_id"): ("documents", "document_id"),
}
