"""Places where one document says the same thing again in other words (同一文件中的重述).

A plan states a target in its text and once more in an annex; the second place may stand under another heading or in a
table, so that its scope or indicator was read in other words. What is certain to be a repetition takes the reading of
the first place. Nothing here compares every pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.reconcile.claims import Claim, Reading
from pipeline.reconcile.scopes import Scope

SAME_WORDS = "the same sentence twice in one document"
SHORT_NAME = "the same number twice in one document, one name being the end of the other"
# A shorter name (企业) ends too many others.
_SHORTEST_NAME = 4
_LONG_NAME = 6


def align_restated(claims: Sequence[Claim]) -> dict[str, str]:
    """Give repetitions the reading of the place they repeat.

    `claims` are in reading order. Returns the rule for each statement whose reading was changed.
    """
    moved: dict[str, str] = {}
    _align_sentences(claims, moved)
    _align_short_names(claims, moved)
    return moved


def _align_sentences(claims: Sequence[Claim], moved: dict[str, str]) -> None:
    """A sentence of the text that stands there again, or in a table, is the same claim.

    Two tables are left alone: the same words under two parks are two targets.
    """
    seen: dict[tuple[object, ...], Claim] = {}
    prose = (claim for claim in claims if claim.words and not claim.table)
    for claim in prose:
        first = seen.setdefault(_sentence(claim), claim)
        _take(claim, first.reading, SAME_WORDS, moved)
    for claim in claims:
        if claim.words and claim.table:
            stated = seen.get(_sentence(claim))
            if stated is not None:
                _take(claim, stated.reading, SAME_WORDS, moved)


def _sentence(claim: Claim) -> tuple[object, ...]:
    dimension = claim.reading.dimension
    return (claim.source.document_id, claim.words, claim.inner, dimension, claim.value, claim.value_max)


def _take(claim: Claim, other: Reading, rule: str, moved: dict[str, str]) -> None:
    mine = claim.reading
    if mine.series_key == other.series_key or not _may_be_one(other.scope, mine.scope):
        return
    claim.reading = replace(
        mine, scope=other.scope, indicator=other.indicator, family=other.family, series_key=other.series_key
    )
    moved[claim.statement_id] = rule


def _may_be_one(one: Scope, other: Scope) -> bool:
    """Whether two scopes read for the same words may be one: equal, or one of them only the region or nothing."""
    return one == other or ("whole" in (one.reach, other.reach) and not (one.name and other.name))


def _align_short_names(claims: Sequence[Claim], moved: dict[str, str]) -> None:
    """A row label may be the end of a name that the text has in full (消费总量 of 可再生能源消费总量).

    Document, scope, deadline and number must be the same, and the number must be one that is not met by chance.
    """
    with_tables = {claim.source.document_id for claim in claims if claim.table}
    groups: dict[tuple[object, ...], dict[str, list[Claim]]] = {}
    for claim in (claim for claim in claims if claim.source.document_id in with_tables):
        name = claim.reading.name
        if claim.deadline and len(name) >= _SHORTEST_NAME and _is_telling(claim):
            scope, _, family, dimension = claim.reading.series_key
            key = (claim.source.document_id, scope, family, dimension, claim.amount, claim.base_max, claim.deadline)
            groups.setdefault(key, {}).setdefault(name, []).append(claim)
    for names in groups.values():
        if len(names) > 1:
            for short, longer in _ends_of(names).items():
                for claim in names[short]:
                    _take(claim, names[longer][0].reading, SHORT_NAME, moved)


def _is_telling(claim: Claim) -> bool:
    """Whether a number has two digits that say something (18, 7500; not 3, not 100), or the name of a share does."""
    if claim.reading.family == "share" and len(claim.reading.name) >= _LONG_NAME:
        return True
    return len(str(claim.value).replace(".", "").strip("0")) >= 2


def _ends_of(names: Iterable[str]) -> dict[str, str]:
    """Return, for each name that is the end of exactly one other, that other."""
    known = set(names)
    longer: dict[str, list[str]] = {}
    for name in sorted(known):
        for start in range(1, len(name) - _SHORTEST_NAME + 1):
            if name[start:] in known:
                longer.setdefault(name[start:], []).append(name)
    return {short: found[0] for short, found in longer.items() if len(found) == 1}
