"""Which sections of the outline are measures: the smallest numbered or titled items that tell what to do (措施)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from extractors.outline.kinds import is_action, noun_kind
from extractors.outline.markers import Style
from schemas import Document, Outline, Passage, Section, SectionKind

_NEVER = {
    Style.TITLE, Style.ANNEX, Style.PART, Style.CHAPTER, Style.LABEL, Style.DASH, Style.BOX, Style.BOX_ITEM,
}  # fmt: skip
_LISTED = {Style.CN_PAREN, Style.AR_DOT, Style.AR_PAREN, Style.AR_HALF, Style.CIRCLED}
_NOTE = re.compile(r"牵头|负责|责任单位|责任部门|配合单位")


@dataclass(frozen=True, slots=True)
class Item:
    """A section that is a measure, with the passages of prose that belong to it."""

    section: Section
    passages: tuple[Passage, ...]


class _Items:
    def __init__(self, document: Document, outline: Outline) -> None:
        self.document = document
        self.sections = outline.sections
        self.children: dict[int | None, list[Section]] = defaultdict(list)
        for section in outline.sections:
            self.children[section.parent].append(section)
        self.prose: dict[int | None, list[Passage]] = defaultdict(list)
        for passage in outline.passages:
            self.prose[passage.section].append(passage)

    def found(self) -> list[Item]:
        """Return the measures in reading order."""
        items: list[Item] = []
        for section in self.children[None]:
            items += self._below(section)
        return items

    def _below(self, section: Section) -> list[Item]:
        """Return the measures of a section: those below it, or itself where there are none."""
        below: list[Item] = []
        if not self._is_list_of_fragments(section):
            for child in self.children[section.index]:
                below += self._below(child)
        if below or not self._is_measure(section):
            return below
        return [Item(section, tuple(self._prose(section)))]

    def _prose(self, section: Section) -> list[Passage]:
        found = list(self.prose[section.index])
        for child in self.children[section.index]:
            found += self._prose(child)
        return sorted(found, key=lambda passage: passage.start)

    def _text(self, section: Section) -> str:
        return "".join(self.document.text[p.start : p.end] for p in self._prose(section))

    def _is_list_of_fragments(self, section: Section) -> bool:
        """Say whether the items below only go on with the sentence above: conditions parted by semicolons."""
        listed = [child for child in self.children[section.index] if Style(child.style) in _LISTED]
        if len(listed) < 2:
            return False
        ends = [(self._text(child) or child.heading).rstrip()[-1:] for child in listed[:-1]]
        follows = [self.document.text[child.heading_end : child.heading_end + 1] for child in listed[:-1]]
        semicolons = sum(end in ";；" or after in ";；" for end, after in zip(ends, follows, strict=True))
        return semicolons * 2 > len(ends)

    def _is_measure(self, section: Section) -> bool:
        style = Style(section.style)
        if style in _NEVER or not section.heading.strip():
            return False
        heading = re.sub(r"\s+", "", section.heading)
        noted = bool(_NOTE.search(self._text(section)))
        if section.kind is SectionKind.SUPPORT:
            return is_action(heading)
        if section.kind is not SectionKind.TASKS:
            return False
        if style is Style.ARTICLE:
            return noted or section.heading_end < self._first_prose(section)
        names_a_part = noun_kind(heading) is not None and not is_action(heading) and len(heading) <= 8
        return noted or not names_a_part

    def _first_prose(self, section: Section) -> int:
        prose = self.prose[section.index]
        return prose[0].start if prose else section.heading_end


def items_of(document: Document, outline: Outline) -> list[Item]:
    """Return the measures among the sections of the outline, in reading order."""
    return _Items(document, outline).found()


def printed(document: Document, section: Section) -> str:
    """Return a heading with its number as printed, line breaks dropped."""
    return re.sub(r"\s*\n\s*", "", document.text[section.start : section.heading_end]).strip()


def path_of(document: Document, outline: Outline, section: Section) -> tuple[str, ...]:
    """Return the headings above a section as printed, outermost first."""
    path: list[str] = []
    parent = section.parent
    while parent is not None:
        above = outline.sections[parent]
        path.append(printed(document, above))
        parent = above.parent
    return tuple(reversed(path))
