"""Lines of a page that state facts of the document (要素行): 来源：… 发布时间：… 索引号：…, and the site's own lines.

Names are data in `vocabulary/webpages.toml`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.vocabulary import terms

_LONGEST_VALUE = 80
_LONGEST_LINE = 200


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    groups: dict[str, list[str]] = terms("webpages.toml")["meta"]
    return {re.sub(r"\s", "", name): key for key, names in groups.items() for name in names}


def meta_names() -> frozenset[str]:
    """Return all names, as printed but without blanks, that label a fact of the document (文号, 发布机构 …)."""
    return frozenset(_names())


@lru_cache(maxsize=1)
def _pair() -> re.Pattern[str]:
    """Return the pattern of one pair, groups name and value; a value ends where the next pair begins."""
    ordered = sorted(_names(), key=lambda name: (-len(name), name))
    # Short names end longer words (资金来源, 实施时间): they count only at the beginning of a word.
    alone = {one: "" if len(one) >= 4 else r"(?<![一-鿿])" for one in ordered}
    name = "|".join(alone[one] + r"[\s\u3000]*".join(re.escape(char) for char in one) for one in ordered)
    following = "|".join(r"[\s\u3000]*".join(re.escape(char) for char in one) for one in ordered)
    return re.compile(
        rf"(?P<name>{name})\s?[:：]\s*(?P<value>.*?)(?=\s*(?:(?:{following})\s?[:：]|[|｜】\]]|$))"
    )


def pairs(text: str) -> dict[str, str]:
    """Return what a line of pairs states: {"published_on": "2018年07月09日", "source": …}; empty values left out."""
    found: dict[str, str] = {}
    for match in _pair().finditer(text):
        key = _names()[re.sub(r"\s", "", match["name"])]
        value = match["value"].strip(" \t\u3000\xa0()（）[]【】-")
        if value and len(value) <= _LONGEST_VALUE:
            found.setdefault(key, value)
    return found


def is_fact_line(text: str) -> bool:
    """Tell a line that holds nothing but such pairs from a sentence in which a name happens to stand."""
    bare = text.strip(" \t\u3000\xa0()（）[]【】")
    if len(bare) > _LONGEST_LINE or "。" in bare:
        return False
    first = _pair().match(bare)
    if first is None:
        return False
    generic = re.sub(r"\s", "", first["name"]) in terms("webpages.toml")["generic_names"]
    return not generic or len(pairs(bare)) > 1 or bool(re.match(r"(?:19|20)\d\d[-/.年]|$", first["value"]))


@lru_cache(maxsize=1)
def _chrome() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in terms("webpages.toml")["chrome_lines"]))


def is_chrome(text: str) -> bool:
    """Tell a line that belongs to the web site and not to the document: navigation, sharing, facts of the page."""
    return bool(_chrome().fullmatch(text)) or is_fact_line(text)
