"""The words of table_heads.toml, compiled once a process, and small tests on a cell's words (表头词汇)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractors.statements.lexicon import any_of
from extractors.vocabulary import rows, terms
from extractors.view import view_of

_BLANKS = re.compile(r"\s+")
_OPEN, _CLOSE = "（［〔【(", "）］〕】)"
UNIT_NOTE = re.compile(r"（?(?:计量|金额)?单位[：:](?P<unit>[^。；，、）]{1,16})）?$")


@dataclass(frozen=True)
class Words:
    """Word lists and patterns; the comments of table_heads.toml say what each is."""

    columns: dict[str, tuple[str, ...]]
    roles: dict[str, re.Pattern[str]]
    titles: dict[str, re.Pattern[str]]
    title_ends: re.Pattern[str]
    title_leads: re.Pattern[str]
    bare: frozenset[str]
    growth: re.Pattern[str]
    cumulative: re.Pattern[str]
    scope_heads: frozenset[str]
    scope_ends: re.Pattern[str]
    totals: frozenset[str]
    label_leads: tuple[str, ...]
    ordinal: re.Pattern[str]
    classes: tuple[str, ...]
    actions: tuple[str, ...]
    form: tuple[str, ...]
    empty: frozenset[str]
    said: tuple[str, ...]
    spent: tuple[str, ...]
    nouns: re.Pattern[str]
    attributes: re.Pattern[str]
    unit: re.Pattern[str]


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted({view_of(word).text for word in words}, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the compiled vocabulary of tables."""
    table: dict[str, Any] = terms("table_heads.toml")
    labels, titles, measures = table["labels"], table["titles"], table["measures"]
    return Words(
        columns={kind: _longest_first(list(heads)) for kind, heads in table["columns"].items()},
        roles={
            role: re.compile(any_of(table["roles"][role]))
            for role in ("score", "incentive", "fact", "target", "standard")
        },
        titles={
            role: re.compile(any_of(titles[role])) for role in ("score", "incentive", "target", "standard", "fact")
        },
        title_ends=re.compile(rf"(?:{any_of(titles['ends'])})(?:（[^）]*）)?$"),
        title_leads=re.compile(
            rf"^(?:(?:{any_of(titles['leads'])})\s?[一二三四五六七八九十\d]*(?:[-—]\d+)?[：:、.．\s]?)+"
        ),
        bare=frozenset(view_of(word).text for word in table["roles"]["bare"]),
        growth=re.compile(any_of(table["roles"]["growth"])),
        cumulative=re.compile(any_of(table["roles"]["cumulative"])),
        scope_heads=frozenset(view_of(word).text for word in table["scopes"]["heads"]),
        scope_ends=re.compile(rf"(?:{any_of(table['scopes']['ends'])})$"),
        totals=frozenset(view_of(word).text for word in table["scopes"]["totals"]),
        label_leads=_longest_first(labels["leads"]),
        ordinal=re.compile(labels["ordinal"]),
        classes=tuple(labels["classes"]),
        actions=_longest_first(labels["actions"]),
        form=tuple(labels["form"]),
        empty=frozenset(view_of(word).text for word in labels["empty"]),
        said=tuple(measures["said"]),
        spent=tuple(measures["spent"]),
        nouns=re.compile(any_of(measures["nouns"])),
        attributes=re.compile(any_of(table["flat"]["attributes"])),
        unit=_unit_pattern(),
    )


def _unit_pattern() -> re.Pattern[str]:
    term = rf"[十百千万亿]{{0,3}}(?:{any_of(row['term'] for row in rows('units.csv'))})"
    base = rf"(?:{term}|[十百千万亿]{{1,3}}|[十百千万亿]{{0,2}}(?:人口|常住人口|人|GDP|工业增加值|生产总值|产值))"
    return re.compile(rf"(?:{term}|[十百千万亿]{{1,2}})(?:[/／每·]{base})*")


def clean(text: str) -> str:
    """Return the words without blanks of any kind."""
    return _BLANKS.sub("", text)


def unit_of(text: str) -> str:
    """Return the unit that the words are: ％ is %, 万元/人 stays; empty where they are none."""
    bare = clean(text).strip(_OPEN + _CLOSE).replace("％", "%").replace("／", "/")
    bare = re.sub(r"^单位[：:]", "", bare)
    return bare if bare and words().unit.fullmatch(bare) else ""


def split_unit(text: str) -> tuple[str, str]:
    """Split a unit in brackets off a head or a label: 城镇化率（%） is 城镇化率 and %."""
    for match in re.finditer(r"[（［〔(]([^（）［］〔〕()]{1,14})[）］〕)]", text):
        unit = unit_of(match[1])
        if unit:
            return text[: match.start()] + text[match.end() :], unit
    return text, ""


def is_empty(text: str) -> bool:
    """Tell a cell that says there is nothing: —, /, 无."""
    return clean(text).strip("。") in words().empty


def is_total(text: str) -> bool:
    """Tell the label of a row of sums."""
    return clean(text).strip("：") in words().totals
