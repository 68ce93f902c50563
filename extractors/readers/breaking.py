"""Where a printed line may break (避头尾): what cannot be parted, what cannot stand at a line's beginning or end."""

from __future__ import annotations

import unicodedata
from functools import cache

from extractors.vocabulary import terms

LONGEST_WORD = 40  # characters: no Latin word or number is taken for longer


@cache
def _chars(name: str) -> frozenset[str]:
    return frozenset(terms("breaking.toml")[name])


def ends_sentence(text: str) -> bool:
    """Say whether the text ends with a sentence, an item or a lead-in (。；：); a full stop after a digit is none."""
    bare = text.rstrip().rstrip("".join(_chars("closing")))
    if not bare or bare[-1] not in _chars("sentence_end"):
        return False
    return not (bare[-1] in ".．" and len(bare) > 1 and bare[-2].isdigit())


def never_first(char: str) -> bool:
    """Say whether the character cannot begin a line, so that what it begins goes on from the line before."""
    return char in _chars("never_first")


def never_last(char: str) -> bool:
    """Say whether the character cannot end what is finished: an opening bracket, 、"""
    return char in _chars("never_last") or char in _chars("open")


def first_word(text: str) -> float:
    """Return the width of what cannot be parted at the text's beginning, in type sizes: 《规, 2025, 展，, 获“好”

    Many programs do not break beside quotation marks at all, not even between a word and the mark that opens.
    """
    rest = text.lstrip()
    end = _end_of_word(rest, 0)
    while end < len(rest) and rest[end] in _chars("glue"):
        end = _end_of_word(rest, end)
    return sum(_width(char) for char in rest[:end])


def _end_of_word(text: str, place: int) -> int:
    """Return the end of the word that begins at `place`: opening marks, one ideograph or a Latin run, closing marks."""
    while place < len(text) and text[place] in _chars("never_last"):
        place += 1
    first = place
    while place < len(text) and place - first < LONGEST_WORD and _is_latin(text[place]):
        place += 1
    if place == first and place < len(text):
        place += 1
    while place < len(text) and text[place] in _chars("never_first"):
        place += 1
    return place


def _width(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.55


def _is_latin(char: str) -> bool:
    return (char.isascii() and not char.isspace()) or unicodedata.category(char) in ("Ll", "Lu", "No")
