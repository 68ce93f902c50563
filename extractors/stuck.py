"""What stands inside a number or a sentence and is no part of it (数字中的杂物).

Blanks between digits, footnote marks and page numbers fused into the text. Only what can be read in one way is taken
out; what could be two numbers stays as it is, and the finder of quantities leaves it unread (`number-not-understood`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.folding import INVISIBLE, folds
from extractors.vocabulary import terms

CHINESE = "\u3400-\u4dbf\u4e00-\u9fff"
_SPACED = re.compile(r"(?<![\d.,])\d+(?:\s\d+)+(?:\.\d+)?(?![\d.]|,\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\s\d{3})+(?:\.\d+)?")
_MILLIONS = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?:[,，]\d{3}){2,}(?!\d)")
_NEAR = 12  # characters before a list in which 分别 stands, and around a number in which a sentence's marks do
_ODD_GROUP = re.compile(r"\s0")
_MARKS = re.compile(r"[\s①-⑳❶-❿⁰¹²³⁴-⁹]")
_LONGEST = 12  # digits of a number with blanks inside
_PAGE = re.compile(r"(?P<before>\s*)(?P<dash>-{1,2}|—{1,2})[^\S\n]+\d{1,4}[^\S\n]+(?P=dash)(?P<after>\s*)")
# The same on a line of its own; what else a page number looks like may be a value in a column of numbers.
_PAGE_LINE = r"[-—一]{1,2}\s?\d{1,4}\s?[-—一]{1,2}|第\s?\d{1,4}\s?页(?:\s?[，,/]?\s?共\s?\d{1,4}\s?页)?"
_ON_ITS_LINE = re.compile(rf"(?<=\S)\s*\n\s*(?:{_PAGE_LINE})\s*\n\s*(?=\S)")
_CIRCLED = re.compile(rf"(?<=[\dA-Za-z%‰”》{CHINESE}])[①-⑳⓪❶-❿⓫-⓴⓵-⓾]+(?=[{CHINESE}，。；、：）%‰]|$)")
_RAISED = re.compile(rf"(?<=[\d%‰”》{CHINESE}])[⁰¹²³⁴-⁹]+(?!\d)")


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return terms("misleading.toml")


def left_out(folded: str) -> list[tuple[int, int]]:
    """Return the spans of a folded text that its view leaves out, in order; none overlap."""
    if INVISIBLE in folded:
        places = [place for place, char in enumerate(folded) if char != INVISIBLE]
        return [(places[start], places[end - 1] + 1) for start, end in left_out(folded.replace(INVISIBLE, ""))]
    spans = sorted([*_blanks(folded), *_commas(folded), *_pages(folded), *_marks(folded)])
    return [span for i, span in enumerate(spans) if not i or span[0] >= spans[i - 1][1]]


def is_page_line(line: str) -> bool:
    """Say whether a line is a page number that the view leaves out of a paragraph: — 3 —, 第3页."""
    return re.fullmatch(_PAGE_LINE, line.translate(folds()).strip()) is not None


def _blanks(folded: str) -> Iterator[tuple[int, int]]:
    """1 200亿元 is 1200亿元, 2 0 2 7年 is a year, 1 2 00家 is 1200家; 12 34家 may be anything and stays."""
    for match in _SPACED.finditer(folded):
        if _is_one_number(folded, match):
            for blank in re.finditer(r"\s", match.group()):
                yield match.start() + blank.start(), match.start() + blank.end()


def _commas(folded: str) -> Iterator[tuple[int, int]]:
    """1,234,567 is one number; 分别为100，200，300家 are three."""
    for match in _MILLIONS.finditer(folded):
        hundreds = match.group()[:3].isdigit() and "，" in match.group()
        if not hundreds or "分别" not in folded[max(0, match.start() - _NEAR) : match.start()]:
            for comma in re.finditer("[,，]", match.group()):
                yield match.start() + comma.start(), match.start() + comma.end()


def _is_one_number(folded: str, match: re.Match[str]) -> bool:
    words = _words()
    digits = re.sub(r"\s", "", match.group())
    after = _MARKS.sub("", folded[match.end() : match.end() + 4])[:1]
    before = folded[max(0, match.start() - 2) : match.start()]
    apart = before.endswith(" ")
    last = before.rstrip(" ")[-1:]
    if len(digits) > _LONGEST or not after or (last and last in words["numbering"]):
        return False
    if _YEAR.fullmatch(digits) and after == "年":
        return True
    spoken = not apart or last in words["reaching"] or _in_sentence(folded, match)
    if not _leads(last) or not spoken or after in words["time"]:
        return False
    if not re.match(f"[{CHINESE}%‰]", after) or "年" in folded[match.end() : match.end() + 1]:
        return False
    return bool(_THOUSANDS.fullmatch(match.group()) or _ODD_GROUP.search(match.group()))


def _in_sentence(folded: str, match: re.Match[str]) -> bool:
    """Say whether the marks of a sentence stand near: in a table that lost its lines there are none."""
    near = folded[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return any(mark in near for mark in "，。；、")


def _leads(char: str) -> bool:
    """Say whether a number may begin behind a character: a word, a comparator, a mark within a sentence."""
    return bool(char) and re.match(f"[{CHINESE}≥≤><、，：（—～~-]", char) is not None


def _pages(folded: str) -> Iterator[tuple[int, int]]:
    """50— 3 —亿元: the number of a page between its dashes, stuck into a sentence or on a line of its own in it."""
    for match in _PAGE.finditer(folded):
        if not match.start() or match.end() == len(folded):
            continue
        before, after = match["before"], match["after"]
        between = folded[match.start() - 1].isdigit() and folded[match.end()].isdigit()
        if not before and not after and not between:
            yield match.start(), match.end()
    for match in _ON_ITS_LINE.finditer(folded):
        yield match.span()


def _marks(folded: str) -> Iterator[tuple[int, int]]:
    """15①万亩, 7500亿元¹以上: a footnote's mark behind a word or a number; m² and 10⁴ keep theirs."""
    for match in _CIRCLED.finditer(folded):
        yield match.span()
    for match in _RAISED.finditer(folded):
        before = folded[: match.start()][-3:]
        if before[-1] not in _words()["raised_units"] and not re.search(r"(?<!\d)10$", before):
            yield match.span()
