"""From the pages of a document to the `Document`: text, blocks, tables, issues (合成)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.layout import PageLayout, Rect, TextLine
from extractors.readers.pdf.flow import FOOTNOTE, flow
from extractors.readers.pdf.furniture import furniture
from extractors.readers.pdf.paragraphs import Paragraph, TablePart, paragraphs
from schemas import Block, BlockKind, Box, Document, Issue, Line, Page, Severity, Status


class _Text:
    """The document's text while it grows, and where every line came to stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.places: dict[int, tuple[int, int]] = {}
        self.pages: dict[int, tuple[int, int]] = {}

    def add(self, page: int, line: TextLine, before: str = "\n") -> Line:
        """Append a line (after `before`, unless it is the first) and return its place."""
        if self.parts:
            self.parts.append(before)
            self.length += len(before)
        start = self.length
        self.parts.append(line.text)
        self.length += len(line.text)
        self.places[id(line)] = (start, self.length)
        first, last = self.pages.get(page, (start, start))
        self.pages[page] = (min(first, start), max(last, self.length))
        return Line(start=start, end=self.length, box=box_of(page, line.box), confidence=line.confidence, xs=line.xs)


def box_of(page: int, rect: Rect) -> Box:
    """Return a rectangle of a page as a record, to a hundredth of a point."""
    return Box(
        page=page, x0=round(rect.x0, 2), top=round(rect.top, 2), x1=round(rect.x1, 2), bottom=round(rect.bottom, 2)
    )


def assemble(layouts: Sequence[PageLayout], source_file: str, sha256: str) -> Document:
    """Return the document that stands on `layouts`, pages in order.

    Running heads and page numbers are left out and counted in an issue. Paragraphs and tables are joined over lines
    and pages. A page with an error leaves the rest standing; the document is then partly extracted, or failed where
    no page could be read.
    """
    dropped = furniture(layouts)
    text = _Text()
    blocks: list[Block] = []
    for part in paragraphs(flow(layouts, dropped)):
        if isinstance(part, TablePart):
            continue
        blocks.append(_paragraph(part, text))
    pages = _pages(layouts, text)
    return Document(
        document_id=sha256[:16],
        source_file=source_file,
        sha256=sha256,
        media_type="application/pdf",
        text="".join(text.parts),
        pages=pages,
        blocks=tuple(blocks),
        issues=tuple(_issues(layouts, dropped, text, source_file, sha256[:16])),
        status=_status(layouts),
    )


def _paragraph(part: Paragraph, text: _Text) -> Block:
    lines = tuple(text.add(item.page, item.line) for item in part.lines)
    kind = BlockKind.PARAGRAPH
    if part.kind == FOOTNOTE:
        kind = BlockKind.NOTE
    elif part.title:
        kind = BlockKind.HEADING
    return Block(kind=kind, start=lines[0].start, end=lines[-1].end, page=part.page, lines=lines)


def _pages(layouts: Sequence[PageLayout], text: _Text) -> tuple[Page, ...]:
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


def _issues(
    layouts: Sequence[PageLayout], dropped: dict[int, list[TextLine]], text: _Text, source_file: str, document_id: str
) -> list[Issue]:
    issues: list[Issue] = []
    count = sum(len(lines) for lines in dropped.values())
    if count:
        shown = "; ".join(dict.fromkeys(line.text.strip()[:40] for lines in dropped.values() for line in lines[:2]))
        issues.append(
            Issue(
                severity=Severity.INFO,
                code="furniture-left-out",
                message=f"{count} lines of running heads, page numbers or site frame on {len(dropped)} pages were left "
                f"out of the text, such as: {shown[:160]}",
                document_id=document_id,
                source_file=source_file,
            )
        )
    for layout in layouts:
        if layout.error is not None:
            issues.append(
                Issue(
                    severity=Severity.ERROR,
                    code="page-failed",
                    message=f"page {layout.number} could not be read: {layout.error}",
                    document_id=document_id,
                    source_file=source_file,
                    page=layout.number,
                )
            )
        for note in layout.notes:
            start, end = text.places.get(id(note.line), (None, None)) if note.line else (None, None)
            issues.append(
                Issue(
                    severity=note.severity,
                    code=note.code,
                    message=note.message,
                    document_id=document_id,
                    source_file=source_file,
                    page=layout.number,
                    start=start,
                    end=end,
                )
            )
    return issues
