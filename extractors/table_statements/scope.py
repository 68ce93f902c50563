"""Who or what the numbers of a table are about, from its title (表格的范围)."""

from __future__ import annotations

import re

from extractors.statements.lexicon import lexicon
from extractors.table_statements.words import clean, words
from extractors.view import view_of

_YEAR = re.compile(r"^(?:(?:19|20)\d{2}(?:[-—~～至](?:19|20)?\d{2})?年?(?:度)?|“?十[一二三四五六]五”?(?:时期|期间)?)")
_ADMINISTRATIVE = "省市县区镇乡州盟旗"
_NOT_A_PLACE = (
    "城市",
    "城镇",
    "乡镇",
    "社区",
    "小区",
    "都市",
    "上市",
    "各市",
    "超市",
    "地区",
    "门市",
    "街镇",
    "集镇",
    "村镇",
    "建成区",
    "库区",
    "灾区",
    "景区",
    "牧区",
    "林区",
    "山区",
    "校区",
    "居住区",
    "功能区",
    "考区",
)
_NOT_BEHIND = "级域场政民属直容委局厅办内外间别长划位号志"
_LONGEST = 16


def bare_title(title: str) -> str:
    """Return a table's title without 附件1, 专栏 3 and its year."""
    text = words().title_leads.sub("", clean(view_of(title).text).strip("《》"))
    return _YEAR.sub("", text)


def scope_of_title(title: str) -> str:
    """Return the place, park or body that a title begins with; empty where it names none."""
    text = _without_verbs(bare_title(title))
    whole = re.match(r"(?:全国|全省|全市|全区|全县|全州|全旗|全盟|各[^，。]{0,6}?[省市县区镇乡园])", text)
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
    if (
        name.endswith(_NOT_A_PLACE)
        or (behind and behind in _NOT_BEHIND)
        or any(char in name for char in "，、；：。（）")
    ):
        return False
    return name[-1:] in _ADMINISTRATIVE or bool(lexicon().place_end.search(name))


def subject_of_title(title: str, scope: str) -> str:
    """Return what a title says is planned: 2023年市区…安置任务 → …安置任务; empty where it says only that it is a plan."""
    text = bare_title(title)
    text = re.sub(r"^(?:关于)?(?:下达|印发|安排|分解)?", "", text)
    if scope and text.startswith(scope):
        text = _YEAR.sub("", text[len(scope) :])
    text = re.sub(r"（[^）]*）$", "", text)
    end = words().title_ends.search(text)
    if end:
        kept = text[: end.start()]
        noun = re.match(r"(?:任务|名额|指标|目标)", end.group())
        text = kept + noun.group() if noun and kept else kept
    return text.strip("的一二三四五六七八九十、：")
