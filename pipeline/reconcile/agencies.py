"""Names of agencies as written, resolved to official names by region and date (机构名称).

A short name is spelled out by rule (市发展改革委 in Zhuhai is 珠海市发展和改革委员会), by a list where the rule cannot
know (市科工信局), and not at all where neither does: an empty name says so. Collective names (各区) stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.vocabulary import rows
from pipeline.reconcile import regions
from pipeline.reconcile.claims import Source
from pipeline.reconcile.scopes import folded
from schemas import Extraction, Measure, ResolvedAgency, Statement

_COLLECTIVE = re.compile(r"^(?:各|有关|相关|其他|所有)|(?:有关|相关|等|各)(?:部门|单位|企业|机构)?$|部门$")
_LEVELS = ("自治区", "省", "市", "区", "县", "州", "盟", "旗")
# Endings that are written short, with their full form; the others are complete as they stand.
_ENDINGS = {"委": "委员会", "办": "办公室"}
_FULL_ENDINGS = ("委员会", "办公室", "局", "厅")
_LONG_BODY = 4
_COURTS = {"nation": "最高人民法院", "province": "高级人民法院", "prefecture": "中级人民法院", "county": "人民法院"}


@dataclass(frozen=True, slots=True)
class Resolution:
    """An official name, what became of the agency, and the rule that says so. Empty names are not known."""

    canonical: str
    successor: str
    rule: str


_UNKNOWN = Resolution("", "", "not in the list and not spelled out by rule")


@dataclass(frozen=True, slots=True)
class _Row:
    official: str
    first: str
    last: str
    codes: frozenset[str]

    def holds_at(self, date: str) -> bool:
        """Whether the reading holds at this date; a year alone does not say on which side of a month in it it lies."""
        if not date or any(len(date) < len(limit) and limit.startswith(date) for limit in (self.first, self.last)):
            return not (self.first or self.last)
        return (not self.first or date >= self.first) and (not self.last or date < self.last)


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, list[_Row]]]:
    found: dict[str, dict[str, list[_Row]]] = {
        "nation": {}, "region": {}, "body": {}, "complete": {}, "unsettled": {}
    }
    for row in rows("agency_names.csv"):
        entry = _Row(row["official"], row["from"], row["until"], frozenset(row["regions"].split()))
        found[row["level"]].setdefault(row["written"], []).append(entry)
        if row["level"] == "nation":
            found["nation"].setdefault(row["official"], []).append(_Row(row["official"], "", "", frozenset()))
    return found


def _listed(level: str, written: str, code: str, date: str) -> str:
    """Return what the list gives, a row for the region before a general one; empty where it is not settled.

    Dates decide only between several readings: a name that ever meant one agency means that one.
    """
    listed = _lists()[level].get(written, ())
    rows_here = [row for row in listed if code in row.codes] or [row for row in listed if not row.codes]
    names = {row.official for row in rows_here}
    if len(names) > 1:
        names = {row.official for row in rows_here if row.holds_at(date)}
    return next(iter(names)) if len(names) == 1 else ""


@lru_cache(maxsize=100_000)
def resolve(written: str, region: str | None, date: str) -> Resolution:
    """Return the official name of an agency as a document of `region` issued on `date` writes it.

    `region` is a GB/T 2260 code, `date` ISO and as exact as known; either may be missing, and then fewer names are
    settled.
    """
    name = folded(written)
    if not name or _COLLECTIVE.search(name):
        return Resolution("", "", "collective")
    for place, rest in _readings(name, region):
        if place.code == regions.NATION:
            official = _listed("nation", rest, place.code, date)
            rule = "national agency, by list"
        else:
            official, rule = _local(rest, place, date)
        if official:
            return Resolution(official, _successor(official, place, date), rule)
    return _UNKNOWN


def _readings(name: str, region: str | None) -> Iterator[tuple[regions.Region, str]]:
    """Yield whose agency a name may be, with the words that remain: a region's name or level before it, or nothing."""
    home = regions.region_of(region)
    named = _leading_region(name, region)
    if named is not None:
        yield named, name[len(named.name) :]
        return
    if name.startswith("团") and name.endswith("委") and home is not None and len(name) == len("团市委"):
        place = _of_level(name[1], home)
        if place is not None:
            yield place, "团市委"
        return
    nation = regions.region_of(regions.NATION)
    if nation is not None and (region == regions.NATION or _is_national(name)):
        yield nation, name
        return
    for level in _LEVELS:
        if name.startswith(level) and home is not None:
            place = _of_level(level, home)
            if place is not None:
                yield place, name[len(level) :]
            return
    if home is not None and not name.startswith(home.short):
        yield home, name


def _is_national(name: str) -> bool:
    return name.startswith(("国家", "国务院", "中央", "中国", "全国")) or name.endswith(("总局", "总署")) or (
        name.endswith("部") and name in _lists()["nation"]
    )


def _leading_region(name: str, region: str | None) -> regions.Region | None:
    for size in range(min(12, len(name) - 2), 1, -1):
        codes = regions.named(name[:size], region)
        if len(codes) == 1:
            return regions.region_of(codes[0])
        if codes:
            return None
    return None


def _of_level(level: str, home: regions.Region) -> regions.Region | None:
    """Return the region that 市 or 省 means in a document of `home`; None where it could be several."""
    if level in ("省", "自治区"):
        province = regions.province_of(home.code)
        return province if province is not None and province.name.endswith(level) else None
    for code in (home.code, *regions.above(home.code)):
        place = regions.region_of(code)
        if place is not None and place.name.endswith(level) and not (level == "区" and place.level == "province"):
            return place
    return None


def _local(rest: str, place: regions.Region, date: str) -> tuple[str, str]:
    """Return official name and rule for the words that follow the region; empty where they are not known."""
    listed = _listed("region", rest, place.code, date)
    if listed:
        return _filled(listed, place), "by list"
    body, ending = _split(rest)
    if not body:
        return "", ""
    spelled = _listed("body", body, place.code, date)
    if spelled:
        return _region_name(place) + spelled + ending, "abbreviation spelled out"
    if _listed("complete", body, place.code, date) or _is_spelled_out(body):
        return _region_name(place) + body + ending, "region put before a full name"
    return "", ""


def _is_spelled_out(body: str) -> bool:
    """Whether the words before the ending are a full name: one that the list gives as official, or a long one."""
    known = any(row.official == body for found in _lists()["body"].values() for row in found)
    is_short = body in _lists()["body"] or body in _lists()["unsettled"]
    return known or (len(body) >= _LONG_BODY and not is_short)


def _split(rest: str) -> tuple[str, str]:
    """Return the words before the ending and the ending in full; two empty strings where there is no known ending."""
    for ending in _FULL_ENDINGS:
        if rest.endswith(ending) and len(rest) > len(ending):
            return rest[: -len(ending)], ending
    for short, full in _ENDINGS.items():
        if rest.endswith(short) and len(rest) > len(short):
            return rest[: -len(short)], full
    return "", ""


def _region_name(place: regions.Region) -> str:
    """Return the region's name as it stands in an agency's: a city's district is named with its city."""
    if place.level == "county" and place.name.endswith("区"):
        parent = regions.region_of(place.parent)
        return (parent.name if parent is not None and parent.name != "全国" else "") + place.name
    return place.name


def _filled(official: str, place: regions.Region) -> str:
    """Put the region's name, office and court where the list leaves room for them."""
    high = place.level == "province" or place.code in regions.SUB_PROVINCIAL
    office = "办公厅" if high else "办公室"
    named = official.replace("{office}", office).replace("{court}", "{r}" + _COURTS[place.level])
    return named.replace("{r}", _region_name(place))


def _successor(official: str, place: regions.Region, date: str) -> str:
    """Return what the agency became after the document's date; empty where nothing is known to have changed."""
    found: dict[bool, str] = {}
    for row in rows("agency_successors.csv"):
        codes = row["regions"].split()
        if codes and place.code not in codes:
            continue
        if _filled(row["agency"], place) == official and (not date or date < row["from"]):
            found[bool(codes)] = _filled(row["successor"], place)
    return found.get(True) or found.get(False, "")


class AgencyNames:
    """Collects the agencies of the measures and statements read, and gives each the official name it stands for."""

    def __init__(self) -> None:
        self._roles: dict[tuple[str, str], tuple[Source, set[str]]] = {}

    def add(self, extraction: Extraction, source: Source) -> None:
        """Take in the agencies of one document."""
        records: list[Measure | Statement] = [*extraction.measures, *extraction.statements]
        for record in records:
            if not (record.lead or record.support or record.responsible):
                continue
            named = {"lead": record.lead, "support": record.support, "responsible": record.responsible}
            for role, names in named.items():
                for name in names:
                    self._roles.setdefault((source.document_id, name), (source, set()))[1].add(role)

    def official(self, name: str, source: Source) -> str:
        """Return the official name, empty where it is not known."""
        return resolve(name, source.region, source.issued_on).canonical

    def records(self) -> tuple[ResolvedAgency, ...]:
        """Return one row for each name of each document, in a fixed order."""
        found = []
        for (document_id, name), (source, roles) in sorted(self._roles.items(), key=lambda item: item[0]):
            resolution = resolve(name, source.region, source.issued_on)
            found.append(
                ResolvedAgency(
                    document_id=document_id,
                    source_file=source.source_file,
                    doc=source.source_file.rsplit("/", 1)[-1][:3],
                    as_written=name,
                    canonical=resolution.canonical,
                    successor=resolution.successor,
                    region=source.region,
                    roles=tuple(sorted(roles)),
                    rule=resolution.rule,
                )
            )
        return tuple(found)
