"""CSV for spreadsheets: UTF-8 with a byte-order mark, lists joined with ;, no cell a formula."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.formats.columns import Column, Rows, columns_of, plain

_JOIN = ";"
# A spreadsheet takes a cell that begins with one of these (in either width) for a formula or for something to run.
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return "'" + text if text.startswith(_DANGEROUS) else text


def joined(column: Column, value: Any) -> str:
    """Return a text, list or deeper value as one text: a list joined with ; (a member's own ; in full width)."""
    if column.type == "string":
        return str(value)
    if column.type == "list":
        return _JOIN.join(str(member).replace(_JOIN, "；") for member in value)
    if column.type == "json":
        return json.dumps(plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return str(value)


def cell_text(column: Column, value: Any) -> str:
    """Return a value as the text of a CSV cell; None is an empty cell.

    Numbers stay numbers (-5 is no formula) and a column of fixed choices keeps its words: = alone is not run.
    """
    if value is None:
        return ""
    if column.type == "number":
        number = value if isinstance(value, Decimal) else Decimal(repr(value))
        return format(number.normalize(), "f")
    if column.type == "integer":
        return str(value)
    text = joined(column, value)
    return text if column.choices else harmless(text)


def write_csv(folder: Path, rows: Rows) -> None:
    """Write `<table>.csv` for every table, with the columns of the JSON files."""
    for table, records in rows.items():
        columns = columns_of(table)
        with (folder / f"{table}.csv").open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow([column.name for column in columns])
            for record in records:
                writer.writerow([cell_text(column, getattr(record, column.name)) for column in columns])
