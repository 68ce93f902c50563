"""Rows of a table with their labels: what each is about, its cells by column (行与行标题)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.table_statements.align import Content, Field, aligned, content_of, first_item, last_item, spanless
from extractors.table_statements.grid import Grid, GridCell
from extractors.table_statements.heads import Column, ColumnKind, names_period, noun_of_head
from extractors.table_statements.rows import NO_NAME, Label, Name, name_of
from extractors.table_statements.words import clean, is_empty, is_total, names_scope, unit_of, words

_LONGEST_PERIOD = 12


@dataclass(slots=True)
class Carry:
    """What a piece of a table leaves to the piece that follows it."""

    title: str = ""
    unit_note: str = ""
    columns: list[Column] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    items: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its label, its cells by column, and its unit where a column states it."""

    index: int
    label: Label
    cells: tuple[tuple[Column, GridCell], ...]
    unit: str
    due_words: str
    moved: bool


class RowReader:
    """Reads the rows of one table from top to bottom; groups go on until the next one."""

    def __init__(
        self, grid: Grid, columns: Sequence[Column], carry: Carry, known: frozenset[str], by_content: bool
    ) -> None:
        self.grid = grid
        self.columns = columns
        self.carry = carry
        self.known = known
        self.by_content = by_content
        self.spanless = spanless(grid)
        self.labels = [c for c in columns if c.kind is ColumnKind.LABEL]
        self.section: list[Name] = []
        self.parent: Name | None = None
        self.first = True
        self.bodies = [c for c in self.labels if names_scope(c.head) or self._named_bodies(c)]
        self.names = [c for c in self.labels if c not in self.bodies]
        head = clean(self.names[-1].head) if self.names else ""
        self.what = head.endswith("指标") or head.startswith("指标")

    def _named_bodies(self, column: Column) -> bool:
        """Tell a label column that names bodies or places, whatever its head says."""
        if clean(column.head).endswith("指标"):
            return False
        texts = [clean(self.grid.text(row, column.index)) for row in range(1, self.grid.rows)]
        texts = [text for text in texts if text and not is_total(text)]
        return len(texts) > 1 and sum(1 for text in texts if words().scope_ends.search(text)) * 5 > len(texts) * 4

    def read(self, row: int) -> SheetRow | None:
        """Return the row, None where it is only a heading for the rows below."""
        placed, moved = self._placed(row)
        texts = self._label_texts(placed)
        others = [(column, cell) for column, cell in placed if column.kind not in (ColumnKind.LABEL, ColumnKind.NUMBER)]
        if any(texts) and not any(not is_empty(cell.text) for _, cell in others) and self._heads_rows(row, placed):
            self._open_section(texts)
            return None
        years = [text for text in texts if is_period(text)]
        label = self._label([text if text not in years else "" for text in texts])
        self._remember(placed)
        self.first = False
        unit = next(
            (
                unit_of(cell.text) or cell.text
                for column, cell in others
                if column.kind is ColumnKind.UNIT and not is_empty(cell.text)
            ),
            "",
        )
        due = next((cell.text for column, cell in others if column.kind is ColumnKind.DEADLINE), "")
        due = due or next(iter(years), "")
        valued = tuple((column, cell) for column, cell in others if column.kind in (ColumnKind.VALUE, ColumnKind.PROSE))
        return SheetRow(row, label, valued, unit, due, moved)

    def _placed(self, row: int) -> tuple[list[tuple[Column, GridCell]], bool]:
        if not self.by_content:
            found = [(column, self.grid.at(row, column.index)) for column in self.columns]
            keep = [
                (column, cell)
                for column, cell in found
                if cell is not None
                and cell.text
                and (column.kind is not ColumnKind.VALUE or self.grid.starts(row, column.index))
                and (column.kind is not ColumnKind.PROSE or self.grid.starts(row, column.index))
            ]
            return keep, False
        fields = [
            Field(cell, cell.cell.column, content_of(cell.text, self.known), self._goes_on(cell.text))
            for cell in self.grid.row_cells(row)
        ]
        fields = [one for one in fields if one.content is not Content.NOTHING or one.place < len(self.columns)]
        result = aligned(fields, self.columns)
        return [(self.columns[slot], one.cell) for slot, one in result], any(slot != one.place for slot, one in result)

    def _goes_on(self, text: str) -> int | None:
        item = first_item(text)
        if item is None or item < 2:
            return None
        return next((column for column, last in sorted(self.carry.items.items()) if last == item - 1), None)

    def _remember(self, placed: Sequence[tuple[Column, GridCell]]) -> None:
        for column, cell in placed:
            item = last_item(cell.text)
            if item is not None:
                self.carry.items[column.index] = item

    def _heads_rows(self, row: int, placed: Sequence[tuple[Column, GridCell]]) -> bool:
        """Tell a row that only names the group below it: one label, nothing else."""
        return len({id(cell) for _, cell in placed}) == 1 and any(c.kind is ColumnKind.VALUE for c in self.columns)

    def _open_section(self, texts: Sequence[str]) -> None:
        name = name_of(next(text for text in texts if text))
        level = _level(name.raw)
        self.section = [one for one in self.section if level is not None and (_level(one.raw) or 0) < level] + [name]
        self.parent = None

    def _label_texts(self, placed: Sequence[tuple[Column, GridCell]]) -> list[str]:
        """Return the label texts by label column; in tables without spans an empty group goes on from above."""
        texts = ["" for _ in self.labels]
        for position, column in enumerate(self.labels):
            parts = [cell.text for other, cell in placed if other.index == column.index]
            texts[position] = parts[-1] if parts else ""
        if not texts:
            return texts
        if not self.spanless:
            return texts
        above = self.carry.labels or ["" for _ in texts]
        if any(texts):
            last = max(place for place, text in enumerate(texts) if text)
            texts = [
                text or (above[place] if place < min(last, len(above)) else "") for place, text in enumerate(texts)
            ]
        elif self.first and above:
            texts = list(above)
        self.carry.labels = list(texts)
        return texts

    def _label(self, texts: Sequence[str]) -> Label:
        """Put the label together: names of things with their groups, and the body or place the row is about."""
        bodies = [name_of(text) for text, column in zip(texts, self.labels, strict=True) if column in self.bodies]
        body = next((one.text for one in reversed(bodies) if one.text), "")
        named = [(text, column) for text, column in zip(texts, self.labels, strict=True) if clean(text)]
        names = [name_of(text) for text, column in named if column in self.names or not self.names]
        distinct: list[Name] = []
        for name in names:
            if not distinct or name.raw != distinct[-1].raw:
                distinct.append(name)
        who = not self.names and bool(self.bodies)
        if not distinct:
            return Label(tuple(self.section), NO_NAME, who, body, self.what)
        own, groups = distinct[-1], [*self.section, *distinct[:-1]]
        if own.part and self.parent is not None:
            groups.append(self.parent)
        elif not own.part:
            self.parent = own
        return Label(tuple(groups), own, who, body, self.what)


def is_period(text: str) -> bool:
    """Tell a label that is nothing but a year: the rows of such a table are years, its heads say what is measured."""
    return len(clean(text)) <= _LONGEST_PERIOD and names_period(text) and not noun_of_head(text)


def _level(raw: str) -> int | None:
    """Return the depth of a numbering such as 2.1.3, None where there is none."""
    digits = raw.split("、")[0]
    head = ""
    for char in digits:
        if not (char.isdigit() or char == "."):
            break
        head += char
    return len([part for part in head.split(".") if part]) or None
