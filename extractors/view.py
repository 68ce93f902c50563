"""A view of a slice of source text: folded for reading, with a map back to the source (视图).

The source is never changed. A view drops line breaks and the blanks between Chinese characters, folds full-width
Latin letters and digits to half width and half-width punctuation to the Chinese form, and folds Kangxi radicals and
compatibility ideographs to the characters they stand for. `source_span` maps a span of the view to the source.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from extractors.radicals import radicals

_INVISIBLE = set("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_BIDIRECTIONAL = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ZERO_WIDTH = _INVISIBLE | _BIDIRECTIONAL
_TO_CHINESE = str.maketrans({";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！", "[": "［", "]": "］"})


def _fold_char(char: str) -> str:
    """Fold one character to the form the rules are written in; always one character."""
    code = ord(char)
    if code < 0x80:
        return char.translate(_TO_CHINESE)
    if char == "\u3000" or char == "\xa0":
        return " "
    if 0xFF01 <= code <= 0xFF5E and char not in "！（），：；？［］～":
        return chr(code - 0xFEE0)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
        return radicals().get(code, char)
    if char == "﹪":
        return "%"
    if char in "﹣－–‒―─":
        return "—" if char in "―─" else "-"
    return char


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalpha()


@dataclass(frozen=True, slots=True)
class View:
    """Folded text and, for every character, its offset in the source."""

    text: str
    offsets: tuple[int, ...]
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


def view_of(source: str, start: int = 0, end: int | None = None, skip: Container[int] = ()) -> View:
    """Return the view of `source[start:end]`.

    A blank is kept only between two Latin words, or between two digits (17 18 are two numbers) unless a decimal
    point stands beside it (31. 34 is one). A comma between digits in groups of three is dropped (7,500 → 7500).
    skip: offsets in the source that the view leaves out, such as raised footnote numbers.
    """
    stop = len(source) if end is None else end
    chars: list[str] = []
    offsets: list[int] = []
    for place in range(start, stop):
        char = source[place]
        if char in _ZERO_WIDTH or place in skip:
            continue
        folded = _fold_char(char)
        if folded.isspace():
            if chars and chars[-1] != " ":
                chars.append(" ")
                offsets.append(place)
            continue
        chars.append(folded)
        offsets.append(place)
    text: list[str] = []
    kept: list[int] = []
    for i, char in enumerate(chars):
        before = text[-1] if text else ""
        after = chars[i + 1] if i + 1 < len(chars) else ""
        if char == " ":
            words = _is_word(before) and _is_word(after)
            digits = before.isdigit() and after.isdigit()
            if not (words or digits):
                continue
        elif char in ",，":
            char = "，"
            if before.isdigit() and after.isdigit():
                tail = "".join(chars[i + 1 : i + 5])
                grouped = len(tail) >= 3 and tail[:3].isdigit() and not tail[3:].isdigit()
                long = len(text) >= 4 and "".join(text[-4:]).isdigit()
                if grouped and not long:
                    continue
        text.append(char)
        kept.append(offsets[i])
    return View("".join(text), tuple(kept), start, stop)
