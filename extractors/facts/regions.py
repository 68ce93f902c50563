"""Regions of China (行政区划) and their GB/T 2260 codes: from a name to its code.

A name that stands for several regions (南山区) is resolved by the names around it, else it stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractors.vocabulary import rows, terms

NATION = "000000"
_LEVELS = {"nation": 0, "province": 1, "prefecture": 2, "county": 3}


@dataclass(frozen=True, slots=True)
class Region:
    """One administrative division. `until` is the last year of a former name, None for a current one."""

    code: str
    name: str
    short: str
    level: str
    parent: str
    until: int | None


@lru_cache(maxsize=1)
def regions() -> tuple[Region, ...]:
    """Return all regions of `vocabulary/regions.csv`."""
    return tuple(
        Region(row["code"], row["name"], row["short"], row["level"], row["parent"], int(row["until"] or 0) or None)
        for row in rows("regions.csv")
    )


@lru_cache(maxsize=1)
def by_code() -> dict[str, Region]:
    """Return the regions by their codes; a current name wins over a former one."""
    return {region.code: region for region in sorted(regions(), key=lambda region: region.until is None)}


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Region, ...]]:
    names: dict[str, list[Region]] = {}
    for region in regions():
        if region.code == NATION:
            continue
        names.setdefault(region.name, []).append(region)
        if region.level != "county" and region.short != region.name:
            names.setdefault(region.short, []).append(region)
    return {name: tuple(found) for name, found in names.items()}


@lru_cache(maxsize=1)
def _by_first_letters() -> dict[str, tuple[str, ...]]:
    """Return the full names by their first two letters, the longest first: quicker than one long pattern."""
    found: dict[str, set[str]] = {}
    for region in regions():
        if region.code != NATION:
            found.setdefault(region.name[:2], set()).add(region.name)
    return {key: tuple(sorted(names, key=lambda name: (-len(name), name))) for key, names in found.items()}


def named(name: str) -> tuple[Region, ...]:
    """Return all regions that a name (full, or short above the county) may stand for."""
    return _by_name().get(name, ())


def above(region: Region) -> tuple[str, ...]:
    """Return the codes of the region and those above it, innermost first."""
    codes = [region.code]
    while region.parent and region.parent in by_code():
        region = by_code()[region.parent]
        codes.append(region.code)
    return tuple(codes)


def leading(text: str) -> tuple[Region, ...]:
    """Return what the names at the beginning of `text` stand for: 广东省广州市天河区人民政府 → 天河区.

    Several regions where the name is ambiguous; none where the text begins with no region's name.
    """
    found: tuple[Region, ...] = ()
    rest = text
    while True:
        step = _one_leading(rest, found)
        if step is None:
            return found
        name, candidates = step
        found, rest = candidates, rest[len(name) :]


def _one_leading(text: str, inside: tuple[Region, ...]) -> tuple[str, tuple[Region, ...]] | None:
    """Return the longest name at the beginning and its regions, narrowed to those inside the regions found before."""
    outer = {region.code for region in inside}
    for length in range(min(len(text), 20), 1, -1):
        candidates = named(text[:length])
        if inside:
            candidates = tuple(region for region in candidates if outer & set(above(region)[1:]))
        if candidates:
            return text[:length], candidates
    return None


def resolve(candidates: Iterable[Region], hints: Iterable[str] = (), year: int | None = None) -> Region | None:
    """Choose among the regions that a name may stand for; None rather than a guess.

    `hints` are codes of regions named elsewhere in the document: a candidate inside one of them is meant.
    `year` of the document tells a former name from a current one.
    """
    pool = list(dict.fromkeys(candidates))
    if year is not None:
        fitting = [region for region in pool if region.until is None or region.until + 1 >= year]
        pool = fitting or pool
    if len(pool) > 1:
        current = [region for region in pool if region.until is None]
        pool = current if len(current) == 1 else pool
    if len(pool) > 1:
        wanted = set(hints) - {NATION}
        inside = [region for region in pool if wanted & set(above(region))]
        pool = inside if len(inside) == 1 else pool
    if len(pool) > 1:
        # 吉林 is both the province and its city: the shorter name means the higher one.
        top = min(_LEVELS[region.level] for region in pool)
        highest = [region for region in pool if _LEVELS[region.level] == top]
        if len(highest) == 1 and top < _LEVELS["county"]:
            pool = highest
    return pool[0] if len(pool) == 1 else None


def mentions(text: str) -> dict[str, int]:
    """Count the full names of regions in a text, by name: {"珠海市": 31, …}."""
    counts: dict[str, int] = {}
    table = _by_first_letters()
    place = 0
    while place < len(text) - 1:
        names = table.get(text[place : place + 2], ())
        name = next((one for one in names if text.startswith(one, place)), None)
        if name is not None:
            counts[name] = counts.get(name, 0) + 1
        place += len(name) if name is not None else 1
    return counts


def short_mentions(text: str, endings: tuple[str, ...]) -> dict[str, int]:
    """Count the short names of provinces and prefectures whose full names end so: {"上海": 40, …}."""
    shorts = {
        region.short
        for region in regions()
        if region.level in ("province", "prefecture") and region.name.endswith(endings) and region.until is None
    }
    return {short: text.count(short) for short in sorted(shorts) if short in text}


@lru_cache(maxsize=1)
def _prefixes() -> tuple[tuple[str, str], ...]:
    table: dict[str, str] = terms("issuers.toml")["prefixes"]
    return tuple(sorted(table.items(), key=lambda item: (-len(item[0]), item[0])))


def of_number(number: str) -> Region | None:
    """Return the region that the first characters of a document number stand for: 穗府办〔2017〕39号 → 广州市."""
    for prefix, code in _prefixes():
        if number.startswith(prefix):
            return by_code().get(code)
    return None
