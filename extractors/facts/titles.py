"""Titles and document numbers (标题, 文号)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.facts.issuers import is_agency
from extractors.facts.words import Words
from extractors.readers.lines import endings, ends_like_title, stands_alone, starts_item
from extractors.vocabulary import terms
from schemas import BlockKind

_LONGEST = 130
_HEAD = 40  # a document's own title and number stand among its first blocks
_SENTENCE = re.compile(r"[。；;！!？?]")


@lru_cache(maxsize=1)
def number_pattern() -> re.Pattern[str]:
    """Return the pattern of a document number, groups name, year and count."""
    return re.compile(terms("facts.toml")["number"])


@lru_cache(maxsize=1)
def _order_pattern() -> re.Pattern[str]:
    return re.compile(terms("facts.toml")["order"])


@lru_cache(maxsize=1)
def _cut_pattern() -> re.Pattern[str]:
    kinds = "|".join(re.escape(word) for word in sorted(endings("title_ends"), key=len, reverse=True))
    about = rf"^.{{0,20}}?(?:关于|印发|转发).{{2,110}}(?:的|若干|实施|指导|管理)(?:{kinds})"
    return re.compile(rf"{about}|^.{{4,40}}的(?:{kinds})(?=\s)")


def own_number(match: re.Match[str]) -> str:
    """Return a number as printed, without title words that were run together with it (…的通知国办发〔2010〕46号)."""
    name = match["name"]
    cut = 0
    for word in endings("title_ends"):
        place = name.rfind(word)
        # 办法, 函 and 令 also stand inside names of numbers (建城函, 国办函): only longer words part a title from it.
        if len(word) >= 2 and place >= 0 and len(name) - place - len(word) >= 2:
            cut = max(cut, place + len(word))
    return re.sub(r"\s", "", match[0][cut:])


def number_of(blocks: Sequence[Words]) -> str | None:
    """Return the document's own number: one that stands alone in the head, else one run together with the title."""
    head = blocks[:_HEAD]
    for words in head:
        if len(words.text) <= 40:
            match = number_pattern().fullmatch(words.text.strip("（）() "))
            if match:
                return own_number(match)
            order = _order_pattern().fullmatch(words.text)
            if order:
                return words.text
    for words in head[:6]:
        match = number_pattern().search(words.text[:200])
        # A number in brackets behind a 《title》 is another document's.
        if match and "》" not in words.text[: match.start() + len(match["name"])]:
            before = words.text[: match.start()].rstrip()
            if not before.endswith(("（", "(")):
                return own_number(match)
    return None


def title_of(blocks: Sequence[Words]) -> str:
    """Return the document's title as printed, without line breaks; empty where the text has none."""
    head = [words for words in blocks[:_HEAD] if words.block.kind is not BlockKind.BOILERPLATE]
    for place, words in enumerate(head):
        text = words.text
        if _is_title(text):
            return text
        begun = place == 0 and len(text) <= 60 and bool(re.search("关于|印发", text)) and not _SENTENCE.search(text)
        if begun and len(head) > 1:
            rest = _run_together(head[1].text)
            if rest:
                return text + rest
        if words is head[0] or (words in head[:4] and "关于" in text[:40]):
            cut = _run_together(text)
            if cut:
                return cut
        if len(text) > 80 and _SENTENCE.search(text):
            break
    top = [words for words in head[:6] if words.block.kind is BlockKind.HEADING and (words.block.level or 1) == 1]
    return top[0].text if top and not starts_item(top[0].text) else ""


def _is_title(text: str) -> bool:
    if not 5 <= len(text) <= _LONGEST or _SENTENCE.search(text) or text[-1] in "：:，,、":
        return False
    if starts_item(text) or stands_alone(text) or number_pattern().search(text) or not ends_like_title(text):
        return False
    return not is_agency(text) and not is_agency(text.removesuffix("文件"))


def _run_together(text: str) -> str | None:
    """Return the title of a text in which title, number and body are one paragraph."""
    if text.startswith(("为", "根据", "按照")):
        return None
    number = number_pattern().search(text[:200])
    if number:
        before = text[: number.start() + number[0].find(own_number(number))].strip()
        return before if len(before) >= 5 and ends_like_title(before) and not _SENTENCE.search(before) else None
    match = _cut_pattern().match(re.split(r"[。；：:]", text)[0][:_LONGEST])
    return match[0].strip() if match and match[0].count("《") == match[0].count("》") else None


def title_lines(blocks: Sequence[Words], title: str) -> list[str]:
    """Return the document's title and those of what is annexed to it, in order."""
    lines = [title] if title else []
    for words in blocks:
        if words.block.kind is not BlockKind.BOILERPLATE and words.text != title and _is_title(words.text):
            lines.append(words.text)
    return lines
