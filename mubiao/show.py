"""One statement, target or measure with its evidence, for a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from pipeline.dataset import DatasetError, find_rows

# Where there is no colour, the quote stands between these.
_OPEN, _CLOSE = "⟦", "⟧"
_RAW_AND_READ = (
    ("role", "rule"), ("scope", None), ("indicator", None), ("comparator", None), ("value", None), ("value_max", None),
    ("unit", None), ("kind", None), ("start", None), ("deadline", "deadline_words"), ("deadline_basis", None),
    ("lead", None), ("support", None), ("responsible", None), ("confidence", None),
)  # fmt: skip


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(str(member) for member in value)
    return "" if value is None else str(value)


def marked(row: dict[str, Any], colour: bool) -> Text:
    """Return the paragraph (or table row) of a statement with the quote marked."""
    context, quote = str(row["context"]), str(row["quote"])
    start = context.find(quote) if row["context_start"] is None else row["char_start"] - row["context_start"]
    if start < 0:
        return Text(context)
    end = start + len(quote)
    if colour:
        return Text.assemble(context[:start], (context[start:end], "bold reverse"), context[end:])
    return Text(context[:start] + _OPEN + context[start:end] + _CLOSE + context[end:])


def _place(row: dict[str, Any]) -> Text:
    where = f"{row['source_file']}, page {row['page']}, characters {row['char_start']}–{row['char_end']}"
    boxes = [f"page {page} ({x0:.0f}, {top:.0f})–({x1:.0f}, {end:.0f})" for page, x0, top, x1, end in row["boxes"]]
    return Text(where + (f"; in points: {', '.join(boxes)}" if boxes else ""))


def _reading(row: dict[str, Any]) -> Table:
    """Set what was read beside the words it was read from."""
    table = Table(show_edge=False, pad_edge=False)
    table.add_column("field", style="bold")
    table.add_column("as read", overflow="fold")
    table.add_column("as printed", overflow="fold")
    extracted = row["extracted"]
    if extracted:
        table.add_column("as extracted", overflow="fold")
    for name, words in _RAW_AND_READ:
        raw = row["value_text"] if name == "value" else row[words] if words else ""
        if _text(row[name]) or raw:
            cells = [Text(_text(row[name])), Text(_text(raw))]
            if extracted:
                cells.append(Text(_text(extracted.get(name))))
            table.add_row(name, *cells)
    return table


def statement_panel(row: dict[str, Any], colour: bool) -> Panel:
    """Return a statement with its headings, its paragraph, its place and what was read from it."""
    parts: list[RenderableType] = [_place(row), Text(" › ".join(row["path"]), style="italic")]
    if row["table"]:
        cell = row["table"]
        parts.append(Text(f"table «{cell['title']}», row «{cell['row']}», column «{cell['column']}»"))
    if row["state"] != "unreviewed" or row["review_note"]:
        parts.append(Text(f"{row['state']} by {row['reviewer']}, {row['reviewed_at']} {row['review_note']}".rstrip()))
    parts += [Text(), marked(row, colour), Text(), _reading(row)]
    return Panel(Group(*parts), title=f"statement {row['statement_id']}", title_align="left")


def _fields_panel(title: str, row: dict[str, Any], names: tuple[str, ...]) -> Panel:
    table = Table(show_header=False, show_edge=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name in names:
        if _text(row[name]):
            table.add_row(name, Text(_text(row[name])))
    return Panel(table, title=title, title_align="left")


_TARGET = (
    "indicator", "scope", "region", "comparator", "value", "value_max", "unit", "value_base", "value_max_base",
    "unit_base", "kind", "start", "deadline", "agencies", "status", "series_id", "rule",
)  # fmt: skip
_MEASURE = (
    "source_file", "number", "heading", "path", "lead", "support", "responsible", "deadline", "text",
)  # fmt: skip


def show(identity: str, folder: Path, console: Console) -> None:
    """Print the statement, target (with its statements) or measure whose id is `identity` or begins with it.

    Raises DatasetError where there is no such id, several, or no dataset.
    """
    colour = console.is_terminal and not console.no_color
    tables = ("statements", "targets", "measures")
    found = [(table, row) for table in tables for row in find_rows(folder, table, identity)]
    if not found:
        raise DatasetError(f"{folder}: no statement, target or measure has an id that begins with {identity}.")
    if len(found) > 1:
        ids = ", ".join(str(row[f"{table[:-1]}_id"]) for table, row in found)
        raise DatasetError(f"Several ids begin with {identity}: {ids}. Give more of it.")
    table, row = found[0]
    if table == "statements":
        console.print(statement_panel(row, colour))
    elif table == "targets":
        console.print(_fields_panel(f"target {row['target_id']}", row, _TARGET))
        for statement_id in row["statement_ids"]:
            for statement in find_rows(folder, "statements", statement_id):
                console.print(statement_panel(statement, colour))
    else:
        console.print(_fields_panel(f"measure {row['measure_id']}", row, _MEASURE))
