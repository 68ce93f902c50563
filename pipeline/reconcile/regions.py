"""Regions by GB/T 2260 code and by name; a name that several regions bear is never picked silently (行政区划)."""

from __future__ import annotations

from functools import lru_cache

from extractors.facts.regions import NATION, Region, by_code, regions

__all__ = ["NATION", "SUB_PROVINCIAL", "Region", "above", "named", "province_of", "region_of"]

# The fifteen cities of sub-provincial rank (副省级市): like provinces they have a 办公厅 where others have a 办公室.
# Source: 中央机构编制委员会 1994 and 1995, unchanged since the three that became part of Chongqing or lost the rank.
SUB_PROVINCIAL = frozenset(
    {
        "210100", "210200", "220100", "230100", "320100", "330100", "330200", "350200",
        "370100", "370200", "420100", "440100", "440300", "510100", "610100",
    }
)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for region in regions():
        found.setdefault(region.name, []).append(region.code)
    return {name: tuple(sorted(set(codes))) for name, codes in found.items()}


def region_of(code: str | None) -> Region | None:
    """Return the region with this code, None where the list does not hold it."""
    return by_code().get(code) if code else None


def above(code: str) -> tuple[str, ...]:
    """Return the codes of the regions above, nearest first: the county's prefecture, province, nation."""
    chain: list[str] = []
    region = region_of(code)
    while region is not None and region.parent and region.parent not in chain:
        chain.append(region.parent)
        region = region_of(region.parent)
    return tuple(chain)


def province_of(code: str) -> Region | None:
    """Return the province a region lies in (itself, for a province); None for the nation."""
    for step in (code, *above(code)):
        region = region_of(step)
        if region is not None and region.level == "province":
            return region
    return None


@lru_cache(maxsize=65536)
def named(name: str, within: str | None) -> tuple[str, ...]:
    """Return the codes of the regions that bear this full name; one code where it is clear which is meant.

    `within` is the region the text speaks from: a namesake inside it, or above it, is the one meant. A county far from
    there is not meant at all: its name is more likely that of a development zone nearby. No code where no region is
    meant, several where it stays ambiguous.
    """
    codes = _by_name().get(name, ())
    if within is None:
        return codes
    near = tuple(code for code in codes if code == within or within in above(code) or code in above(within))
    return near or tuple(code for code in codes if by_code()[code].level != "county")
