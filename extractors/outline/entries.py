"""Segments into entries: which segment is a heading, of which style, and what of it is prose (条目)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.outline.markers import RANKS, Style
from extractors.outline.splitting import Segment
from extractors.outline.titles import Title, title_of
from extractors.outline.unnumbered import (
    ANNEX,
    BOX,
    dash_title,
    is_label,
    is_title,
)
from schemas import BlockKind, Document

DATE_LINE = re.compile(
    r"^(?:二[〇○零]|20\d\d|19\d\d).{0,12}[日月]$|^（此件.*）$|^（?(?:此件)?(?:主动)?公开(?:发布)?）?$"
)
_ANNEX_LIST = re.compile(r"附件：?1[.、]")
_CONTENTS = re.compile(r"^目录$")
_PAGE_NUMBER = re.compile(r"[.．…·⋯—\-\s]*\d{0,3}$")
_SENT_WITH = re.compile(r"(?:印发|转发|发布|公布|颁布).{0,6}(?:给你们|施行|实施|如下)|请.{0,12}(?:执行|实施|落实)")
_FIRST_LINES = 4
_LONGEST_HEADING = 60
_LONGEST_OPENING = 45


@dataclass(slots=True)
class Entry:
    """A segment, or the part of it that begins with a run-in title, and what it is in the outline."""

    segment: Segment
    start: int
    end: int
    style: Style | None = None
    number: str = ""
    value: int = 0
    title: Title | None = None
    level: int | None = None
    closing: bool = False
    after_box: bool = False
    extra: list[Segment] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The entry's words in the view, number included."""
        return self.segment.view.text[self.start : self.end]


def _title_line(entry: Entry) -> Title:
    text = entry.segment.text
    inner = len(text) - len(text.lstrip("《 "))
    return Title(entry.segment.body + inner, entry.segment.body + len(text.rstrip("》 ：")), False)


class _Reader:
    """Walks over the segments once and decides what each is."""

    def __init__(self, document: Document, segments: list[Segment]) -> None:
        self.document = document
        self.segments = segments
        self.sent = False
        self.numbered = False
        self.listed: int | None = None
        self.contents = False

    def entries(self) -> list[Entry]:
        """Return one entry for each segment; run-in titles are found later."""
        found: list[Entry] = []
        skip = 0
        for index, segment in enumerate(self.segments):
            if skip:
                skip -= 1
                continue
            entry = Entry(segment, segment.start, segment.end)
            skip = self._read(entry, index)
            found.append(entry)
            self._note(segment, entry)
        return found

    def _note(self, segment: Segment, entry: Entry) -> None:
        text = segment.text
        if DATE_LINE.match(text):
            self.sent, self.numbered = True, False
        elif not self.numbered and _SENT_WITH.search(text):
            self.sent = True
        elif entry.style is not None:
            self.numbered = entry.style not in (Style.TITLE, Style.ANNEX)

    def _read(self, entry: Entry, index: int) -> int:
        """Fill in style and title; return how many of the following segments the heading has taken."""
        segment = entry.segment
        if self._in_contents(index):
            return 0
        if segment.marker is None:
            taken = self._annex(entry, index)
            if taken is not None:
                return taken
            self._plain(entry, index)
            return 0
        if self._lists_annexes(segment):
            entry.closing = True
            return 0
        following = self.segments[index + 1] if index + 1 < len(self.segments) else None
        alone = segment.first and (following is None or following.block != segment.block)
        marker = segment.marker
        deeper = following is not None and (
            following.marker is None or RANKS[following.marker.style] > RANKS[marker.style]
        )
        entry.title = title_of(segment, alone, deeper and len(segment.text) <= _LONGEST_OPENING)
        if entry.title:
            entry.style, entry.number, entry.value = segment.marker.style, segment.marker.number, segment.marker.value
        return 0

    def _in_contents(self, index: int) -> bool:
        """Say whether a line stands in a table of contents (目录): it says again later what it says here."""
        text = self.segments[index].view.text
        if _CONTENTS.match(text):
            self.contents = True
            return True
        if self.contents:
            line = _PAGE_NUMBER.sub("", text)
            later = (segment.view.text for segment in self.segments[index + 1 :])
            self.contents = len(text) <= _LONGEST_HEADING and any(other.startswith(line) for other in later)
        return self.contents

    def _lists_annexes(self, segment: Segment) -> bool:
        """Say whether a numbered line goes on with the list of annexes at a letter's end (附件：1.… 2.…)."""
        marker = segment.marker
        if self.listed is None or marker is None or marker.style is not Style.AR_DOT or marker.value != self.listed + 1:
            self.listed = None
            return False
        self.listed = marker.value
        return True

    @staticmethod
    def _is_first_listed(segment: Segment) -> bool:
        marker = segment.marker
        listed = marker is not None and marker.style is Style.AR_DOT and marker.value == 1
        return listed and len(segment.text) <= _LONGEST_HEADING and segment.text[-1:] not in "。；"

    def _annex(self, entry: Entry, index: int) -> int | None:
        text = entry.segment.text
        match = ANNEX.match(text)
        if not match or not entry.segment.first:
            return None
        following = self.segments[index + 1 : index + 3]
        if _ANNEX_LIST.match(text):
            self.listed, entry.closing = 1, True
            return None
        if match.end() == len(text) and following and self._is_first_listed(following[0]):
            self.listed, entry.closing = 0, True
            return None
        if match.end() < len(text):
            words = text[match.end() :]
            listed = bool(following) and ANNEX.match(following[0].text) is not None
            if "：" in match.group(0) or listed or not is_title(entry.segment) or len(words) < 5:
                return None
            entry.title = Title(entry.segment.body + match.end(), entry.segment.end, False)
            taken = 0
        else:
            lines = [line for line in following if line.marker is None and len(line.text) <= _LONGEST_HEADING]
            if not lines or lines[0] is not following[0] or following[0].text[-1:] in "。；：":
                return None
            if ANNEX.match(lines[0].text) and not is_title(lines[0]):
                return None
            two = len(lines) == 2 and not is_title(lines[0]) and is_title(lines[1])
            taken = 2 if two else 1
            entry.extra = lines[:taken]
        entry.style, entry.number = Style.ANNEX, match.group(0).rstrip("：:.、")
        return taken

    def _plain(self, entry: Entry, index: int) -> None:
        segment = entry.segment
        box = BOX.match(segment.text)
        if box and segment.first and len(segment.text) <= _LONGEST_HEADING:
            entry.style, entry.number = Style.BOX, box.group(0).rstrip("：:.、")
            entry.title = Title(segment.body + box.end(), segment.end, False)
            if box.end() == len(segment.text):
                entry.title = Title(segment.body, segment.end, False)
            return
        if not segment.first:
            return
        if is_title(segment) and self._is_new_part(index):
            entry.style, entry.title = Style.TITLE, _title_line(entry)
        elif is_label(segment):
            entry.style, entry.title = Style.LABEL, _title_line(entry)
        elif self.document.blocks[segment.block].kind is BlockKind.HEADING and self._is_heading(segment, index):
            entry.style, entry.title, entry.level = Style.LABEL, _title_line(entry), segment.level
        else:
            title = dash_title(segment)
            if title:
                entry.style, entry.title = Style.DASH, title

    def _is_heading(self, segment: Segment, index: int) -> bool:
        """Say whether a block that its format calls a heading is one inside the document, not its title."""
        inside = self.numbered or (index >= _FIRST_LINES and not is_title(segment))
        return inside and len(segment.text) <= _LONGEST_HEADING and segment.text[-1:] not in "。；，"

    def _is_new_part(self, index: int) -> bool:
        """Say whether a title line opens a part: the plan sent with a letter, not a caption and not the first lines."""
        block = self.segments[index].block
        caption = block + 1 < len(self.document.blocks) and self.document.blocks[block + 1].kind is BlockKind.TABLE
        following = self.segments[index + 1] if index + 1 < len(self.segments) else None
        if caption or following is None or self.numbered or (index < _FIRST_LINES and not self.sent):
            return False
        return self.sent and (following.marker is not None or len(following.text) >= 20 or is_title(following))


def read_entries(document: Document, segments: list[Segment]) -> list[Entry]:
    """Return one entry for each segment of a document, in reading order."""
    return _Reader(document, segments).entries()
