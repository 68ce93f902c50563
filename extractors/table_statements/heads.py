"""What each column of a table is: label, unit, value, prose, agency, deadline … with its period and unit (列的含义)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from extractors.language.periods import Calendar, find_periods
from extractors.language.quantities import find_quantities, name_spans
from extractors.table_statements.frame import Frame
from extractors.table_statements.grid import Grid
from extractors.table_statements.words import clean, ends_with, is_empty, split_unit, unit_of, words
from extractors.vocabulary import terms
from schemas import Period

_BARE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NUMERIC = re.compile(r"^(?!\d{1,2}[.、．](?!\d))[<>≤≥＜＞约近超不低于高少过达到至]*[（［〔]?[-+]?\d[\d.，,—\-~～至]*")
_BEHIND = re.compile(r"以[上下内]|左右|及以|年|[个家名]")
_LONG_CELL = 30


class ColumnKind(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    LABEL = "label"
    UNIT = "unit"
    ATTRIBUTE = "attribute"
    AGENCY = "agency"
    DEADLINE = "deadline"
    REMARK = "remark"
    PROSE = "prose"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `first` and `last` are ISO dates of its period; `noun` is what its head says is measured."""

    index: int
    path: tuple[str, ...]
    kind: ColumnKind
    first: str | None = None
    last: str | None = None
    period_words: str = ""
    unit: str = ""
    noun: str = ""
    growth: bool = False
    cumulative: bool = False

    @property
    def head(self) -> str:
        """The head's words from top to bottom."""
        return " ".join(self.path)


def head_path(grid: Grid, frame: Frame, column: int) -> tuple[str, ...]:
    """Return the head texts over a column, outermost first.

    Tables of plain text have no spans: there an empty head goes on from the one to its left, unless it is the last.
    """
    path: list[str] = []
    spanless = all(one.cell.column_span == 1 for row in frame.heads for one in grid.row_cells(row))
    for number, row in enumerate(frame.heads):
        text = grid.text(row, column)
        if not text and spanless and number < len(frame.heads) - 1:
            left = next((grid.text(row, c) for c in range(column - 1, -1, -1) if grid.text(row, c)), "")
            text = left if grid.text(frame.heads[-1], column) and names_period(left) else ""
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def names_period(text: str) -> bool:
    """Tell words that name a year or a plan's period."""
    return period_of(text, Calendar()) is not None


def period_of(text: str, calendar: Calendar) -> Period | None:
    """Return the period that a head or a title names, with a bare year as a last resort: 2025目标值."""
    found = [period for period in find_periods(text, calendar) if period.last and period.kind != "past"]
    if found:
        return found[-1] if found[-1].kind != "plan-name" else found[0]
    for name, (first, last) in sorted(terms("periods.toml")["plans"].items(), key=lambda item: -len(item[0])):
        place = text.find(name)
        if place >= 0:
            return Period(start=place, end=place + len(name), first=str(first), last=str(last), kind="plan")
    years = list(_BARE_YEAR.finditer(text))
    if not years:
        return None
    place, year = years[-1].start(), years[-1].group()
    return Period(start=place, end=place + 4, first=years[0].group(), last=year, kind="in")


def columns_of(grid: Grid, frame: Frame, calendar: Calendar) -> list[Column]:
    """Return the columns of a table with a head."""
    paths = [head_path(grid, frame, column) for column in range(grid.columns)]
    bodies = [_body(grid, frame, column) for column in range(grid.columns)]
    kinds: list[ColumnKind] = []
    for index, (path, body) in enumerate(zip(paths, bodies, strict=True)):
        kinds.append(_kind(path, body, leading=all(kind in _LEADING for kind in kinds[:index])))
    kinds = _with_tasks(_settled(kinds), paths, bodies)
    return [_column(i, path, kind, calendar) for i, (path, kind) in enumerate(zip(paths, kinds, strict=True))]


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
        return named if not numeric or any(_BARE_YEAR.search(text) for text in body) else ColumnKind.VALUE
    if leaf.startswith("指标") or leaf.endswith("指标"):
        return ColumnKind.LABEL if not numeric else ColumnKind.VALUE
    dated = any(names_period(text) for text in path)
    valued = dated or any(pattern.search(leaf) for pattern in words().roles.values())
    if dated and (numeric or len(path) > 1 or leaf in words().bare or any(re.search(r"\d", text) for text in body)):
        return ColumnKind.PROSE if named is ColumnKind.PROSE and not numeric else ColumnKind.VALUE
    if numeric:
        return ColumnKind.LABEL if leading and named is ColumnKind.LABEL and _years_below(body) else ColumnKind.VALUE
    if leading and (named is ColumnKind.LABEL or not valued) and not long:
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
    return all(_BARE_YEAR.match(text) and len(text) <= 6 for text in body)


def _column(index: int, path: tuple[str, ...], kind: ColumnKind, calendar: Calendar) -> Column:
    head = "".join(path)
    bare, unit = split_unit(head)
    if not unit:
        tail = re.search(r"[（(：:，,]\s*单位[：:]?\s*([^）)]+)[）)]?", head)
        unit = unit_of(tail[1]) if tail else ""
    column = Column(index, path, kind, unit=unit)
    if kind not in (ColumnKind.VALUE, ColumnKind.PROSE):
        return column
    period = None
    for text in reversed(path):
        period = period or period_of(text, calendar)
    cumulative = bool(words().cumulative.search(head))
    growth = bool(words().growth.search(bare)) and not names_amount(bare)
    first, last, said = None, None, ""
    if period is not None:
        first, last, said = period.first, period.last, head
    elif (cumulative or growth) and calendar.plan_end:
        first, last = str(calendar.plan_start) if calendar.plan_start else None, str(calendar.plan_end)
        said = head
    noun = _noun(path)
    return replace(column, first=first, last=last, period_words=said, noun=noun, growth=growth, cumulative=cumulative)


def value_column(index: int, path: tuple[str, ...], calendar: Calendar) -> Column:
    """Return a column of values with this head."""
    return _column(index, path, ColumnKind.VALUE, calendar)


def names_amount(head: str) -> bool:
    """Tell a head that names an amount beside its growth: 年均新增就业人数."""
    return bool(ends_with(head, "amounts"))


def _noun(path: Sequence[str]) -> str:
    """Return what the head says is measured, without period, unit, 目标 and the like; empty for a bare 2025年目标."""
    kept: list[str] = []
    for text in path:
        noun = noun_of_head(text)
        if noun and noun not in kept:
            kept.append(noun)
    return "".join(kept)


def noun_of_head(text: str) -> str:
    """Return the words of a head that name what is measured."""
    bare = clean(split_unit(text)[0])
    spans = [(p.start, p.end) for p in find_periods(bare)] + [m.span() for m in _BARE_YEAR.finditer(bare)]
    bare = "".join(char for place, char in enumerate(bare) if not any(a <= place < b for a, b in spans))
    for name in sorted(terms("periods.toml")["plans"], key=lambda n: (-len(n), n)):
        bare = bare.replace(f"“{name}”", "").replace(name, "")
    bare = re.sub(r"^(?:其中|#)：?|[（［〔(【][^）］〕)】]*[）］〕)】]|[①-⑳]", "", bare).strip("年度/·、—-：:，~～至到末底期间*“”")
    known = words().bare
    if bare in known or not bare:
        return ""
    for word in sorted(known, key=lambda w: (-len(w), w)):
        if len(word) > 1 and bare.endswith(word) and len(bare) > len(word) + 1:
            rest = bare[: -len(word)].rstrip("的")
            return rest if rest not in known and len(rest) > 1 else ""
    return bare
