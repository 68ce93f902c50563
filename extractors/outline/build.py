"""Entries into the outline: the tree of sections and the passages of prose below them (提纲)."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.outline.entries import Entry
from extractors.outline.kinds import kinds_of
from extractors.outline.markers import RANKS, Style
from extractors.outline.runs import entries_of
from extractors.outline.splitting import segments_of
from schemas import Document, Outline, Passage, Section

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
        self.words: list[str] = []
        self.passages: list[Passage] = []
        self.stack: list[_Open] = []
        self.outer = 0  # the last number of the list of 1. 2. 3. outside boxes

    def build(self) -> Outline:
        for index, entry in enumerate(self.entries):
            if entry.style is None:
                self._passage(entry, entry.start)
                continue
            self._section(index, entry)
        kinds = kinds_of(self.sections, self.words)
        sections = (section.model_copy(update={"kind": kinds[section.index]}) for section in self.sections)
        return Outline(sections=tuple(sections), passages=tuple(self.passages))

    def _rank(self, index: int, entry: Entry) -> float:
        style = entry.style
        assert style is not None
        if style is Style.LABEL:
            return self._label_rank(index, entry)
        if entry.after_box:
            return RANKS[Style.BOX]
        if style is Style.AR_DOT and any(opened.style is Style.BOX for opened in self.stack):
            # a box has a numbering of its own; the outer list goes on where its own next number comes
            return RANKS[style] if 0 < self.outer == entry.value - 1 else RANKS[Style.BOX_ITEM]
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
        if rank == RANKS[Style.BOX_ITEM]:
            style = Style.BOX_ITEM
        elif rank <= RANKS[Style.AR_DOT]:
            self.outer = entry.value if style is Style.AR_DOT else 0
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()
        parent = self.stack[-1].section if self.stack else None
        start, heading_start, heading_end = self._heading_span(entry)
        heading = self.document.text[heading_start:heading_end]
        section = Section(
            index=len(self.sections),
            parent=parent.index if parent else None,
            level=len(self.stack) + 1,
            number=self._number(entry),
            heading=heading,
            heading_start=heading_start,
            heading_end=heading_end,
            page=entry.segment.page,
            start=start,
            style=style.value,
        )
        self.sections.append(section)
        self.words.append(self._words(entry))
        self.stack.append(_Open(section, style, rank, entry.value))
        if entry.title is not None:
            self._passage(entry, entry.title.start if entry.title.is_prose else entry.title.end)

    def _words(self, entry: Entry) -> str:
        """Return the words of a heading as the view has them."""
        if entry.extra:
            return "".join(line.text for line in entry.extra)
        return entry.segment.view.text[entry.title.start : entry.title.end] if entry.title else ""

    def _number(self, entry: Entry) -> str:
        """Return the number as printed, (一) and not （一）."""
        marker = entry.segment.marker
        if marker is None or marker.number != entry.number:
            return entry.number
        start, end = entry.segment.source(marker.start, marker.start + len(marker.number))
        return "".join(self.document.text[start:end].split())

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
        opened = [o for o in self.stack if o.style in _ROOTS] if entry.closing else self.stack
        section = opened[-1].section.index if opened else None
        self.passages.append(Passage(start=start, end=end, section=section, block=entry.segment.block))


def build_outline(document: Document) -> Outline:
    """Return the outline of a document: sections in reading order and the prose of each.

    Every character of a prose block is in a heading or in a passage, but for number markers and the stops between a
    title and its prose. A section whose title is itself part of what is said (an item without a title of its own)
    has a passage that begins at its heading. Tables and page furniture give no passages.
    """
    return _Tree(document, entries_of(document, segments_of(document))).build()
