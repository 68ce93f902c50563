"""CSV for spreadsheets: UTF-8 with a byte-order mark, lists joined with ;, no cell a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.formats.columns import Column, Rows, columns_of, json_text
from pipeline.spool import rows_of

_JOIN = ";"
# A spreadsheet takes a cell that begins with one of these (in either width) for a formula or for something to run.
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return "'" + text if text.startswith(_DANGEROUS) else text


def joined(column: Column, value: Any) -> str:
    """Return a text, list or deeper value as one text: a list joined with ; (a member's own ; in full width)."""
    if column.type == "list":
        return _JOIN.join(str(member).replace(_JOIN, "；") for member in value)
    return json_text(value) if column.type == "json" else str(value)


def _number(value: int | float) -> str:
    """Return a number without an exponent and without idle zeros."""
    text = repr(value)
    return text if text.isdigit() else format(Decimal(text).normalize(), "f")


def writer_of(column: Column) -> Callable[[Any], str]:
    """Return what makes the text of a CSV cell of a column; None is an empty cell.

    Numbers stay numbers (-5 is no formula) and a column of fixed choices keeps its words: = alone is not run.
    """
    if column.type in ("number", "integer"):
        return lambda value: "" if value is None else _number(value)
    if column.choices:
        return lambda value: "" if value is None else str(value)
    if column.type == "string":
        return lambda value: "" if value is None else harmless(value)
    return lambda value: "" if value is None else harmless(joined(column, value))


def write_csv(folder: Path, rows: Rows) -> None:
    """Write `<table>.csv` for every table, with the columns of the JSON files."""
    for table, records in rows.items():
        columns = columns_of(table)
        cells = [(column.name, writer_of(column)) for column in columns]
        with (folder / f"{table}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow([column.name for column in columns])
            writer.writerows([text(row[name]) for name, text in cells] for row in rows_of(records))
