"""Numbers that Word prints before paragraphs (自动编号): 一、 （一） 1. 第一条, counted as Word counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extractors.readers.docx.package import Element, child, is_on, local, value
from extractors.readers.numerals import numeral

_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, its style and the text around it (（%1）)."""

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    paragraph_style: str | None = None


@dataclass(slots=True)
class _List:
    """A list that is counted: its levels and how far each has come."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document in reading order."""

    def __init__(self, root: Element | None) -> None:
        self.abstract: dict[str, dict[int, Level]] = {}
        self.style_links: dict[str, str] = {}
        self.uses_style: dict[str, str] = {}
        self.instances: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        self.lists: dict[str, _List] = {}
        self.seen: set[str] = set()
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                self._add_abstract(element)
            elif local(element) == "num":
                self._add_instance(element)

    def _add_abstract(self, element: Element) -> None:
        number = value(element, "abstractNumId") or ""
        self.abstract[number] = {
            _int(value(one, "ilvl"), 0): _level(one) for one in element if local(one) == "lvl"
        }
        link = value(child(element, "styleLink"))
        if link:
            self.style_links[link] = number
        uses = value(child(element, "numStyleLink"))
        if uses:
            self.uses_style[number] = uses

    def _add_instance(self, element: Element) -> None:
        number = value(element, "numId") or ""
        abstract = value(child(element, "abstractNumId")) or ""
        levels: dict[int, Level] = {}
        starts: dict[int, int] = {}
        for one in element:
            if local(one) == "lvlOverride":
                place = _int(value(one, "ilvl"), 0)
                start = value(child(one, "startOverride"))
                if start is not None:
                    starts[place] = _int(start, 1)
                replaced = child(one, "lvl")
                if replaced is not None:
                    levels[place] = _level(replaced)
        self.instances[number] = (abstract, levels, starts)

    def level_of_style(self, number: str, style: str) -> int:
        """Return the level of a list that a paragraph style is linked to, 0 where none is."""
        for place, level in self._levels(number).items():
            if level.paragraph_style == style:
                return place
        return 0

    def _resolved(self, number: str) -> str:
        abstract = self.instances[number][0]
        style = self.uses_style.get(abstract)
        return self.style_links.get(style, abstract) if style else abstract

    def _levels(self, number: str) -> dict[int, Level]:
        if number not in self.instances:
            return {}
        return {**self.abstract.get(self._resolved(number), {}), **self.instances[number][1]}

    def mark(self, number: str, place: int) -> str:
        """Count one paragraph of a list and return what Word prints before it; empty for bullets and unknown lists."""
        levels = self._levels(number)
        if place not in levels or not 0 <= place < _LEVELS:
            return ""
        counted = self.lists.setdefault(self._resolved(number), _List(levels))
        if number not in self.seen:
            self.seen.add(number)
            for at, start in self.instances[number][2].items():
                counted.counts[at] = start - 1
        level = levels[place]
        counted.counts[place] = counted.counts.get(place, level.start - 1) + 1
        for deeper in [at for at in counted.counts if at > place]:
            del counted.counts[deeper]
        if level.style in ("bullet", "none"):
            return ""
        return self._printed(levels, counted.counts, level)

    def _printed(self, levels: dict[int, Level], counts: dict[int, int], level: Level) -> str:
        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at, Level())
            count = counts.get(at, shown.start)
            return numeral(count, "decimal" if level.legal else shown.style)

        text = re.sub(r"%([1-9])", one, level.text)
        return f"{text} " if text and text[-1].isascii() and level.suffix != "nothing" else text


def _level(element: Element) -> Level:
    return Level(
        start=_int(value(child(element, "start")), 1),
        style=value(child(element, "numFmt")) or "decimal",
        text=value(child(element, "lvlText")) or "",
        suffix=value(child(element, "suff")) or "tab",
        legal=is_on(child(element, "isLgl")),
        paragraph_style=value(child(element, "pStyle")),
    )


def _int(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
