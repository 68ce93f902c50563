"""The queue: what is to be reviewed, by risk, found by SQL indexes (复核队列).

It is a file of its own, made from the published dataset and made again whenever that is published anew: losing it loses
nothing but where a reviewer stopped. Decisions since the publication are laid over it, document by document.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import RLock
from typing import Any

from pipeline.dataset import DatasetError
from pipeline.formats.package_file import NAME as PACKAGE
from pipeline.formats.sqlite_file import NAME as SQLITE
from pipeline.store import FOLDER
from review.filters import ORDERS, Filters, condition
from review.items import COLUMNS, About, Item, from_row, from_statement
from schemas import Extraction

NAME = "review.sqlite"
_LAYOUT = "2"  # raised when the tables below change, so that an older file is made again
_TABLES = f"""
DROP TABLE IF EXISTS item; DROP TABLE IF EXISTS agency; DROP TABLE IF EXISTS about; DROP TABLE IF EXISTS conflict;
CREATE TABLE item ({", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())}, PRIMARY KEY (statement_id));
CREATE TABLE agency (name TEXT, statement_id TEXT, PRIMARY KEY (name, statement_id)) WITHOUT ROWID;
CREATE TABLE about (document_id TEXT PRIMARY KEY, source_file TEXT, title TEXT, region TEXT, region_name TEXT);
CREATE TABLE conflict (
  statement_id TEXT, conflict_id TEXT, code TEXT, message TEXT, PRIMARY KEY (statement_id, conflict_id)
)
"""
# Made when the rows are in.
_INDEXES = """
CREATE INDEX agency_of ON agency (statement_id);
CREATE INDEX item_todo ON item (todo, rank, source_file, place, statement_id);
CREATE INDEX item_of_state ON item (state, rank, source_file, place, statement_id);
CREATE INDEX item_by_risk ON item (rank, source_file, place, statement_id, state);
CREATE INDEX item_by_place ON item (source_file, place, statement_id, state);
CREATE INDEX item_of_document ON item (document_id, state);
CREATE INDEX item_of_indicator ON item (indicator, state);
CREATE INDEX item_of_region ON item (region, state);
CREATE INDEX item_due ON item (due_year, state)
"""
_KEPT_TABLES = """
CREATE TABLE IF NOT EXISTS stamp (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS preference (reviewer TEXT, name TEXT, value TEXT, PRIMARY KEY (reviewer, name));
"""


def stamp_of(out: Path) -> str:
    """Return what tells one publication of the dataset from another. Raises DatasetError where there is none."""
    try:
        return f"{_LAYOUT} {hashlib.sha256((out / PACKAGE).read_bytes()).hexdigest()}"
    except OSError:
        raise DatasetError(f"{out}: no {PACKAGE} there, so this is not a dataset of `mubiao run`.") from None


class Queue:
    """The open queue of a dataset. One connection, used by one thread at a time."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._lock = RLock()
        path = out / FOLDER / NAME
        path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(path, check_same_thread=False, timeout=30, isolation_level=None)
        self._base.row_factory = sqlite3.Row
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.executescript(_KEPT_TABLES)
        self.follow()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def follow(self) -> bool:
        """Make the queue again where the dataset was published since; say whether it was."""
        stamp = stamp_of(self._out)
        with self._lock:
            if self._stamp("dataset") == stamp:
                return False
            self._base.execute("BEGIN IMMEDIATE")
            try:
                self._each(_TABLES)
                self._fill()
                self._each(_INDEXES)
                self._set("dataset", stamp)
                self._set("ledger", "0")
                self._base.execute("COMMIT")
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
            self._base.execute("ANALYZE")
            return True

    def _each(self, commands: str) -> None:
        for command in commands.split(";"):
            self._base.execute(command)

    def _fill(self) -> None:
        published = sqlite3.connect(f"{(self._out / SQLITE).absolute().as_uri()}?mode=ro", uri=True)
        published.row_factory = sqlite3.Row
        try:
            # Of copies the one that was read is named last: only its row has no remark.
            documents = f"SELECT {', '.join(About._fields)} FROM documents ORDER BY error IS NULL, source_file"
            about = {
                row["document_id"]: About(*(row[name] or "" for name in About._fields))
                for row in published.execute(documents)
            }
            conflicts = list(published.execute(
                "SELECT s.statement_id, c.conflict_id, c.code, c.message FROM conflicts_statement_ids AS s "
                "JOIN conflicts AS c USING (conflict_id)"
            ))  # fmt: skip
            self._base.executemany("INSERT INTO about VALUES (?, ?, ?, ?, ?)", about.values())
            self._base.executemany("INSERT OR IGNORE INTO conflict VALUES (?, ?, ?, ?)", map(tuple, conflicts))
            disputed = {row["statement_id"] for row in conflicts}
            rows = published.execute("SELECT * FROM statements")
            self._insert(from_row(row, about[row["document_id"]], row["statement_id"] in disputed) for row in rows)
        except sqlite3.DatabaseError as error:
            raise DatasetError(f"{self._out / SQLITE} cannot be read ({error}); run `mubiao run` again.") from None
        finally:
            published.close()

    def _insert(self, items: Iterable[Item]) -> None:
        marks = ", ".join("?" for _ in COLUMNS)
        agencies: list[tuple[str, str]] = []

        def rows() -> Iterator[Sequence[object]]:
            for item in items:
                agencies.extend((name, item.statement_id) for name in item.agency_names())
                yield item

        self._base.executemany(f"INSERT OR REPLACE INTO item VALUES ({marks})", rows())
        self._base.executemany("INSERT OR IGNORE INTO agency VALUES (?, ?)", agencies)

    # --- decisions since the publication

    def ledger_seen(self) -> int:
        """Return the number of the last entry of the ledger that the queue holds."""
        return int(self._stamp("ledger") or 0)

    def saw(self, ledger: int) -> None:
        """Keep the number of the last entry of the ledger that the queue holds."""
        with self._lock:
            self._set("ledger", str(ledger))

    def refresh(self, extraction: Extraction) -> None:
        """Lay a document as it stands now over what was published of it."""
        document_id = extraction.document.document_id
        kinds = {page.number: page.kind for page in extraction.document.pages}
        with self._lock:
            about = self._base.execute("SELECT * FROM about WHERE document_id = ?", (document_id,)).fetchone()
            if about is None:
                return
            disputed = {row[0] for row in self._base.execute("SELECT statement_id FROM conflict")}
            self._base.execute("BEGIN IMMEDIATE")
            old = "SELECT statement_id FROM item WHERE document_id = ?"
            self._base.execute(f"DELETE FROM agency WHERE statement_id IN ({old})", (document_id,))
            self._base.execute("DELETE FROM item WHERE document_id = ?", (document_id,))
            self._insert(
                from_statement(statement, kinds[statement.page], About(*about), statement.statement_id in disputed)
                for statement in extraction.statements
            )
            self._base.execute("COMMIT")

    # --- looking

    def page(self, filters: Filters, offset: int, limit: int) -> list[Item]:
        """Return `limit` items from the `offset`-th on, in the order of the filters."""
        where, values = condition(filters)
        order = ", ".join(ORDERS[filters.order])
        # The page is found in an index alone; only its own rows are then fetched.
        found = f"SELECT rowid FROM item WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        query = f"SELECT * FROM item WHERE rowid IN ({found}) ORDER BY {order}"
        return [Item(*row) for row in self._all(query, (*values, limit, offset))]

    def count(self, filters: Filters) -> int:
        """Return how many items the filters leave."""
        where, values = condition(filters)
        return int(self._all(f"SELECT count(*) FROM item WHERE {where}", values)[0][0])

    def counts(self, filters: Filters) -> dict[str, int]:
        """Return how many items there are in each state, whatever state the filters name."""
        where, values = condition(filters.of_any_state())
        rows = self._all(f"SELECT state, count(*) FROM item WHERE {where} GROUP BY state", values)
        return {row[0]: row[1] for row in rows}

    def item(self, statement_id: str) -> Item | None:
        """Return one item; None where the dataset has none of that id."""
        rows = self._all("SELECT * FROM item WHERE statement_id = ?", (statement_id,))
        return Item(*rows[0]) if rows else None

    def holds(self, filters: Filters, item: Item) -> bool:
        """Say whether an item passes the filters."""
        where, values = condition(filters)
        return bool(self._all(f"SELECT 1 FROM item WHERE statement_id = ? AND {where}", (item.statement_id, *values)))

    def before(self, filters: Filters, item: Item) -> int:
        """Return how many items of the filters stand before the given one: its place, from 0."""
        names, marks, key = _key(filters, item)
        where, values = condition(filters)
        query = f"SELECT count(*) FROM item WHERE {where} AND ({names}) < ({marks})"
        return int(self._all(query, (*values, *key))[0][0])

    def beside(self, filters: Filters, item: Item, step: int) -> Item | None:
        """Return the item after (step 1) or before (-1) the given one, which itself need not pass the filters."""
        names, marks, key = _key(filters, item)
        where, values = condition(filters)
        order = ", ".join(f"{name} {'ASC' if step > 0 else 'DESC'}" for name in ORDERS[filters.order])
        sign = ">" if step > 0 else "<"
        query = f"SELECT * FROM item WHERE {where} AND ({names}) {sign} ({marks}) ORDER BY {order} LIMIT 1"
        rows = self._all(query, (*values, *key))
        return Item(*rows[0]) if rows else None

    def documents(self) -> list[tuple[About, int, int]]:
        """Return the documents with how many of their statements are left to review, and how many there are."""
        query = (
            "SELECT about.*, coalesce(sum(state IN ('unreviewed', 'returned')), 0), count(item.statement_id) "
            "FROM about LEFT JOIN item USING (document_id) GROUP BY document_id ORDER BY about.source_file"
        )
        return [(About(*row[:5]), row[5], row[6]) for row in self._all(query, ())]

    def regions(self) -> list[tuple[str, str]]:
        """Return the regions of the documents: code and name."""
        rows = self._all("SELECT DISTINCT region, region_name FROM about WHERE region != '' ORDER BY region", ())
        return [(row[0], row[1]) for row in rows]

    def years(self) -> list[str]:
        """Return the years in which something is due."""
        return [row[0] for row in self._all("SELECT DISTINCT due_year FROM item WHERE due_year != '' ORDER BY 1", ())]

    def conflicts(self, statement_id: str) -> list[tuple[str, str, tuple[str, ...]]]:
        """Return what contradicts a statement: the code of the conflict, its message, the other statements."""
        found = self._all("SELECT conflict_id, code, message FROM conflict WHERE statement_id = ?", (statement_id,))
        others = "SELECT statement_id FROM conflict WHERE conflict_id = ? AND statement_id != ? ORDER BY statement_id"
        return [
            (row[1], row[2], tuple(other[0] for other in self._all(others, (row[0], statement_id)))) for row in found
        ]  # fmt: skip

    def about(self, document_id: str) -> About | None:
        """Return what the queue says of a document; None for an unknown one."""
        rows = self._all("SELECT * FROM about WHERE document_id = ?", (document_id,))
        return About(*rows[0]) if rows else None

    # --- what a reviewer prefers, and where she stopped

    def preference(self, reviewer: str, name: str, default: str) -> str:
        """Return what a reviewer chose."""
        rows = self._all("SELECT value FROM preference WHERE reviewer = ? AND name = ?", (reviewer, name))
        return str(rows[0][0]) if rows else default

    def prefer(self, reviewer: str, name: str, value: str) -> None:
        """Keep what a reviewer chose."""
        with self._lock:
            self._base.execute("INSERT OR REPLACE INTO preference VALUES (?, ?, ?)", (reviewer, name, value))

    def _all(self, query: str, values: Sequence[object]) -> list[Any]:
        with self._lock:
            return self._base.execute(query, values).fetchall()

    def _stamp(self, name: str) -> str:
        rows = self._all("SELECT value FROM stamp WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else ""

    def _set(self, name: str, value: str) -> None:
        self._base.execute("INSERT OR REPLACE INTO stamp VALUES (?, ?)", (name, value))


def _key(filters: Filters, item: Item) -> tuple[str, str, tuple[object, ...]]:
    """Return the columns of the order, their marks, and the item's values in them."""
    names = ORDERS[filters.order]
    return ", ".join(names), ", ".join("?" for _ in names), tuple(getattr(item, name) for name in names)
