"""Name and value pairs that a web page prints around a document (来源：… 发布时间：… 索引号：…)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.facts.words import Words
from extractors.vocabulary import terms
from schemas import BlockKind

_HEAD = 25
_FOOT = 12
_LONGEST = 300


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    groups: dict[str, list[str]] = terms("webpages.toml")["meta"]
    return {re.sub(r"\s", "", name): key for key, names in groups.items() for name in names}


@lru_cache(maxsize=1)
def pair_pattern() -> re.Pattern[str]:
    """Return the pattern of one pair, groups name and value; a value ends where the next pair begins."""
    groups: dict[str, list[str]] = terms("webpages.toml")["meta"]
    ordered = sorted((name for names in groups.values() for name in names), key=lambda name: (-len(name), name))
    name = "|".join(r"\s?".join(re.escape(char) for char in one if not char.isspace()) for one in ordered)
    return re.compile(
        rf"(?<![一-鿿])(?P<name>{name})\s?[:：]\s?(?P<value>.*?)(?=\s*(?:(?<![一-鿿])(?:{name})\s?[:：]|[|｜】\]]|$))"
    )


def pairs(text: str) -> dict[str, str]:
    """Return what a line of pairs states: {"published_on": "2018年07月09日", "source": …}; empty values left out."""
    found: dict[str, str] = {}
    for match in pair_pattern().finditer(text):
        key = _names()[re.sub(r"\s", "", match["name"])]
        value = match["value"].strip(" \t\u3000\xa0()（）[]【】")
        if value and len(value) <= 80:
            found.setdefault(key, value)
    return found


def web_data(blocks: Sequence[Words]) -> dict[str, str]:
    """Return the pairs printed in the head and the foot of a page; the first value of a name counts."""
    found: dict[str, str] = {}
    for words in [*blocks[:_HEAD], *blocks[-_FOOT:]]:
        if words.block.kind is BlockKind.BOILERPLATE or (len(words.text) <= _LONGEST and "。" not in words.text):
            for key, value in pairs(words.text).items():
                found.setdefault(key, value)
    return found
