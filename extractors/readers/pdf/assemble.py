"""From the pages of a document to the `Document`: text, blocks, tables, issues (合成)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.readers.joining import GridPiece, join_tables
from extractors.readers.layout import PageLayout, TextLine
from extractors.readers.pdf.captions import around, words
from extractors.readers.pdf.flow import FOOTNOTE, flow
from extractors.readers.pdf.furniture import furniture
from extractors.readers.pdf.gridtext import write_table
from extractors.readers.pdf.growing import GrowingText
from extractors.readers.pdf.paragraphs import Paragraph, TablePart, paragraphs
from schemas import Block, BlockKind, Document, Issue, Page, Severity, Status, Table


def assemble(layouts: Sequence[PageLayout], source_file: str, sha256: str) -> Document:
    """Return the document that stands on `layouts`, pages in order.

    Running heads and page numbers are left out and counted in an issue. Paragraphs and tables are joined over lines
    and pages. A page with an error leaves the rest standing; the document is then partly extracted, or failed where
    no page could be read.
    """
    dropped = furniture(layouts)
    text = GrowingText()
    blocks, tables = _written(paragraphs(flow(layouts, dropped)), text, sha256[:16])
    return Document(
        document_id=sha256[:16],
        source_file=source_file,
        sha256=sha256,
        media_type="application/pdf",
        text=text.text(),
        pages=_pages(layouts, text),
        blocks=tuple(blocks),
        tables=tuple(tables),
        issues=tuple(
            issue.model_copy(update={"document_id": sha256[:16], "source_file": source_file})
            for issue in (*_page_issues(layouts, dropped, text), *_table_issues(tables))
        ),
        status=_status(layouts),
    )


def _written(
    parts: Sequence[Paragraph | TablePart], text: GrowingText, document_id: str
) -> tuple[list[Block], list[Table]]:
    """Write paragraphs and tables into the text; return the blocks and the joined tables."""
    surroundings = {i: around(parts, i) for i, part in enumerate(parts) if isinstance(part, TablePart)}
    notes = {i for found in surroundings.values() for i in found.notes}
    passed = {i for found in surroundings.values() for i in found.continued}
    blocks: list[Block] = []
    pieces: list[GridPiece] = []
    homes: list[int] = []
    for index, part in enumerate(parts):
        if isinstance(part, Paragraph):
            kind = BlockKind.NOTE if index in notes else BlockKind.BOILERPLATE if index in passed else None
            blocks.append(_paragraph(part, text, kind))
            continue
        found = surroundings[index]
        piece, lines = write_table(text, part.page, part.table)
        piece.title, piece.unit_note, piece.follows = found.title, found.unit_note, found.follows
        below = [parts[i] for i in found.notes]
        piece.notes = "\n".join(words(note) for note in below if isinstance(note, Paragraph))
        pieces.append(piece)
        homes.append(len(blocks))
        blocks.append(Block(kind=BlockKind.TABLE, start=piece.start, end=piece.end, page=part.page, lines=tuple(lines)))
    joined = join_tables(pieces, document_id)
    for number, whole in enumerate(joined):
        for member in whole.members:
            blocks[homes[member]] = blocks[homes[member]].model_copy(update={"table": number})
    return _merged(blocks), [whole.table for whole in joined]


def _merged(blocks: Sequence[Block]) -> list[Block]:
    """Put the blocks of one table together where nothing stands between them."""
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if last is not None and block.table is not None and last.table == block.table:
            merged[-1] = last.model_copy(update={"end": block.end, "lines": last.lines + block.lines})
        else:
            merged.append(block)
    return merged


def _paragraph(part: Paragraph, text: GrowingText, kind: BlockKind | None) -> Block:
    text.begin()
    lines = tuple(text.line(item.page, item.line, "\n" if i else "") for i, item in enumerate(part.lines))
    if kind is None:
        kind = BlockKind.PARAGRAPH
        if part.kind == FOOTNOTE:
            kind = BlockKind.NOTE
        elif part.title:
            kind = BlockKind.HEADING
    return Block(kind=kind, start=lines[0].start, end=lines[-1].end, page=part.page, lines=lines)


def _pages(layouts: Sequence[PageLayout], text: GrowingText) -> tuple[Page, ...]:
    pages: list[Page] = []
    end = 0
    for layout in layouts:
        start, end = text.pages.get(layout.number, (end, end))
        pages.append(
            Page(
                number=layout.number,
                width=round(layout.width, 2),
                height=round(layout.height, 2),
                kind=layout.kind,
                start=start,
                end=end,
                error=layout.error,
            )
        )
    return tuple(pages)


def _status(layouts: Sequence[PageLayout]) -> Status:
    failed = sum(layout.error is not None for layout in layouts)
    if not failed:
        return Status.EXTRACTED
    return Status.FAILED if failed == len(layouts) else Status.PARTLY


def _page_issues(
    layouts: Sequence[PageLayout], dropped: dict[int, list[TextLine]], text: GrowingText
) -> Iterator[Issue]:
    count = sum(len(lines) for lines in dropped.values())
    if count:
        shown = "; ".join(dict.fromkeys(line.text.strip()[:40] for lines in dropped.values() for line in lines[:2]))
        yield Issue(
            severity=Severity.INFO,
            code="furniture-left-out",
            message=f"{count} lines of running heads, page numbers or site frame on {len(dropped)} pages were left "
            f"out of the text, such as: {shown[:160]}",
        )
    for layout in layouts:
        if layout.error is not None:
            yield Issue(
                severity=Severity.ERROR,
                code="page-failed",
                message=f"page {layout.number} could not be read: {layout.error}",
                page=layout.number,
            )
        for note in layout.notes:
            start, end = text.places.get(id(note.line), (None, None)) if note.line else (None, None)
            yield Issue(
                severity=note.severity, code=note.code, message=note.message, page=layout.number, start=start, end=end
            )


def _table_issues(tables: Sequence[Table]) -> Iterator[Issue]:
    for table in tables:
        if table.unsure is not None:
            yield Issue(
                severity=Severity.WARNING,
                code="table-unsure",
                message=f"the table {table.title or 'without a title'} may be read wrongly: {table.unsure}",
                page=table.pages[0],
                start=table.start,
                end=table.end,
            )
