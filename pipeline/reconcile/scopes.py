"""Who or what a number is about, as a key that its other wordings share (范围).

全市园区, 全市各产业园区 and 园区 are the whole group of parks of the document's region; 各园区 and 每个园区 are each of
them; 城北科技园 and 城北科技工业园 are one park.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from extractors.vocabulary import terms
from pipeline.reconcile import regions

Reach = Literal["whole", "each", "named"]
_BRACKETS = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_NOISE = re.compile(r"[\s\"'“”‘’「」『』《》〈〉·、，,。；;：:]+")


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope in the form it is compared in.

    `region` is a GB/T 2260 code, or `doc:<document_id>` where the document's region is not known. `group` is the kind
    of members (园区) for a whole or each; `name` the distinctive words of a named scope. `is_place` is true for
    regions and parks, which may be parts of a whole; false also where the text gives no scope, which is compared as
    the whole region but is never taken for a total.
    """

    region: str
    reach: Reach
    group: str = ""
    name: str = ""
    is_place: bool = False

    @property
    def key(self) -> str:
        """One string for grouping; equal keys are the same scope."""
        return f"{self.region}|{self.reach}|{self.group}|{self.name}"

    @property
    def ratio_key(self) -> str:
        """The key for ratios: each of a group and the whole group have the same share or rate to reach."""
        reach = "whole" if self.reach == "each" else self.reach
        return f"{self.region}|{reach}|{self.group}|{self.name}"


@dataclass(frozen=True, slots=True)
class _Words:
    whole: tuple[str, ...]
    quantifiers: tuple[tuple[str, bool], ...]
    groups: dict[str, str]
    own: tuple[str, ...]
    before_indicator: tuple[str, ...]
    park: tuple[str, ...]
    place: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = terms("scopes.toml")
    quantifiers = [(word, True) for word in data["each"]] + [(word, False) for word in data["all"]]
    longest = sorted(quantifiers, key=lambda item: (-len(item[0]), item[0]))
    groups = {folded(name): group[0] for group in data["groups"] for name in group}
    return _Words(
        whole=_longest_first(data["whole"]),
        quantifiers=tuple(longest),
        groups=groups,
        own=_longest_first(data["own"]),
        before_indicator=_longest_first(data["before_indicator"]),
        park=_longest_first(data["park"]),
        place=tuple(data["place"]),
    )


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def folded(text: str) -> str:
    """Return the words in one width, without blanks, quotation marks and what stands in brackets."""
    whole = flat(text)
    return _BRACKETS.sub("", whole) or whole


def flat(text: str) -> str:
    """Return the words in one width, without blanks and quotation marks; brackets stay."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=200_000)
def scope_of(text: str, region: str | None, region_name: str | None, document_id: str) -> Scope:
    """Return the scope that `text` names in a document of the given region.

    `document_id` keeps scopes of documents without a known region apart; pass an empty string otherwise, so that
    equal words are looked up once.
    """
    home = region or f"doc:{document_id}"
    rest = folded(text)
    if not rest:
        return Scope(home, "whole")
    if rest in ("全国", "我国"):
        return Scope(regions.NATION, "whole", is_place=True)
    rest, wide = _without_region(rest, region_name)
    rest, each = _without_quantifier(rest)
    if not rest:
        return Scope(home, "whole", is_place=True)
    group = _words().groups.get(rest)
    if group is not None:
        return Scope(home, "each" if each and not wide else "whole", group=group, is_place=True)
    codes = regions.named(rest, region)
    if len(codes) == 1:
        return Scope(codes[0], "whole", is_place=True)
    if each:
        return Scope(home, "whole" if wide else "each", group=rest)
    stem = _park_stem(rest)
    if stem:
        return Scope(home, "named", group="园区", name=stem, is_place=True)
    return Scope(home, "named", name=rest, is_place=rest.endswith(_words().place))


@lru_cache(maxsize=400_000)
def settled(scope: Scope, scope_text: str, indicator_text: str, region_name: str | None) -> tuple[Scope, str]:
    """Return scope and indicator with what each says of the other taken into account.

    The scope is dropped from the front of the indicator (园区工业投资 of 全市园区 is 工业投资); an indicator that names
    a group takes it to the scope (各园区主导产业占比 of 全市); and a scope that is no place and stands in the indicator
    adds nothing to it (规模以上工业企业 · 规模以上工业企业设立研发机构比例), so that it is the region's.
    """
    words = flat(indicator_text)
    own = folded(scope_text)
    if own and (scope.is_place or scope.group) and words.startswith(own) and len(words) >= len(own) + 2:
        return scope, words[len(own) :].removeprefix("的")
    if scope.reach == "named" and scope.is_place:
        return scope, _without_own(words)
    rest, wide = _without_region(words, region_name)
    rest, each = _without_quantifier(rest)
    for group in _words().before_indicator:
        if rest.startswith(group) and len(rest) >= len(group) + 2 and (scope.group or scope.reach == "whole"):
            if not scope.group:
                reach: Reach = "each" if each and not wide else "whole"
                scope = replace(scope, reach=reach, group=_words().groups[group])
            return scope, rest[len(group) :].removeprefix("的")
    if wide and not each and len(rest) >= 2 and scope.reach == "whole":
        return scope, rest.removeprefix("的")
    return _unless_inside(scope, own, words)


def _without_own(words: str) -> str:
    for word in _words().own:
        if words.startswith(word) and len(words) >= len(word) + 2:
            return words[len(word) :].removeprefix("的")
    return words


def _unless_inside(scope: Scope, own: str, words: str) -> tuple[Scope, str]:
    if scope.reach == "named" and not scope.is_place and own in words:
        return Scope(scope.region, "whole", is_place=True), words
    return scope, words


@lru_cache(maxsize=100_000)
def ambiguous_region(text: str, region: str | None) -> tuple[str, ...]:
    """Return the codes a scope's words may stand for where there are several, else nothing."""
    codes = regions.named(folded(text), region)
    return codes if len(codes) > 1 else ()


def _without_region(text: str, region_name: str | None) -> tuple[str, bool]:
    if region_name and text.startswith(region_name):
        return text[len(region_name) :], True
    for word in _words().whole:
        if text.startswith(word):
            return text[len(word) :], True
    return text, False


def _without_quantifier(text: str) -> tuple[str, bool]:
    for word, each in _words().quantifiers:
        if text.startswith(word):
            return text[len(word) :], each
    return text, False


def _park_stem(text: str) -> str:
    """Return a park's own name without the words that only say it is a park; empty where it is not one."""
    for suffix in _words().park:
        if text.endswith(suffix) and len(text) >= len(suffix) + 2:
            return text[: -len(suffix)]
    return ""
