"""The characters around a number, with the places where words begin (字符与词界)."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

TRIM = "，；。：、的—-·“ （"


@dataclass(frozen=True, slots=True)
class Chars:
    """Characters of a view with their places; those of dates and comparators have been left out."""

    text: str
    places: tuple[int, ...]
    starts: Container[int]

    def boundary(self, index: int) -> bool:
        """Say whether a word may begin at `index`."""
        if index <= 0 or index >= len(self.text):
            return True
        return self.places[index] in self.starts or self.places[index] != self.places[index - 1] + 1

    def cut(self, start: int, end: int | None = None) -> Chars:
        """Return a part."""
        return Chars(self.text[start:end], self.places[start:end], self.starts)

    def strip(self) -> Chars:
        """Return the part without punctuation and 的 at its ends."""
        start, end = 0, len(self.text)
        while start < end and self.text[start] in TRIM and self.text[start] != "“":
            start += 1
        while end > start and self.text[end - 1] in TRIM:
            end -= 1
        return self.cut(start, end)


def chars_of(text: str, start: int, end: int, left_out: Sequence[tuple[int, int]], starts: Container[int]) -> Chars:
    """Return the characters of `text[start:end]` outside the spans `left_out`."""
    places = [i for i in range(start, end) if not any(a <= i < b for a, b in left_out)]
    return Chars("".join(text[i] for i in places), tuple(places), starts)


@lru_cache(maxsize=64)
def _by_edge(words: tuple[str, ...], edge: int) -> dict[str, tuple[str, ...]]:
    """Return the words by their first (edge 0) or last (edge -1) character, in their order."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[edge], []).append(word)
    return {char: tuple(group) for char, group in found.items()}


def ends_with(chars: Chars, words: tuple[str, ...], loose: bool = False) -> str:
    """Return the word that the text ends with; loose: one of two characters and more need not begin a word."""
    for word in _by_edge(words, -1).get(chars.text[-1:], ()):
        if chars.text.endswith(word):
            free = loose and len(word) > 1
            if free or chars.boundary(len(chars.text) - len(word)):
                return word
    return ""


def starts_with(chars: Chars, words: tuple[str, ...]) -> str:
    """Return the word that the text begins with."""
    for word in _by_edge(words, 0).get(chars.text[:1], ()):
        if chars.text.startswith(word) and chars.boundary(len(word)):
            return word
    return ""
