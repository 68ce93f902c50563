"""Sentences and clauses of a view, by offset (句, 分句)."""

from __future__ import annotations

import re
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
    start, depth = place, 0
    while start > within.start:
        char = text[start - 1]
        if char in "）】":
            depth += 1
        elif char in "（【":
            if depth == 0:
                break
            depth -= 1
        elif char in _CLAUSE_END and depth == 0:
            break
        start -= 1
    end, depth = place, 0
    while end < within.end:
        char = text[end]
        if char in "（【":
            depth += 1
        elif char in "）】":
            if depth == 0:
                break
            depth -= 1
        elif char in _CLAUSE_END and depth == 0:
            break
        end += 1
    return Stretch(start, end)
