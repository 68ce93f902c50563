"""SQLite: all tables in one file, lists also as link tables, the same bytes for the same rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.formats.columns import Column, Rows, columns_of, plain
from schemas.published import LINKS, TABLES

NAME = "mubiao.sqlite"
# A number is stored as it is: a whole one as INTEGER, any other as REAL.
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "list": "TEXT", "json": "TEXT"}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _stored(column: Column, value: Any) -> Any:
    """Return what SQLite stores: lists and deeper values as JSON text, which its json functions read."""
    value = plain(value)
    if column.type in ("list", "json") and value is not None:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _create(table: str, columns: Iterable[Column]) -> str:
    lines = []
    for column in columns:
        nullable = "" if column.nullable else " NOT NULL"
        lines.append(f"  {_quoted(column.name)} {_TYPES[column.type]}{nullable}")
    key = TABLES[table][1]
    if key:
        lines.append(f"  PRIMARY KEY ({', '.join(map(_quoted, key))})")
    return f"CREATE TABLE {_quoted(table)} (\n" + ",\n".join(lines) + "\n)"


def _fill(base: sqlite3.Connection, table: str, records: Sequence[Any]) -> None:
    columns = columns_of(table)
    base.execute(_create(table, columns))
    marks = ", ".join("?" for _ in columns)
    base.executemany(
        f"INSERT INTO {_quoted(table)} VALUES ({marks})",
        ([_stored(column, getattr(record, column.name)) for column in columns] for record in records),
    )


def _link(base: sqlite3.Connection, table: str, column: str, records: Sequence[Any]) -> None:
    """Make a list of ids joinable: one row a member, in the list's order."""
    key = TABLES[table][1][0]
    name = f"{table}_{column}"
    base.execute(f"CREATE TABLE {_quoted(name)} ({_quoted(key)} TEXT, place INTEGER, {_quoted(column[:-1])} TEXT)")
    base.executemany(
        f"INSERT INTO {_quoted(name)} VALUES (?, ?, ?)",
        (
            (getattr(record, key), place, member)
            for record in records
            for place, member in enumerate(getattr(record, column))
        ),
    )
    base.execute(f"CREATE INDEX {_quoted(name + '_of')} ON {_quoted(name)} ({_quoted(column[:-1])})")


def write_sqlite(folder: Path, rows: Rows) -> None:
    """Write `mubiao.sqlite` with a table a published table and, for every list of ids, a link table.

    `targets_statement_ids` has a row for each statement of each target. The file is written to a fresh folder by one
    connection in a fixed order, so that its bytes depend on the rows alone.
    """
    base = sqlite3.connect(folder / NAME, isolation_level=None)
    try:
        # The file is renamed into its place when it is complete: a journal would protect nothing.
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN")
        for table, records in rows.items():
            _fill(base, table, records)
        for table, column in LINKS:
            if {item.name: item.type for item in columns_of(table)}[column] == "list":
                _link(base, table, column, rows[table])
            elif column not in TABLES[table][1]:
                base.execute(f"CREATE INDEX {_quoted(f'{table}_by_{column}')} ON {_quoted(table)} ({_quoted(column)})")
        base.execute("COMMIT")
    finally:
        base.close()
