"""Number markers of headings and items: 第一章, 第三条, 一、, （一）, 1., （1）, 1）, ①, 附件1, 专栏 1 (序号).

All functions work on the text of a view, in which brackets are full width and blanks between Chinese are gone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a heading is numbered. The order of `RANKS` is the order in which the styles nest."""

    TITLE = "title"
    ANNEX = "annex"
    PART = "part"
    CHAPTER = "chapter"
    SECTION = "section"
    ARTICLE = "article"
    CN_DOT = "cn_dot"
    CN_PAREN = "cn_paren"
    AR_DOT = "ar_dot"
    AR_PAREN = "ar_paren"
    AR_HALF = "ar_half"
    CIRCLED = "circled"
    BOX = "box"
    BOX_ITEM = "box_item"
    LABEL = "label"
    RUN_IN = "run_in"
    DASH = "dash"


RANKS: dict[Style, float] = {
    Style.TITLE: 0,
    Style.ANNEX: 0,
    Style.PART: 1,
    Style.CHAPTER: 2,
    Style.SECTION: 3,
    Style.ARTICLE: 4,
    Style.CN_DOT: 5,
    Style.CN_PAREN: 6,
    Style.AR_DOT: 7,
    Style.AR_PAREN: 8,
    Style.AR_HALF: 9,
    Style.CIRCLED: 10,
    Style.BOX: 11,
    Style.BOX_ITEM: 12,
    Style.RUN_IN: 20,
    Style.DASH: 21,
}

_CN = "一二三四五六七八九十百零〇"
_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CN_SIGNS = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_AR_SIGNS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOT_SIGNS = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"

_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    (Style.PART, re.compile(rf"第([{_CN}]+|\d{{1,2}})(?:篇|编|部分)[、：]?")),
    (Style.CHAPTER, re.compile(rf"第([{_CN}]+|\d{{1,2}})章[、：]?")),
    (Style.SECTION, re.compile(rf"第([{_CN}]+|\d{{1,2}})节[、：]?")),
    (Style.ARTICLE, re.compile(rf"第([{_CN}]+|\d{{1,3}})条[、：]?(?![第款规所、，的])")),
    (Style.CN_DOT, re.compile(rf"([{_CN}]{{1,4}})[、.．﹒](?![{_CN}]+[、是类])")),
    (Style.CN_PAREN, re.compile(rf"（([{_CN}]{{1,4}})）[、.．]?")),
    (Style.CN_PAREN, re.compile(rf"([{_CN}]{{1,3}})）")),
    (Style.AR_PAREN, re.compile(r"（(\d{1,2})）[、.．]?")),
    (Style.AR_HALF, re.compile(r"(\d{1,2})）")),
    (Style.BOX_ITEM, re.compile(r"(0[1-9])(?=[一-鿿“])")),
    (Style.AR_DOT, re.compile(r"(\d{1,3})[.．﹒、](?!、|\d(?!\d{3}年))")),
    (Style.CIRCLED, re.compile(rf"([{_CIRCLED}])")),
    (Style.CN_PAREN, re.compile(rf"([{_CN_SIGNS}])、?")),
    (Style.AR_PAREN, re.compile(rf"([{_AR_SIGNS}])、?")),
    (Style.AR_DOT, re.compile(rf"([{_DOT_SIGNS}])、?")),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A number marker: `text[start:end]` with its separator; `number` is what is printed without the separator."""

    style: Style
    number: str
    value: int
    start: int
    end: int


def chinese_number(text: str) -> int:
    """Return the value of a Chinese or Arabic ordinal below one thousand (二十一 → 21)."""
    if text.isascii() and text.isdigit():
        return int(text)
    for signs in (_CIRCLED, _CN_SIGNS, _AR_SIGNS, _DOT_SIGNS):
        if text in signs:
            return signs.index(text) + 1
    total, digit = 0, 0
    for char in text:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = _DIGITS[char]
    return total + digit


def marker_at(text: str, place: int) -> Marker | None:
    """Return the number marker that begins at `place`, or None."""
    for style, pattern in _PATTERNS:
        match = pattern.match(text, place)
        if match:
            printed = match.group(0).rstrip("、.．﹒：")
            if printed.endswith("）") and not printed.startswith("（"):
                printed = match.group(1)
            return Marker(style, printed, chinese_number(match.group(1)), place, match.end())
    return None


# （一）、（二）项 and 一、二类 refer to something, they do not begin it
_NOT_AFTER = {"", *_CN, *"、，；。）项款类级条章节"}
_INLINE = re.compile(
    rf"[{_CN}]{{1,4}}[、.．﹒]|（[{_CN}]{{1,4}}）|（\d{{1,2}}）|\d{{1,3}}[.．﹒、]|第[{_CN}]{{1,4}}[章节条]"
)


def candidates(text: str) -> list[Marker]:
    """Return every place inside `text` that looks like a number marker, in order."""
    found = []
    for match in _INLINE.finditer(text):
        place = match.start()
        if place and text[place - 1] in _CN + "0123456789第.":
            continue
        marker = marker_at(text, place)
        if marker and text[marker.end : marker.end + 1] not in _NOT_AFTER:
            found.append(marker)
    return found
