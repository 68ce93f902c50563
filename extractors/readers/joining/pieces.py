"""The pieces that `join_tables` joins: a grid as it stands on one page, with offsets into the text (表格片段)."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemas import Piece


@dataclass(slots=True)
class GridCell:
    """One cell of a piece. `pieces` say where its words stand: slices of Document.text, with boxes where known.

    `room` is the white left at the end of its last printed line, in type sizes: where it is too small for another
    word, the sentence may go on over the page. None where lines are not known, as in text and DOCX.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    pieces: tuple[Piece, ...] = ()
    room: float | None = None
    is_head: bool = False


@dataclass(slots=True)
class GridPiece:
    """A table, or the part of one that stands on one page or on one stretch of text.

    `follows` says that nothing but furniture (running heads, page numbers) stands between this piece and the piece
    before it in the list; only then can it go on from that piece. `edges` are the columns + 1 vertical edges in any
    unit that is the same for all pieces (points on a page); empty where unknown, as in text and DOCX.
    """

    rows: int
    columns: int
    cells: list[GridCell] = field(default_factory=list)
    page: int = 1
    start: int = 0  # offsets of the piece in Document.text
    end: int = 0
    title: str = ""
    unit_note: str = ""
    notes: str = ""
    follows: bool = False
    edges: tuple[float, ...] = ()
    open_top: bool = False
    open_bottom: bool = False
    unsure: str | None = None
