"""The words of table_heads.toml, compiled once a process, and small tests on a cell's words (表头词汇)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from extractors.view import view_of
from extractors.vocabulary import any_of, rows, terms

_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[（）()、，/\s]")
_OPEN, _CLOSE = "（［〔【(", "）］〕】)"
UNIT_NOTE = re.compile(r"（?(?:计量|金额)?单位[：:](?P<unit>[^。；，、）]{1,16})）?$")
_ROLES = ("planned", "not_planned", "condition", "score", "incentive", "fact", "target", "standard")
_TITLES = ("score", "incentive", "target", "standard", "fact")


@dataclass(frozen=True)
class Words:
    """Word lists and patterns; the comments of table_heads.toml say what each is."""

    columns: dict[str, tuple[str, ...]]
    roles: dict[str, re.Pattern[str]]
    titles: dict[str, re.Pattern[str]]
    title_ends: re.Pattern[str]
    title_leads: re.Pattern[str]
    lists: dict[str, tuple[str, ...]]
    bare: frozenset[str]
    growth: re.Pattern[str]
    cumulative: re.Pattern[str]
    scope_heads: frozenset[str]
    scope_ends: re.Pattern[str]
    totals: frozenset[str]
    ordinal: re.Pattern[str]
    empty: frozenset[str]
    nouns: re.Pattern[str]
    attributes: re.Pattern[str]
    filler: re.Pattern[str]
    note: re.Pattern[str]
    now: re.Pattern[str]
    measure: re.Pattern[str]
    not_name: re.Pattern[str]
    short: dict[str, str]
    unit: re.Pattern[str]


def _longest_first(listed: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({view_of(word).text for word in listed}, key=lambda w: (-len(w), w)))


def _pattern(listed: Iterable[str]) -> re.Pattern[str]:
    return re.compile(any_of(listed))


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the compiled vocabulary of tables."""
    table: dict[str, Any] = terms("table_heads.toml")
    columns, scopes, roles, titles = table["columns"], table["scopes"], table["roles"], table["titles"]
    labels, measures, cells = table["labels"], table["measures"], table["cells"]
    lists = {"amounts": roles["amounts"]}
    lists |= {name: scopes[name] for name in ("not_places", "administrative")}
    lists |= {name: labels[name] for name in ("leads", "classes", "fields", "industries", "actions", "urges", "form")}
    lists |= {name: measures[name] for name in ("said", "spent", "adding", "flows", "more", "numbers")}
    lists["plans"] = titles["plans"]
    lists |= {name: cells[name] for name in ("editions", "yearly", "reaches")}
    return Words(
        columns={kind: _longest_first(heads) for kind, heads in columns.items()},
        roles={role: _pattern(roles[role]) for role in _ROLES},
        titles={role: _pattern(titles[role]) for role in _TITLES},
        title_ends=re.compile(rf"(?:{any_of(titles['ends'])})(?:（[^）]*）)?$"),
        title_leads=re.compile(
            rf"^(?:(?:{any_of(titles['leads'])})\s?[一二三四五六七八九十\d]*(?:[-—]\d+)?[：:、.．\s]?)+"
        ),
        lists={name: _longest_first(listed) for name, listed in lists.items()},
        bare=frozenset(view_of(word).text for word in roles["bare"]),
        growth=_pattern(roles["growth"]),
        cumulative=_pattern(roles["cumulative"]),
        scope_heads=frozenset(_MARKS.sub("", word) for word in scopes["heads"]),
        scope_ends=re.compile(rf"(?:{any_of(scopes['ends'])})$"),
        totals=frozenset(view_of(word).text for word in scopes["totals"]),
        ordinal=re.compile(labels["ordinal"]),
        empty=frozenset(view_of(word).text for word in labels["empty"]),
        nouns=_pattern(measures["nouns"]),
        attributes=_pattern(table["flat"]["attributes"]),
        filler=_pattern(cells["filler"]),
        note=re.compile(rf"（(?:{any_of(cells['notes'])})"),
        now=_pattern(cells["now"]),
        measure=_pattern(cells["measures"]),
        not_name=re.compile(rf"^(?:{any_of(cells['not_names'])})"),
        short=dict(labels["short"]),
        unit=_unit_pattern(),
    )


def _unit_pattern() -> re.Pattern[str]:
    term = rf"[十百千万亿]{{0,3}}(?:{any_of(row['term'] for row in rows('units.csv'))})"
    people = r"[十百千万亿]{0,2}(?:人口|常住人口|人|GDP|工业增加值|生产总值|产值)"
    base = rf"(?:{term}|[十百千万亿]{{1,3}}|{people})"
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


def names_scope(head: str) -> bool:
    """Tell a head whose column names places or bodies: 县（市、区）, 安置单位名称."""
    bare = _MARKS.sub("", clean(head))
    known = words().scope_heads
    return bare in known or any(bare.endswith(word) for word in known if len(word) > 1)


def ends_with(text: str, name: str) -> str:
    """Return the longest word of a list that the text ends with, empty where there is none."""
    return next((word for word in words().lists[name] if text.endswith(word)), "")


def starts_with(text: str, name: str) -> str:
    """Return the longest word of a list that the text begins with, empty where there is none."""
    return next((word for word in words().lists[name] if text.startswith(word)), "")
