"""Which sections of the outline are measures: the smallest numbered or titled items that tell what to do (措施)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from extractors.language.agencies.logic import has_note
from extractors.outline.kinds import is_action, noun_kind
from extractors.outline.markers import Style
from extractors.view import view_of
from schemas import Document, Outline, Passage, Section, SectionKind

_NEVER = {
    Style.TITLE, Style.ANNEX, Style.PART, Style.CHAPTER, Style.LABEL, Style.BOX, Style.BOX_ITEM,
}  # fmt: skip
_LONGEST_PART = 16
_LISTED = {Style.CN_PAREN, Style.AR_DOT, Style.AR_PAREN, Style.AR_HALF, Style.CIRCLED}


@dataclass(frozen=True, slots=True)
class Item:
    """A section that is a measure, with the passages of prose that belong to it and the offset after its last word."""

    section: Section
    passages: tuple[Passage, ...]
    end: int


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
        untitled = Style(section.style) is Style.ARTICLE and not self._is_titled(section)
        if not untitled and not self._is_list_of_fragments(section):
            for child in self.children[section.index]:
                below += self._below(child)
        if below or not self._is_measure(section):
            return below
        passages = tuple(self._prose(section))
        end = max([self._last(section), *(passage.end for passage in passages)])
        stopped = self.document.text.startswith(("。", "；"), end)
        return [Item(section, passages, end + stopped)]

    def _last(self, section: Section) -> int:
        """Return where the last heading of a section and of those below it ends."""
        return max([section.heading_end, *(self._last(child) for child in self.children[section.index])])

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
        if Style(section.style) is not Style.LABEL and self._announces(section, listed[0]):
            actions = sum(is_action(self._heading(child)) for child in listed)
            if actions * 2 < len(listed):
                return True
        ends = [(self._text(child) or child.heading).rstrip()[-1:] for child in listed[:-1]]
        follows = [self.document.text[child.heading_end : child.heading_end + 1] for child in listed[:-1]]
        semicolons = sum(end in ";；" or after in ";；" for end, after in zip(ends, follows, strict=True))
        return semicolons * 2 > len(ends)

    def _announces(self, section: Section, first: Section) -> bool:
        """Say whether the words before a list end with a colon: 符合下列条件的："""
        before = self.document.text[section.heading_start : first.start].rstrip()
        return before.endswith(("：", ":"))

    def _has_items(self, section: Section) -> bool:
        """Say whether numbered items stand below a section that go on with no sentence of its own."""
        listed = [child for child in self.children[section.index] if Style(child.style) in _LISTED]
        return bool(listed) and not self._is_list_of_fragments(section)

    def _is_measure(self, section: Section) -> bool:
        style = Style(section.style)
        if style in _NEVER or not section.heading.strip() or section.kind is SectionKind.ASSESSMENT:
            return False
        heading = self._heading(section)
        if self._has_items(section):
            return False
        return self._tells_what_to_do(section, style, heading) or has_note(view_of(self._text(section)).text)

    def _tells_what_to_do(self, section: Section, style: Style, heading: str) -> bool:
        """Say whether a section is a task by its kind and its heading; a bare 主要任务 names a part, not a task."""
        if style is Style.DASH:
            return False
        if section.kind is SectionKind.SUPPORT:
            return is_action(heading)
        if section.kind is not SectionKind.TASKS:
            return False
        if style is Style.ARTICLE:
            return self._is_titled(section)
        return noun_kind(heading) is None or is_action(heading) or len(heading) > _LONGEST_PART

    def _is_titled(self, section: Section) -> bool:
        """Say whether a section has a title of its own, parted from its prose."""
        prose = self.prose[section.index]
        return not prose or prose[0].start >= section.heading_end

    def _heading(self, section: Section) -> str:
        return view_of(self.document.text, section.heading_start, section.heading_end).text


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
