"""What stands behind a number: the thing counted, or the thing whose size it is (数字后的短语)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from extractors.statements.chars import Chars, starts_with
from extractors.statements.lexicon import lexicon

_STOP_HEAD = "（、和及与并以用由进在为时后前内等，；。：）】且或其至到于向从时的之将比占即左右达每就可按作给纳列"
_SIZES = {"宽": "宽度", "长": "长度", "高": "高度", "深": "深度", "厚": "厚度"}
_LONG_HEAD = 22
# Predicates that may begin the name of what is counted: 达到国际标准的家庭医生.
_NOT_MOVED = ("实现", "完成", "取得", "获得", "拥有", "达成", "达到", "安排")


@lru_cache(maxsize=1)
def _moved() -> tuple[str, ...]:
    """Return the predicates that cannot begin what is counted: 900家 | 调整为."""
    lex = lexicon()
    return tuple(word for word in (*lex.by, *lex.to) if len(word) > 1 and word not in _NOT_MOVED)


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a number."""

    head: str = ""
    attribute: str = ""
    modifies: bool = False


def read_behind(chars: Chars, money: bool) -> Behind:
    """Read what stands behind a number, up to the end of its clause."""
    lex = lexicon()
    text = chars.text
    if text.startswith("的"):
        return Behind(_trim_head(text[1:]), "", True)
    attribute = starts_with(chars, lex.attributes)
    if attribute and text[len(attribute) :].startswith("的"):
        return Behind(_trim_head(text[len(attribute) + 1 :]), attribute, True)
    if text.startswith(lex.words["steps"]):
        return Behind()
    stopped = text[:1] in _STOP_HEAD and not (text.startswith("达到") and "的" in text)
    if not text or stopped or starts_with(chars, _moved()) or (money and starts_with(chars, lex.verbs)):
        return Behind()
    if text[0] in _SIZES and chars.boundary(1):
        return Behind(_trim_head(text[1:].removeprefix("的")), _SIZES[text[0]], True)
    return Behind(_trim_head(text), "", money)


def _trim_head(text: str) -> str:
    head = text.strip("，；。：、的—-· ")
    if len(head) > _LONG_HEAD and "的" in head and not any(char.isdigit() for char in head):
        head = head[head.rindex("的") + 1 :]
    return head if len(head) > 1 else ""


def attribute_of(noun: str) -> tuple[str, str]:
    """Split a trailing attribute off a noun: 生物基地年产值 is 生物基地 and 年产值."""
    for word in lexicon().attributes:
        if noun.endswith(word):
            return noun[: -len(word)], word
    return noun, ""
