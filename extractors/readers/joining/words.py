"""The vocabulary of tables, compiled: what a cell or a line near a table is by its words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.view import view_of
from extractors.vocabulary import terms


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the patterns under `name` in tables.toml as one regular expression."""
    return re.compile("|".join(f"(?:{item})" for item in terms("tables.toml")[name]))


@lru_cache(maxsize=4096)  # cells are asked for several times while their table is joined
def bare(text: str) -> str:
    """Return the text folded (`extractors.view`) and without any blank."""
    return re.sub(r"\s+", "", view_of(text).text)


def is_value(text: str) -> bool:
    """Say whether a cell holds a value: a number with or without its unit, not a year or period."""
    words = bare(text)
    return bool(pattern("value").fullmatch(words)) and not pattern("period").fullmatch(words)
