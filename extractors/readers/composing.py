"""Composing a document's text from paragraphs and tables (排版成文), for formats whose files hold no running text.

Web pages and Word files give words and structure; the text that the records point into is made here: one line for each
paragraph, a table's cells parted by tabs and its rows by line breaks. The words themselves are not changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.errors import ReadError
from extractors.readers import lines as look
from extractors.readers.captions import give_notes, words_above
from extractors.readers.grids import Slot, build_table
from extractors.readers.limits import DEFAULT_LIMITS, Limits
from extractors.readers.lines import Line
from extractors.readers.paragraphs import join_lines
from schemas import Block, BlockKind, Document, Facts, Issue, Page, Severity, Status, Table
from schemas.document import MediaType

_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell before its words have a place in the text."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line or paragraph; `whole` says that it is not to be joined with its neighbours."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    whole: bool = True
    gap: int = 1  # blank lines that a reader of the page sees above it; 0 for a line below a <br>
    indent: int | None = None  # how far the format sets in the first line, where it says so


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: its cells in reading order and the caption that the format states."""

    cells: tuple[GridCell, ...]
    caption: str = ""
    unsure: str | None = None


Item = Paragraph | Grid


def is_heading_text(words: str) -> bool:
    """Tell words that can be a heading: styles of headings are often put on whole paragraphs or on the number."""
    return len(words) <= _LONGEST_HEADING and not words.endswith(("。", "；")) and not look.stands_alone(words)


@dataclass(slots=True)
class Composer:
    """Collects paragraphs and tables in reading order; `document` makes the document of them."""

    items: list[Item] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    partly: bool = False  # something of the document was left out that belongs to it; an issue says what

    def add(self, item: Item) -> None:
        """Add a paragraph or a table; one without words is left out."""
        texts = [cell.text for cell in item.cells] if isinstance(item, Grid) else [item.text]
        if any(text.strip(look.BLANKS + "\n") for text in texts):
            self.items.append(item)

    def say(self, severity: Severity, code: str, message: str) -> None:
        """Add an issue that concerns the whole document."""
        self.issues.append(Issue(severity=severity, code=code, message=message))

    def document(
        self,
        *,
        sha256: str,
        source_file: str,
        media_type: MediaType,
        facts: Facts | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Document:
        """Return the document of what was collected. Raises ReadError "no-text" and "too-large"."""
        composed = _Composed(sha256[:16], limits)
        for item in self.items:
            composed.place(item)
        text = composed.finish()
        if not text.strip():
            raise ReadError("no-text", "no words were found in the file; they may stand in pictures or in another file")
        if len(text) > limits.characters:
            what = f"the document has {len(text):,} characters,"
            raise limits.over("characters", what, "split it or raise the limit")
        return Document(
            document_id=sha256[:16],
            source_file=source_file,
            sha256=sha256,
            media_type=media_type,
            text=text,
            pages=(Page(number=1, start=0, end=len(text)),),
            blocks=tuple(composed.blocks),
            tables=tuple(composed.tables),
            facts=facts or Facts(),
            issues=tuple(self.issues),
            status=Status.PARTLY if self.partly else Status.EXTRACTED,
        )


class _Composed:
    """The text, blocks and tables as they grow."""

    def __init__(self, document_id: str, limits: Limits) -> None:
        self.document_id = document_id
        self.limits = limits
        self.parts: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.open_lines: list[Line] = []

    def write(self, text: str) -> tuple[int, int]:
        """Append words and return their offsets."""
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def place(self, item: Item) -> None:
        if self.length:
            self.write("\n")
        if isinstance(item, Grid):
            self.close_lines()
            self.place_grid(item)
            return
        if item.whole:
            self.close_lines()
            words = item.text.strip(look.BLANKS + "\n")
            start, end = self.write(words)
            self.blocks.append(Block(kind=item.kind, start=start, end=end, level=item.level))
            return
        lead = len(item.text) - len(item.text.lstrip(look.BLANKS))
        words = item.text.strip(look.BLANKS)
        start, end = self.write(words)
        blanks = sum(2 if char in "\u3000\t" else 1 for char in item.text[:lead])
        indent = blanks if item.indent is None else item.indent
        self.open_lines.append(Line(start, end, start, end, words, indent, item.gap, 0))

    def close_lines(self) -> None:
        """Join the lines that may belong together and make paragraphs of them."""
        for group in join_lines(self.open_lines):
            first = group[0].text
            kind = BlockKind.NOTE if look.is_note(first) or look.is_unit_note(first) else BlockKind.PARAGRAPH
            self.blocks.append(Block(kind=kind, start=group[0].start, end=group[-1].end))
        self.open_lines = []

    def place_grid(self, grid: Grid) -> None:
        start = self.length
        slots = self.write_cells(grid.cells)
        text = "".join(self.parts)
        self.parts = [text]
        title, unit_note = words_above(text, self.blocks)
        self.tables.append(
            build_table(
                self.document_id,
                text,
                slots,
                title=grid.caption or title,
                unit_note=unit_note,
                unsure=grid.unsure,
                limits=self.limits,
            )
        )
        self.blocks.append(
            Block(kind=BlockKind.TABLE, start=start, end=self.length, table=len(self.tables) - 1)
        )

    def write_cells(self, cells: Sequence[GridCell]) -> list[Slot]:
        slots: list[Slot] = []
        row: int | None = None
        for cell in cells:
            if row is not None:
                self.write("\n" if cell.row != row else "\t")
            row = cell.row
            start, end = self.write(cell.text.strip(look.BLANKS + "\n"))
            slots.append(Slot(cell.row, cell.column, start, end, cell.row_span, cell.column_span, cell.is_head))
        return slots

    def finish(self) -> str:
        self.close_lines()
        text = "".join(self.parts)
        give_notes(text, self.blocks, self.tables)
        return text
