"""Patterns of the quantity finder, built from units.csv and comparators, numbers and misleading.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from extractors.language.numerals import ARABIC, CHINESE
from extractors.vocabulary import any_of, rows, terms

Bound = tuple[re.Pattern[str], str]


@dataclass(frozen=True)
class Word:
    """A number word without a unit of its own: 一半, 翻番."""

    value: Decimal
    unit: str
    comparator: str


@dataclass(frozen=True)
class Patterns:
    """Compiled patterns and the tables they are built from."""

    start: re.Pattern[str]
    candidate: re.Pattern[str]
    number: re.Pattern[str]
    fraction: re.Pattern[str]
    slash: re.Pattern[str]
    dash: re.Pattern[str]
    unit: re.Pattern[str]
    rate: re.Pattern[str]
    names: re.Pattern[str]
    unsure: re.Pattern[str]
    note: re.Pattern[str]
    fixed: re.Pattern[str]
    word: re.Pattern[str]
    tenth: re.Pattern[str]
    per: re.Pattern[str]
    words: dict[str, Word]
    terms: frozenset[str]
    classifiers: frozenset[str]
    near: tuple[Bound, ...]
    far: tuple[Bound, ...]
    after: tuple[Bound, ...]


def _term_pattern(unit_terms: Iterable[str], blocked: dict[str, str]) -> str:
    guarded = []
    for term in sorted(set(unit_terms), key=lambda w: (-len(w), w)):
        stop = f"(?![{blocked[term]}])" if term in blocked else ""
        guarded.append(re.escape(term) + stop)
    return "|".join(guarded)


def _before(comparators: dict[str, Any], near: bool) -> tuple[Bound, ...]:
    between = any_of(comparators["between"]["words"])
    blocked = comparators["not_before"]
    bounds: list[tuple[int, Bound]] = []
    for group in comparators["before"]:
        if group["near"] is not near:
            continue
        for word in group["words"]:
            guard = "".join(f"(?<!{re.escape(lead)})" for lead in blocked.get(word, ()))
            tail = rf"(?:{between})?$" if near else ""
            bounds.append((len(word), (re.compile(guard + re.escape(word) + tail), group["comparator"])))
    return tuple(bound for _, bound in sorted(bounds, key=lambda pair: -pair[0]))


def _after(comparators: dict[str, Any]) -> tuple[Bound, ...]:
    bounds: list[tuple[int, Bound]] = []
    for group in comparators["after"]:
        for word in group["words"]:
            stop = "".join(rf"(?!{re.escape(bad[len(word):])})" for bad in comparators["not_after"].get(word, []))
            pattern = re.compile(rf"(?P<in>（含）|（不含）)?{re.escape(word)}{stop}")
            bounds.append((len(word), (pattern, group["comparator"])))
    return tuple(bound for _, bound in sorted(bounds, key=lambda pair: -pair[0]))


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Read the vocabulary and compile the patterns, once a process."""
    units = [row for row in rows("units.csv") if row["term"] not in {"半年", "季"}]
    table = terms("numbers.toml")
    comparators, misleading = terms("comparators.toml"), terms("misleading.toml")
    term = _term_pattern((row["term"] for row in units), table["unit_not_before"])
    measured = any_of(row["term"] for row in units if row["kind"] == "unit" and row["term"] not in {"平", "分", "成"})
    counted = any_of([row["term"] for row in units if row["kind"] == "classifier"])
    latin = any_of(row["term"] for row in units if row["term"][0].isascii())
    words = {
        word: Word(Decimal(entry["value"]), entry["unit"], entry.get("comparator", "="))
        for word, entry in table["words"].items()
    }
    return Patterns(
        start=re.compile(rf"{any_of(words)}|[0-9]|[一二两三四五六七八九十百千万亿]"),
        candidate=re.compile(
            rf"[0-9]|{any_of(words)}|[一二两三四五六七八九十百千万亿](?:分之|大|亿|[百千万亿]?级|[多余来]?(?:{term}))"
        ),
        number=re.compile(rf"{ARABIC}|{CHINESE}"),
        fraction=re.compile(rf"(?P<low>{ARABIC}|{CHINESE})分之(?P<up>{ARABIC}|{CHINESE})"),
        slash=re.compile(rf"(?P<up>\d{{1,2}})[/／](?P<low>\d{{1,2}})(?=[\u4e00-\u9fff])(?![年月日]|{counted})"),
        dash=re.compile(r"-{1,2}|—{1,2}|~|～|至|到"),
        unit=re.compile(
            rf"(?P<mid>[多余来])?(?:(?P<mult>[十百千万亿]*?)(?P<mid2>[多余])?(?P<term>{term})"
            r"|(?P<alone>[十百千万亿]+)(?P<mid3>[多余])?)?"
        ),
        rate=re.compile(
            rf"[/／][十百千万亿]*?(?:{measured}|{counted}|(?![十百千万亿])[\u4e00-\u9fff])(?:·[年月日天])?|每[十百千万亿]*(?:{measured})(?![至到达提])"
        ),
        names=re.compile("|".join([*table["names"], *misleading["notes"]]).replace("{units}", latin)),
        unsure=re.compile("|".join(misleading["unsure"])),
        note=re.compile("|".join(misleading["notes"])),
        fixed=re.compile("|".join(table["fixed"])),
        word=re.compile(any_of(words)),
        tenth=re.compile(rf"[一二三四五六七八九半](?![十百千万亿是]|分之|成|{term})"),
        per=re.compile(r"[/／](?:10|十|100|百)万(?!元)"),
        words=words,
        terms=frozenset(row["term"] for row in units),
        classifiers=frozenset(row["term"] for row in units if row["kind"] == "classifier"),
        near=_before(comparators, near=True),
        far=_before(comparators, near=False),
        after=_after(comparators),
    )
