"""The PDF vocabulary, compiled: what a line is by its words."""

from __future__ import annotations

import re
from functools import cache

from extractors.view import view_of
from extractors.vocabulary import terms


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the patterns under `name` in pdf.toml as one regular expression."""
    listed = terms("pdf.toml")[name]
    listed = [listed] if isinstance(listed, str) else listed
    return re.compile("|".join(f"(?:{item})" for item in listed))


@cache
def chars(name: str) -> frozenset[str]:
    """Return the characters listed under `name` in pdf.toml."""
    return frozenset(terms("pdf.toml")[name])


def bare(text: str) -> str:
    """Return the text folded (`extractors.view`) and without any blank."""
    return re.sub(r"\s+", "", view_of(text).text)


def is_whole(name: str, text: str) -> bool:
    """Say whether the whole line, without blanks, is one of the patterns under `name`."""
    return pattern(name).fullmatch(re.sub(r"\s+", "", text)) is not None
