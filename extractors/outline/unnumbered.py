"""Headings without a number: annexes, titles, labels (办法：), run-in titles, dashes and boxes (无编号标题)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from extractors import vocabulary
from extractors.language.agencies.patterns import patterns
from extractors.outline.kinds import noun_kind
from extractors.outline.splitting import Segment
from extractors.outline.titles import Title

ANNEX = re.compile(r"(附件|附表|附录|附图)([一二三四五六七八九十\d]{0,3})[：:.、]?")
BOX = re.compile(r"专栏([一二三四五六七八九十\d]{0,3})[：:.、]?")
_DASH = re.compile(r"(?:——|—|--)(?=[一-鿿“])")
_BRACKET_TAIL = re.compile(r"（[^（）]{1,30}）$")
_LONGEST_RUN_IN = 30
_SHORTEST_REST = 15
_LONGEST_DASH = 42


@lru_cache(maxsize=1)
def _terms() -> dict[str, Any]:
    return vocabulary.terms("outline.toml")


def closing_words() -> tuple[str, ...]:
    """Return the words with which a speech turns to its hearers (各位代表)."""
    return tuple(_terms()["closings"]["begins"])


def is_title(segment: Segment) -> bool:
    """Say whether a line looks like the title of a document, a plan or an annex."""
    text = _BRACKET_TAIL.sub("", segment.text.strip("《》 "))
    titles = _terms()["titles"]
    if not 5 <= len(text) <= titles["longest"] or text.startswith("关于印发"):
        return False
    return text.endswith(tuple(titles["endings"])) and not any(char in "。；：，！？" for char in text)


def is_label(segment: Segment) -> bool:
    """Say whether a line is a heading that ends with a colon (主要措施：) or one of the words that name a part."""
    labels = _terms()["labels"]
    text = segment.text.strip()
    words = text.rstrip("：")
    if not 2 <= len(words) <= labels["longest"] or any(char in "。；，、！？（）《》" for char in words):
        return False
    if words in patterns().label_roles:
        return False
    if text.endswith("："):
        return words.endswith(tuple(labels["endings"])) and not words.endswith(tuple(labels["salutation"]))
    return len(words) <= 8 and noun_kind(words) is not None and words in _part_names()


@lru_cache(maxsize=1)
def _part_names() -> frozenset[str]:
    kinds = _terms()["kinds"]
    return frozenset(
        prefix + word
        for words in kinds.values()
        for word in words
        if len(word) >= 2
        for prefix in ("", "主要", "总体", "工作", "发展", "重点", "基本")
        if len(prefix + word) >= 4
    )


def dash_title(segment: Segment) -> Title | None:
    """Return the title of an item that begins with a dash (——经济总量大幅提升。…), or None."""
    match = _DASH.match(segment.text)
    if not match:
        return None
    text = segment.text[match.end() :]
    end = re.search(r"[。：；]", text)
    stop = end.start() if end else len(text)
    if stop > _LONGEST_DASH:
        return None
    start = segment.body + match.end()
    return Title(start, start + stop, bool(re.search(r"\d", text[:stop])))


def run_in_title(text: str) -> int:
    """Return the length of a title that runs into its paragraph (设立引导基金。…), or 0."""
    end = text.find("。")
    if not 4 <= end <= _LONGEST_RUN_IN or len(text) - end - 1 < _SHORTEST_REST:
        return 0
    title = text[:end]
    if any(char in "，；：！？（" for char in title) or title.startswith(tuple(_terms()["run_in"]["not_before"])):
        return 0
    return 0 if re.match(r"[\d一二三四五六七八九十]+[、.是]|（", title) else end


def titles_inside(text: str) -> list[int]:
    """Return where further titles begin in a paragraph that lost its line breaks, its own first title included.

    Only short first sentences that begin with a verb of the vocabulary are believed, and only with prose before and
    behind them.
    """
    verbs = tuple(_terms()["run_in"]["inside"])
    if not run_in_title(text):
        return []
    starts = [0]
    for match in re.finditer(r"。(?=[^。]{4,24}。)", text):
        place = match.end()
        sentence = text[place : text.index("。", place)]
        plain = not any(char in "，；：、（）" for char in sentence)
        if plain and sentence.startswith(verbs) and place - starts[-1] >= 120 and len(text) - place >= 100:
            starts.append(place)
    return starts if len(starts) > 1 else []
