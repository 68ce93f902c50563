"""Who or what the numbers of a table are about, from its title (表格的范围)."""

from __future__ import annotations

import re

from extractors.statements.lexicon import lexicon
from extractors.table_statements.words import UNIT_NOTE, clean, ends_with, words
from extractors.view import view_of
from extractors.vocabulary import terms

_YEAR = re.compile(r"^(?:(?:19|20)\d{2}(?:[-—~～至](?:19|20)?\d{2})?年?(?:度)?|“?十[一二三四五六]五”?(?:时期|期间)?)")
_WHOLE = re.compile(r"全[国省市区县州旗盟]|各[^，。省市县区镇乡园]{0,6}[省市县区镇乡园]+")
_LONGEST = 16


def bare_title(title: str) -> str:
    """Return a table's title without 附件1, 专栏 3 and its year; empty for a mere unit note."""
    text = clean(view_of(title).text).strip("《》")
    if UNIT_NOTE.fullmatch(text):
        return ""
    return _YEAR.sub("", words().title_leads.sub("", text))


def scope_of_title(title: str) -> str:
    """Return the place, park or body that a title begins with; empty where it names none."""
    text = _without_verbs(bare_title(title))
    whole = _WHOLE.match(text)
    if whole:
        return whole.group()
    for end in range(2, min(len(text), _LONGEST) + 1):
        if not _is_place(text, end):
            continue
        while end < len(text) and _is_place(text, end + 1):
            end += 1
        return text[:end]
    return ""


def _without_verbs(text: str) -> str:
    """关于推进某市… begins with the place once 关于 and what is done are taken off."""
    if not text.startswith("关于"):
        return text
    text, lex = text[2:], lexicon()
    while word := next((word for word in (*lex.verbs, *lex.lead) if text.startswith(word)), ""):
        text = text[len(word) :]
    return text


def _is_place(text: str, end: int) -> bool:
    name, behind = text[:end], text[end : end + 1]
    if ends_with(name, "not_places") or (behind and behind in terms("table_heads.toml")["scopes"]["not_behind"]):
        return False
    if any(char in name for char in "，、；：。（）"):
        return False
    return bool(ends_with(name, "administrative") or lexicon().place_end.search(name))


def subject_of_title(title: str, scope: str) -> str:
    """Return what a title says is planned: 2023年市区…安置任务 is …安置任务; empty where it is only a plan."""
    text = bare_title(title)
    text = re.sub(r"^(?:关于)?(?:下达|印发|安排|分解)?", "", text)
    if scope and text.startswith(scope):
        text = _YEAR.sub("", text[len(scope) :])
    text = re.sub(r"（[^）]*）$", "", text)
    end = words().title_ends.search(text)
    if end:
        noun = re.match(r"(?:任务|名额|指标|目标)", end.group())
        text = text[: end.start()]
        text += noun.group() if noun and text else ""
    return text.strip("的一二三四五六七八九十、：")
