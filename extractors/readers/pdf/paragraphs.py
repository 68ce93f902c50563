"""Printed lines to paragraphs (段落), over lines and over pages.

A paragraph ends where the next line is indented, where a line ends short although the next word had room, where the
type changes, or where the gap is wider than from line to line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.readers.breaking import ends_sentence, first_word
from extractors.readers.layout import PageTable
from extractors.readers.pdf.flow import FOOTNOTE, FRAME, FlowItem, FlowLine, FlowTable
from extractors.readers.pdf.words import bare, pattern

INDENT = 1.4  # in type sizes: a line set in by more begins a paragraph
SLACK = 0.6  # in type sizes: room a full line may leave beyond the next word
SLACK_READ = 1.1  # the same for lines recognised from an image, whose edges are not sharp
SLACK_RAGGED = 1.8  # the same for lines that are not stretched to the margin
WIDER_GAP = 1.6  # of the usual distance from line to line
SAME_SIZE = 0.13  # difference of two type sizes that is none
CENTRED = 1.5  # in type sizes: the two sides of a centred line differ by less
LETTERHEAD = 1.7  # of the prose's type size
SET_IN = 3.0  # in type sizes: a centred line is set in by more


@dataclass(slots=True)
class Paragraph:
    """The lines of one paragraph. `title` marks a centred one in larger type."""

    lines: list[FlowLine] = field(default_factory=list)
    title: bool = False

    @property
    def kind(self) -> str:
        return self.lines[0].kind

    @property
    def page(self) -> int:
        return self.lines[0].page


@dataclass(slots=True)
class TablePart:
    """A table, or a part of one, between paragraphs."""

    page: int
    table: PageTable


def paragraphs(items: Sequence[FlowItem]) -> list[Paragraph | TablePart]:
    """Return the paragraphs and tables of a document in reading order.

    A footnote never tears a paragraph: where the prose goes on behind it, it is put before the paragraph's beginning.
    """
    done: list[Paragraph | TablePart] = []
    held: list[Paragraph | TablePart] = []
    current: Paragraph | None = None
    for item in items:
        if isinstance(item, FlowTable):
            done += [current] if current else []
            done += [*held, TablePart(item.page, item.table)]
            current, held = None, []
        elif item.kind == FOOTNOTE:
            note = held[-1] if held else None
            if isinstance(note, Paragraph) and not _begins(note.lines, item):
                note.lines.append(item)
            else:
                held.append(Paragraph([item]))
        elif current is None:
            done += held
            current, held = Paragraph([item]), []
        elif _begins(current.lines, item):
            done += [current, *held]
            current, held = Paragraph([item]), []
        else:
            done += held
            held = []
            current.lines.append(item)
    done += [current] if current else []
    done += held
    for part in done:
        if isinstance(part, Paragraph):
            part.title = _is_title(part)
    return done


def _begins(lines: Sequence[FlowLine], item: FlowLine) -> bool:
    """Say whether `item` begins a new paragraph after `lines`."""
    before = lines[-1]
    if before.kind != item.kind or (before.page == item.page and before.column != item.column and item.kind == FRAME):
        return True
    if _other_size(before, item) or is_date(before) or is_date(item) or _stands_alone(item):
        return True
    if before.page == item.page and _gap_is_wide(before, item):
        return True
    if item.kind == FOOTNOTE and pattern("footnote_mark").match(item.line.text.strip()) and _ends_sentence(before):
        return True
    if is_centred(item):
        return not _goes_on_centred(lines, item)
    if is_centred(before):
        return True
    indent = (item.line.box.x0 - item.left) / item.em
    if indent >= INDENT:
        return not _goes_on_set_in(lines, item)
    if not _is_full(before, item):
        return True
    set_in = (lines[0].line.box.x0 - lines[0].left) / item.em >= INDENT
    return not set_in and _ends_sentence(before) and pattern("item_start").match(bare(item.line.text)) is not None


def _goes_on_set_in(lines: Sequence[FlowLine], item: FlowLine) -> bool:
    """Say whether an indented line goes on a paragraph that is indented as a whole (a hanging or framed one)."""
    before = lines[-1]
    if _ends_sentence(before) or pattern("item_start").match(bare(item.line.text)):
        return False
    same = abs((item.line.box.x0 - item.left) - (before.line.box.x0 - before.left)) < 0.5 * item.em
    return same and _is_full(before, item)


def _other_size(before: FlowLine, item: FlowLine) -> bool:
    """Say whether two lines are set in different type; Latin letters alone do not tell."""
    if not (_has_ideographs(before) and _has_ideographs(item)):
        return False
    tolerance = SAME_SIZE if item.line.confidence is None else 0.3
    return abs(before.em - item.em) > tolerance * max(before.em, item.em)


def _has_ideographs(item: FlowLine) -> bool:
    return sum(1 for char in item.line.text if ord(char) >= 0x2E80) * 2 > len(item.line.text)


def _gap_is_wide(before: FlowLine, item: FlowLine) -> bool:
    step = item.line.box.bottom - before.line.box.bottom
    usual = item.pitch or 1.8 * item.em
    return step > max(WIDER_GAP * usual, 1.3 * item.em) or step < 0


def _is_full(before: FlowLine, item: FlowLine) -> bool:
    """Say whether the line before had no room for the first word of this one."""
    room = before.right - before.line.box.x1
    slack = SLACK if before.line.confidence is None else SLACK_READ
    if before.ragged and not _ends_sentence(before):
        slack = SLACK_RAGGED
    return room < (first_word(item.line.text) + slack) * item.em


def _ends_sentence(item: FlowLine) -> bool:
    return ends_sentence(item.line.text)


def is_centred(item: FlowLine) -> bool:
    """Say whether the line stands in the middle between its margins, well set in on both sides."""
    left = item.line.box.x0 - item.left
    right = item.right - item.line.box.x1
    least = SET_IN if abs(item.em - item.body_size) < 0.15 * item.body_size else 1.0
    return min(left, right) > least * item.em and abs(left - right) < CENTRED * item.em


def _stands_alone(item: FlowLine) -> bool:
    """Say whether the line is a label of its own (附件2) or one of the names in the letterhead's large type (红头)."""
    large = item.em > LETTERHEAD * item.body_size > 0 and not is_centred(item)
    return large or pattern("own_line").fullmatch(bare(item.line.text)) is not None


def is_date(item: FlowLine) -> bool:
    """Say whether the line is a date alone, as under a signature."""
    return pattern("date_line").fullmatch(bare(item.line.text)) is not None


def _goes_on_centred(lines: Sequence[FlowLine], item: FlowLine) -> bool:
    """Say whether a centred line goes on a title: the lines before are centred or fill the measure, open-ended."""
    before = lines[-1]
    if _ends_sentence(before) or before.page != item.page:
        return False
    if pattern("item_start").match(bare(item.line.text)):
        return False
    flush = all(line.line.box.x0 - line.left < INDENT * line.em for line in lines)
    filled = flush and _is_full(before, item)
    if not (all(is_centred(line) for line in lines) or filled):
        return False
    larger = item.em > 1.1 * item.body_size
    return larger or (filled and item.page == 1) or (item.page == 1 and lines[0].line.box.top < 300)


def _is_title(paragraph: Paragraph) -> bool:
    """Say whether the paragraph is a title: centred, in type larger than the prose."""
    if paragraph.kind == FRAME:
        return False
    return all(is_centred(line) and line.em > 1.15 * line.body_size for line in paragraph.lines)
