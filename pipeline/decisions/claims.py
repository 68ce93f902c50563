"""A statement's claim, the anchor of a decision about it, and the statement that a decision leads to (表述与锚点)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.evidence import boxes_of, page_of
from pipeline.rows import Surroundings
from schemas import CLAIMED, Anchor, Block, Box, Cell, Document, Extraction, Said, Statement, Table, TablePlace

REVIEWED_RULE = "reviewer"


def folded(text: str) -> str:
    """Return the text without white space: a paragraph set anew is the same words."""
    return "".join(text.split())


def said_by(statement: Statement) -> Said:
    """Return what a statement says."""
    return Said(**{name: getattr(statement, name) for name in CLAIMED})


def with_claim(statement: Statement, claim: Said) -> Statement:
    """Return the statement with the fields of a claim; its words and its place stay."""
    changes = {name: getattr(claim, name) for name in CLAIMED}
    if claim.deadline != statement.deadline:
        changes |= {"deadline_basis": None, "deadline_words": ""}
    return statement.model_copy(update=changes)


def same_number(statements: Sequence[Statement], statement: Statement) -> list[Statement]:
    """Return the statements made from the same number as one, itself among them."""
    place = (statement.value_start, statement.value_end)
    return [other for other in statements if (other.value_start, other.value_end) == place]


def anchor_of(statement: Statement, extraction: Extraction) -> Anchor:
    """Return where a statement's words stand, for finding them again."""
    context, _ = Surroundings(extraction).context(statement)
    ids = [other.statement_id for other in same_number(extraction.statements, statement)]
    return Anchor(
        document_id=statement.document_id, source_file=statement.source_file, page=statement.page,
        quote=statement.quote, char_start=statement.char_start, char_end=statement.char_end,
        value_text=statement.value_text, value_start=statement.value_start, value_end=statement.value_end,
        context=context, ordinal=ids.index(statement.statement_id) if statement.statement_id in ids else 0,
        table=statement.table, measure_id=statement.measure_id,
    )  # fmt: skip


def block_at(document: Document, place: int) -> Block:
    """Return the block that the character at `place` stands in. Raises ValueError where there is none."""
    for block in document.blocks:
        if block.start <= place < block.end:
            return block
    raise ValueError("There is no text at this place of the document.")


def cell_at(document: Document, start: int, end: int) -> tuple[Table, Cell] | None:
    """Return the table cell that holds the characters, and its table; None outside tables."""
    for table in document.tables:
        for cell in table.cells:
            if any(piece.start <= start and end <= piece.end for piece in cell.pieces):
                return table, cell
    return None


def place_in(table: Table, cell: Cell) -> TablePlace:
    """Return the head texts of a cell: the heads above it, and the first cell of its row."""
    above = [c.text for c in table.cells if c.row < table.head_rows and _covers(c.column, c.column_span, cell.column)]
    beside = [c.text for c in table.cells if c.column == 0 and _covers(c.row, c.row_span, cell.row) and c is not cell]
    return TablePlace(
        title=table.title, row=" ".join(beside), column=" ".join(above), table_id=table.table_id,
        row_index=cell.row, column_index=cell.column,
    )  # fmt: skip


def _covers(first: int, span: int, place: int) -> bool:
    return first <= place < first + span


def _boxes(document: Document, start: int, end: int) -> tuple[Box, ...]:
    """Return the boxes of the slice: in a table those of the cell's pieces, in prose those of its lines."""
    found = cell_at(document, start, end)
    if found is None:
        return boxes_of(block_at(document, start), start, end)
    return tuple(piece.box for piece in found[1].pieces if piece.box and piece.start < end and start < piece.end)


def new_statement(document: Document, statement_id: str, claim: Said, anchor: Anchor) -> Statement:
    """Return a statement that a reviewer stands for, at the place of the anchor, which must be true of the document."""
    start, end = anchor.value_start, anchor.value_end
    block = block_at(document, start)
    return Statement(
        statement_id=statement_id, document_id=document.document_id, source_file=document.source_file,
        **{name: getattr(claim, name) for name in CLAIMED},
        quote=document.text[anchor.char_start : anchor.char_end],
        char_start=anchor.char_start, char_end=anchor.char_end,
        value_text=document.text[start:end], value_start=start, value_end=end,
        page=page_of(document, block, start), boxes=_boxes(document, anchor.char_start, anchor.char_end),
        table=anchor.table, measure_id=anchor.measure_id, confidence=1.0, rule=REVIEWED_RULE,
    )  # fmt: skip
