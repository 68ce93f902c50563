"""Pieces of tables to logical tables (跨页表格合并)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.readers.joining.columns import aligned
from extractors.readers.joining.heads import head_rows, is_banner, repeated_heads, row_cells
from extractors.readers.joining.pieces import GridCell, GridPiece
from extractors.readers.joining.seam import goes_on, is_one_row, label_columns
from extractors.readers.joining.words import bare, pattern
from schemas import Cell, Table, content_id


@dataclass(frozen=True, slots=True)
class Joined:
    """A logical table and the indices of the pieces it was made of."""

    table: Table
    members: tuple[int, ...]


def join_tables(pieces: Sequence[GridPiece], document_id: str = "") -> tuple[Joined, ...]:
    """Return the logical tables that `pieces` (in reading order) make.

    A piece that follows another one and fits its columns goes on with it: repeated heads are dropped, a cell split by
    the break is joined and keeps both pieces, cells that span rows are carried over. Titles, unit notes and notes are
    those of the pieces: the first title, the last notes.
    """
    groups: list[tuple[GridPiece, list[int]]] = []
    for index, piece in enumerate(pieces):
        whole = _extended(groups[-1][0], piece) if groups and piece.follows else None
        if whole is None:
            groups.append((_begun(piece), [index]))
        else:
            groups[-1] = (whole, [*groups[-1][1], index])
    return tuple(
        Joined(_table(whole, [pieces[i] for i in members], document_id), tuple(members)) for whole, members in groups
    )


def _begun(piece: GridPiece) -> GridPiece:
    """Return a copy of the first piece of a table, its head rows marked."""
    heads = head_rows(piece.cells, piece.rows, piece.columns)
    cells = [replace(cell, is_head=cell.row < heads) for cell in piece.cells]
    return replace(piece, cells=cells)


def _heads(piece: GridPiece) -> int:
    return max((cell.row + 1 for cell in piece.cells if cell.is_head), default=0)


def _extended(whole: GridPiece, piece: GridPiece) -> GridPiece | None:
    """Return the table with `piece` added at its end, or None where the piece begins another table."""
    fitted = aligned(whole, piece)
    if fitted is None:
        return None
    above, below, columns, edges = fitted
    heads = _heads(whole)
    repeated = repeated_heads(above, max(heads, 3), below)
    if not repeated and _begins_anew(whole, below, columns):
        return None
    if repeated > heads:
        above = [replace(cell, is_head=cell.row < repeated) for cell in above]
    below = [replace(cell, row=cell.row - repeated) for cell in below if cell.row >= repeated]
    rows = piece.rows - repeated
    merged = replace(
        whole,
        cells=above,
        columns=columns,
        edges=edges,
        end=piece.end,
        notes=piece.notes or whole.notes,
        unit_note=whole.unit_note or piece.unit_note,
        unsure=whole.unsure or piece.unsure,
    )
    if rows <= 0:
        return merged
    return _sewn(merged, below, rows)


def _begins_anew(whole: GridPiece, below: Sequence[GridCell], columns: int) -> bool:
    """Say whether a piece that does not repeat the head has a title or a head of its own."""
    first = row_cells(below, 0)
    if is_banner(first, columns) and pattern("caption").match(bare(first[0].text)):
        return True
    if whole.edges:
        return False
    words = [cell for cell in first if pattern("head_word").fullmatch(bare(cell.text))]
    return len(words) >= 2 and len(words) * 2 >= len(first)


def _at_row(cells: Sequence[GridCell], row: int) -> dict[int, GridCell]:
    """Return the cell that covers each column in `row`."""
    found: dict[int, GridCell] = {}
    for cell in cells:
        if cell.row <= row < cell.row + cell.row_span:
            for column in range(cell.column, cell.column + cell.column_span):
                found[column] = cell
    return found


def _sewn(whole: GridPiece, below: list[GridCell], rows: int) -> GridPiece:
    """Return the table with the rows of `below` (heads dropped) sewn to its last row."""
    heads = _heads(whole)
    last = whole.rows - 1
    above_at, below_at = _at_row(whole.cells, last), _at_row(below, 0)
    if len(above_at) < whole.columns or len(below_at) < whole.columns:
        return _stacked(whole, below, rows, {})
    labels = label_columns(whole.cells, whole.columns, heads)
    if is_one_row(above_at, below_at, labels, whole.columns, last):
        partners = {id(b): above_at[b.column] for b in below if b.row == 0}
        return _stacked(whole, below, rows, partners, shift=whole.rows - 1)
    partners = {}
    for cell in below if last >= heads else ():
        partner = above_at.get(cell.column)
        if cell.row == 0 and partner is not None and _is_carried(partner, cell, below_at, labels, last):
            partners[id(cell)] = partner
    return _stacked(whole, below, rows, partners)


def _is_carried(above: GridCell, below: GridCell, row: dict[int, GridCell], labels: int, last: int) -> bool:
    """Say whether a cell of a new row is the rest of the cell above, which spans rows over the page."""
    if above.column != below.column or above.column_span != below.column_span:
        return False
    empty = not bare(below.text)
    if empty and all(not bare(row[column].text) for column in range(below.column)):
        return any(bare(cell.text) for column, cell in row.items() if column > below.column)  # labels of its group
    if empty:
        in_group = not bare(row[0].text)
        return bool(bare(above.text)) and (below.row_span > 1 or (above.row_span > 1 and in_group))
    if below.column < labels:
        return goes_on(above, below) >= 3.0 or (not bare(above.text) and above.column == 0)
    spans = below.row_span > 1 or above.row_span > 1 or above.row < last
    return spans and goes_on(above, below) >= 2.0


def _stacked(
    whole: GridPiece, below: Sequence[GridCell], rows: int, partners: dict[int, GridCell], shift: int | None = None
) -> GridPiece:
    """Return the table with the cells of `below` under it; those with a partner above are joined to it."""
    offset = whole.rows if shift is None else shift
    grown: dict[int, GridCell] = {}
    added: list[GridCell] = []
    for cell in below:
        partner = partners.get(id(cell))
        if partner is None:
            added.append(replace(cell, row=cell.row + offset, is_head=False))
            continue
        text = "\n".join(part for part in (partner.text, cell.text) if part.strip())
        grown[id(partner)] = replace(
            partner,
            text=text,
            row_span=offset + cell.row_span - partner.row,
            pieces=partner.pieces + cell.pieces,
            room=cell.room if cell.text.strip() else partner.room,
        )
    cells = [grown.get(id(cell), cell) for cell in whole.cells] + added
    return replace(whole, cells=cells, rows=offset + rows)


def _table(whole: GridPiece, members: Sequence[GridPiece], document_id: str) -> Table:
    heads = _heads(whole)
    first = row_cells(whole.cells, 0)
    title, unit_note = whole.title, whole.unit_note
    for row in range(heads):
        banner = row_cells(whole.cells, row)
        if is_banner(banner, whole.columns):
            words = " ".join(banner[0].text.split())
            if pattern("unit_note").match(bare(words)):
                unit_note = unit_note or words
            else:
                title = title or words
    cells = sorted(whole.cells, key=lambda cell: (cell.row, cell.column))
    return Table(
        table_id=content_id(document_id, "table", whole.start, title, "\t".join(cell.text for cell in first)),
        title=title,
        unit_note=unit_note,
        notes=whole.notes,
        rows=whole.rows,
        columns=whole.columns,
        head_rows=heads,
        cells=tuple(
            Cell(
                row=cell.row,
                column=cell.column,
                row_span=cell.row_span,
                column_span=cell.column_span,
                text=cell.text,
                pieces=cell.pieces,
                is_head=cell.is_head,
            )
            for cell in cells
        ),
        pages=tuple(dict.fromkeys(piece.page for piece in members)),
        start=members[0].start,
        end=members[-1].end,
        unsure=whole.unsure,
    )
