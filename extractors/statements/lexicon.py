"""The words of statements.toml, compiled once a process."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.vocabulary import any_of, rows, terms


@dataclass(frozen=True)
class Lexicon:
    """Patterns and word sets; the comments of statements.toml say what each is."""

    to: tuple[str, ...]
    by: tuple[str, ...]
    adverbs: tuple[str, ...]
    verbs: tuple[str, ...]
    lead: tuple[str, ...]
    attributes: tuple[str, ...]
    commitment: re.Pattern[str]
    achieved: re.Pattern[str]
    describing: re.Pattern[str]
    incentive: re.Pattern[str]
    established: re.Pattern[str]
    standard: re.Pattern[str]
    condition_words: re.Pattern[str]
    condition_heads: tuple[str, ...]
    funds: re.Pattern[str]
    growth: re.Pattern[str]
    share: re.Pattern[str]
    down: re.Pattern[str]
    up: re.Pattern[str]
    cumulative: re.Pattern[str]
    level_nouns: re.Pattern[str]
    scope: re.Pattern[str]
    place_end: re.Pattern[str]
    body_end: re.Pattern[str]
    actor_end: re.Pattern[str]
    collective: re.Pattern[str]
    reduce: re.Pattern[str]
    whole: re.Pattern[str]
    words: dict[str, tuple[str, ...]]


_ROLE_WORDS = (
    "picking",
    "shortfall",
    "giving",
    "making",
    "picked",
    "allowing",
    "people",
    "bound",
    "time_nouns",
    "time_verbs",
    "ages",
    "works",
    "setting_up",
    "fund_nouns",
    "reaching",
    "unitless",
    "summing",
    "list_heads",
    "naming",
    "usually",
    "spanning",
    "reached_to",
    "programmes",
    "criteria",
    "per_each",
    "price_rates",
)


_KIND_WORDS = (
    "occasions",
    "flow_verbs",
    "flows",
    "rates",
    "steady",
    "widths",
    "raised",
    "reached",
    "shares",
    "measures",
)


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(words), key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def region_names() -> frozenset[str]:
    """Return the names and short names of regions: 湖北省, 湖北, 越城区."""
    return frozenset(name for row in rows("regions.csv") for name in (row["name"], row["short"]) if len(name) > 1)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the compiled vocabulary of statements."""
    table = terms("statements.toml")
    roles, kinds, scopes = table["roles"], table["kinds"], table["scopes"]
    lists = {name: roles[name] for name in _ROLE_WORDS} | {name: kinds[name] for name in _KIND_WORDS}
    lists |= table["nouns"] | table["documents"]
    place = any_of(scopes["places"])
    whole, each = any_of(scopes["whole"]), rf"(?!每[十百千万亿\d])(?:{any_of(scopes['each'])})"
    bodies = any_of(scopes["bodies"])
    word = r"[^，。；：、！？（）的]"
    collective = (
        rf"(?:{whole})(?:各?{word}{{0,6}}?(?:{place})(?![区城]|生产总值))?(?!域)"
        rf"|(?:{each})(?:{word}{{0,8}}?(?:{place}|{bodies})(?:（[^）]{{1,6}}）)?(?![区城]|(?<=乡)镇|{any_of(scopes['facilities'])}))"
    )
    return Lexicon(
        to=_longest_first(table["predicates"]["to"]),
        by=_longest_first(table["predicates"]["by"]),
        adverbs=_longest_first(table["predicates"]["adverbs"]),
        verbs=_longest_first(table["verbs"]["increment"]),
        lead=_longest_first(table["lead"]["words"]),
        attributes=_longest_first(roles["attributes"]),
        commitment=re.compile(any_of(roles["commitment"])),
        achieved=re.compile(any_of(roles["achieved"])),
        describing=re.compile(f"{any_of(roles['describing'])}|{roles['describing_pattern']}"),
        incentive=re.compile(rf"(?:{any_of(roles['incentive'])})(?!{any_of(roles['not_incentive'])})"),
        established=re.compile(any_of(roles["established"])),
        standard=re.compile(any_of(roles["standard"])),
        condition_words=re.compile(any_of(roles["condition_words"])),
        condition_heads=_longest_first(roles["condition_heads"]),
        funds=re.compile(any_of(roles["funds"])),
        growth=re.compile(any_of(kinds["growth"])),
        share=re.compile(any_of(kinds["share_nouns"])),
        down=re.compile(any_of(kinds["down"])),
        up=re.compile(any_of(kinds["up"])),
        cumulative=re.compile(any_of(kinds["cumulative"])),
        level_nouns=re.compile(any_of(kinds["level_nouns"])),
        scope=re.compile(
            rf"{collective}|(?:园区|开发区|高新区|示范区|片区|集群|基地)(?![区城内建]|[\u4e00-\u9fff]?(?:数|个))"
            rf"|(?:“[^”]{{1,8}}”|[^，。；：、！？（）的“”]){{1,14}}?(?:“[^”]{{1,8}}”)?{word}{{0,6}}?(?:{place})(?!生产总值|级|内|[区城])"
        ),
        actor_end=re.compile(rf"(?:{place}|{any_of([b for b in scopes['bodies'] if len(b) > 1])})$"),
        collective=re.compile(collective),
        body_end=re.compile(rf"(?:{place}|{bodies})$"),
        whole=re.compile(rf"在({whole})(?:范围内)?(?:开展|实现|推广|推行|推开|实施|部署|启动)"),
        reduce=re.compile(any_of(kinds["reduce"])),
        words={name: tuple(words) for name, words in lists.items()},
        place_end=re.compile(rf"(?:{place})$"),
    )
