"""A view of a slice of source text: folded for reading, with a map back to the source (视图).

The source is never changed. A view drops line breaks and the blanks between Chinese characters, folds full-width
Latin letters and digits to half width and half-width punctuation to the Chinese form, folds Kangxi radicals and
compatibility ideographs to the characters they stand for (`extractors.folding`), reads Traditional Chinese as
Simplified (`extractors.script`) and leaves out what stands inside a number and is no part of it (`extractors.stuck`).
`source_span` maps a span of the view to the source.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractors.folding import INVISIBLE, folds
from extractors.script import simplified
from extractors.stuck import left_out

# What is looked at one by one: blanks, characters without a width, commas.
_SPECIAL = re.compile(rf"\s+|[{INVISIBLE}]+|[,，]")
_BEHIND = 12  # characters that a comma looks back over
# Where there is none of these, nothing can be stuck inside a number.
_STUCK = re.compile(r"[¹²³⁰-₉①-⓿❶-❿]|\d[\s\u200b]+\d|[-—]\s+\d|\n\s*[-—一第]{1,2}\s?\d|\d[,，]\d{3}[,，]")
_SUBSCRIPTS = re.compile(r"(?<=[A-Za-z])[₀-₉]+(?:\.[₀-₉]+)?")
_TO_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalpha()


@dataclass(frozen=True, slots=True)
class View:
    """Folded text and, for every character, its offset in the source."""

    text: str
    offsets: Sequence[int]
    start: int
    end: int

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source offsets of the view's characters start to end (end excluded).

        An empty span maps to the place of its first character.
        """
        if not self.offsets:
            return self.start, self.start
        if end <= start:
            place = self.offsets[min(start, len(self.offsets) - 1)]
            return place, place
        return self.offsets[start], self.offsets[end - 1] + 1


def view_of(source: str, start: int = 0, end: int | None = None, skip: Collection[int] = ()) -> View:
    """Return the view of `source[start:end]`.

    A blank is kept only between two Latin words, or between two digits (17 18 are two numbers) unless a decimal
    point stands beside it (31. 34 is one) or the digits can only be one number (达到1 200亿元). A comma between digits
    in groups of three is dropped (7,500 → 7500).
    skip: offsets in the source that the view leaves out, such as raised footnote numbers.
    """
    stop = len(source) if end is None else end
    folded = simplified(source)[start:stop].translate(folds())
    without = [(place - start, place - start + 1) for place in skip if start <= place < stop]
    if _STUCK.search(folded):
        folded = _SUBSCRIPTS.sub(lambda match: match.group().translate(_TO_DIGITS), folded)
        without += left_out(folded)
    if not without and not _SPECIAL.search(folded):
        return View(folded, range(start, stop), start, stop)
    return _assembled(folded, without, start, stop)


def _assembled(folded: str, without: Sequence[tuple[int, int]], start: int, stop: int) -> View:
    """Put the view together from the stretches between its special characters."""
    parts: list[str] = []
    offsets: list[int] = []
    place, behind = 0, ""
    spans = [(match.start(), match.end(), match.group()) for match in _SPECIAL.finditer(folded)]
    for begin, after, special in sorted([*spans, *((first, last, "") for first, last in without)]):
        if after <= place:
            continue
        if begin > place:
            parts.append(folded[place:begin])
            offsets.extend(range(start + place, start + begin))
            behind = (behind + folded[place:begin])[-_BEHIND:]
        kept = _keep(special, behind, _ahead(folded, after))
        if kept:
            parts.append(kept)
            offsets.append(start + begin)
            behind = (behind + kept)[-_BEHIND:]
        place = max(place, after)
    parts.append(folded[place:])
    offsets.extend(range(start + place, stop))
    return View("".join(parts), tuple(offsets), start, stop)


def _ahead(folded: str, place: int) -> str:
    """Return the next four characters that have a width."""
    return re.sub(rf"[{INVISIBLE}\s]", "", folded[place : place + 8])[:4]


def _keep(special: str, behind: str, ahead: str) -> str:
    """Return what the view has in place of a blank or comma: a blank, a Chinese comma, or nothing."""
    before, after = behind[-1:], ahead[:1]
    if special in (",", "，"):
        grouped = len(ahead) >= 3 and ahead[:3].isdigit() and not ahead[3:].isdigit()
        long = len(behind) >= 4 and behind[-4:].isdigit()
        listed = special == "，" and "分别" in behind and behind[-3:].isdigit()
        return "" if before.isdigit() and grouped and not long and not listed else "，"
    if not special.isspace():
        return ""
    words = _is_word(before) and _is_word(after)
    return " " if words or (before.isdigit() and after.isdigit()) else ""
