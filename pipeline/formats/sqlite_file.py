"""SQLite: all tables in one file, lists also as link tables, the same bytes for the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.formats.columns import Column, Rows, columns_of, json_text
from pipeline.spool import rows_of
from schemas import Record
from schemas.published import LINKS, TABLES

NAME = "mubiao.sqlite"
_LARGEST = 2**63
# A number is stored as it is: a whole one as INTEGER, any other as REAL.
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "list": "TEXT", "json": "TEXT"}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _number(value: int | float | None) -> int | float | None:
    """Return a number as SQLite holds it: a whole one of more than 64 bits as REAL."""
    return float(value) if isinstance(value, int) and abs(value) >= _LARGEST else value


def _create(table: str, columns: Iterable[Column]) -> str:
    lines = []
    for column in columns:
        nullable = "" if column.nullable else " NOT NULL"
        lines.append(f"  {_quoted(column.name)} {_TYPES[column.type]}{nullable}")
    key = TABLES[table][1]
    if key:
        lines.append(f"  PRIMARY KEY ({', '.join(map(_quoted, key))})")
    return f"CREATE TABLE {_quoted(table)} (\n" + ",\n".join(lines) + "\n)"


def _fill(base: sqlite3.Connection, table: str, records: Sequence[Record]) -> None:
    """Store the rows; lists and deeper values as JSON text, which SQLite's json functions read."""
    columns = columns_of(table)
    base.execute(_create(table, columns))
    marks = ", ".join("?" for _ in columns)
    names = [column.name for column in columns]
    deep = [column.name for column in columns if column.type in ("list", "json")]
    numbers = [column.name for column in columns if column.type == "number"]

    def stored() -> Iterator[list[Any]]:
        for row in rows_of(records):
            for name in deep:
                if row[name] is not None:
                    row[name] = json_text(row[name])
            for name in numbers:
                row[name] = _number(row[name])
            yield [row[name] for name in names]

    base.executemany(f"INSERT INTO {_quoted(table)} VALUES ({marks})", stored())


def _link(base: sqlite3.Connection, table: str, column: str, records: Sequence[Record]) -> None:
    """Make a list of ids joinable: one row a member, in the list's order."""
    key = TABLES[table][1][0]
    name = f"{table}_{column}"
    base.execute(f"CREATE TABLE {_quoted(name)} ({_quoted(key)} TEXT, place INTEGER, {_quoted(column[:-1])} TEXT)")
    base.executemany(
        f"INSERT INTO {_quoted(name)} VALUES (?, ?, ?)",
        ((row[key], place, member) for row in rows_of(records) for place, member in enumerate(row[column])),
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
