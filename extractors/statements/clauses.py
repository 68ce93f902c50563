"""Sentences and clauses of a view, by offset (句, 分句)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"[。！？]+[”’）]?|\n")
_CLAUSE_END = "，；：。！？\n"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the view, end excluded."""

    start: int
    end: int

    def holds(self, place: int) -> bool:
        """Say whether `place` lies inside."""
        return self.start <= place < self.end


def sentences(text: str) -> list[Stretch]:
    """Split at 。！？; a full stop inside brackets ends no sentence. Empty stretches are left out."""
    found: list[Stretch] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        inside = text[start : match.start()]
        if inside.count("（") > inside.count("）") and match.group() != "\n":
            continue
        if inside.strip():
            found.append(Stretch(start, match.end()))
        start = match.end()
    if text[start:].strip():
        found.append(Stretch(start, len(text)))
    return found


def clause_at(text: str, place: int, within: Stretch) -> Stretch:
    """Return the clause around `place`: bounded by ，；：。 or by the bracket it stands in."""
    before, behind = reversed(range(within.start, place)), range(place, within.end)
    start = _bound(text, before, closing="（【", opening="）】")
    end = _bound(text, behind, closing="）】", opening="（【")
    return Stretch(within.start if start is None else start + 1, within.end if end is None else end)


def _bound(text: str, places: Iterable[int], closing: str, opening: str) -> int | None:
    """Return the first place with a mark that bounds the clause, stepping over whole brackets; None for none.

    closing: the brackets that one walks out of; opening: those that one walks into.
    """
    depth = 0
    for place in places:
        char = text[place]
        if char in opening:
            depth += 1
        elif char in closing:
            if depth == 0:
                return place
            depth -= 1
        elif char in _CLAUSE_END and depth == 0:
            return place
    return None
