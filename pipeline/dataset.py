"""Reading a published dataset back: whole tables, or single rows by id."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.formats.columns import columns_of
from pipeline.formats.package_file import NAME as PACKAGE
from pipeline.formats.sqlite_file import NAME as SQLITE
from schemas.published import TABLES

_TRIES, _PAUSE = 5, 0.2


class DatasetError(Exception):
    """A folder is not a published dataset, or not a whole one; the message says what to do."""


def _hashes(folder: Path) -> dict[str, str]:
    try:
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        return {item["path"]: item["hash"] for item in package["files"]}
    except FileNotFoundError:
        raise DatasetError(f"{folder}: no {PACKAGE} there, so this is not a dataset of `mubiao run`.") from None
    except (ValueError, KeyError, TypeError) as error:
        raise DatasetError(f"{folder / PACKAGE} is damaged ({error}); run `mubiao run` again.") from None


def read_tables(folder: Path, names: Iterable[str] = tuple(TABLES)) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the published tables as written in the JSON files, all of one publication.

    While a run replaces the files they are read again. Raises DatasetError where the folder holds no whole dataset.
    """
    wanted = list(names)
    changed = ""
    for _ in range(_TRIES):
        hashes = _hashes(folder)
        tables: dict[str, list[dict[str, Any]]] = {}
        changed = ""
        for name in wanted:
            path = folder / f"{name}.json"
            content = path.read_bytes() if path.is_file() else b""
            if f"sha256:{hashlib.sha256(content).hexdigest()}" != hashes.get(path.name):
                changed = path.name
                break
            tables[name] = json.loads(content)
        if not changed:
            return tables
        time.sleep(_PAUSE)
    raise DatasetError(f"{folder / changed} is not the file that was published; run `mubiao run` again.")


def find_rows(folder: Path, table: str, identity: str, limit: int = 20) -> list[dict[str, Any]]:
    """Return the rows of `table` whose id is `identity` or begins with it, at most `limit`, in the order of their ids.

    Lists and deeper values are decoded. Raises DatasetError where the folder holds no dataset.
    """
    path = folder / SQLITE
    if not path.is_file():
        raise DatasetError(f"{folder}: no {SQLITE} there, so this is not a dataset of `mubiao run`.")
    key = TABLES[table][1][0]
    deeper = {column.name for column in columns_of(table) if column.type in ("list", "json")}
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        base.row_factory = sqlite3.Row
        query = f'SELECT * FROM "{table}" WHERE "{key}" >= ? AND "{key}" < ? ORDER BY "{key}" LIMIT ?'
        try:
            found = base.execute(query, (identity, identity + "\U0010ffff", limit)).fetchall()
        except sqlite3.DatabaseError as error:
            raise DatasetError(f"{path} is damaged ({error}); run `mubiao run` again.") from None
    return [
        {name: json.loads(row[name]) if name in deeper and row[name] else row[name] for name in row.keys()}  # noqa: SIM118
        for row in found
    ]
