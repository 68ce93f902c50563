"""Blocks into segments: a paragraph is cut where a number marker begins an item inside it (分段).

Some texts come without line breaks, and some readers join an item to the paragraph before it. A marker inside a
paragraph is believed only where the sequence of numbers makes it safe: a （二） after a （一）.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.outline.markers import RANKS, Marker, Style, candidates, marker_at
from extractors.view import View, view_of
from schemas import BlockKind, Document

_PROSE = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.NOTE)
_BOUNDARY = "。！？；：）”"
_SENTENCE_END = "。！？；"
_INSIDE_STYLES = (
    Style.CN_DOT, Style.CN_PAREN, Style.AR_DOT, Style.AR_PAREN, Style.CHAPTER, Style.SECTION, Style.ARTICLE,
)  # fmt: skip
_LONGEST_BARE_TITLE = 45


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a block's view, `view.text[start:end]`, that begins with at most one number marker.

    `printed` is the whole text of the document, into which the view's offsets point.
    """

    block: int
    view: View
    start: int
    end: int
    marker: Marker | None
    first: bool
    page: int
    level: int | None
    printed: str

    @property
    def text(self) -> str:
        """The words without the marker."""
        return self.view.text[self.body : self.end]

    @property
    def body(self) -> int:
        """Where the words begin in the view, after the marker."""
        return self.marker.end if self.marker else self.start

    def blank_before(self, place: int) -> bool:
        """Say whether a blank, and not a line break, stands in print before a character of the view."""
        between = self.printed[self.view.offsets[place - 1] + 1 : self.view.offsets[place]]
        return bool(between) and between.isspace() and "\n" not in between

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the document of the view's characters start to end."""
        return self.view.source_span(start, end)


def _opens_list(markers: list[Marker], index: int) -> bool:
    """Say whether a first item (一) is followed by its second in the same paragraph."""
    here = markers[index]
    return any(other.style is here.style and other.value == 2 for other in markers[index + 1 :])


def _inside(text: str, opening: Marker | None, last: dict[Style, int]) -> list[Marker]:
    """Return the markers inside a paragraph that begin items of their own."""
    markers = [marker for marker in candidates(text) if marker.style in _INSIDE_STYLES]
    if opening:
        last[opening.style] = opening.value
    previous = opening
    accepted: list[Marker] = []
    for index, marker in enumerate(markers):
        if marker.start == 0 or (previous and marker.start < previous.end):
            continue
        between = text[previous.end if previous else 0 : marker.start]
        bare_title = (
            previous is not None
            and RANKS[marker.style] > RANKS[previous.style]
            and len(between) <= _LONGEST_BARE_TITLE
            and not any(char in _SENTENCE_END for char in between)
        )
        at_boundary = text[marker.start - 1] in _BOUNDARY
        follows = marker.value == last.get(marker.style, 0) + 1 and marker.value > 1
        opens = marker.value == 1 and _opens_list(markers, index)
        if (at_boundary or bare_title) and (follows or opens):
            accepted.append(marker)
            last[marker.style] = marker.value
            previous = marker
    return accepted


def segments_of(document: Document) -> list[Segment]:
    """Return the segments of all prose blocks, in reading order; tables and page furniture give none."""
    segments: list[Segment] = []
    last: dict[Style, int] = {}
    for index, block in enumerate(document.blocks):
        if block.kind not in _PROSE:
            continue
        view = view_of(document.text, block.start, block.end)
        if not view.text.strip():
            continue
        note = block.kind is BlockKind.NOTE
        opening = None if note else marker_at(view.text, 0)
        if note:
            segments.append(Segment(index, view, 0, len(view.text), None, True, block.page, block.level, document.text))
            continue
        cuts = [opening, *_inside(view.text, opening, last)]
        starts = [0, *(marker.start for marker in cuts[1:] if marker)]
        ends = [*starts[1:], len(view.text)]
        for cut, start, end in zip(cuts, starts, ends, strict=True):
            segments.append(Segment(index, view, start, end, cut, start == 0, block.page, block.level, document.text))
    return segments
