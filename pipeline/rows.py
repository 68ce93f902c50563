"""From what was read to the rows of the published tables, in a fixed order (数据行)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from html import escape

from pipeline.extract import Outcome
from schemas import Document, Extraction, Issue, Measure, PageKind, Record, Severity, State, Statement, Status, Table
from schemas.published import DocumentRow, EvidenceRow, MeasureRow, StatementRow, TablePlaceRow, TableRow

_CONTEXT = 500
_LINE_BREAK = re.compile(r"\s*\n\s*")
# The columns of a statement that are its fields as they are; the others are made here.
_TAKEN = tuple(
    name for name in StatementRow.model_fields if name in Statement.model_fields and name not in ("table", "boxes")
)


def document_row(outcome: Outcome) -> DocumentRow:
    """Return the row of a source file, whatever became of it. A copy's row names the file that was read instead."""
    extraction = outcome.extraction
    if extraction is None:
        return DocumentRow(
            document_id=outcome.document_id, source_file=outcome.source.name, sha256=outcome.sha256,
            media_type="application/octet-stream", title="", number=None, issuer=None, region=None, region_name=None,
            issued_on=None, published_on=None, source=None, plan_start=None, plan_end=None, cites=(), pages=0,
            status=Status.FAILED, error=outcome.failure.message if outcome.failure else None,
        )  # fmt: skip
    document = extraction.document
    error = f"The same bytes as {document.source_file}; its records stand under that name." if outcome.copy_of else None
    return DocumentRow(
        **document.facts.model_dump(),
        document_id=document.document_id, source_file=outcome.source.name, sha256=outcome.sha256,
        media_type=document.media_type, pages=len(document.pages), status=document.status, error=error,
    )  # fmt: skip


def measure_row(measure: Measure) -> MeasureRow:
    """Return the published row of a measure."""
    taken = {name: getattr(measure, name) for name in MeasureRow.model_fields if name != "evidence"}
    evidence = measure.evidence
    place = EvidenceRow(quote=evidence.quote, page=evidence.page, start=evidence.start, end=evidence.end)
    return MeasureRow(**taken, evidence=place)


class Surroundings:
    """Finds the headings above a place and the paragraph or table row around it, in one document."""

    def __init__(self, extraction: Extraction) -> None:
        self._document = extraction.document
        self._outline = extraction.outline
        self._passages = sorted(extraction.outline.passages, key=lambda passage: passage.start)
        self._passage_starts = [passage.start for passage in self._passages]
        self._blocks = sorted(self._document.blocks, key=lambda block: block.start)
        self._block_starts = [block.start for block in self._blocks]
        self._tables = {table.table_id: table for table in self._document.tables}
        self._kinds = {page.number: page.kind for page in self._document.pages}

    def path(self, place: int) -> tuple[str, ...]:
        """Return the headings above the character at `place`, outermost first."""
        index = bisect_right(self._passage_starts, place) - 1
        if index < 0:
            return ()
        above = reversed(self._outline.ancestors(self._passages[index].section))
        return tuple(_LINE_BREAK.sub("", section.heading) for section in above)

    def page_kind(self, number: int) -> PageKind:
        """Return what a page is made of."""
        return self._kinds.get(number, PageKind.TEXT)

    def context(self, statement: Statement) -> tuple[str, int | None]:
        """Return the paragraph and its offset, of a very long one the part around; for a table the row's cells."""
        place = statement.table
        if place is not None and place.table_id in self._tables:
            return row_text(self._tables[place.table_id], place.row_index), None
        index = bisect_right(self._block_starts, statement.char_start) - 1
        start, end = statement.char_start, statement.char_end
        if index >= 0 and self._blocks[index].end >= end:
            start = max(self._blocks[index].start, start - _CONTEXT)
            end = min(self._blocks[index].end, end + _CONTEXT)
        return self._document.text[start:end], start


def row_text(table: Table, row: int) -> str:
    """Return the texts of the cells in a row of a table, a span counted once."""
    cells = [cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span]
    return " | ".join(cell.text for cell in sorted(cells, key=lambda cell: cell.column) if cell.text.strip())


def statement_row(statement: Statement, around: Surroundings) -> StatementRow:
    """Return the published row of a statement, with the headings and the paragraph around it."""
    taken = {name: getattr(statement, name) for name in _TAKEN}
    place = statement.table
    review = statement.review
    context, context_start = around.context(statement)
    return StatementRow(
        **taken,
        table=TablePlaceRow(title=place.title, row=place.row, column=place.column) if place else None,
        table_id=place.table_id or None if place else None,
        boxes=tuple((box.page, box.x0, box.top, box.x1, box.bottom) for box in statement.boxes),
        path=around.path(statement.char_start),
        context=context,
        context_start=context_start,
        page_kind=around.page_kind(statement.page),
        state=review.state if review else State.UNREVIEWED,
        reviewer=review.reviewer if review else None,
        reviewed_at=review.decided_at if review else None,
        review_note="\n".join(filter(None, (review.reason, review.note))) if review else "",
        review_key=review.key if review else None,
        extracted=review.extracted if review else None,
    )


def table_html(table: Table) -> str:
    """Return the grid as HTML; the text of the document is escaped, so that it is shown and never run."""
    lines = ["<table>"]
    if table.title:
        lines.append(f"<caption>{escape(table.title)}</caption>")
    by_row: dict[int, list[str]] = {row: [] for row in range(table.rows)}
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        tag = "th" if cell.is_head else "td"
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        by_row.setdefault(cell.row, []).append(f"<{tag}{spans}>{escape(cell.text)}</{tag}>")
    lines += [f"<tr>{''.join(cells)}</tr>" for _, cells in sorted(by_row.items())]
    return "\n".join([*lines, "</table>"])


def table_row(table: Table, document: Document) -> TableRow:
    """Return the published row of a logical table."""
    made = {"document_id", "source_file", "html"}
    taken = {name: getattr(table, name) for name in TableRow.model_fields if name not in made}
    taken |= {"document_id": document.document_id, "source_file": document.source_file, "html": table_html(table)}
    return TableRow(**taken)


def issue_rows(outcomes: Iterable[Outcome], others: Iterable[Issue]) -> list[Issue]:
    """Return all issues of a run: of the documents, of failures and copies, and `others`; sorted by place."""
    issues = list(others)
    for outcome in outcomes:
        found: list[Issue] = []
        if outcome.copy_of:
            message = f"The file has the same bytes as {outcome.copy_of} and was read once."
            found.append(Issue(severity=Severity.INFO, code="copy", message=message))
        elif outcome.failure:
            failure = outcome.failure
            found.append(Issue(severity=Severity.ERROR, code=failure.code, message=failure.message))
        elif outcome.extraction:
            found += [*outcome.extraction.document.issues, *outcome.extraction.issues]
        ids = {"document_id": outcome.document_id, "source_file": outcome.source.name}
        issues += [issue.model_copy(update=ids) for issue in found]
    unique = dict.fromkeys(issues)
    return sorted(unique, key=lambda i: (i.source_file, i.page or 0, i.start or 0, i.code, i.message, i.end or 0))


def document_tables(outcomes: Sequence[Outcome]) -> dict[str, list[Record]]:
    """Return the rows of documents, measures, statements and tables: by file name, then by place in the text."""
    tables: dict[str, list[Record]] = {name: [] for name in ("documents", "measures", "statements", "tables")}
    for outcome in sorted(outcomes, key=lambda outcome: outcome.source.name):
        tables["documents"].append(document_row(outcome))
        extraction = outcome.extraction
        if extraction is None or outcome.copy_of:
            continue
        around = Surroundings(extraction)
        measures = sorted(extraction.measures, key=lambda m: (m.evidence.start, m.evidence.end, m.measure_id))
        statements = sorted(extraction.statements, key=lambda s: (s.char_start, s.value_start, s.statement_id))
        tables["measures"] += [measure_row(measure) for measure in measures]
        tables["statements"] += [statement_row(statement, around) for statement in statements]
        tables["tables"] += [table_row(table, extraction.document) for table in extraction.document.tables]
    return tables
