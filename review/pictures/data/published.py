"""Questions to the published SQLite file, read only, with limits (已发布数据的查询)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.dataset import DatasetError
from pipeline.formats.sqlite_file import NAME

T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")
PAGE_SIZE = 50
_LONGEST_SEARCH, _MOST_WORDS = 100, 6


@dataclass(frozen=True, slots=True)
class Slice(Generic[T_co]):
    """One page of a long list, counted from 1, and how many rows there are in all."""

    rows: tuple[T_co, ...]
    total: int
    page: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    def of(self, made: Iterable[U]) -> Slice[U]:
        """Return the same page with other rows."""
        return Slice(tuple(made), self.total, self.page, self.size)


class Published:
    """The published dataset of one folder.

    The file is opened anew for every question: a publication puts another file in its place. Raises
    pipeline.dataset.DatasetError where it is not there or cannot be read.
    """

    def __init__(self, out: Path) -> None:
        self.out = out

    def stamp(self) -> tuple[int, int, int]:
        """Return what tells one publication from the next: device-wide number, size and time of the file."""
        try:
            seen = (self.out / NAME).stat()
        except OSError:
            raise self._missing() from None
        return seen.st_ino, seen.st_size, seen.st_mtime_ns

    def select(self, query: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query that bounds itself by LIMIT or by an id."""
        path = self.out / NAME
        if not path.is_file():
            raise self._missing()
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
                base.row_factory = sqlite3.Row
                return base.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise DatasetError(f"{path} is damaged ({error}); run `mubiao run` again.") from None

    def _missing(self) -> DatasetError:
        return DatasetError(f"{self.out}: no {NAME} there; run `mubiao run` or `mubiao publish` first.")


def page_of(
    published: Published, columns: str, source: str, order: str, values: Sequence[Any], page: int, size: int = PAGE_SIZE
) -> Slice[sqlite3.Row]:
    """Return the page of a query, counted from 1; a page past the end is the last."""
    # Counted apart: count(*) OVER () makes every row before the first is shown.
    total = published.select(f"SELECT count(*) AS n FROM {source}", values)[0]["n"]
    page = min(max(page, 1), max(1, -(-total // size)))
    query = f"SELECT {columns} FROM {source} ORDER BY {order} LIMIT ? OFFSET ?"
    return Slice(tuple(published.select(query, (*values, size, (page - 1) * size))), total, page, size)


def searched(words: str, *columns: str) -> tuple[str, list[str]]:
    """Return a condition, and its values, that every word of a search stands in one of the columns. Plain text."""
    parts = words[:_LONGEST_SEARCH].split()[:_MOST_WORDS]
    one = " OR ".join(f"instr({column}, ?)" for column in columns)
    return " AND ".join([f"({one})"] * len(parts)) or "1", [part for part in parts for _ in columns]


def number(value: float | int | None) -> Decimal | None:
    """Return a stored number as the decimal it was published as."""
    return None if value is None else Decimal(str(value))


def listed(stored: str | None) -> tuple[str, ...]:
    """Return a list that is stored as JSON."""
    return tuple(json.loads(stored)) if stored else ()


def marks(values: Sequence[object]) -> str:
    """Return the question marks for a list of values: ?,?,?"""
    return ",".join("?" * len(values))


def in_pieces(values: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    """Yield a list of ids in pieces that a query can take."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
