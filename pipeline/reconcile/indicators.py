"""What is measured, as a key that its other wordings share (指标).

主导产业占比, 主导产业比重 and 主导产业工业总产值占比 meet; 工业投资 and 工业技改投资 do not. The catalogue
(`extractors/vocabulary/indicators.csv`) knows the common indicators; for all others the words themselves are compared,
without those that say only what is done (新增, 引进) or how it is counted (数量, 占比).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors.vocabulary import rows, terms
from pipeline.reconcile.scopes import flat, folded
from schemas import Kind

Family = Literal["amount", "share", "growth"]
_BRACKETED = re.compile(r"\(([^()]+)\)")
_RATIO = {"share", "percentage_points", "multiple"}
# Enumerations are compared without regard to how their members are joined.
_AND = re.compile("以及|[和与及]")
_TIME = {"calendar_time", "duration", "working_days"}


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator in the form it is compared in: `key` for grouping, `id` and `name` where the catalogue holds it.

    An empty key says that the words name nothing; such an indicator is never compared with another.
    """

    key: str
    id: str | None = None
    name: str = ""
    dimension: str = ""


def family_of(kind: Kind, dimension: str, text: str) -> Family:
    """Return whether a value is an amount, a share of a whole, or a growth; the three are never compared."""
    base = dimension.split("/")[0]
    if kind in (Kind.GROWTH_RATE, Kind.CHANGE) and base in _RATIO:
        return "growth"
    if base not in _RATIO:
        return "amount"
    if kind is Kind.SHARE:
        return "share"
    return "growth" if folded(text).endswith(_words().growth) else "share"


@dataclass(frozen=True, slots=True)
class _Words:
    lead: tuple[str, ...]
    lead_not_before: tuple[str, ...]
    tail: dict[str, tuple[str, ...]]
    growth: tuple[str, ...]
    money: tuple[str, ...]
    short: tuple[tuple[str, str], ...]
    asides: tuple[str, ...]
    silent: re.Pattern[str]


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = terms("indicator_words.toml")
    tail = {name: _longest_first(words) for name, words in data["tail"].items()}
    short = [(folded(row["short"]), row["full"]) for row in rows("abbreviations.csv")]
    short.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    growth = tuple(data["ratio_growth_nouns"])
    money = tuple(data["bare"]["money"])
    asides = tuple(data["asides"])
    lead = _longest_first(data["lead"])
    before = data["silent_before"].items()
    silent = re.compile("|".join(f"{word}(?=(?:{'|'.join(map(re.escape, heads))}))" for word, heads in before))
    return _Words(lead, tuple(data["lead_not_before"]), tail, growth, money, tuple(short), asides, silent)


def _spelled_out(text: str) -> str:
    """Replace every short form by its full one, where the full one does not stand there already."""
    for short, full in _words().short:
        if short not in text:
            continue
        if short in full:
            text = text.replace(full, "\0").replace(short, full).replace("\0", full)
        else:
            text = text.replace(short, full)
    return text


def _without_lead(text: str) -> str:
    changed = True
    while changed:
        changed = False
        for word in _words().lead:
            rest = text[len(word) :]
            if text.startswith(word) and len(rest) >= 2 and not rest.startswith(_words().lead_not_before):
                text, changed = rest, True
                break
    return text


def _without_tail(text: str, group: str) -> str:
    for word in _words().tail[group]:
        rest = text[: -len(word)]
        if text.endswith(word) and len(rest) >= 2:
            return rest
    return text


def _tail_group(family: Family, dimension: str) -> str:
    if family != "amount":
        return f"ratio_{family}"
    base = dimension.split("/")[0]
    return "time" if base in _TIME else base if base in ("count", "money") else "other"


def _core(text: str, family: Family, dimension: str) -> str:
    bare = _AND.sub("", _words().silent.sub("", _without_lead(_spelled_out(text))))
    return _without_tail(bare, _tail_group(family, dimension)).removesuffix("的") or text


@lru_cache(maxsize=1)
def _catalogue() -> dict[tuple[str, Family], Indicator]:
    found: dict[tuple[str, Family], Indicator] = {}
    for entry in rows("indicators.csv"):
        dimension = entry["dimension"]
        is_ratio = dimension.split("/")[0] in _RATIO
        own: Family = "share" if is_ratio else "amount"
        for name in filter(None, [entry["name"], *entry["aliases"].split(";")]):
            indicator = Indicator(f"#{entry['id']}", entry["id"], entry["name"], dimension)
            found.setdefault((_core(folded(name), own, dimension), own), indicator)
            found.setdefault((_core(folded(name), "growth", dimension), "growth"), indicator)
    return found


@lru_cache(maxsize=400_000)
def indicator_of(text: str, family: Family, dimension: str) -> Indicator:
    """Return the indicator that `text` names, for a value of the given family and dimension.

    A catalogue entry is taken only where its dimension agrees: a count of banks is not their deposits.
    """
    if not _BRACKETED.sub("", flat(text)):
        return Indicator("")
    core = _core(folded(text), family, dimension)
    held = _catalogue().get((core, family))
    if held is not None and (family != "amount" or dimension.split("/")[0] in (held.dimension.split("/")[0], "number")):
        return held
    return Indicator(core + _distinction(text))


def _distinction(text: str) -> str:
    """Return what stands in brackets, unless it only explains (含分站): 平台（省级） and 平台（市级） are two."""
    inside = _BRACKETED.findall(flat(text))
    return "".join(f"({part})" for part in inside if not part.startswith(_words().asides))


@lru_cache(maxsize=100_000)
def is_money(text: str) -> bool:
    """Return whether an amount of this indicator that carries no unit (投资17亿) is money."""
    flat = folded(text)
    return any(word in flat for word in _words().money)
