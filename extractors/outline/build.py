"""Entries into the outline: the tree of sections and the passages of prose below them (提纲)."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.outline.entries import Entry, entries_of
from extractors.outline.kinds import kind_of, noun_kind
from extractors.outline.markers import RANKS, Style
from extractors.outline.splitting import segments_of
from schemas import Document, Outline, Passage, Section, SectionKind

_SEPARATORS = "。：:；;.．、 \u3000\xa0\n\r\t"
_ROOTS = (Style.TITLE, Style.ANNEX)


@dataclass(slots=True)
class _Open:
    """A section that is still open, with its depth of numbering."""

    section: Section
    style: Style
    rank: float
    value: int


class _Tree:
    def __init__(self, document: Document, entries: list[Entry]) -> None:
        self.document = document
        self.entries = entries
        self.sections: list[Section] = []
        self.passages: list[Passage] = []
        self.stack: list[_Open] = []

    def build(self) -> Outline:
        for index, entry in enumerate(self.entries):
            if entry.closing:
                self.stack = [opened for opened in self.stack if opened.style in _ROOTS]
            if entry.style is None:
                self._passage(entry, entry.start)
                continue
            self._section(index, entry)
        return Outline(sections=tuple(self.sections), passages=tuple(self.passages))

    def _rank(self, index: int, entry: Entry) -> float:
        style = entry.style
        assert style is not None
        if style is Style.LABEL:
            return self._label_rank(index, entry)
        if entry.after_box:
            return RANKS[Style.BOX]
        boxes = [opened for opened in self.stack if opened.style is Style.BOX]
        if style is Style.AR_DOT and boxes:
            # inside a box the numbering starts again; the outer list goes on where its own next number comes
            inner = [opened.value for opened in self.stack if opened.rank == RANKS[Style.BOX_ITEM]]
            if entry.value == (inner[-1] if inner else 0) + 1:
                return RANKS[Style.BOX_ITEM]
        return RANKS[style]

    def _label_rank(self, index: int, entry: Entry) -> float:
        open_labels = [opened for opened in self.stack if opened.style is Style.LABEL]
        if open_labels and entry.level is None:
            return open_labels[-1].rank
        for following in self.entries[index + 1 :]:
            if following.style in (Style.LABEL, *_ROOTS):
                break
            if following.segment.marker is not None and following.style is not None:
                if following.value == 1:
                    return RANKS[following.style] - 0.5
                break
        level = (entry.level or 1) * 0.01
        return (self.stack[-1].rank if self.stack and entry.level is None else RANKS[Style.ARTICLE]) + 0.4 + level

    def _section(self, index: int, entry: Entry) -> None:
        style = entry.style
        assert style is not None
        rank = self._rank(index, entry)
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        parent = self.stack[-1].section if self.stack else None
        start, heading_start, heading_end = self._heading_span(entry)
        heading = self.document.text[heading_start:heading_end]
        section = Section(
            index=len(self.sections),
            parent=parent.index if parent else None,
            level=len(self.stack) + 1,
            number=entry.number,
            heading=heading,
            heading_start=heading_start,
            heading_end=heading_end,
            kind=self._kind(style, entry, parent),
            page=entry.segment.page,
            start=start,
            style=style.value,
        )
        self.sections.append(section)
        self.stack.append(_Open(section, style, rank, entry.value))
        if entry.title is not None:
            self._passage(entry, entry.title.start if entry.title.is_prose else entry.title.end)

    def _kind(self, style: Style, entry: Entry, parent: Section | None) -> SectionKind:
        if entry.extra:
            words = "".join(line.text for line in entry.extra)
        else:
            title = entry.title
            words = entry.segment.view.text[title.start : title.end] if title else ""
        if style in _ROOTS:
            named = noun_kind(words)
            return named if named in (SectionKind.ASSESSMENT, SectionKind.SUPPORT) else SectionKind.OTHER
        return kind_of(words, parent.kind if parent else SectionKind.OTHER)

    def _heading_span(self, entry: Entry) -> tuple[int, int, int]:
        start, _ = entry.segment.source(entry.start, entry.end)
        if entry.extra:
            first, last = entry.extra[0], entry.extra[-1]
            return start, first.source(first.start, first.end)[0], last.source(last.start, last.end)[1]
        title = entry.title
        assert title is not None
        heading_start, heading_end = entry.segment.source(title.start, title.end)
        return start, heading_start, heading_end

    def _passage(self, entry: Entry, begin: int) -> None:
        view = entry.segment.view
        while begin < entry.end and view.text[begin] in _SEPARATORS:
            begin += 1
        if begin >= entry.end:
            return
        start, end = view.source_span(begin, entry.end)
        section = self.stack[-1].section.index if self.stack else None
        self.passages.append(Passage(start=start, end=end, section=section, block=entry.segment.block))


def build_outline(document: Document) -> Outline:
    """Return the outline of a document: sections in reading order and the prose of each.

    Every character of a prose block is in a heading or in a passage, but for number markers and the stops between a
    title and its prose. A section whose title is itself part of what is said (an item without a title of its own)
    has a passage that begins at its heading. Tables and page furniture give no passages.
    """
    return _Tree(document, entries_of(document, segments_of(document))).build()
