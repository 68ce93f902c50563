"""Labels that a table lost, lent by its sibling tables (同类表互补行标题).

A document may hold the same form several times, once for each park or county. Where one of them lost the labels of
its first rows (OCR, a page break), the others say what stands there, if they agree. A label is lent, never replaced:
only a row without a name of its own takes one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractors.table_statements.align import head_key
from extractors.table_statements.frame import frame_of
from extractors.table_statements.lines import SheetRow
from extractors.table_statements.rows import NO_NAME, Label, Name
from extractors.table_statements.sheet import Sheet

_SIBLINGS = 3  # so many tables must say the same
_ROWS = 4  # so far down from the top; further below, forms differ too much


def lend_labels(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets with the blank labels of their first rows filled where siblings agree on them."""
    tables = _tables(sheets)
    families: dict[str, list[list[tuple[int, int]]]] = {}
    for places in tables:
        families.setdefault(_family(sheets, places), []).append(places)
    mended = list(sheets)
    for members in families.values():
        rows = [[sheets[i].rows[j] for i, j in places[:_ROWS]] for places in members]
        form = _form([[_name(row) for row in table] for table in rows])
        groups = {group.text for table in rows for row in table for group in row.label.groups}
        for places in members:
            _lend(mended, places[: len(form)], form, groups)
    return mended


def _tables(sheets: Sequence[Sheet]) -> list[list[tuple[int, int]]]:
    """Return the places of the rows of each table: the pieces under one title together."""
    tables: list[list[tuple[int, int]]] = []
    title = None
    for i, sheet in enumerate(sheets):
        if not sheet.title or sheet.title != title:
            tables.append([])
            title = sheet.title
        tables[-1] += [(i, j) for j in range(len(sheet.rows))]
    return [places for places in tables if places]


def _family(sheets: Sequence[Sheet], places: Sequence[tuple[int, int]]) -> str:
    grid = sheets[places[0][0]].grid
    return head_key(grid, frame_of(grid))


def _name(row: SheetRow) -> str:
    return row.label.name.text


def _form(names: Sequence[Sequence[str]]) -> list[str]:
    """Return the labels that the tables of a family begin with, as far as most of them agree."""
    form: list[str] = []
    for place in range(_ROWS):
        counts = Counter(row[place] for row in names if place < len(row) and row[place])
        label, votes = counts.most_common(1)[0] if counts else ("", 0)
        if votes < _SIBLINGS or votes * 2 <= len(names):
            break
        form.append(label)
    return form if len(set(form)) == len(form) else []


def _lend(mended: list[Sheet], places: Sequence[tuple[int, int]], form: Sequence[str], groups: set[str]) -> None:
    lent = False
    for place, (i, j) in enumerate(places):
        row = mended[i].rows[j]
        name = _name(row)
        # the label of the row above or of the group, printed beside the second of the two rows that it spans
        slipped = lent and (name == form[place - 1] or name in groups)
        if name and not slipped:
            lent = False
            continue
        lent = name != form[place]
        mended[i] = _with_label(mended[i], j, _labelled(row.label, form[place]))


def _labelled(label: Label, text: str) -> Label:
    groups = label.groups if label.name == NO_NAME else (*label.groups, label.name)
    return replace(label, groups=groups, name=Name("", text))


def _with_label(sheet: Sheet, index: int, label: Label) -> Sheet:
    rows = list(sheet.rows)
    rows[index] = replace(rows[index], label=label)
    return replace(sheet, rows=tuple(rows))
