"""What each column of a table holds, judged by its head and by what stands below (列的类型)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.language.periods import Calendar, find_periods
from extractors.language.quantities import find_quantities, name_spans
from extractors.table_statements.frame import Frame
from extractors.table_statements.grid import Grid
from extractors.table_statements.heads import BARE_YEAR, Column, ColumnKind, column_of, head_path, names_period
from extractors.table_statements.words import clean, ends_with, is_empty, is_total, split_unit, unit_of, words

_NUMERIC = re.compile(r"^(?!\d{1,2}[.、．](?!\d))[<>≤≥＜＞约近超不低于高少过达到至]*[（［〔]?[-+]?\d[\d.，,—\-~～至]*")
_BEHIND = re.compile(r"以[上下内]|左右|及以|年|[个家名]")
_LONG_CELL = 30
_LONGEST_PLACE = 8


def columns_of(grid: Grid, frame: Frame, calendar: Calendar) -> list[Column]:
    """Return the columns of a table with a head."""
    paths = [head_path(grid, frame, column) for column in range(grid.columns)]
    bodies = [_body(grid, frame, column) for column in range(grid.columns)]
    kinds: list[ColumnKind] = []
    for index, (path, body) in enumerate(zip(paths, bodies, strict=True)):
        kinds.append(_kind(path, body, leading=all(kind in _LEADING for kind in kinds[:index])))
    kinds = _with_tasks(_with_label(_settled(kinds)), paths, bodies)
    columns = [column_of(i, path, kind, calendar) for i, (path, kind) in enumerate(zip(paths, kinds, strict=True))]
    return _by_place(_counted_years(columns))


def _by_place(columns: list[Column]) -> list[Column]:
    """Two or more columns headed by places are about these places: 全市 | 东城区 | 西城区."""
    placed = [column for column in columns if column.noun and _names_place(column.noun)]
    if len(placed) < 2:
        return columns
    return [replace(column, body=column.noun, noun="") if column in placed else column for column in columns]


def _names_place(noun: str) -> bool:
    return is_total(noun) or (len(noun) <= _LONGEST_PLACE and bool(ends_with(noun, "administrative")))


def _counted_years(columns: Sequence[Column]) -> list[Column]:
    """3年累计 beside columns of three years is their sum: it has their period."""
    years = sorted({c.last for c in columns if c.last and c.years is None and c.kind is ColumnKind.VALUE})
    return [
        replace(column, first=years[0], last=years[-1]) if column.years and column.years == len(years) else column
        for column in columns
    ]


def _with_label(kinds: list[ColumnKind]) -> list[ColumnKind]:
    """Without a label column the agencies in front of the values say whom each row is about."""
    first = next((i for i, kind in enumerate(kinds) if kind is ColumnKind.VALUE), len(kinds))
    if ColumnKind.LABEL not in kinds[:first] and ColumnKind.PROSE not in kinds and ColumnKind.AGENCY in kinds[:first]:
        kinds[kinds.index(ColumnKind.AGENCY)] = ColumnKind.LABEL
    return kinds


_LEADING = (ColumnKind.NUMBER, ColumnKind.LABEL)


def _settled(kinds: Sequence[ColumnKind]) -> list[ColumnKind]:
    """Labels stand in front: a label column behind the first value column is an attribute."""
    settled: list[ColumnKind] = []
    for kind in kinds:
        behind = any(k in (ColumnKind.VALUE, ColumnKind.PROSE) for k in settled)
        settled.append(ColumnKind.ATTRIBUTE if kind is ColumnKind.LABEL and behind else kind)
    return settled


def _with_tasks(
    kinds: list[ColumnKind], paths: Sequence[tuple[str, ...]], bodies: Sequence[Sequence[str]]
) -> list[ColumnKind]:
    """Read a column of tasks as prose, though its cells are short as labels: 建设充电桩800个 is a task with a number.

    Where the table has other columns of values, only if every third task has a number.
    """
    alone = not any(kind in (ColumnKind.VALUE, ColumnKind.PROSE) for kind in kinds)
    for place, kind in enumerate(kinds):
        leaf = clean(split_unit(paths[place][-1])[0]) if paths[place] else ""
        if kind is not ColumnKind.LABEL or not (leaf in words().columns["prose"] or alone):
            continue
        if leaf.endswith("指标"):
            continue
        numbered = sum(1 for text in bodies[place] if _has_amount(text))
        if numbered * (len(bodies[place]) if alone else 3) >= len(bodies[place]) > 0:
            kinds[place] = ColumnKind.PROSE
    return kinds


def _has_amount(text: str) -> bool:
    masked = [(p.start, p.end) for p in find_periods(text)] + name_spans(text)
    return any(q.unit and not q.spelled for q in find_quantities(text, masked))


def _body(grid: Grid, frame: Frame, column: int) -> list[str]:
    texts = [clean(grid.text(row, column)) for row in frame.body if grid.starts(row, column)]
    return [text for text in texts if text and not is_empty(text)]


def _kind(path: tuple[str, ...], body: Sequence[str], leading: bool) -> ColumnKind:
    """Judge a column by the last words of its head and by what stands below."""
    leaf = clean(split_unit(path[-1])[0]) if path else ""
    named = _named(leaf)
    numeric = sum(1 for text in body if is_amount(text)) * 2 > len(body) if body else False
    long = sum(len(text) for text in body) > _LONG_CELL * len(body) if body else False
    if named is ColumnKind.NUMBER or (not path and leading and numeric and _counts(body)):
        return ColumnKind.NUMBER
    if leaf in ("单位", "计量单位") or named is ColumnKind.UNIT:
        return ColumnKind.UNIT if _mostly_units(body) else (ColumnKind.LABEL if leading else ColumnKind.AGENCY)
    if named in (ColumnKind.AGENCY, ColumnKind.REMARK, ColumnKind.ATTRIBUTE):
        return named
    if named is ColumnKind.DEADLINE:
        return named if not numeric or any(BARE_YEAR.search(text) for text in body) else ColumnKind.VALUE
    if leaf.startswith("指标") or leaf.endswith("指标"):
        return ColumnKind.LABEL if not numeric else ColumnKind.VALUE
    dated = any(names_period(text) for text in path)
    valued = dated or any(pattern.search(leaf) for pattern in words().roles.values())
    if dated and (numeric or len(path) > 1 or leaf in words().bare or any(re.search(r"\d", text) for text in body)):
        return ColumnKind.PROSE if named is ColumnKind.PROSE and not numeric else ColumnKind.VALUE
    if numeric:
        return ColumnKind.LABEL if leading and named is ColumnKind.LABEL and _years_below(body) else ColumnKind.VALUE
    digits = any(re.search(r"\d", text) for text in body)
    if leading and (named is ColumnKind.LABEL or not valued or not digits) and not long:
        return ColumnKind.LABEL
    if named is ColumnKind.PROSE or long:
        return ColumnKind.PROSE
    if valued:
        return ColumnKind.VALUE
    return ColumnKind.LABEL if leading else ColumnKind.ATTRIBUTE


def is_amount(text: str) -> bool:
    """Tell a cell that begins with a value: 188亿元, ≥80, 2017年17亿; not a numbered label such as 2.1 发电量."""
    match = _NUMERIC.match(text)
    if match is None:
        return False
    rest = text[match.end() :]
    return not re.match(r"[\u4e00-\u9fff]{2}", rest) or bool(words().unit.match(rest) or _BEHIND.match(rest))


def _named(leaf: str) -> ColumnKind | None:
    """Return the kind whose word the head is, else the kind with the longest word it ends with."""
    columns = words().columns
    for kind, heads in columns.items():
        if leaf in heads:
            return ColumnKind(kind)
    best, size = None, 1
    for kind, heads in columns.items():
        for head in heads:
            if len(head) > size and leaf.endswith(head):
                best, size = ColumnKind(kind), len(head)
    return best


def _counts(body: Sequence[str]) -> bool:
    return [text.strip("．.、") for text in body[:4]] == [str(n) for n in range(1, min(len(body), 4) + 1)]


def _mostly_units(body: Sequence[str]) -> bool:
    known = sum(1 for text in body if unit_of(text) or len(text) <= 4 or "/" in text)
    return not body or known * 2 >= len(body)


def _years_below(body: Sequence[str]) -> bool:
    return all(BARE_YEAR.match(text) and len(text) <= 6 for text in body)
