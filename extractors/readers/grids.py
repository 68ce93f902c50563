"""Grids to tables (表格): cells with their offsets in the text, from tab-separated lines, web pages and Word files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.readers import lines as look
from extractors.readers.limits import DEFAULT_LIMITS, Limits
from schemas import Cell, Piece, Table, content_id

_HEAD_CELL = 24  # a head is a label, not a sentence
_YEARS = re.compile(r"(?:19|20)\d\d\s?年?(?:\s?[-—–~－至]{1,2}\s?(?:19|20)?\d\d)?\s?年?度?")
_QUANTITY = re.compile(r"\d+(?:\.\d+)?\s?(?:%|％|[亿万千百]?(?:元|亩|吨|人|家|个|项|平方|公里|户|名|所|座|件|倍))")
_NUMBER = re.compile(r"[-+≥≤><＞＜]?\s?\d[\d.,，]*\s?[%％]?")


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a grid: its place and its words as a slice of the text, blanks around it excluded."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    is_head: bool = False


def build_table(
    document_id: str,
    text: str,
    slots: Sequence[Slot],
    *,
    title: str = "",
    unit_note: str = "",
    unsure: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Table:
    """Return the table of the given slots, with the words printed above it; a title inside it wins.

    Head rows are those marked as such, else the first rows of labels.

    Raises ReadError "too-large" where the table has more cells than the limit.
    """
    rows = max((slot.row + slot.row_span for slot in slots), default=0)
    columns = max((slot.column + slot.column_span for slot in slots), default=0)
    if rows * columns > limits.table_cells:
        what = f"a table of {rows:,} rows and {columns:,} columns is"
        raise limits.over("table_cells", what, "split it or raise the limit")
    heads = head_rows(text, slots, columns)
    inside = title_inside(text, slots, columns)
    cells = tuple(
        Cell(
            row=slot.row,
            column=slot.column,
            row_span=slot.row_span,
            column_span=slot.column_span,
            text=text[slot.start : slot.end],
            pieces=(Piece(start=slot.start, end=slot.end),) if slot.end > slot.start else (),
            is_head=slot.row < heads,
        )
        for slot in sorted(slots, key=lambda slot: (slot.row, slot.column))
    )
    start = min((slot.start for slot in slots), default=0)
    end = max((slot.end for slot in slots), default=0)
    return Table(
        table_id=content_id(document_id, "table", start, text[start:end]),
        title=inside[0] or title,
        unit_note=unit_note or inside[1],
        rows=rows,
        columns=columns,
        head_rows=heads,
        cells=cells,
        start=start,
        end=end,
        unsure=unsure,
    )


def head_rows(text: str, slots: Sequence[Slot], columns: int) -> int:
    """Count the head rows: those the format marks, else a first row of labels and what stands under its spans."""
    marked = {slot.row for slot in slots if slot.is_head}
    count = 0
    while count in marked:
        count += 1
    if count:
        return count
    top = title_rows(slots, columns)
    if top:
        below = [replace(slot, row=slot.row - top) for slot in slots if slot.row >= top]
        return top + head_rows(text, below, columns) if below else 0
    by_row: dict[int, list[Slot]] = {}
    for slot in slots:
        by_row.setdefault(slot.row, []).append(slot)
    first = by_row.get(0, [])
    words = [text[slot.start : slot.end] for slot in first if slot.end > slot.start]
    if columns < 2 or len(words) < 2 or not all(_is_label(word) for word in words):
        return 0
    count = max((slot.row_span for slot in first if slot.end > slot.start and slot.row_span <= 3), default=1)
    # Without spans a second head row shows itself: nothing in the first column, labels under the split heads.
    if count == 1:
        second = sorted(by_row.get(1, []), key=lambda slot: slot.column)
        filled = [text[slot.start : slot.end] for slot in second if slot.end > slot.start]
        leads = bool(second) and second[0].column == 0 and second[0].end == second[0].start
        if leads and filled and all(_is_label(word) for word in filled) and len(by_row) > 2:
            count = 2
    return count if count < len(by_row) or len(by_row) == 0 else 0


def title_rows(slots: Sequence[Slot], columns: int) -> int:
    """Count the first rows that are one cell over the whole width: a title inside the table."""
    wide = {slot.row for slot in slots if columns > 1 and slot.column_span == columns and slot.row_span == 1}
    count = 0
    while count in wide:
        count += 1
    return count


def title_inside(text: str, slots: Sequence[Slot], columns: int) -> tuple[str, str]:
    """Return the title and the unit note that stand in the first rows of a table, empty where there are none."""
    title = unit_note = ""
    for slot in sorted(slots, key=lambda slot: slot.row)[: title_rows(slots, columns)]:
        words = [line.strip() for line in text[slot.start : slot.end].splitlines() if line.strip()]
        units = [line for line in words if look.is_unit_note(line)]
        unit_note = unit_note or "".join(units[:1])
        named = [line for line in words if line not in units and not look.stands_alone(line)]
        joined = look.tidy("\n".join(named))
        if joined and not title and len(joined) <= 80 and not look.ends_sentence(joined):
            title = joined
    return title, unit_note


def _is_label(word: str) -> bool:
    """Tell a head's label (目标, 2017—2019年, 单位) from a value or a sentence."""
    bare = _YEARS.sub("", re.sub(r"\s", "", word))
    if len(bare) > _HEAD_CELL or "。" in bare:
        return False
    return not _NUMBER.fullmatch(bare) and not _QUANTITY.search(bare)


