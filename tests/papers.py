"""Small invented documents, written out paragraph by paragraph, for tests that need no file."""

from __future__ import annotations

import hashlib

from schemas import Block, BlockKind, Cell, Document, Facts, Page, Piece, Table


def paper(written: str, facts: Facts | None = None) -> Document:
    """Return a document with one paragraph for each line of `written`; indentation and empty lines are dropped."""
    paragraphs = [line.strip() for line in written.splitlines() if line.strip()]
    return _document("\n".join(paragraphs), _blocks(paragraphs), (), facts)


def _blocks(paragraphs: list[str]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    place = 0
    for paragraph in paragraphs:
        blocks.append(Block(kind=BlockKind.PARAGRAPH, start=place, end=place + len(paragraph)))
        place += len(paragraph) + 1
    return tuple(blocks)


def paper_with_table(title: str, rows: list[list[str]]) -> Document:
    """Return a document of a title and a table below it; the first row is its head.

    An empty cell in the first two columns continues the cell above it, as merged cells do.
    """
    text = title + "\n"
    start = len(text)
    cells: list[Cell] = []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            if not word and row and column < 2:
                above = next(i for i in reversed(range(len(cells))) if cells[i].column == column)
                cells[above] = cells[above].model_copy(update={"row_span": cells[above].row_span + 1})
                continue
            piece = Piece(start=len(text), end=len(text) + len(word))
            cells.append(Cell(row=row, column=column, text=word, pieces=(piece,), is_head=row == 0))
            text += word + ("\n" if column == len(words) - 1 else "\t")
    table = Table(
        table_id="t1", title=title, rows=len(rows), columns=len(rows[0]), head_rows=1, cells=tuple(cells),
        start=start, end=len(text),
    )  # fmt: skip
    block = Block(kind=BlockKind.TABLE, start=start, end=len(text), table=0)
    return _document(text, (*_blocks([title]), block), (table,), None)


def _document(text: str, blocks: tuple[Block, ...], tables: tuple[Table, ...], facts: Facts | None) -> Document:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        document_id=sha[:16],
        source_file="paper.txt",
        sha256=sha,
        media_type="text/plain",
        text=text,
        pages=(Page(number=1, start=0, end=len(text)),),
        blocks=blocks,
        tables=tables,
        facts=facts or Facts(),
    )
