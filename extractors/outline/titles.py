"""How far a title goes: a line of its own, a first sentence, a first clause, or words without a break (标题).

`title_of` reads the words after a number marker. A title has no number marker and no closing full stop.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors import vocabulary
from extractors.language.agencies.patterns import patterns
from extractors.outline.markers import Style
from extractors.outline.splitting import Segment

_LONGEST_LINE = 60
_LONGEST_SENTENCE = 42
_LONGEST_BARE_SENTENCE = 26
_SHORTEST_CLAUSE = 6
_NOTE = re.compile(r"[（〔](?:[^（）〔〕]|（[^（）]*）)*[）〕]$")
_OPEN, _CLOSE = "（《“‘［〔【", "）》”’］〕】"
_WHEN = re.compile(
    r"^(?:到|自|从|在|力争)?(?:20\d\d|十[一二三四五]五|“十)?[^，]{0,8}"
    r"(?:年|月|底|期间|上半年|下半年|季度|日|末)(?:底|末|初|前|起|以前|之前)*$"
)
_NUMBER = re.compile(r"\d|[一二三四五六七八九十两百千万亿]+[个家项倍成%]|[一二三四五六七八九十百]+分之")


@dataclass(frozen=True, slots=True)
class Title:
    """A title inside a view: `text[start:end]`; `is_prose` where the words are also part of what is said."""

    start: int
    end: int
    is_prose: bool


def _cuts(text: str, stops: str) -> int:
    """Return where the first of `stops` stands outside brackets and quotation marks, or the text's length."""
    depth = 0
    for place, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in stops and (depth == 0 or char == "。"):
            return place
    return len(text)


@lru_cache(maxsize=1)
def _flat_words() -> dict[str, tuple[str, ...]]:
    flat = vocabulary.terms("outline.toml")["flat"]
    return {key: tuple(words) for key, words in flat.items()}


def _flat_end(sentence: str) -> int:
    """Return where a title without a break ends: before the words that open the first sentence, or 0."""
    words = _flat_words()
    for place in range(_SHORTEST_CLAUSE - 2, min(_LONGEST_SENTENCE, len(sentence))):
        before = sentence[:place]
        if before.endswith(words["ends"]):
            return place
        if place < _SHORTEST_CLAUSE:
            continue
        opens = sentence.startswith(words["weak_openers"], place) and before.endswith(words["closers"])
        if opens or sentence.startswith(words["openers"], place):
            return place
    return 0


def _clause(text: str) -> int:
    """Return the end of the first clause that says something: 2018年底前， alone does not."""
    end = _cuts(text, "，；。：")
    while end < len(text) and text[end] == "，" and (end < _SHORTEST_CLAUSE or _WHEN.match(text[:end])):
        end += 1 + _cuts(text[end + 1 :], "，；。：")
    return end


def _blank_end(segment: Segment) -> int:
    """Return the length of a title that a blank parts from its prose (第一条　目的　为了…), or 0."""
    text = segment.text
    for place in range(2, min(20, len(text) - 8)):
        if segment.blank_before(segment.body + place) and "一" <= text[place] <= "鿿":
            return place
        if text[place] in "，。；：、（":
            return 0
    return 0


def _without_note(text: str) -> str:
    """Return a title without the note on responsibility behind it: 推进项目落地（市商务局负责）."""
    match = _NOTE.search(text)
    known = patterns()
    if match and (known.verbs.search(match.group(0)) or known.labels.search(match.group(0))):
        return text[: match.start()].rstrip("。：； ")
    return text


def title_of(segment: Segment, alone: bool, opens: bool) -> Title | None:
    """Return the title of a numbered segment, or None where it has no words.

    `alone` says that the segment is a block by itself; otherwise its title may run into the prose without a break.
    `opens` says that what follows is its own prose or a deeper item, so that a line is a title even with a full stop.
    """
    text = _without_note(segment.text.rstrip("。：； "))
    if not text or not re.search(r"[一-鿿A-Za-z]", text):
        return None
    start = segment.body
    style = segment.marker.style if segment.marker else None
    sentence = _cuts(text, "。！？")
    if style in (Style.CHAPTER, Style.SECTION, Style.PART) and len(text) <= _LONGEST_LINE:
        return Title(start, start + len(text), False)
    if text.startswith("【") and "】" in text[:_LONGEST_SENTENCE]:
        return Title(start + 1, start + text.index("】"), False)
    if style is Style.ARTICLE:
        blank = _blank_end(segment)
        return Title(start, start + (blank or _clause(text)), not blank)
    if not alone and style is Style.CN_DOT and (sentence > _LONGEST_BARE_SENTENCE or "，" in text[:sentence]):
        flat = _flat_end(text[:sentence])
        if flat:
            return Title(start, start + flat, False)
    rest = re.sub(r"^[。！？]?(?:（[^（）]*）|[。\s])*$", "", text[sentence:])
    short = sentence <= _LONGEST_BARE_SENTENCE and "，" not in text[:sentence]
    before_prose = bool(rest) and sentence <= _LONGEST_SENTENCE and "；" not in text[:sentence]
    stopped = segment.text[len(text) :].startswith(("。", "；"))
    line = sentence == len(text) <= _LONGEST_LINE and ((alone and not stopped) or opens)
    if short or before_prose or line:
        colon = _cuts(text[:sentence], "：")
        if 2 <= colon < sentence:
            return Title(start, start + colon, False)
        listed = segment.text[sentence:].startswith("；")
        return Title(start, start + sentence, listed or bool(_NUMBER.search(text[:sentence])))
    return Title(start, start + _clause(text), True)
