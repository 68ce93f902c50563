"""Tables without a full grid (无线表、三线表).

A table is taken only where several rows agree on their columns. With rules between its rows it may be taken with a
doubt, which the table then names (`unsure`); without any rule, what is doubtful stays prose and is named in a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.readers.joining.words import is_value
from extractors.readers.layout import PageNote, PageTable, Rect
from extractors.readers.pdf.whitegrid import (
    Row,
    bands_by_rules,
    bands_by_white,
    grid,
    gutters,
    middle,
    type_size,
    words,
)
from schemas import Severity

LEAST_ROWS = 3
SAME_EDGE = 5.0  # points: rules whose ends differ by less are of one table
WIDE_RULE = 0.25  # of the page's width
FILLED = 0.6  # of a sure table's places hold words
LONGEST = 60  # characters: no cell of a table without rules is longer
FAR = 3.5  # in type sizes: rows of one table stand no farther apart
NEAR = 1.5  # in type sizes: lines of one cell stand no farther apart


@dataclass(slots=True)
class Found:
    """Tables, the rows of characters outside them, the level rules left over, and notes on what was doubtful."""

    tables: list[PageTable]
    outside: list[Row]
    rules: list[Rect]
    notes: list[PageNote] = field(default_factory=list)


@dataclass(slots=True)
class _Region:
    """A stretch of lines that may be a table, and the heights of the level rules in it."""

    rows: list[Row]
    rules: list[float]


def borderless(rows: Sequence[Row], rules: Sequence[Rect], width: float) -> Found:
    """Return the tables that words and level rules make without a grid.

    `rows` are the page's characters outside grids by baseline, `rules` the level rules that belong to no grid,
    `width` is the page's.
    """
    found = Found([], [], list(rules))
    used: set[int] = set()
    for region, own in _between_rules(rows, rules, width):
        table, _ = _table(region)
        if table is not None:
            found.tables.append(table)
            used |= _orders(region)
            found.rules = [rule for rule in found.rules if rule not in own]
    for region in _aligned([row for row in rows if row[0].order not in used]):
        table, doubt = _table(region)
        if table is None:
            continue
        if doubt:
            found.notes.append(_possible(region, doubt))
            continue
        found.tables.append(table)
        used |= _orders(region)
    found.tables.sort(key=lambda item: item.box.top)
    found.outside = [row for row in rows if row[0].order not in used]
    return found


def _orders(region: _Region) -> set[int]:
    return {glyph.order for row in region.rows for glyph in row}


def _possible(region: _Region, doubt: str) -> PageNote:
    first = "".join(glyph.text for glyph in region.rows[0])[:30]
    return PageNote(
        Severity.WARNING,
        "possible-table",
        f"{len(region.rows)} lines that begin with “{first}” may be a table but are read as prose: {doubt}",
    )


def _between_rules(rows: Sequence[Row], rules: Sequence[Rect], width: float) -> list[tuple[_Region, list[Rect]]]:
    """Return the stretches between level rules of one length (三线表), with their rules."""
    families: list[list[Rect]] = []
    for rule in sorted(rules, key=lambda item: item.top):
        if rule.width < WIDE_RULE * width:
            continue
        home = next((family for family in families if _same_ends(family[0], rule)), None)
        if home is None:
            families.append([rule])
        elif rule.top - home[-1].top > 3:
            home.append(rule)
    found: list[tuple[_Region, list[Rect]]] = []
    for family in families:
        if len(family) < 2:
            continue
        inside = [row for row in rows if family[0].top < middle(row) < family[-1].top]
        left, right = family[0].x0 - SAME_EDGE, family[0].x1 + SAME_EDGE
        within = all(left <= glyph.x <= right for row in inside for glyph in row)
        several = sum(len(words(row)) >= 2 for row in inside)
        if within and len(inside) >= 2 and (several * 4 >= len(inside) or len(family) >= 4):
            found.append((_Region(inside, [rule.top for rule in family]), family))
    return found


def _same_ends(one: Rect, other: Rect) -> bool:
    return abs(one.x0 - other.x0) < SAME_EDGE and abs(one.x1 - other.x1) < SAME_EDGE


def _aligned(rows: Sequence[Row]) -> list[_Region]:
    """Return the stretches of lines with white between their words; a wrapped cell's lines are of them as well."""
    found: list[_Region] = []
    run: list[Row] = []
    for row in rows:
        near = bool(run) and middle(row) - middle(run[-1]) < FAR * type_size(row)
        if near and (len(words(row)) >= 2 or _in_one_column(run, row)):
            run.append(row)
            continue
        _close(found, run)
        run = [row] if len(words(row)) >= 2 else []
    _close(found, run)
    return found


def _close(found: list[_Region], run: list[Row]) -> None:
    """Keep a stretch if it has enough rows; single words behind it that stand off are not of it."""
    while len(run) > 1 and len(words(run[-1])) < 2 and middle(run[-1]) - middle(run[-2]) > NEAR * type_size(run[-1]):
        run.pop()
    if sum(len(words(row)) >= 2 for row in run) >= LEAST_ROWS:
        found.append(_Region(list(run), []))


def _in_one_column(run: Sequence[Row], row: Row) -> bool:
    """Say whether a line of one word stands within one of the columns of the rows before."""
    between = gutters([line for line in run if len(words(line)) >= 2])
    left = min(glyph.x0 for line in run for glyph in line) - type_size(row)
    right = max(glyph.x1 for line in run for glyph in line) + type_size(row)
    inside = left <= row[0].x0 and row[-1].x1 <= right
    return bool(between) and inside and not any(row[0].x0 < x < row[-1].x1 for x in between)


def _table(region: _Region) -> tuple[PageTable | None, str]:
    """Return the grid of a region and the doubt about it; None where too little speaks for a table."""
    rows = region.rows
    body = [row for row in rows if len(words(row)) >= 2]
    between = gutters(body) if body else []
    if not between and len(body) > LEAST_ROWS:
        between = gutters(body[1:])  # a head that spans columns hides the white below it
    if not between:
        return None, ""
    bands, doubt = _bands(region, between)
    if len(bands) < 2:
        return None, ""
    xs = [min(g.x0 for row in rows for g in row) - 1, *between, max(g.x1 for row in rows for g in row) + 1]
    table = grid(bands, xs)
    if not _is_table(table, bool(region.rules)):
        return None, ""
    table.unsure = doubt or _doubt(table, bool(region.rules)) or None
    return table, table.unsure or ""


def _bands(region: _Region, between: Sequence[float]) -> tuple[list[Row], str]:
    if len(region.rules) >= 4:
        return bands_by_rules(region.rows, region.rules, between)
    if len(region.rules) == 3:
        head = [row for row in region.rows if middle(row) < region.rules[1]]
        body = [row for row in region.rows if middle(row) >= region.rules[1]]
        if head and body:
            bands, doubt = bands_by_white(body, between)
            return [[glyph for row in head for glyph in row], *bands], doubt
    return bands_by_white(region.rows, between)


def _texts(table: PageTable) -> list[list[str]]:
    texts = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        texts[cell.row][cell.column] = "".join(line.text for line in cell.lines).strip()
    return texts


def _is_table(table: PageTable, ruled: bool) -> bool:
    """Say whether enough speaks for a table: columns of values, few gaps, short cells."""
    texts = _texts(table)
    values = [sum(is_value(row[column]) for row in texts[1:] if row[column]) for column in range(1, table.columns)]
    with_values = any(2 * count >= table.rows - 1 for count in values)
    share = _share(table)
    if ruled:
        return share >= 0.4 and (table.columns >= 3 or with_values)
    if table.rows < LEAST_ROWS or not with_values or share < FILLED:
        return False
    if max(len(text) for row in texts for text in row) > LONGEST:
        return False
    labelled = any(row[0].endswith(("：", ":")) for row in texts)  # 电话：… is a form, not a table
    return table.columns >= 3 or (table.rows > LEAST_ROWS and not labelled)


def _share(table: PageTable) -> float:
    """Return the share of places that hold words."""
    covered = sum(cell.column_span for cell in table.cells if cell.lines)
    return covered / (table.rows * table.columns)


def _doubt(table: PageTable, ruled: bool) -> str:
    if _share(table) < FILLED:
        return "it has no upright rules, and many of its places are empty"
    if not ruled and table.rows <= LEAST_ROWS:
        return "it has no rules and few rows"
    return ""
