"""Plain text (纯文本): UTF-8, UTF-16 or GB18030; paragraphs put together again, tab-separated rows as tables.

The decoded text is `Document.text`, unchanged: line breaks stay as they are in the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.errors import ReadError
from extractors.readers import lines as look
from extractors.readers.decoding import Decoded, decode
from extractors.readers.grids import build_table, replace_fields
from extractors.readers.limits import DEFAULT_LIMITS, Limits
from extractors.readers.lines import Line
from extractors.readers.paragraphs import join_lines
from extractors.readers.tabbed import Run, table_runs
from extractors.vocabulary import terms
from schemas import Block, BlockKind, Document, Issue, Page, Severity, Status, Table

_CAPTION = 60


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
        raise ReadError("too-large", f"the text is longer than the limit of {limits.characters} characters; split it")
    digest = hashlib.sha256(data).hexdigest()
    draft = _Draft(issues=decoding_issues(decoded))
    draft_blocks(text, digest[:16], draft, limits)
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


def draft_blocks(text: str, document_id: str, draft: _Draft, limits: Limits) -> None:
    """Fill the draft with the blocks and tables of the text."""
    lines = look.split_lines(text)
    runs = table_runs(text, lines)
    place = 0
    for run in runs:
        _prose(lines[place : run.first], draft)
        table = build_table(document_id, text, run.slots, unsure=run.unsure, limits=limits)
        title, unit_note = _words_above(text, draft)
        draft.tables.append(replace_fields(table, title=title, unit_note=unit_note))
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
    _give_notes(text, draft)


def _prose(lines: Sequence[Line], draft: _Draft) -> None:
    """Add the paragraphs of lines between two tables; page numbers and a site's own lines are boilerplate."""
    words = [line for line in lines if line.text]
    pending: list[Line] = []
    for line in words:
        if look.is_page_number(line.text) or is_chrome(line.text):
            _paragraphs(pending, draft, cut=look.is_page_number(line.text))
            pending = []
            draft.blocks.append(Block(kind=BlockKind.BOILERPLATE, start=line.start, end=line.end))
        else:
            pending.append(line)
    _paragraphs(pending, draft, cut=False)


def _paragraphs(lines: Sequence[Line], draft: _Draft, cut: bool) -> None:
    groups = join_lines(lines)
    for group in groups:
        first = group[0].text
        kind = BlockKind.NOTE if look.is_note(first) or look.is_unit_note(first) else BlockKind.PARAGRAPH
        draft.blocks.append(Block(kind=kind, start=group[0].start, end=group[-1].end))
    if cut and groups:
        last = groups[-1][-1]
        if not look.ends_sentence(last.text) and len(last.text) > 20 and not look.ends_like_title(last.text):
            message = "a page number stands in the middle of this paragraph: its two halves were read as two paragraphs"
            draft.issues.append(
                Issue(
                    severity=Severity.INFO,
                    code="paragraph-cut-by-page-number",
                    message=message,
                    start=last.start,
                    end=last.end,
                )
            )


@lru_cache(maxsize=1)
def _chrome() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in terms("webpages.toml")["chrome_lines"]))


@lru_cache(maxsize=1)
def _meta_line() -> re.Pattern[str]:
    names = [re.escape(name) for group in terms("webpages.toml")["meta"].values() for name in group]
    name = "|".join(sorted(names, key=len, reverse=True))
    clock = r"(?:\s\d\d?:\d\d(?::\d\d)?)?"
    return re.compile(rf"(?:[\[【（(]?(?:{name})\s?[:：]\s?\S{{0,30}}{clock}[\]】）)]?[\s|｜]*)+")


def is_chrome(text: str) -> bool:
    """Tell a line that belongs to the web site and not to the document (navigation, sharing, 来源 … 发布时间 …)."""
    return bool(_chrome().fullmatch(text) or _meta_line().fullmatch(text))


def _words_above(text: str, draft: _Draft) -> tuple[str, str]:
    """Return the caption and the unit note printed directly above a table that comes next."""
    unit_note = ""
    for block in reversed(draft.blocks[-3:]):
        words = text[block.start : block.end]
        if block.kind is BlockKind.NOTE and look.is_unit_note(words) and not unit_note:
            unit_note = words
            continue
        if block.kind is BlockKind.PARAGRAPH and is_caption(words):
            return words, unit_note
        break
    return "", unit_note


def is_caption(words: str) -> bool:
    """Tell a table's caption from a paragraph that happens to stand above a table."""
    if len(words) > _CAPTION or look.ends_sentence(words) or words[-1] in "：:，,、":
        return False
    if look.stands_alone(words):
        return False
    return not look.starts_item(words) or look.ends_like_title(words, "caption_ends")


def _give_notes(text: str, draft: _Draft) -> None:
    """Give every table the notes (注：…) printed directly below it."""
    for place, block in enumerate(draft.blocks[:-1]):
        below = draft.blocks[place + 1]
        words = text[below.start : below.end]
        if block.table is not None and below.kind is BlockKind.NOTE and look.is_note(words):
            draft.tables[block.table] = replace_fields(draft.tables[block.table], notes=words)


__all__ = ["Run", "decoding_issues", "draft_blocks", "is_caption", "is_chrome", "read_text"]
