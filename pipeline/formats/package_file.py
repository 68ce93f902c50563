"""datapackage.json: the tables with their types and links, for frictionless and others; every file with its hash."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.formats.columns import Column, columns_of
from schemas.published import LINKS, TABLES

NAME = "datapackage.json"


def _field(table: str, column: Column) -> dict[str, Any]:
    """Return the Table Schema field of a column. An empty cell is a missing value, so text is never required."""
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.description}
    if column.type == "list":
        field |= {"delimiter": ";", "itemType": "string"}
    elif column.type == "json":
        # One value spans objects and arrays; frictionless reads its text.
        field |= {"type": "string"}
    constraints: dict[str, Any] = {}
    if column.name in TABLES[table][1] or (not column.nullable and (column.type in ("integer", "number"))):
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if constraints:
        field["constraints"] = constraints
    return field


def table_schema(table: str) -> dict[str, Any]:
    """Return the Table Schema of `<table>.csv`: fields, primary key, foreign keys."""
    columns = columns_of(table)
    schema: dict[str, Any] = {"fields": [_field(table, column) for column in columns], "missingValues": [""]}
    key = TABLES[table][1]
    if key:
        schema["primaryKey"] = list(key)
    lists = {column.name for column in columns if column.type == "list"}
    keys = [
        {"fields": [column], "reference": {"resource": there, "fields": [other]}}
        for (here, column), (there, other) in LINKS.items()
        if here == table and column not in lists
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _facts(path: Path) -> dict[str, Any]:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def write_package(folder: Path) -> None:
    """Write `datapackage.json` for the CSV files in `folder`; `files` lists all files with size and hash."""
    resources = [
        {
            "name": table,
            "path": f"{table}.csv",
            "title": " ".join((TABLES[table][0].__doc__ or "").split()),
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8-sig",
            "profile": "tabular-data-resource",
            **_facts(folder / f"{table}.csv"),
            "schema": table_schema(table),
        }
        for table in TABLES
    ]
    files = [
        {"path": path.relative_to(folder).as_posix(), **_facts(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    package = {"name": "mubiao", "title": "Mubiao: targets of policy documents", "resources": resources, "files": files}
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")
