"""What is known of one number while its sentence is read, and what it hands on to the next (读数的中间结果)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.statements.behind import Behind
from extractors.statements.chars import Chars
from extractors.statements.deadlines import Due
from extractors.statements.indicators import Words
from extractors.statements.lexicon import lexicon
from extractors.statements.phrase import Before
from schemas import DeadlineBasis, Kind, Role


@dataclass(slots=True)
class Run:
    """What one number of a sentence hands on to the next. whole: the scope is that of all clauses behind it."""

    scope: str = ""
    indicator: str = ""
    verbs: str = ""
    thing: str = ""
    fresh: bool = False
    role: Role | None = None
    kind: Kind | None = None
    unit: str = ""
    list: Sequence[str] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """The words around a number."""

    before: Before
    behind: Behind
    left: Chars


def completed(nouns: Sequence[str]) -> Sequence[str]:
    """Give the nouns of a list the measure that only the last one has: 茶叶、油茶面积 is 茶叶面积、油茶面积."""
    measures, last = lexicon().words["measures"], nouns[-1] if nouns else ""
    if not last.endswith(measures) or any(noun.endswith(measures) for noun in nouns[:-1]):
        return nouns
    shared = [noun + last[len(noun) :] if len(last) > len(noun) + 1 else noun for noun in nouns[:-1]]
    return [*shared, last]


def with_rate(words: Words, kind: Kind, near: Near) -> Words:
    """地区生产总值增长5%: what grows by 5 % is measured by its growth rate."""
    grows = kind == Kind.GROWTH_RATE and near.before.by and bool(words.indicator)
    if not grows or words.indicator.endswith(("速", "率", "幅")):
        return words
    return replace(words, indicator=words.indicator + ("年均增速" if "年均" in near.left.text else "增速"))


def confidence_of(rule: str, due: Due | None, sure: bool, words: Words) -> float:
    """A plain score: each thing that was inherited or missing takes a little away."""
    score = 0.95
    score -= 0.0 if words.indicator else 0.3
    score -= 0.1 if words.inherited else 0.0
    score -= 0.0 if sure else 0.05
    score -= 0.1 if due is not None and due.basis in (DeadlineBasis.PARAGRAPH, DeadlineBasis.HEADING) else 0.0
    score -= 0.15 if rule in ("bare_value", "nothing_promised") else 0.0
    return round(max(score, 0.2), 2)
