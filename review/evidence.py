"""What is shown of a document beside a statement: pages with boxes, or paragraphs with marked spans (证据).

Pure functions of an extraction; all places are offsets into Document.text and points on the displayed page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.places import boxes_at, cell_of
from pipeline.rows import Surroundings
from schemas import Block, BlockKind, Box, Document, Extraction, Page, Statement, Table

NUMBER, QUOTE, CELL, OTHER, SELECTION = "number", "quote", "cell", "other", "selection"
# Paragraphs shown before and after the statement's own, in documents without pages.
AROUND = 30
# What may be a number that nobody found: digits with what belongs to them, or a Chinese numeral before what it counts;
# no date, no ordinal, no number of a heading.
_NUMERAL = re.compile(
    r"(?<![第〔\[0-9.])[0-9０-９]+(?:[.．,，][0-9０-９]+)*(?![0-9]*(?:[年月日号章节条]|[.．、][^0-9]))"
    r"(?:\s*[%％‰]|[亿万千百]+[元亩人吨户个家]?)?"
    r"|(?<!第)[一二三四五六七八九十百千万亿两]{2,}(?=[个家项座所名人户亩])"
)
# A year, or the number of a row or a heading: at the beginning of a line, with a gap behind it.
_NO_QUANTITY = re.compile(r"(?s:.)?(?:(?:19|20)\d{2}\s*[年—–~～至-]|(?<=\n)\d{1,3}[\t \u3000])")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a statement is printed, each a box a line or a piece: its number, its words, its table cell."""

    number: tuple[Box, ...]
    quote: tuple[Box, ...]
    cell: tuple[Box, ...]

    def pages(self) -> list[int]:
        """Return the pages that hold a part of it, that of the number first."""
        numbers = [box.page for box in self.number]
        return list(dict.fromkeys([*numbers, *sorted({box.page for box in (*self.quote, *self.cell)})]))


def places_of(document: Document, statement: Statement) -> Places:
    """Return where a statement is printed; of a cell that was joined over pages, all pieces."""
    found = cell_of(document, statement)
    pieces = tuple(piece.box for piece in found[1].pieces if piece.box is not None) if found else ()
    number = boxes_at(document, statement.value_start, statement.value_end)
    quote = boxes_at(document, statement.char_start, statement.char_end)
    if not number:
        number = pieces or statement.boxes
    return Places(number, quote or statement.boxes, pieces)


def has_pages(document: Document) -> bool:
    """Say whether the document has pages to show; text, web and Word documents have none."""
    return any(page.width for page in document.pages)


def page_marks(
    extraction: Extraction, statement: Statement | None, page: int, chosen: Span | None
) -> list[dict[str, Any]]:
    """Return the boxes on a page: other statements' numbers, the cell, quote and number of this one, a selection."""
    document = extraction.document
    marks: list[dict[str, Any]] = []
    for other in extraction.statements:
        if other is not statement and any(box.page == page for box in other.boxes):
            marks += _marks(boxes_at(document, other.value_start, other.value_end), OTHER, page)
    if statement is not None:
        places = places_of(document, statement)
        marks += (
            _marks(places.cell, CELL, page) + _marks(places.quote, QUOTE, page) + _marks(places.number, NUMBER, page)
        )
    if chosen is not None:
        marks += _marks(boxes_at(document, *chosen), SELECTION, page)
    return marks


def _marks(boxes: Iterable[Box], kind: str, page: int) -> list[dict[str, Any]]:
    return [{"kind": kind, **box.model_dump(exclude={"page"})} for box in boxes if box.page == page]


def page_lines(document: Document, page: int) -> list[dict[str, Any]]:
    """Return the printed lines of a page with the edges of their characters, for selecting with the mouse."""
    lines: list[dict[str, Any]] = []
    for line in (line for block in document.blocks for line in block.lines):
        if line.box is None or line.box.page != page or line.end <= line.start:
            continue
        count = line.end - line.start
        even = [line.box.x0 + (line.box.x1 - line.box.x0) * place / count for place in range(count + 1)]
        xs = list(line.xs) if len(line.xs) > count else even
        lines.append({"start": line.start, "top": line.box.top, "bottom": line.box.bottom, "xs": xs})
    return lines


# --- text


class Painter:
    """Cuts a text into runs by what is marked in it; where marks lie over each other the later kind wins."""

    def __init__(self, extraction: Extraction, statement: Statement | None, chosen: Span | None) -> None:
        self._text = extraction.document.text
        self._spans: list[tuple[int, int, str]] = []
        if statement is not None:
            self._spans.append((statement.char_start, statement.char_end, QUOTE))
        for other in extraction.statements:
            if other is not statement:
                self._spans.append((other.value_start, other.value_end, OTHER))
        if statement is not None:
            self._spans.append((statement.value_start, statement.value_end, NUMBER))
        if chosen is not None:
            self._spans.append((*chosen, SELECTION))

    def runs(self, start: int, end: int) -> list[dict[str, Any]]:
        """Return the runs of a slice, each with its offset, its text and its kind."""
        here = [(max(a, start), min(b, end), kind) for a, b, kind in self._spans if a < end and start < b]
        edges = sorted({start, end, *(edge for a, b, _ in here for edge in (a, b))})
        found: list[dict[str, Any]] = []
        for a, b in pairwise(edges):
            kinds = [kind for first, last, kind in here if first <= a and b <= last]
            found.append({"start": a, "text": self._text[a:b], "kind": kinds[-1] if kinds else ""})
        return found


def text_blocks(
    extraction: Extraction, statement: Statement | None, chosen: Span | None, around: int = AROUND
) -> list[dict[str, Any]]:
    """Return the paragraphs and tables around a statement (or a selection), cut into runs."""
    document = extraction.document
    blocks = sorted(document.blocks, key=lambda block: block.start)
    place = chosen[0] if chosen else statement.value_start if statement else 0
    middle = max(0, bisect_right([block.start for block in blocks], place) - 1)
    painter = Painter(extraction, statement, chosen)
    return [
        _block(document, block, painter, statement) for block in blocks[max(0, middle - around) : middle + around + 1]
    ]


def _block(document: Document, block: Block, painter: Painter, statement: Statement | None) -> dict[str, Any]:
    if block.kind is BlockKind.TABLE and block.table is not None:
        table = document.tables[block.table]
        return {"start": block.start, "rows": _rows(document, table, painter, statement)}
    return {"start": block.start, "kind": block.kind.value, "runs": painter.runs(block.start, block.end)}


def _rows(
    document: Document, table: Table, painter: Painter, statement: Statement | None
) -> list[list[dict[str, Any]]]:
    found = cell_of(document, statement) if statement else None
    rows: list[list[dict[str, Any]]] = [[] for _ in range(table.rows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append({
            "column": cell.column, "head": cell.is_head or cell.row < table.head_rows, "down": cell.row_span,
            "across": cell.column_span, "kind": CELL if found and cell is found[1] else "",
            "runs": [run for piece in cell.pieces for run in painter.runs(piece.start, piece.end)],
        })  # fmt: skip
    return rows


def headings(extraction: Extraction, statement: Statement) -> tuple[str, ...]:
    """Return the headings above a statement, outermost first."""
    return Surroundings(extraction).path(statement.char_start)


# --- numbers that nobody found


def candidates(extraction: Extraction, start: int, end: int) -> list[Span]:
    """Return the numerals between two offsets that no statement covers: what may have been missed."""
    covered = sorted((s.value_start, s.value_end) for s in extraction.statements)
    text = extraction.document.text
    spans = ((m.start(), m.end()) for m in _NUMERAL.finditer(text, start, end))
    spans = (span for span in spans if not _NO_QUANTITY.match(text, max(0, span[0] - 1)))
    return [span for span in spans if not any(a < span[1] and span[0] < b for a, b in covered)]


def step(spans: Sequence[Span], place: int, forward: bool) -> Span | None:
    """Return the next span after an offset, or the last one before it; None where there is none."""
    if forward:
        return next((span for span in spans if span[0] > place), None)
    return next((span for span in reversed(spans) if span[0] < place), None)


def page_at(document: Document, place: int) -> Page:
    """Return the page that the character at an offset stands on."""
    boxes = boxes_at(document, place, place + 1)
    number = boxes[0].page if boxes else next((p.number for p in document.pages if p.start <= place < p.end), 1)
    return next((page for page in document.pages if page.number == number), document.pages[0])
