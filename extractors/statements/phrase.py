"""The words around a number: who, does what, to which thing, by which predicate (数字前后的短语).

Four forms occur. A: 主导产业占比达到80%. B: 引进14名专家. C: 规划停车位5503个. D: 设立100亿元的基金.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.statements.chars import TRIM, Chars, ends_with, starts_with
from extractors.statements.lexicon import lexicon
from extractors.vocabulary import any_of

_FROM = "由"  # what a change begins with is a value as what it ends with is
_INNER_SPLIT = ("实现", "完成", "取得", "获得", "拥有", "达成")
_COUNTED_BY = re.compile(r"^按[^，。；]{2,8}(?:计算|计|口径|统计)")
_AGENT = re.compile(r"^由[^，。]{2,14}?(?:牵头|负责|组织|会同|主导)(?!的)")
_WITHIN = re.compile(r"^在([^，。；]{2,30}?(?:周边|区域|范围|沿线|等地|境内))(?:内|上)?")
_ITEM_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]是|（[一二三四五六七八九十\d]+）|[①-⑳]|——|—|\d+[.、．]|[一二三四五六七八九十]+、)"
)


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before a number."""

    scope: str = ""
    verbs: str = ""
    noun: str = ""
    predicate: str = ""
    by: bool = False
    from_: bool = False


def _strip_predicate(chars: Chars) -> tuple[Chars, str, bool]:
    """Take adverbs and predicates off the end; return the rest, the predicate and whether it moves by the value."""
    lex = lexicon()
    predicate, by = "", False
    while chars.text:
        chars = chars.strip() if chars.text[-1] in "，、 " else chars
        word = ends_with(chars, lex.to, loose=True)
        if word:
            predicate = predicate or word
        else:
            word = ends_with(chars, lex.by, loose=True)
            if word:
                by = by or not predicate or predicate in ("共", "约")
                predicate = word if not predicate or by else word + predicate
            else:
                word = ends_with(chars, lex.adverbs)
        if not word:
            break
        chars = chars.cut(0, len(chars.text) - len(word))
    return chars, predicate, by


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
        mark = _ITEM_MARK.match(chars.text) or _AGENT.match(chars.text) or _COUNTED_BY.match(chars.text)
        if mark:
            chars = chars.cut(mark.end())
            continue
        stripped = chars.strip()
        word = starts_with(stripped, lex.lead)
        if not word or stripped.text[len(word) :].startswith(("的", "率")) or _begins_noun(stripped, word):
            return stripped
        chars = stripped.cut(len(word))
    return chars


def _begins_noun(chars: Chars, word: str) -> bool:
    """高标准建设50万亩, but 高标准农田50万亩: a manner stands before a verb, before a noun it is part of the name."""
    lex = lexicon()
    if word not in lex.words["manners"]:
        return False
    rest = chars.cut(len(word))
    return bool(rest.text) and not (
        rest.text[0] in "、，地在对向" or starts_with(rest, lex.verbs) or starts_with(rest, lex.lead)
    )


def split_scope(chars: Chars, alone: bool = False) -> tuple[str, Chars]:
    """Split a leading scope off: 全市园区 | 工业总产值. The rest keeps at least two characters, or is a verb.

    alone: a place may be all there is, as in 其中高新区不少于2000亩.
    """
    match = lexicon().scope.match(chars.text)
    if match and starts_with(chars, lexicon().verbs) and not lexicon().collective.match(chars.text):
        return "", chars
    while match:
        end = match.end()
        rest = chars.text[end:]
        whole = bool(lexicon().collective.fullmatch(match.group()))
        named = chars.boundary(end) and (rest != "" or alone) and not rest.startswith(lexicon().words["glued"])
        if (whole or named) and len(rest) != 1 and not rest.startswith(("内", "率")):
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
        word = starts_with(rest, lex.verbs)
        if not word:
            break
        after = rest.text[len(word) :]
        noun = after.startswith(("的", "率", "数", "化", "力度", "额")) and not after.startswith(lex.words["numeric"])
        if noun or (place and after[:1] and after[0] in "和与及、"):
            break
        place += len(word)
        first = first or place
        joint = chars.text[place : place + 1] in ("和", "、", "与", "及")
        if joint and starts_with(chars.cut(place + 1), lex.verbs):
            place += 1
    return place if headed or place < len(chars.text) else first


def _subject_split(chars: Chars, verbs: tuple[str, ...], any_subject: bool) -> tuple[str, str, Chars] | None:
    """Split at an inner verb: 新型研发机构 | 实现 | 技术服务收入."""
    lex = lexicon()
    for place in range(2, len(chars.text)):
        if not chars.boundary(place):
            continue
        rest = chars.cut(place)
        word = starts_with(rest, verbs)
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


def read_before(chars: Chars, compared: str = "", headed: bool = False, asked: bool = False) -> Before:
    """Read what stands before a number, from the start of its clause.

    compared: a comparator such as 超过 before it. headed: what is counted stands behind it. asked: it has a bound, so
    that 有 says what each of them must have, not what there is.
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
    reached = ""
    if end and _is_measure(rest.text[end:]):
        reached = next((verb for verb in _INNER_SPLIT if rest.text.startswith(verb)), "")
        rest, end = rest.cut(len(reached)), 0
    attribute = predicate and end and rest.text[end:] in lex.attributes
    measured = predicate or (_FROM if from_ else "") or (compared if not end and rest.text else "")
    if measured and measured not in ("实现", "完成", "安排", "不", "有") and not attribute:
        inner = _subject_split(rest, _INNER_SPLIT, any_subject=True) if not scope else None
        if inner and inner[2].strip().text not in lex.words["time_nouns"]:
            return Before(inner[0], inner[1], inner[2].strip().text, measured, by, from_)
        if rest.text[:end] in _INNER_SPLIT and rest.text[end:]:
            rest = rest.cut(end)
        return Before(scope or _acting(rest.text), "", rest.strip().text, measured, by, from_)
    verbs = rest.text[:end] or reached or (predicate if predicate in ("实现", "完成", "安排") else "")
    noun = rest.cut(end)
    if not verbs and predicate == "有" and (asked or scope.startswith(("每", "各"))):
        return Before(scope, predicate, noun.strip().text, "", by, from_)
    if not end:
        inner = _subject_split(rest, lex.verbs, any_subject=False)
        if inner:
            scope, verbs, noun = scope or inner[0], inner[1], inner[2]
    return Before(scope, verbs, noun.strip().text, "", by, from_)


def _acting(noun: str) -> str:
    """规模以上工业企业建立研发机构的比例: the bodies whose share is meant."""
    match = re.match(r"^(.+财政)(?:投入|投资|支出|安排的[^的]+)$", noun)
    if match:
        return match[1]
    lex = lexicon()
    bodies, acts = any_of(lex.words["acting"]), any_of(lex.words["acts"])
    match = re.match(rf"^([^的]{{2,14}}?(?:{bodies}))(?:{acts})[^的]*的(?:比例|比重|占比)$", noun)
    return match[1] if match else ""


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
    thing = rest.text[end:].strip(TRIM) if end else ""
    collective = scope if lex.collective.fullmatch(scope) else ""
    named = collective or (whole[1] if whole else "")
    return Deed(named, rest.text[:end], thing if len(thing) <= 16 and "、" not in thing else "")
