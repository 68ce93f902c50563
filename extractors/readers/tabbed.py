"""Tab-separated rows in a text file (制表符表格), as OCR and spreadsheets leave them.

A row is a line; where cells hold line breaks of their own, a row ends once it has as many tabs as the first one, or
with a line of nothing but tabs. A row with fewer or more fields than the others keeps its fields where they are, and
the table says that it is unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.grids import Slot
from extractors.readers.lines import BLANKS, Line

_WRAPPED_CELL = 15  # lines that one cell may run over


@dataclass(frozen=True, slots=True)
class Run:
    """Lines first to last (indices, both included) that make one table, and its cells."""

    first: int
    last: int
    slots: tuple[Slot, ...]
    unsure: str | None


def table_runs(text: str, lines: Sequence[Line]) -> list[Run]:
    """Find the tables among the lines of a text. A blank line ends a table."""
    runs: list[Run] = []
    place = 0
    while place < len(lines):
        if not _is_row(lines[place]):
            place += 1
            continue
        last = _end_of_run(lines, place)
        run = _run(text, lines, place, last, after_table=bool(runs) and runs[-1].last == place - 1)
        if run is not None:
            runs.append(run)
        place = last + 1
    return runs


def _is_row(line: Line) -> bool:
    """A tab between words makes a row; a tab before them may be no more than an indent."""
    return "\t" in line.text or line.tabs >= 2


def _end_of_run(lines: Sequence[Line], first: int) -> int:
    """Return the index of the last line of the table that begins at `first`."""
    wanted = lines[first].tabs
    last = first
    tabs = 0 if lines[first].tabs >= wanted else lines[first].tabs
    wrapped = False
    while last + 1 < len(lines) and lines[last + 1].gap == 0:
        line = lines[last + 1]
        if line.tabs:
            if not _is_row(line) and not tabs:
                break
            tabs = 0 if not line.text or tabs + line.tabs >= wanted else tabs + line.tabs
            last += 1
            continue
        ahead = _next_row(lines, last + 1)
        open_row = 0 < tabs < wanted and wanted >= 2
        if open_row and (ahead is not None or (wrapped and _ends_soon(lines, last + 1))):
            wrapped = True
            last += 1
            continue
        break
    return last


def _next_row(lines: Sequence[Line], place: int) -> int | None:
    """Return the next line with a tab that no blank line parts from `place`, if it is near."""
    for ahead in range(place + 1, min(place + _WRAPPED_CELL, len(lines))):
        if lines[ahead].gap:
            return None
        if lines[ahead].tabs:
            return ahead
    return None


def _ends_soon(lines: Sequence[Line], place: int) -> bool:
    """Tell the last lines of the last cell: the text or the stretch without blank lines ends within a few lines."""
    return any(ahead >= len(lines) or lines[ahead].gap for ahead in range(place + 1, place + 6))


def _run(text: str, lines: Sequence[Line], first: int, last: int, after_table: bool) -> Run | None:
    part = lines[first : last + 1]
    continued = any(line.tabs == 0 for line in part) or sum(1 for line in part if not line.text) >= 2
    rows = _wrapped_rows(part) if continued else [(line.raw_start, line.raw_end) for line in part]
    fields = [_fields(text, start, end) for start, end in rows]
    if len(rows) == 1 and not after_table and sum(1 for start, end in fields[0] if end > start) < 3:
        return None
    slots = tuple(
        Slot(row=row, column=column, start=start, end=end)
        for row, cells in enumerate(fields)
        for column, (start, end) in enumerate(cells)
    )
    counts = {len(cells) for cells in fields}
    unsure = None
    if len(counts) > 1:
        unsure = f"rows have between {min(counts)} and {max(counts)} fields: some cells may stand in the wrong column"
    return Run(first, last, slots, unsure)


def _wrapped_rows(part: Sequence[Line]) -> list[tuple[int, int]]:
    """Put the lines of rows together whose cells hold line breaks."""
    wanted = part[0].tabs
    rows: list[tuple[int, int]] = []
    start: int | None = None
    tabs = 0
    for line in part:
        if start is None:
            start, tabs = line.raw_start, 0
        tabs += line.tabs
        if tabs >= wanted or not line.text:
            rows.append((start, line.raw_end))
            start = None
    if start is not None:
        rows.append((start, part[-1].raw_end))
    return rows


def _fields(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the offsets of the fields of one row, blanks around them excluded."""
    fields: list[tuple[int, int]] = []
    place = start
    for word in text[start:end].split("\t"):
        bare = word.strip(BLANKS + "\r\n")
        lead = word.find(bare) if bare else 0
        fields.append((place + lead, place + lead + len(bare)))
        place += len(word) + 1
    return fields
