"""What a section is about, from the words of its heading and of those above it (章节性质)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from extractors import vocabulary
from extractors.outline.markers import Style
from schemas import Section, SectionKind

_ORDER = ("tasks", "goals", "general", "situation", "assessment", "support")
_PASSIVE = (SectionKind.GOALS, SectionKind.GENERAL, SectionKind.SITUATION, SectionKind.ASSESSMENT)
_BRACKETS = re.compile(r"（[^（）]*）|“[^“”]*”|《[^《》]*》")
_WHEN = re.compile(r"^(?:到|自|从|在)?(?:20\d\d年|“?十[一二三四五]五”?)[^，]{0,6}?(?:底|末|初|前|起|期间)*，?")
_LONGEST_NOUN = 16
_SHORTEST_VERBAL = 6
_LONGEST_BETWEEN = 2
_LONG_NOUN = 4
_FEWEST_BESIDE = 3
_MAJORITY = 2
_TAIL = re.compile(r"[（(][^（）()]*[)）]$|[。：；\s]+$")


@lru_cache(maxsize=1)
def _nouns() -> tuple[tuple[str, SectionKind], ...]:
    kinds = vocabulary.terms("outline.toml")["kinds"]
    pairs = [(word, SectionKind(kind)) for kind in _ORDER for word in kinds[kind]]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=1)
def _noun_words() -> tuple[str, ...]:
    return tuple(noun for noun, _ in _nouns())


@lru_cache(maxsize=1)
def _long_nouns() -> tuple[str, ...]:
    return tuple(noun for noun, _ in _nouns() if len(noun) >= _LONG_NOUN)


@lru_cache(maxsize=1)
def _verbs() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    verbs = vocabulary.terms("outline.toml")["verbs"]
    nounlike = tuple(verbs["nounlike"])
    return tuple(word for word in verbs["action"] if word not in nounlike), nounlike, tuple(verbs["general"])


def _last_noun(heading: str) -> tuple[str, SectionKind] | None:
    """Return the noun of the vocabulary that the heading ends with, the longest one, and what it names."""
    words = _TAIL.sub("", _BRACKETS.sub("", heading)).rstrip("表图等")
    if not words.endswith(_noun_words()):
        return None
    for noun, named in _nouns():
        if words.endswith(noun):
            return noun, named
    return None


def noun_kind(heading: str) -> SectionKind | None:
    """Return the kind that the last noun of the heading names, or None."""
    found = _last_noun(heading)
    return found[1] if found else None


def _words(heading: str) -> str:
    return _WHEN.sub("", heading).lstrip("“‘（《")


def is_action(heading: str) -> bool:
    """Say whether a heading tells somebody to do something: it begins with a verb, its date aside.

    保障措施 does not, 保障园区用地规模和指标 does.
    """
    words = _words(heading)
    strong, nounlike, _ = _verbs()
    if words.startswith(strong):
        return True
    if not words.startswith(nounlike) or words.startswith(_long_nouns()) or len(words) < _SHORTEST_VERBAL:
        return False
    found = _last_noun(heading)
    verb = next(word for word in nounlike if words.startswith(word))
    return found is None or len(words) - len(found[0]) - len(verb) > _LONGEST_BETWEEN


def kind_of(heading: str, parent: SectionKind) -> SectionKind:
    """Return what a section is about; without a sign of its own it is about what the section above it is about."""
    words = _words(heading)
    if words.startswith(_verbs()[2]):
        return SectionKind.GENERAL
    named = noun_kind(heading)
    if is_action(heading):
        if named in _PASSIVE and "的" in words:
            return named
        return parent if parent in _PASSIVE else SectionKind.TASKS
    if named is not None and (len(words) <= _LONGEST_NOUN or parent is not SectionKind.TASKS):
        return named
    return parent


def kinds_of(sections: Sequence[Section], words: Sequence[str]) -> list[SectionKind]:
    """Return what each section is about, from its words and from what stands above and beside it.

    Titles of documents and annexes hand down only that they are about assessment or support. Where most of the
    headings beside it begin with a verb, a heading without a sign of its own is a task too, and the other way round.
    """
    kinds = [SectionKind.OTHER] * len(sections)
    beside: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    for section in sections:
        beside[section.parent, section.style].append(section.index)
    for section in sections:
        group = beside[section.parent, section.style]
        if section.index != group[0]:
            continue
        parent = kinds[section.parent] if section.parent is not None else SectionKind.OTHER
        own = [_own_kind(sections[index], words[index], parent) for index in group]
        if parent is SectionKind.OTHER and len(group) >= _FEWEST_BESIDE:
            own = _agreed(own, [words[index] for index in group])
        for index, kind in zip(group, own, strict=True):
            kinds[index] = kind
    return kinds


def _own_kind(section: Section, words: str, parent: SectionKind) -> SectionKind:
    if section.style in (Style.TITLE, Style.ANNEX):
        named = noun_kind(words)
        return named if named in (SectionKind.ASSESSMENT, SectionKind.SUPPORT) else SectionKind.OTHER
    if section.style in (Style.RUN_IN, Style.DASH) and parent is not SectionKind.OTHER:
        return parent
    return kind_of(words, parent)


def _agreed(own: list[SectionKind], words: list[str]) -> list[SectionKind]:
    """Let the headings of one list agree on whether they are tasks; those with a sign of their own keep it."""
    verbal = [kind is SectionKind.TASKS and is_action(heading) for kind, heading in zip(own, words, strict=True)]
    others = own.count(SectionKind.OTHER)
    if sum(verbal) >= _MAJORITY * others:
        return [SectionKind.TASKS if kind is SectionKind.OTHER else kind for kind in own]
    if others >= _MAJORITY * sum(verbal):
        return [SectionKind.OTHER if led else kind for kind, led in zip(own, verbal, strict=True)]
    return own
