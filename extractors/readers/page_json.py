"""Pages on their way between processes: layouts as compressed JSON and back, equal in every field (版面传递).

JSON and not pickle: the bytes may come from a process that a hostile file has taken over.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from extractors.readers.layout import PageCell, PageLayout, PageNote, PageTable, Rect, TextLine
from schemas import PageKind, Severity

_LEVEL = 1


def dump_pages(layouts: Sequence[PageLayout]) -> bytes:
    """Return the layouts as bytes."""
    return zlib.compress(json.dumps([_page(layout) for layout in layouts]).encode("ascii"), _LEVEL)


def load_pages(data: bytes) -> list[PageLayout]:
    """Return the layouts that `dump_pages` wrote."""
    return [_page_of(page) for page in json.loads(zlib.decompress(data))]


def _lines_of(layout: PageLayout) -> Iterator[TextLine]:
    """Yield every line of a page in a fixed order, so that a note can name its line by its place."""
    yield from layout.lines
    for table in layout.tables:
        for cell in table.cells:
            yield from cell.lines


def _line(line: TextLine) -> list[Any]:
    return [line.text, line.box, line.xs, line.confidence, line.size, line.raised]


def _line_of(item: list[Any]) -> TextLine:
    text, box, xs, confidence, size, raised = item
    return TextLine(text, Rect(*box), tuple(xs), confidence, size, tuple(raised))


def _table(table: PageTable) -> list[Any]:
    cells = [
        [cell.row, cell.column, cell.box, cell.row_span, cell.column_span, [_line(line) for line in cell.lines]]
        for cell in table.cells
    ]
    return [table.box, table.rows, table.columns, cells, table.xs, table.open_top, table.open_bottom, table.unsure]


def _table_of(item: list[Any]) -> PageTable:
    box, rows, columns, cells, xs, open_top, open_bottom, unsure = item
    made = [
        PageCell(row, column, Rect(*place), row_span, column_span, [_line_of(line) for line in lines])
        for row, column, place, row_span, column_span, lines in cells
    ]
    return PageTable(Rect(*box), rows, columns, made, tuple(xs), open_top, open_bottom, unsure)


def _page(layout: PageLayout) -> dict[str, Any]:
    places = {id(line): place for place, line in enumerate(_lines_of(layout))}
    return {
        "own": [layout.number, layout.width, layout.height, layout.kind],
        "lines": [_line(line) for line in layout.lines],
        "tables": [_table(table) for table in layout.tables],
        "frames": layout.frames,
        "rules": layout.rules,
        "notes": [[note.severity, note.code, note.message, places.get(id(note.line))] for note in layout.notes],
        "end": [layout.error, layout.turned, layout.tilt],
    }


def _page_of(item: dict[str, Any]) -> PageLayout:
    number, width, height, kind = item["own"]
    layout = PageLayout(number, width, height, PageKind(kind))
    layout.lines = [_line_of(line) for line in item["lines"]]
    layout.tables = [_table_of(table) for table in item["tables"]]
    layout.frames = [Rect(*box) for box in item["frames"]]
    layout.rules = [Rect(*box) for box in item["rules"]]
    layout.error, layout.turned, layout.tilt = item["end"]
    lines = list(_lines_of(layout))
    layout.notes = [
        PageNote(Severity(severity), code, message, None if place is None else lines[place])
        for severity, code, message, place in item["notes"]
    ]
    return layout
