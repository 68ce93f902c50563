"""What the agencies component knows: nothing but data, read from the vocabulary and compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors import vocabulary
from extractors.vocabulary import any_of
from schemas import AgencyRole


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled vocabulary of agencies."""

    labels: re.Pattern[str]
    label_roles: dict[str, AgencyRole | None]
    open_labels: frozenset[str]
    verbs: re.Pattern[str]
    verb_roles: dict[str, AgencyRole]
    fillers: re.Pattern[str]
    first_leads: re.Pattern[str]
    before: re.Pattern[str]
    parts: re.Pattern[str]
    uncertain: re.Pattern[str]
    not_in_names: re.Pattern[str]
    in_names: re.Pattern[str]
    shared: re.Pattern[str]
    not_every: tuple[str, ...]
    leading: re.Pattern[str]
    nobody: re.Pattern[str]
    suffixes: tuple[str, ...]
    trusted: tuple[str, ...]
    party: tuple[str, ...]
    carried: re.Pattern[str]
    not_prefix: tuple[str, ...]
    inner: tuple[str, ...]
    not_place: tuple[str, ...]
    whole: tuple[str, ...]
    above: tuple[str, ...]
    provincial: tuple[str, ...]
    provinces: tuple[str, ...]
    places: frozenset[str]
    regions: frozenset[str]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Return the compiled vocabulary of agencies."""
    terms = vocabulary.terms("agencies.toml")
    labels, verbs, lists, prefixes = terms["labels"], terms["verbs"], terms["lists"], terms["prefixes"]
    roles = {role.value: role for role in AgencyRole}
    suffixes = vocabulary.rows("agency_suffixes.csv")
    regions = vocabulary.rows("regions.csv")
    names = {row["name"] for row in regions} | {
        row["short"] for row in regions if row["level"] in ("province", "prefecture")
    }
    fillers = any_of(verbs["fillers"])
    verb_words = [word for role in roles for word in verbs[role]]
    label_words = [word for words in labels.values() for word in words]
    return Patterns(
        labels=re.compile(rf"({any_of(label_words)})(?:（[^（）]*）)?[：:为】]"),
        label_roles={word: roles.get(kind) for kind, words in labels.items() for word in words},
        open_labels=frozenset(labels["open"]),
        verbs=re.compile(rf"(?:{fillers})*({any_of(verb_words)})(?!{any_of(verbs['not_after'])})"),
        verb_roles={word: role for name, role in roles.items() for word in verbs[name]},
        fillers=re.compile(rf"(?:{fillers})+$"),
        first_leads=re.compile(rf"(?:{any_of(lists['first_leads'])})[^，。；]{{0,8}}牵头[^，。；）]*(?:，?下同)?"),
        before=re.compile(rf"(?:{any_of(verbs['before'])})"),
        parts=re.compile(any_of(lists["certain"])),
        uncertain=re.compile(any_of(lists["uncertain"])),
        not_in_names=re.compile(any_of(lists["not_in_names"])),
        in_names=re.compile(any_of(lists["in_names"])),
        not_every=tuple(lists["not_every"]),
        shared=re.compile(rf"^((?:[一-鿿]{{2,8}}、)+[一-鿿]{{2,8}}?)({any_of(lists['shared'])})?部门$"),
        leading=re.compile(rf"^(?:{any_of(lists['leading'])})"),
        nobody=re.compile(rf"(?:{any_of(lists['nobody'])})$|(?:{any_of(lists['nobody_begins'])})"),
        suffixes=tuple(row["suffix"] for row in suffixes),
        trusted=tuple(row["suffix"] for row in suffixes if row["group"] not in ("firm", "place")),
        party=tuple(row["suffix"] for row in suffixes if row["party"]),
        carried=re.compile(rf"^({any_of(prefixes['carried'])})(委)?(?=[一-鿿])"),
        not_prefix=tuple(prefixes["not_prefix"]),
        inner=tuple(prefixes["inner"]),
        not_place=tuple(prefixes["not_place"]),
        whole=tuple(prefixes["whole"]),
        above=tuple(prefixes["above"]),
        provincial=tuple(prefixes["provincial"]),
        provinces=tuple(prefixes["provinces"]),
        places=frozenset(row["suffix"] for row in suffixes if row["group"] in ("place", "government")) | {"管委会"},
        regions=frozenset(name for name in names if len(name) >= 2),
    )
