"""Tables of a web page (网页表格): layout told from data, spans counted out into a grid."""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors.readers.composing import Grid, GridCell
from extractors.readers.factlines import meta_names
from extractors.readers.html.dom import Element, words_in
from extractors.readers.limits import Limits

_WIDEST = 400  # columns that a span may claim


def rows_of(table: Element) -> list[Element]:
    """Return the rows of a table itself, those of nested tables left out, heads first and feet last."""
    found: list[tuple[int, Element]] = []
    for child in table:
        if child.tag == "tr":
            found.append((1, child))
        elif child.tag in ("thead", "tbody", "tfoot"):
            rank = {"thead": 0, "tbody": 1, "tfoot": 2}[child.tag]
            found.extend((rank, row) for row in child if row.tag == "tr")
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def cells_of(row: Element) -> list[Element]:
    """Return the cells of a row."""
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: Element, name: str, most: int) -> int:
    match = re.match(r"\s*(\d{1,6})", cell.get(name) or "")
    return min(max(int(match[1]), 1), most) if match else 1


def is_data_table(table: Element) -> bool:
    """Tell a table of data from one that only lays out the page: at least two columns and no cell that is the page."""
    if table.get("role") == "presentation":
        return False
    rows = rows_of(table)
    counts = [len(cells_of(row)) for row in rows]
    if not counts or max(counts) < 2:
        return False
    total = len(words_in(table))
    if not total:
        return False
    nested = sum(len(words_in(inner)) for inner in table.iter("table") if inner is not table)
    if nested > 0.5 * total:
        return False
    largest = max((len(words_in(cell)) for row in rows for cell in cells_of(row)), default=0)
    if len(rows) <= 3 and largest > 0.7 * total and largest > 300:
        return False
    return sum(counts) >= 4 or (sum(counts) >= 2 and len(rows) >= 2)


def is_fact_table(table: Element) -> bool:
    """Tell the box of 索引号, 发布机构, 文号 above a document from a table of the document."""
    words = [words_in(cell) for row in rows_of(table) for cell in cells_of(row)]
    filled = [word for word in words if word]
    leads = [re.split(r"[:：]", word.strip("【】[]"))[0].strip("【】[]") for word in filled]
    named = sum(1 for lead in leads if lead in meta_names())
    return len(words) <= 60 and named >= max(2, 0.3 * len(filled))


def fact_lines(table: Element) -> list[str]:
    """Return the pairs of a fact table as lines: 文号：穗卫函〔2023〕1930号."""
    lines: list[str] = []
    label: str | None = None
    for row in rows_of(table):
        for cell in cells_of(row):
            words = " ".join("".join(cell.itertext()).split())
            bare = re.sub(r"[\s:：【】]", "", words)
            if bare in meta_names():
                label = bare
                continue
            if label is not None:
                if words:
                    lines.append(f"{label}：{words}")
            elif words:
                lines.append(words)
            label = None
    return lines


def grid_of(table: Element, words: Callable[[Element], str], limits: Limits) -> Grid:
    """Return the grid of a data table. `words` gives a cell's text.

    Raises ReadError "too-large" where its spans make more cells than the limit.
    """
    rows = rows_of(table)
    taken: dict[tuple[int, int], bool] = {}
    cells: list[GridCell] = []
    for number, row in enumerate(rows):
        column = 0
        for cell in cells_of(row):
            while (number, column) in taken:
                column += 1
            width = _span(cell, "colspan", _WIDEST)
            # A rowspan of 0 reaches to the end of the table; none reaches beyond it.
            below = len(rows) - number
            height = below if (cell.get("rowspan") or "").strip() == "0" else min(_span(cell, "rowspan", below), below)
            if len(taken) + width * height > limits.table_cells:
                raise limits.over("table_cells", "a table of the page is", "split it or raise the limit")
            for down in range(height):
                for across in range(width):
                    taken[number + down, column + across] = True
            head = cell.tag == "th" and (number == 0 or row.getparent().tag == "thead")
            head = head or row.getparent().tag == "thead"
            cells.append(GridCell(number, column, words(cell), height, width, head))
            column += width
    caption = next((child for child in table if child.tag == "caption"), None)
    return Grid(tuple(cells), caption=" ".join("".join(caption.itertext()).split()) if caption is not None else "")
