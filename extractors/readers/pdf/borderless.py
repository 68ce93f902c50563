"""Tables without a full grid (无线表、三线表): columns by the white between them, rows by rules or by their labels.

A table is taken only where several rows agree on their columns. Where rows or columns are doubtful the table says so
(`unsure`); where too little speaks for a table, the words stay prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extractors.readers.joining.words import is_value
from extractors.readers.layout import PageCell, PageTable, Rect
from extractors.readers.pdf.glyphs import Glyph
from extractors.readers.pdf.lines import baselines, whole_lines

GAP = 1.0  # in type sizes: white between two words of a row that may part columns
GUTTER = 0.7  # in type sizes: white that runs down between two columns
LEAST_ROWS = 3
SAME_EDGE = 5.0  # points: rules whose ends differ by less are of one table
WIDE_RULE = 0.25  # of the page's width
FILLED = 0.6  # of a sure table's places hold words


@dataclass(slots=True)
class _Region:
    """A stretch of rows that may be a table, and the heights of the level rules in it."""

    rows: list[list[Glyph]]
    rules: list[float]


def borderless(
    glyphs: Sequence[Glyph], rules: Sequence[Rect], width: float
) -> tuple[list[PageTable], list[Glyph], list[Rect]]:
    """Return the tables found, the characters outside them and the rules left over.

    `rules` are level rules that belong to no grid, `width` is the page's.
    """
    rows = baselines(glyphs)
    tables: list[PageTable] = []
    used: set[int] = set()
    left = list(rules)
    for region, own in _between_rules(rows, rules, width):
        table = _table(region)
        if table is not None:
            tables.append(table)
            used |= {glyph.order for row in region.rows for glyph in row}
            left = [rule for rule in left if rule not in own]
    rest = [row for row in rows if not any(glyph.order in used for glyph in row)]
    for region in _aligned(rest):
        table = _table(region)
        if table is not None:
            tables.append(table)
            used |= {glyph.order for row in region.rows for glyph in row}
    tables.sort(key=lambda item: item.box.top)
    return tables, [glyph for glyph in glyphs if glyph.order not in used], left


def _between_rules(
    rows: Sequence[list[Glyph]], rules: Sequence[Rect], width: float
) -> list[tuple[_Region, list[Rect]]]:
    """Return the stretches between level rules of one length (三线表), with their rules."""
    found: list[tuple[_Region, list[Rect]]] = []
    families: list[list[Rect]] = []
    for rule in sorted(rules, key=lambda item: item.top):
        if rule.width < WIDE_RULE * width:
            continue
        home = next((f for f in families if _same_ends(f[0], rule)), None)
        if home is None:
            families.append([rule])
        elif rule.top - home[-1].top > 3:
            home.append(rule)
    for family in families:
        if len(family) < 2:
            continue
        top, bottom = family[0].top, family[-1].top
        inside = [row for row in rows if top < _middle(row) < bottom]
        within = all(family[0].x0 - SAME_EDGE <= g.x <= family[0].x1 + SAME_EDGE for row in inside for g in row)
        if within and len(inside) >= 2 and _several(inside) * 2 >= len(inside):
            found.append((_Region(inside, [rule.top for rule in family]), family))
    return found


def _same_ends(one: Rect, other: Rect) -> bool:
    return abs(one.x0 - other.x0) < SAME_EDGE and abs(one.x1 - other.x1) < SAME_EDGE


def _aligned(rows: Sequence[list[Glyph]]) -> list[_Region]:
    """Return the stretches of following rows that each have several words with white between them."""
    found: list[_Region] = []
    run: list[list[Glyph]] = []
    for row in rows:
        near = not run or _middle(row) - _middle(run[-1]) < 3.5 * _em(row)
        if len(_words(row)) >= 2 and near:
            run.append(row)
            continue
        if len(run) >= LEAST_ROWS:
            found.append(_Region(run, []))
        run = [row] if len(_words(row)) >= 2 else []
    if len(run) >= LEAST_ROWS:
        found.append(_Region(run, []))
    return found


def _words(row: Sequence[Glyph], gap: float = GAP) -> list[list[Glyph]]:
    """Return the row's characters cut at white wider than `gap` type sizes."""
    words: list[list[Glyph]] = []
    for glyph in row:
        if words and glyph.x0 - words[-1][-1].x1 <= gap * max(glyph.size, words[-1][-1].size):
            words[-1].append(glyph)
        else:
            words.append([glyph])
    return words


def _several(rows: Sequence[list[Glyph]]) -> int:
    return sum(len(_words(row)) >= 2 for row in rows)


def _middle(row: Sequence[Glyph]) -> float:
    return median(glyph.y for glyph in row)


def _em(row: Sequence[Glyph]) -> float:
    return median(glyph.size for glyph in row)


def _gutters(rows: Sequence[list[Glyph]]) -> list[float]:
    """Return the middles of the white stripes that run down between the rows' words."""
    em = median(_em(row) for row in rows)
    spans = sorted((word[0].x0, word[-1].x1) for row in rows for word in _words(row, GUTTER))
    found: list[float] = []
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= GUTTER * em:
            found.append((reach + x0) / 2)
        reach = max(reach, x1)
    return found


def _table(region: _Region) -> PageTable | None:
    """Return the grid of a region, or None where too little speaks for a table."""
    rows = region.rows
    body = [row for row in rows if len(_words(row)) >= 2]
    gutters = _gutters(body)
    if not gutters and len(body) > LEAST_ROWS:
        gutters = _gutters(body[1:])  # a head that spans columns hides the white below it
    if not gutters:
        return None
    bands, doubtful = _bands(region, gutters)
    if len(bands) < 2:
        return None
    xs = [min(g.x0 for row in rows for g in row) - 1, *gutters, max(g.x1 for row in rows for g in row) + 1]
    table = _grid(bands, xs)
    verdict = _verdict(table, bool(region.rules), doubtful)
    if verdict is None:
        return None
    table.unsure = verdict or None
    return table


def _bands(region: _Region, gutters: Sequence[float]) -> tuple[list[list[Glyph]], bool]:
    """Return the characters of each table row, and whether the rows are doubtful.

    Rows that rules part are sure. Otherwise a row begins where the first column has a word; lines without one go on
    with the row above.
    """
    if len(region.rules) >= 4:
        bands: list[list[Glyph]] = []
        for top, bottom in pairwise(region.rules):
            band = [glyph for row in region.rows if top < _middle(row) < bottom for glyph in row]
            if band:
                bands.append(band)
        return bands, any(_stacked(band, gutters) for band in bands[1:])
    head = region.rules[1] if len(region.rules) == 3 else None
    bands = []
    joined = False
    for row in region.rows:
        in_head = head is not None and _middle(row) < head
        first = any(glyph.x < gutters[0] for glyph in row)
        if bands and ((in_head and head is not None) or not first):
            bands[-1].extend(row)
            joined = joined or not in_head
        else:
            bands.append(list(row))
        if head is not None and not in_head and _was_head(bands[-1], head):
            bands[-1] = bands[-1][: -len(row)]
            bands.append(list(row))
    return bands, joined


def _was_head(band: Sequence[Glyph], head: float) -> bool:
    return band[0].y < head


def _stacked(band: Sequence[Glyph], gutters: Sequence[float]) -> bool:
    """Say whether a band between two rules holds several rows: two columns have several lines of values."""
    edges = [-1.0e6, *gutters, 1.0e6]
    count = 0
    for left, right in pairwise(edges):
        lines = whole_lines([glyph for glyph in band if left <= glyph.x < right])
        count += len(lines) >= 2 and all(is_value(line.text) for line in lines)
    return count >= 2


def _grid(bands: Sequence[Sequence[Glyph]], xs: Sequence[float]) -> PageTable:
    tops = [min(glyph.top for glyph in band) for band in bands]
    bottoms = [max(glyph.bottom for glyph in band) for band in bands]
    ys = [tops[0] - 1, *((b + t) / 2 for b, t in zip(bottoms, tops[1:], strict=False)), bottoms[-1] + 1]
    cells: list[PageCell] = []
    for row, band in enumerate(bands):
        column = 0
        while column < len(xs) - 1:
            span = _span(band, xs, column)
            box = Rect(xs[column], ys[row], xs[column + span], ys[row + 1])
            inside = [glyph for glyph in band if xs[column] <= glyph.x < xs[column + span]]
            cells.append(PageCell(row, column, box, 1, span, whole_lines(inside)))
            column += span
    box = Rect(xs[0], ys[0], xs[-1], ys[-1])
    return PageTable(box, len(bands), len(xs) - 1, cells, tuple(round(x, 2) for x in xs))


def _span(band: Sequence[Glyph], xs: Sequence[float], column: int) -> int:
    """Return how many columns the words that begin in `column` run over."""
    span = 1
    for row in baselines(band):
        for word in _words(row, GUTTER):
            if xs[column] <= word[0].x < xs[column + 1]:
                while column + span < len(xs) - 1 and word[-1].x > xs[column + span]:
                    span += 1
    return span


def _verdict(table: PageTable, ruled: bool, doubtful: bool) -> str | None:
    """Return an empty text for a sure table, the doubt for an unsure one, None where it is none."""
    texts = [["" for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        texts[cell.row][cell.column] = "".join(line.text for line in cell.lines).strip()
    filled = sum(bool(text) for row in texts for text in row)
    values = [sum(is_value(row[column]) for row in texts[1:] if row[column]) for column in range(1, table.columns)]
    with_values = sum(2 * count >= table.rows - 1 for count in values)
    share = filled / (table.rows * table.columns)
    long = max((len(text) for row in texts for text in row), default=0)
    if not ruled:
        if table.rows < LEAST_ROWS or not with_values or share < FILLED or long > 60:
            return None
        labelled = any(row[0].endswith(("：", ":")) for row in texts)  # 电话：… is a form, not a table
        if table.columns < 3 and (table.rows < 4 or labelled):
            return None
    elif share < 0.4 or (table.columns < 3 and not with_values):
        return None
    if doubtful:
        return "it has no rules between its rows, and some cells run over several lines"
    if share < FILLED:
        return "it has no upright rules, and many of its places are empty"
    return "" if ruled or table.rows > LEAST_ROWS else "it has no rules at all; its columns are told by the white alone"
