"""Row labels with their groups: what a row is about (行标题)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.table_statements.words import clean, ends_with, is_total, split_unit, words

_NUMBERING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})+[.、．]?(?=[^\d.%])|\d{1,3}[.、．](?!\d)|（[\d一二三四五六七八九十]{1,3}）|\d{1,2}）|[一二三四五六七八九十]{1,3}[、．.]|[①-⑳]|[（(]\d{1,2}[)）])\s*"
)
_FOOTNOTE = re.compile(r"(?:[①-⑳*※]+|(?<=[\u4e00-\u9fff）])\d{1,2})$")
_NOTE_MARKS = re.compile(r"[①-⑳※]|〔注\d*〕|［注?\d*］|【注?\d*】")
_BRACKET = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）")
_LONG_BRACKET = 14


@dataclass(frozen=True, slots=True)
class Name:
    """A cleaned label: its words, its unit, and the class word where it is one of a class (领域一：…)."""

    raw: str
    text: str
    unit: str = ""
    kind: str = ""
    part: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a row with the groups above it, outermost first."""

    groups: tuple[Name, ...]
    name: Name
    who: bool  # the label names a body or place: what is measured stands in the head
    body: str = ""  # whom the row is about, where a label column says so
    what: bool = False  # the label column is one of indicators: the label is the indicator, whatever the cell says

    @property
    def raw(self) -> str:
        """The words as they stand in the table, groups first."""
        parts: list[str] = []
        for one in (*self.groups, self.name):
            if one.raw and one.raw not in parts:
                parts.append(one.raw)
        return " ".join(parts)

    @property
    def unit(self) -> str:
        """The unit that the label, else a group of it, states."""
        return self.name.unit or next((group.unit for group in reversed(self.groups) if group.unit), "")

    @property
    def total(self) -> bool:
        """Tell a row of sums."""
        return is_total(self.name.raw) or is_total(self.body)


NO_NAME = Name("", "")


def name_of(raw: str) -> Name:
    """Clean a label: numbering, 其中, unit, footnote mark and notes on how to fill the form taken off."""
    text = _NUMBERING.sub("", clean(raw))
    part = text.startswith(("其中", "#", "＃"))
    for lead in words().lists["leads"]:
        if text.startswith(lead) and len(text) > len(lead) + 1:
            text = text[len(lead) :].lstrip("：，")
    text, unit = split_unit(text)
    text = _FOOTNOTE.sub("", _NOTE_MARKS.sub("", text).rstrip("：，。；"))
    text = _BRACKET.sub(_keep_bracket, text)
    ordinal = words().ordinal.match(text)
    if ordinal:
        return Name(clean(raw), ordinal["name"].strip("_"), unit, ordinal["class"], part)
    return Name(clean(raw), text.strip("：，。；_"), unit, "", part)


def _keep_bracket(match: re.Match[str]) -> str:
    inner = match.group()[1:-1]
    noted = any(inner.startswith(word) or word in inner for word in words().lists["form"] if len(word) > 1)
    return "" if noted or len(inner) > _LONG_BRACKET else match.group()


def action_of(text: str) -> tuple[str, str]:
    """Split what is done off the end of a label: 龙头企业引进 is 龙头企业 and 引进."""
    action = ends_with(text, "actions")
    return (text.removesuffix(action), action) if action and len(text) > len(action) + 1 else (text, "")
