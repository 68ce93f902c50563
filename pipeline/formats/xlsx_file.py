"""One workbook for analysts: a sheet a table, frozen heads, filters, links from a row to its evidence and document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.formats.columns import Column, Rows, columns_of
from pipeline.formats.csv_file import joined
from pipeline.formats.quick_sheet import Cell, QuickSheet
from pipeline.spool import rows_of
from schemas import Record
from schemas.published import LINKS, TABLES

NAME = "mubiao.xlsx"
FIRST_SHEET = "about"
# The most that Excel holds: characters in a cell (it counts as UTF-16 does), links in a sheet, characters of a link.
_CELL, _LINKS, _LINKED = 32_767, 65_000, 255
_CUT = " … (cut here; whole in the CSV and JSON files)"
# What is of no use in a cell: a grid as HTML, hashes, and places that only a program looks up.
_LEFT_OUT = {("tables", "html"), ("documents", "sha256")} | {
    ("statements", name)
    for name in ("boxes", "char_start", "char_end", "value_start", "value_end", "context_start")
}
_WIDTHS = {"integer": 9.0, "number": 12.0, "list": 28.0, "json": 28.0, "string": 18.0}
_WIDE = (
    dict.fromkeys(("quote", "context", "text", "message"), 60.0)
    | dict.fromkeys(("title", "heading", "path", "indicator", "source_file", "agencies"), 34.0)
    | dict.fromkeys(("comparator", "unit", "unit_base", "kind", "role", "region", "start", "deadline", "status"), 11.0)
)
# The workbook has no date of its own, so that the same rows give the same bytes.
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def _cut(text: str) -> str:
    if len(text) <= _CELL // 2 or len(encoded := text.encode("utf-16-le")) <= 2 * _CELL:
        return text
    return encoded[: 2 * (_CELL - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def _sheet_columns(table: str) -> list[Column]:
    return [column for column in columns_of(table) if (table, column.name) not in _LEFT_OUT]


class _Places:
    """In which row of which sheet a record stands, for links to it. Of several, the first."""

    def __init__(self, rows: Rows, limit: int) -> None:
        self._links: dict[tuple[str, str], dict[str, str]] = {}
        for table in sorted({table for table, _ in LINKS.values()}):
            columns = sorted({column for there, column in LINKS.values() if there == table})
            found: dict[str, dict[str, str]] = {column: {} for column in columns}
            for number, row in enumerate(rows_of(rows[table][:limit]), start=2):
                for column in columns:
                    found[column].setdefault(row[column], f"internal:'{table}'!A{number}")
            self._links |= {(table, column): links for column, links in found.items()}

    def of(self, table: str, column: str) -> dict[str, str]:
        """Return where a cell of a column links to, by its value or the first of its list; empty for no links."""
        there = LINKS.get((table, column))
        return self._links[there] if there else {}


class _Sheet:
    """Makes the cells of one table; counts its links, of which a sheet holds only so many."""

    def __init__(self, table: str, columns: Sequence[Column], places: _Places) -> None:
        self._columns = [
            (place, column, column.type in ("integer", "number"), places.of(table, column.name))
            for place, column in enumerate(columns)
        ]
        self._links = 0

    def cells(self, row: Mapping[str, Any]) -> Iterator[Cell]:
        """Yield the cells of a row: a number as a number, anything else as text, never as a formula."""
        for place, column, is_number, links in self._columns:
            value = row[column.name]
            if value is None or value == "":
                continue
            if is_number:
                yield place, value, None
                continue
            text = value if column.type == "string" else joined(column, value)
            link = links.get(value if column.type == "string" else value[0]) if links and value else None
            if link and (self._links >= _LINKS or len(text) > _LINKED):
                link = None
            self._links += link is not None
            yield place, _cut(text), link


def _on_paper(sheet: Worksheet) -> None:
    """Print all columns side by side on landscape A3 with the head on every page."""
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_table(
    sheet: QuickSheet, table: str, records: Sequence[Record], places: _Places, head: Format, link: Format
) -> None:
    columns = _sheet_columns(table)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDE.get(column.name, _WIDTHS[column.type]))
        sheet.write_string(0, place, column.name, head)
    made = _Sheet(table, columns, places)
    for number, row in enumerate(rows_of(records), start=1):
        sheet.write_cells(number, made.cells(row), link)
    sheet.freeze_panes(1, 1)
    _on_paper(sheet)
    sheet.autofilter(0, 0, max(len(records), 1), len(columns) - 1)


def _write_about(sheet: Worksheet, rows: Rows, limit: int, head: Format, link: Format) -> None:
    """List the sheets with their sizes, then every column with its meaning."""
    sheet.set_column(0, 1, 22)
    sheet.set_column(2, 2, 110)
    for place, title in enumerate(("table", "rows", "meaning")):
        sheet.write_string(0, place, title, head)
    row = 1
    for table, records in rows.items():
        meaning = " ".join((TABLES[table][0].__doc__ or "").split())
        if len(records) > limit:
            meaning += f" Only the first {limit} rows are in this workbook; all are in {table}.csv."
        sheet.write_url(row, 0, f"internal:'{table}'!A1", link, table)
        sheet.write_number(row, 1, len(records))
        sheet.write_string(row, 2, meaning)
        row += 1
    row += 1
    for place, title in enumerate(("table", "column", "meaning")):
        sheet.write_string(row, place, title, head)
    for table in rows:
        for column in _sheet_columns(table):
            row += 1
            for place, text in enumerate((table, column.name, column.description)):
                sheet.write_string(row, place, text)
    sheet.freeze_panes(1, 0)
    _on_paper(sheet)


def write_xlsx(folder: Path, rows: Rows, limit: int) -> None:
    """Write `mubiao.xlsx` with at most `limit` rows a sheet; the sheet `about` says where rows were left out.

    Cells link to the row they name: a target to its first statement, a statement to its measure and document.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book: Workbook = xlsxwriter.Workbook(str(folder / NAME), options)
    book.set_properties({"title": "Mubiao", "created": _NO_DATE})
    head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
    link = book.add_format({"font_color": "#0B5394", "underline": 1})
    places = _Places(rows, limit)
    _write_about(book.add_worksheet(FIRST_SHEET), rows, limit, head, link)
    for table, records in rows.items():
        sheet = book.add_worksheet(table, worksheet_class=QuickSheet)
        _write_table(sheet, table, records[:limit], places, head, link)
    book.close()
