"""The words around a number: who, does what, to which thing, by which predicate (数字前后的短语).

Four forms occur. A: 主导产业占比达到80%. B: 引进14名专家. C: 规划停车位5503个. D: 设立100亿元的基金.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from extractors.statements.lexicon import any_of, lexicon

_STOP_HEAD = "（、和及与并以用由进在为时后前内等，；。：）】且或其至到于向从时的之将比占即左右达每就可按作给纳列"
_INNER_SPLIT = ("实现", "完成", "取得", "获得", "拥有", "达成")
_NOT_MOVED = (*_INNER_SPLIT, "达到", "安排")
_SIZES = {"宽": "宽度", "长": "长度", "高": "高度", "深": "深度", "厚": "厚度"}
_LONG_HEAD = 22
_TRIM = "，；。：、的—-·“ "
_AGENT = re.compile(r"^由[^，。]{2,14}?(?:牵头|负责|组织|会同|主导)(?!的)")
_ITEM_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]是|（[一二三四五六七八九十\d]+）|[①-⑳]|——|—|\d+[.、．]|[一二三四五六七八九十]+、)"
)


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
        while start < end and self.text[start] in _TRIM and self.text[start] != "“":
            start += 1
        while end > start and self.text[end - 1] in _TRIM:
            end -= 1
        return self.cut(start, end)


def chars_of(text: str, start: int, end: int, left_out: Sequence[tuple[int, int]], starts: Container[int]) -> Chars:
    """Return the characters of `text[start:end]` outside the spans `left_out`."""
    places = [i for i in range(start, end) if not any(a <= i < b for a, b in left_out)]
    return Chars("".join(text[i] for i in places), tuple(places), starts)


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a number."""

    scope: str = ""
    verbs: str = ""
    noun: str = ""
    predicate: str = ""
    by: bool = False
    from_: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a number."""

    head: str = ""
    attribute: str = ""
    modifies: bool = False


def _ends_with(chars: Chars, words: Sequence[str], loose: bool = False) -> str:
    """Return the word that the text ends with; loose: one of two characters and more need not begin a word."""
    for word in words:
        if chars.text.endswith(word):
            free = loose and len(word) > 1
            if free or chars.boundary(len(chars.text) - len(word)):
                return word
    return ""


def _starts_with(chars: Chars, words: Sequence[str]) -> str:
    for word in words:
        if chars.text.startswith(word) and chars.boundary(len(word)):
            return word
    return ""


def _strip_predicate(chars: Chars) -> tuple[Chars, str, bool]:
    """Take adverbs and predicates off the end; return the rest, the predicate and whether it moves by the value."""
    lex = lexicon()
    predicate, by = "", False
    while chars.text:
        chars = chars.strip() if chars.text[-1] in "，、 " else chars
        word = _ends_with(chars, lex.to, loose=True)
        if word:
            predicate = predicate or word
        else:
            word = _ends_with(chars, lex.by, loose=True)
            if word:
                by = by or not predicate or predicate in ("共", "约")
                predicate = word if not predicate or by else word + predicate
            else:
                word = _ends_with(chars, lex.adverbs)
        if not word:
            break
        chars = chars.cut(0, len(chars.text) - len(word))
    return chars, predicate, by


_WITHIN = re.compile(r"^在([^，。；]{2,30}?(?:周边|区域|范围|沿线|等地|境内))(?:内|上)?")


def _split_place(chars: Chars) -> tuple[str, Chars]:
    """在园区周边规划建设…: the place is the scope; 在…领域新建…: what is done begins at the verb."""
    match = _WITHIN.match(chars.text)
    if match and chars.boundary(match.end()):
        return match[1], chars.cut(match.end())
    if chars.text.startswith("在") and chars.boundary(1):
        inner = _subject_split(chars, lexicon().verbs, any_subject=True)
        if inner:
            return "", chars.cut(len(inner[0]))
    return "", chars


def strip_lead(chars: Chars) -> Chars:
    """Take item marks and leading words that name nothing off the front."""
    lex = lexicon()
    while chars.text:
        mark = _ITEM_MARK.match(chars.text) or _AGENT.match(chars.text)
        if mark:
            chars = chars.cut(mark.end())
            continue
        stripped = chars.strip()
        word = _starts_with(stripped, lex.lead)
        if not word or stripped.text[len(word) :].startswith(("的", "率")):
            return stripped
        chars = stripped.cut(len(word))
    return chars


def split_scope(chars: Chars, alone: bool = False) -> tuple[str, Chars]:
    """Split a leading scope off: 全市园区 | 工业总产值. The rest keeps at least two characters, or is a verb.

    alone: a place may be all there is, as in 其中高新区不少于2000亩.
    """
    match = lexicon().scope.match(chars.text)
    if match and _starts_with(chars, lexicon().verbs) and not lexicon().collective.match(chars.text):
        return "", chars
    while match:
        end = match.end()
        rest = chars.text[end:]
        whole = bool(lexicon().collective.fullmatch(match.group()))
        named = chars.boundary(end) and (rest != "" or alone) and not rest.startswith(lexicon().words["glued"])
        if (whole or named) and len(rest) != 1:
            tail = chars.cut(end)
            if tail.text.startswith("的"):
                tail = tail.cut(1)
            return match.group(), tail
        match = lexicon().scope.fullmatch(chars.text[: end - 1]) if end > 2 else None
    return "", chars


def _verb_chain(chars: Chars, headed: bool) -> int:
    """Return where the leading verbs end: 规划引进 | 大型商业综合体.

    Where nothing would be left and nothing stands behind the number, only the first is a verb: 完成 | 造林绿化.
    """
    lex = lexicon()
    place = first = 0
    while place < len(chars.text):
        rest = chars.cut(place)
        word = _starts_with(rest, lex.verbs)
        if not word:
            break
        after = rest.text[len(word) :]
        if after.startswith(("的", "率", "数", "化", "力度", "额")) or (place and after[:1] and after[0] in "和与及、"):
            break
        place += len(word)
        first = first or place
        joint = chars.text[place : place + 1] in ("和", "、", "与", "及")
        if joint and _starts_with(chars.cut(place + 1), lex.verbs):
            place += 1
    return place if headed or place < len(chars.text) else first


def _subject_split(chars: Chars, verbs: Sequence[str], any_subject: bool) -> tuple[str, str, Chars] | None:
    """Split at an inner verb: 新型研发机构 | 实现 | 技术服务收入."""
    lex = lexicon()
    for place in range(2, len(chars.text)):
        if not chars.boundary(place):
            continue
        rest = chars.cut(place)
        word = _starts_with(rest, verbs)
        if not word or rest.text[len(word) :].startswith("的"):
            continue
        subject = chars.text[:place] if any_subject else chars.text[:place].rstrip("能可应要将须需均都")
        if any_subject or lex.actor_end.search(subject):
            return subject, word, rest.cut(len(word))
    return None


def _object_of(chars: Chars) -> tuple[str, Chars]:
    """Split at 将 or 把: 各省会城市 | 企业开办时间; the words before it are the scope where they name somebody."""
    for place in range(len(chars.text) - 1, 0, -1):
        if chars.text[place] in "将把" and chars.boundary(place) and chars.boundary(place + 1):
            who = strip_lead(chars.cut(0, place)).text
            return (who if lexicon().body_end.search(who) else ""), chars.cut(place + 1)
    return "", chars


def _is_measure(noun: str) -> bool:
    """绿化覆盖率, 培训人数: a verb before such a noun belongs to its name."""
    lex = lexicon()
    return noun in lex.words["incomplete"] or noun.endswith(lex.words["shares"])


def read_before(chars: Chars, compared: str = "", headed: bool = False) -> Before:
    """Read what stands before a number, from the start of its clause.

    compared: a comparator such as 超过 before it. headed: what is counted stands behind it.
    """
    lex = lexicon()
    chars, predicate, by = _strip_predicate(chars)
    bare = chars.text.rstrip("的")
    from_ = bare.endswith(("从", "由"))
    if from_:
        chars = chars.cut(0, len(bare) - 1)
    scope, rest = _split_place(strip_lead(chars))
    if not scope:
        scope, rest = _object_of(rest)
    alone = bool(predicate or compared)
    for _ in range(2):
        # a leading word may hide a scope, and a scope a leading word: 推动 | 全市 | 实现
        rest = strip_lead(rest)
        if not scope:
            scope, rest = split_scope(rest, alone)
    rest = strip_lead(rest)
    end = _verb_chain(rest, headed)
    if end and _is_measure(rest.text[end:]):
        rest = rest.cut(end) if rest.text[:end] in _INNER_SPLIT else rest
        end = 0
    attribute = predicate and end and rest.text[end:] in lex.attributes
    measured = predicate or (compared if not end and rest.text else "")
    if measured and measured not in ("实现", "完成", "安排", "不", "有") and not attribute:
        inner = _subject_split(rest, _INNER_SPLIT, any_subject=True) if not scope else None
        if inner:
            return Before(inner[0], inner[1], inner[2].strip().text, measured, by, from_)
        if rest.text[:end] in _INNER_SPLIT and rest.text[end:]:
            rest = rest.cut(end)
        return Before(scope or _acting(rest.text), "", rest.strip().text, measured, by, from_)
    verbs = rest.text[:end] or (predicate if predicate in ("实现", "完成", "安排") else "")
    noun = rest.cut(end)
    if not end:
        inner = _subject_split(rest, lex.verbs, any_subject=False)
        if inner:
            scope, verbs, noun = scope or inner[0], inner[1], inner[2]
    return Before(scope, verbs, noun.strip().text, "", by, from_)


def _acting(noun: str) -> str:
    """规模以上工业企业建立研发机构的比例: the bodies whose share is meant."""
    match = re.match(r"^(.+财政)(?:投入|投资|支出)$", noun)
    if match:
        return match[1]
    lex = lexicon()
    bodies, acts = any_of(lex.words["acting"]), any_of(lex.words["acts"])
    match = re.match(rf"^([^的]{{2,14}}?(?:{bodies}))(?:{acts})[^的]*的(?:比例|比重|占比)$", noun)
    return match[1] if match else ""


def read_behind(chars: Chars, money: bool) -> Behind:
    """Read what stands behind a number, up to the end of its clause."""
    lex = lexicon()
    text = chars.text
    if text.startswith("的"):
        return Behind(_trim_head(text[1:]), "", True)
    attribute = _starts_with(chars, lex.attributes)
    if attribute and text[len(attribute) :].startswith("的"):
        return Behind(_trim_head(text[len(attribute) + 1 :]), attribute, True)
    if text.startswith(lex.words["steps"]):
        return Behind()
    stopped = text[:1] in _STOP_HEAD and not (text.startswith("达到") and "的" in text)
    moved = [word for word in (*lex.by, *lex.to) if len(word) > 1 and word not in _NOT_MOVED]
    if not text or stopped or _starts_with(chars, moved) or (money and _starts_with(chars, lex.verbs)):
        return Behind()
    if text[0] in _SIZES and chars.boundary(1):
        return Behind(_trim_head(text[1:].removeprefix("的")), _SIZES[text[0]], True)
    return Behind(_trim_head(text), "", money)


def _trim_head(text: str) -> str:
    head = text.strip("，；。：、的—-· ")
    if len(head) > _LONG_HEAD and "的" in head and not any(char.isdigit() for char in head):
        head = head[head.rindex("的") + 1 :]
    return head if len(head) > 1 else ""


@dataclass(frozen=True, slots=True)
class Deed:
    """What a clause without a number sets the stage with: 建设企业总部社区，总建筑面积…"""

    scope: str
    verbs: str
    thing: str


def read_deed(chars: Chars) -> Deed:
    """Read scope, verbs and their short object from a clause that has no number."""
    lex = lexicon()
    whole = lex.whole.search(chars.text)
    rest = strip_lead(chars)
    scope, rest = split_scope(rest)
    rest = strip_lead(rest)
    end = _verb_chain(rest, headed=False)
    thing = rest.text[end:].strip(_TRIM) if end else ""
    collective = scope if lex.collective.fullmatch(scope) else ""
    named = collective or (whole[1] if whole else "")
    return Deed(named, rest.text[:end], thing if len(thing) <= 16 and "、" not in thing else "")


def attribute_of(noun: str) -> tuple[str, str]:
    """Split a trailing attribute off a noun: 生物基地年产值 is 生物基地 and 年产值."""
    for word in lexicon().attributes:
        if noun.endswith(word):
            return noun[: -len(word)], word
    return noun, ""
