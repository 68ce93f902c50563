"""Tables of our own with what should be read of each number marked inside their cells.

A line is a row, `|` parts its cells, `^` goes on from the cell above and `<` from the cell to the left. A line that
begins with `|` goes on with the row above, one that begins with `+` with the cell. A mark is
`<s is='scope | indicator | comparator value unit | kind | deadline'>words</s>`; a role other than target stands as
`role=fact`, and where only the role matters `is` may be left out.
"""

from __future__ import annotations

from markup import Mark, parse

from extractors.language.periods import Calendar
from extractors.readers.grids import Slot, build_table
from extractors.table_statements import find_table_statements, flat_tables
from schemas import Block, BlockKind, Document, Facts, Issue, Outline, Page, Statement

PLAN = Calendar(year=2024, plan_start=2024, plan_end=2026)
EMPTY = Outline(sections=(), passages=())


def document_of(
    title: str, rows: str, name: str = "青屿市三年行动计划", unit_note: str = "", notes: str = ""
) -> Document:
    """Return a web page with one table."""
    head = f"{title}\n"
    text = head + rows
    slots = _slots(rows, len(head))
    table = build_table("d", text, slots)
    table = table.model_copy(update={"title": title, "unit_note": unit_note, "notes": notes})
    blocks = (
        Block(kind=BlockKind.PARAGRAPH, start=0, end=len(title)),
        Block(kind=BlockKind.TABLE, start=len(head), end=len(text), table=0),
    )
    facts = Facts(title=name, region="330000", region_name="青屿市")
    page = Page(number=1, start=0, end=len(text))
    return Document(
        document_id="d", source_file="d.html", sha256="d", media_type="text/html", text=text, pages=(page,),
        blocks=blocks, tables=(table,), facts=facts,
    )  # fmt: skip


def _slots(rows: str, place: int) -> list[Slot]:
    grid: dict[tuple[int, int], Slot] = {}
    for row, line in enumerate(rows.split("\n")):
        for column, cell in enumerate(line.split("|")):
            bare = cell.strip()
            start = place + len(cell) - len(cell.lstrip())
            place += len(cell) + 1
            if bare == "^":
                above = grid[(row - 1, column)]
                grown = Slot(above.row, above.column, above.start, above.end, row - above.row + 1, above.column_span)
            elif bare == "<":
                left = grid[(row, column - 1)]
                grown = Slot(left.row, left.column, left.start, left.end, left.row_span, column - left.column + 1)
            else:
                grid[(row, column)] = Slot(row, column, start, start + len(bare))
                continue
            for at, slot in list(grid.items()):
                if (slot.row, slot.column) == (grown.row, grown.column):
                    grid[at] = grown
            grid[(row, column)] = grown
    return sorted(set(grid.values()), key=lambda slot: (slot.row, slot.column))


def read(document: Document, calendar: Calendar = PLAN) -> tuple[list[Statement], list[Issue]]:
    """Return what the tables of a document say."""
    return find_table_statements(document, EMPTY, (), calendar, flat_tables(document, calendar))


def said(statement: Statement) -> str:
    """Write a statement the way the marks do."""
    value = f"{statement.comparator.value} {statement.value}"
    value += f" {statement.value_max}" if statement.value_max is not None else ""
    amount = f"{value} {statement.unit}".strip()
    return " | ".join(
        (statement.scope, statement.indicator, amount, statement.kind.value, statement.deadline or "-")
    )


def check(title: str, marked: str, calendar: Calendar = PLAN, **about: str) -> list[Statement]:
    """Read a marked table, hold every mark against what was read at its place, and return the statements."""
    plain, marks = parse(marked.strip().replace("\n|", " |").replace("\n+", "").replace("'", '"'))
    document = document_of(title, plain, **about)
    statements, _ = read(document, calendar)
    shift = len(title) + 1
    for mark in marks:
        _hold(mark, [one for one in statements if mark.start + shift <= one.value_start < mark.end + shift], plain)
    for one in statements:
        assert document.text[one.char_start : one.char_end] == one.quote
        assert document.text[one.value_start : one.value_end] == one.value_text
    return statements


def _hold(mark: Mark, found: list[Statement], plain: str) -> None:
    if mark.name == "none":
        assert not found, f"{mark.text}: {[said(one) for one in found]}"
        return
    assert len(found) == 1, f"{mark.text}: {[said(one) for one in found]} in\n{plain}"
    assert found[0].role.value == mark.attributes.get("role", "target"), mark.text
    if "is" in mark.attributes:
        assert said(found[0]) == mark.attributes["is"], mark.text
