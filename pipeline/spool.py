"""Rows that are kept in a file and not in memory, and read again for every format that is written (假脱机)."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, overload

from schemas import Record


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
            line = record.model_dump_json().encode("utf-8") + b"\n"
            self._starts.append(self._end)
            self._end += self._stream.write(line)

    def __len__(self) -> int:
        return len(self._starts)

    def _read(self, first: int, last: int) -> Iterator[Record]:
        """Yield the rows `first` to `last`; several readers may take turns."""
        place = self._starts[first] if first < last else 0
        for _ in range(first, last):
            self._stream.seek(place)
            line = self._stream.readline()
            place += len(line)
            yield self._model.model_validate_json(line)

    def __iter__(self) -> Iterator[Record]:
        return self._read(0, len(self))

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
        return next(self._read(place, place + 1))

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


class _Part(Sequence[Record]):
    """Some following rows of a spool."""

    def __init__(self, spool: Spool, first: int, last: int) -> None:
        self._spool, self._first, self._last = spool, first, last

    def __len__(self) -> int:
        return self._last - self._first

    def __iter__(self) -> Iterator[Record]:
        return self._spool._read(self._first, self._last)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            first, last, step = index.indices(len(self))
            return self._spool[self._first + first : self._first + last : step]
        return self._spool[self._first + range(len(self))[index]]
