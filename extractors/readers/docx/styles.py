"""Paragraph styles of a Word file (段落样式): which are headings and of what level, which number their paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.readers.docx.package import Element, child, local, number_of, value

_HEADING = re.compile(r"(?:heading|标题)\s?([1-9])$", re.I)
_TITLE = re.compile(r"(?:title|标题|文件标题|公文标题)$", re.I)
_CONTENTS = re.compile(r"(?:toc|目录)\s?\d?$", re.I)
_DEEPEST = 20
_MOST_LEVELS = 9


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a style says of its paragraphs. `level` is the heading level from 1, 0 for a title, None for body text."""

    level: int | None = None
    number: str | None = None
    place: int | None = None
    indented: bool = False
    contents: bool = False  # a line of the table of contents


class Styles:
    """The paragraph styles of a document, with what they inherit."""

    def __init__(self, root: Element | None) -> None:
        self.elements: dict[str, Element] = {}
        self.default: str | None = None
        for element in root if root is not None else ():
            if local(element) == "style" and value(element, "type") == "paragraph":
                name = value(element, "styleId") or ""
                self.elements[name] = element
                if value(element, "default") in ("1", "true"):
                    self.default = name
        self.known: dict[str | None, ParagraphStyle] = {}

    def of(self, name: str | None) -> ParagraphStyle:
        """Return what the style of that id says; the default style where it is None or unknown."""
        if name not in self.known:
            self.known[name] = self._read(name if name in self.elements else self.default)
        return self.known[name]

    def _read(self, name: str | None) -> ParagraphStyle:
        level: int | None = None
        number: str | None = None
        place: int | None = None
        indented = contents = False
        for _ in range(_DEEPEST):
            element = self.elements.get(name or "")
            if element is None:
                break
            properties = child(element, "pPr")
            level = heading_level(properties, value(child(element, "name"))) if level is None else level
            found = child(properties, "numPr")
            if found is not None and number is None:
                number = value(child(found, "numId"))
                at = value(child(found, "ilvl"))
                place = number_of(at, _MOST_LEVELS) if at else None
            indented = indented or has_indent(properties)
            contents = contents or bool(_CONTENTS.match(value(child(element, "name")) or ""))
            name = value(child(element, "basedOn"))
        return ParagraphStyle(level, number, place, indented, contents)


def heading_level(properties: Element | None, name: str | None = None) -> int | None:
    """Return the heading level that paragraph properties or a style's name state."""
    outline = value(child(properties, "outlineLvl"))
    place = number_of(outline, _MOST_LEVELS, _MOST_LEVELS)
    if place < _MOST_LEVELS:
        return place + 1
    named = _HEADING.search(name or "")
    if named:
        return int(named[1])
    return 0 if name and _TITLE.fullmatch(name) else None


def has_indent(properties: Element | None) -> bool:
    """Tell a first line that is set in."""
    indent = child(properties, "ind")
    amount = value(indent, "firstLineChars") or value(indent, "firstLine") or "0"
    return number_of(amount, 1) > 0
