"""Rows that are kept in a file and not in memory, and read again for every format that is written (假脱机)."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, overload

from pipeline.formats.columns import Rows, json_line
from schemas import Record
from schemas.published import TABLES

_DECODER = json.JSONDecoder()


def lines_of(records: Sequence[Record]) -> Iterator[bytes]:
    """Yield the rows as lines of the published JSON files; those of a spool are such lines already."""
    return records.lines() if isinstance(records, (Spool, _Part)) else map(json_line, records)


def rows_of(records: Sequence[Record]) -> Iterator[dict[str, Any]]:
    """Yield the rows as JSON knows them: by column, text, numbers, lists, mappings, None.

    No record is made of a row that is only to be written: that takes five times as long.
    """
    return (_DECODER.decode(line.decode()) for line in lines_of(records))


@contextmanager
def spooled(rows: Rows, folder: Path) -> Iterator[Rows]:
    """Yield the tables with all rows in files in `folder`: what is written in four formats becomes JSON once."""
    with ExitStack() as stack:
        kept: dict[str, Sequence[Record]] = {}
        for name, records in rows.items():
            if not isinstance(records, Spool):
                spool = Spool(folder / f"{name}.rows", TABLES[name][0])
                stack.callback(spool.close)
                spool.extend(records)
                records = spool
            kept[name] = records
        yield kept


class Spool(Sequence[Record]):
    """A list of rows of one model in a file: append at the end, read from anywhere. The same rows come out."""

    def __init__(self, path: Path, model: type[Record]) -> None:
        self._stream: BinaryIO = path.open("w+b")
        self._model = model
        self._starts = array("Q")
        self._end = 0

    def extend(self, records: Iterable[Record]) -> None:
        """Append rows."""
        self._stream.seek(self._end)
        for record in records:
            self._starts.append(self._end)
            self._end += self._stream.write(json_line(record) + b"\n")

    def __len__(self) -> int:
        return len(self._starts)

    def lines(self, first: int = 0, last: int | None = None) -> Iterator[bytes]:
        """Yield the rows from `first` to before `last` as JSON; several readers may take turns."""
        last = len(self) if last is None else last
        place = self._starts[first] if first < last else 0
        for _ in range(first, last):
            self._stream.seek(place)
            line = self._stream.readline()
            place += len(line)
            yield line[:-1]

    def __iter__(self) -> Iterator[Record]:
        return map(self._model.model_validate_json, self.lines())

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            first, last, step = index.indices(len(self))
            if step != 1:
                raise ValueError("a spool is read forwards, row by row")
            return _Part(self, first, max(first, last))
        place = range(len(self))[index]
        return self._model.model_validate_json(next(self.lines(place, place + 1)))

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


class _Part(Sequence[Record]):
    """Some following rows of a spool."""

    def __init__(self, spool: Spool, first: int, last: int) -> None:
        self._spool, self._first, self._last = spool, first, last

    def __len__(self) -> int:
        return self._last - self._first

    def lines(self) -> Iterator[bytes]:
        """Yield the rows as JSON."""
        return self._spool.lines(self._first, self._last)

    def __iter__(self) -> Iterator[Record]:
        return map(self._spool._model.model_validate_json, self.lines())

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            first, last, step = index.indices(len(self))
            return self._spool[self._first + first : self._first + last : step]
        return self._spool[self._first + range(len(self))[index]]
