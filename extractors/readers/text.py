"""Plain text (纯文本): UTF-8, UTF-16 or GB18030; paragraphs put together again, tab-separated rows as tables.

The decoded text is `Document.text`, unchanged: line breaks stay as they are in the file.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.errors import ReadError
from extractors.readers import lines as look
from extractors.readers.captions import give_notes, words_above
from extractors.readers.decoding import Decoded, decode
from extractors.readers.factlines import is_chrome
from extractors.readers.grids import build_table
from extractors.readers.limits import DEFAULT_LIMITS, Limits
from extractors.readers.lines import Line
from extractors.readers.paragraphs import Habits, join_lines
from extractors.readers.tabbed import table_runs
from extractors.stuck import is_page_line
from schemas import Block, BlockKind, Document, Issue, Page, Severity, Status, Table


@dataclass(slots=True)
class _Draft:
    """Blocks and tables in the making, in reading order."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def read_text(data: bytes, source_file: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a plain text file.

    Raises ReadError: "not-a-document" (binary data), "empty", "too-large".
    """
    decoded = decode(data)
    text = decoded.text
    if not text.strip():
        raise ReadError("empty", "the file holds no words; ask for it again where it came from")
    if len(text) > limits.characters:
        raise limits.over("characters", f"the text has {len(text):,} characters,", "split the file or raise the limit")
    digest = hashlib.sha256(data).hexdigest()
    draft = _Draft(issues=decoding_issues(decoded))
    _fill(text, digest[:16], draft, limits)
    return Document(
        document_id=digest[:16],
        source_file=source_file,
        sha256=digest,
        media_type="text/plain",
        text=text,
        pages=(Page(number=1, start=0, end=len(text)),),
        blocks=tuple(draft.blocks),
        tables=tuple(draft.tables),
        issues=tuple(draft.issues),
        status=Status.EXTRACTED,
    )


def decoding_issues(decoded: Decoded) -> list[Issue]:
    """Say how many bytes of a file stood for no character."""
    if not decoded.lost:
        return []
    message = (
        f"{decoded.lost} places in the file are not valid {decoded.encoding} and are shown as \ufffd; "
        "the file may be truncated or saved in the wrong encoding: compare it with the original"
    )
    return [Issue(severity=Severity.WARNING, code="undecodable-bytes", message=message)]


def _fill(text: str, document_id: str, draft: _Draft, limits: Limits) -> None:
    """Fill the draft with the blocks and tables of the text."""
    lines = look.split_lines(text)
    runs = table_runs(text, lines)
    place = 0
    for run in runs:
        _prose(lines[place : run.first], draft)
        title, unit_note = words_above(text, draft.blocks)
        draft.tables.append(
            build_table(
                document_id, text, run.slots, title=title, unit_note=unit_note, unsure=run.unsure, limits=limits
            )
        )
        draft.blocks.append(
            Block(
                kind=BlockKind.TABLE,
                start=lines[run.first].raw_start,
                end=lines[run.last].raw_end,
                table=len(draft.tables) - 1,
            )
        )
        place = run.last + 1
    _prose(lines[place:], draft)
    give_notes(text, draft.blocks, draft.tables)


def _prose(lines: Sequence[Line], draft: _Draft) -> None:
    """Add the paragraphs of lines between two tables; page numbers and a site's own lines are boilerplate."""
    words = [line for line in lines if line.text]
    habits = Habits.of([line for line in words if not _is_aside(line)])
    pending: list[Line] = []
    numbers: list[Line] = []
    for line in words:
        if is_page_line(line.text):
            numbers.append(line)
        elif _is_aside(line):
            _paragraphs(pending, numbers, habits, draft)
            pending, numbers = [], []
            draft.blocks.append(Block(kind=BlockKind.BOILERPLATE, start=line.start, end=line.end))
        else:
            behind = numbers and (not pending or numbers[-1].start > pending[-1].start)
            pending.append(replace(line, gap=min(line.gap, habits.gap)) if behind else line)
    _paragraphs(pending, numbers, habits, draft)


def _is_aside(line: Line) -> bool:
    return look.is_page_number(line.text) or look.is_contents_line(line.text) or is_chrome(line.text)


def _paragraphs(lines: Sequence[Line], numbers: Sequence[Line], habits: Habits, draft: _Draft) -> None:
    """Add the paragraphs of lines; a page number within one is part of its slice and left out of its view."""
    groups = join_lines(lines, habits)
    blocks = []
    for group in groups:
        first = group[0].text
        kind = BlockKind.NOTE if look.is_note(first) or look.is_unit_note(first) else BlockKind.PARAGRAPH
        blocks.append(Block(kind=kind, start=group[0].start, end=group[-1].end))
    starts = [block.start for block in blocks]
    asides = []
    for number in numbers:
        place = bisect_right(starts, number.start)
        if place and number.start < blocks[place - 1].end:
            continue
        asides.append(Block(kind=BlockKind.BOILERPLATE, start=number.start, end=number.end))
        if 0 < place < len(groups):
            _tell_if_cut(groups[place - 1][-1], draft)
    draft.blocks += sorted([*blocks, *asides], key=lambda block: block.start)


def _tell_if_cut(last: Line, draft: _Draft) -> None:
    """Say that a page number parts two paragraphs where the first does not end like one. last: its last line."""
    if look.ends_sentence(last.text) or len(last.text) <= 20 or look.ends_like_title(last.text):
        return
    draft.issues.append(
        Issue(
            severity=Severity.INFO,
            code="paragraph-cut-by-page-number",
            message="a page number stands in the middle of this paragraph: its two halves were read as two paragraphs",
            start=last.start,
            end=last.end,
        )
    )
