"""Doubts about a text layer that is sound on the whole: characters it does not name, brackets it names wrongly."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator

from extractors.readers.layout import PageLayout, PageNote, TextLine
from schemas import PageKind, Severity

PAIRS = ("（）", "《》", "“”", "〔〕", "【】")
LEAST = 3  # brackets too many on one side of a page


def note_doubts(layout: PageLayout) -> None:
    """Add notes on what a person should check on a page read from its text layer."""
    if layout.kind not in (PageKind.TEXT, PageKind.MIXED):
        return
    text = "".join(line.text for line in _lines(layout) if line.confidence is None)
    private = [char for char in text if unicodedata.category(char) == "Co"]
    if private:
        layout.notes.append(
            PageNote(
                Severity.INFO,
                "private-use-characters",
                f"{len(private)} characters on page {layout.number} have no Unicode meaning (signs of a special font); "
                "they are kept as they are",
            )
        )
    counts = Counter(text)
    odd = [pair for pair in PAIRS if _unbalanced(counts[pair[0]], counts[pair[1]])]
    if odd:
        layout.notes.append(
            PageNote(
                Severity.WARNING,
                "brackets-unbalanced",
                f"on page {layout.number} the text layer has many more {' '.join(odd)} of one side than of the other: "
                "it probably names brackets wrongly; compare with the page as printed",
            )
        )


def _unbalanced(opening: int, closing: int) -> bool:
    return abs(opening - closing) >= LEAST and min(opening, closing) * 2 <= max(opening, closing)


def _lines(layout: PageLayout) -> Iterator[TextLine]:
    yield from layout.lines
    for table in layout.tables:
        for cell in table.cells:
            yield from cell.lines
