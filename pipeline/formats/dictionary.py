"""The data dictionary: docs/data-dictionary.md, made from the models of the published tables.

`make docs` writes it; a test says when it is behind the models.
"""

from __future__ import annotations

from typing import get_args

from pydantic import BaseModel

from pipeline.formats.columns import Column, columns_of
from schemas.published import LINKS, TABLES

_HEAD = """# The published tables

Made from the models in `schemas/` by `make docs`; do not edit it here.

Every table is published as `<table>.json` (an array, one row a line) and `<table>.csv` (the same columns), as a sheet
of `mubiao.xlsx` and as a table of `mubiao.sqlite`. `datapackage.json` describes the CSV files and holds the hash of
every file, `json-schema/<table>.json` describes the JSON files.

- **Empty** means that the text does not say, or that it was not understood; then a row of `issues` says so.
- **Numbers** are exact decimals, written without float noise.
- **Dates** are ISO and as exact as written: 2021, 2021-03 or 2021-03-31.
- **Ids** are hashes of content: the same on every run and every machine.
- A **list** is a JSON array. In CSV and XLSX its members are joined with `;` (a member's own `;` becomes `；`).
- **JSON** columns are JSON values; in CSV, XLSX and SQLite they are JSON text.
- In **CSV**, which is UTF-8 with a byte-order mark, a text that begins with `=`, `+`, `-`, `@` or a tab has an
  apostrophe before it, so that no spreadsheet runs it. Numbers, and columns with fixed choices, have none. The JSON
  files hold the text unchanged.
- In **SQLite**, every list of ids is also a link table: `targets_statement_ids` has a row a statement of a target.
- The **workbook** leaves out what only a program looks up (hashes, offsets, boxes, HTML) and holds at most
  `MUBIAO_MAX_SHEET_ROWS` rows a sheet; its sheet `about` says where rows are missing.
"""


def _type(column: Column) -> str:
    words = "JSON" if column.type == "json" else column.type
    return f"{words}, may be empty" if column.nullable else words


def _parts(table: str, column: Column) -> str:
    """Return the parts of a column that is an object: its fields with their meaning."""
    annotation = TABLES[table][0].model_fields[column.name].annotation
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            fields = kind.model_fields.items()
            return " Fields: " + "; ".join(f"`{name}`: {field.description}" for name, field in fields) + "."
    return ""


def _line(table: str, column: Column) -> str:
    meaning = column.description.replace("|", "\\|")
    if column.choices and not all(choice in meaning for choice in column.choices):
        meaning += f" ({', '.join(column.choices)})"
    meaning += _parts(table, column)
    there = LINKS.get((table, column.name))
    if there:
        meaning += f" → {there[0]}.{there[1]}"
    return f"| `{column.name}` | {_type(column)} | {meaning} |"


def dictionary() -> str:
    """Return the page as Markdown."""
    parts = [_HEAD]
    for table, (model, key) in TABLES.items():
        parts.append(f"\n## {table}\n\n{' '.join((model.__doc__ or '').split())}\n")
        if key:
            parts.append(f"A row is identified by {' and '.join(f'`{name}`' for name in key)}.\n")
        parts.append("| column | type | meaning |\n| --- | --- | --- |")
        parts += [_line(table, column) for column in columns_of(table)]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    print(dictionary(), end="")
