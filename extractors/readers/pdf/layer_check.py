"""Does the text layer say what is printed? (文字层核对) A sample of pages is read as pictures too and compared.

A font that maps its glyphs to other characters, or a layer laid over the page by somebody, shows nothing wrong in the
text itself. The check costs some seconds a page and is done on request (`Limits.checked_pages`). A layer that differs
as a whole is not believed: the page is read from its picture. Where only numbers differ, either side may be wrong: the
layer is kept and the numbers are told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.readers.layout import PageLayout, PageNote
from extractors.view import view_of
from schemas import PageKind, Severity

AGREES = 0.75  # of the characters in common; recognition alone leaves out or mistakes fewer than one in ten
LEAST = 20  # characters: less is no page of text
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHOWN = 8  # numbers


@dataclass(frozen=True, slots=True)
class Comparison:
    """The share of characters that two readings of a page have in common, and the numbers that only one of them has."""

    share: float
    only_layer: tuple[str, ...]
    only_picture: tuple[str, ...]


def sampled(count: int, wanted: int) -> frozenset[int]:
    """Return the indexes of `wanted` pages out of `count`, evenly spread; all where more are wanted than there are."""
    if wanted >= count:
        return frozenset(range(count))
    return frozenset(int((k + 0.5) * count / wanted) for k in range(wanted))


def compared(layer: str, picture: str) -> Comparison:
    """Compare two readings of a page by their characters and numbers, whatever their order."""
    one, two = view_of(layer).text, view_of(picture).text
    left, right = Counter(filter(str.isalnum, one)), Counter(filter(str.isalnum, two))
    share = 2 * (left & right).total() / max(left.total() + right.total(), 1)
    first, second = Counter(_NUMBER.findall(one)), Counter(_NUMBER.findall(two))
    return Comparison(share, tuple(sorted((first - second).elements())), tuple(sorted((second - first).elements())))


def agreed(layout: PageLayout, picture: PageLayout) -> PageLayout:
    """Return the page from its text layer, or as its picture reads where the layer is another text; both are told."""
    number = layout.number
    words = "".join(_words(layout))
    if picture.error is not None:
        layout.notes.append(_note(Severity.WARNING, "text-layer-not-checked", f"page {number}: {picture.error}"))
        return layout
    found = compared(words, "".join(_words(picture)))
    if len(words) < LEAST:
        return layout
    if found.share < AGREES:
        picture.kind = PageKind.GARBLED
        message = (
            f"the text layer of page {number} is not what is printed (only {found.share:.0%} of the characters agree); "
            "the page was read from its picture. Other pages may be the same: check more of them "
            "(MUBIAO_CHECK_TEXT_LAYER)"
        )
        picture.notes.append(_note(Severity.WARNING, "text-layer-differs", message))
        return picture
    if found.only_layer and found.only_picture:
        message = (
            f"on page {number} the text layer has {_listed(found.only_layer)} where its picture seems to show "
            f"{_listed(found.only_picture)}; the text layer was kept. Compare with the page as printed"
        )
        layout.notes.append(_note(Severity.WARNING, "numbers-differ", message))
    else:
        message = f"the text layer of page {number} agrees with its picture ({found.share:.0%} of the characters)"
        layout.notes.append(_note(Severity.INFO, "text-layer-checked", message))
    return layout


def _listed(numbers: tuple[str, ...]) -> str:
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    return ", ".join(numbers[:_SHOWN]) + more


def _words(layout: PageLayout) -> Iterator[str]:
    yield from (line.text + "\n" for line in layout.lines)
    for table in layout.tables:
        yield from (line.text + "\n" for cell in table.cells for line in cell.lines)


def _note(severity: Severity, code: str, message: str) -> PageNote:
    return PageNote(severity, code, message)
