"""The body of a Word file in reading order (正文): paragraphs with their numbers, tables, text boxes, notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.readers import lines as look
from extractors.readers.composing import Composer, Paragraph, is_heading_text
from extractors.readers.docx.numbering import Numbering
from extractors.readers.docx.package import Element, child, is_on, local, number_of, value
from extractors.readers.docx.styles import Styles, has_indent, heading_level
from extractors.readers.docx.tables import grid_of, is_data_table, rows_of
from extractors.readers.limits import Limits
from extractors.readers.raised import raised
from schemas import BlockKind

_WRAPPERS = frozenset(
    ["sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"]
)
_MOST_LEVELS = 9
_REMOVED = frozenset(["del", "moveFrom"])


@dataclass(slots=True)
class Counts:
    """What was left out or taken in, for the issues: revisions, pictures, hidden words, embedded parts."""

    inserted: int = 0
    deleted: int = 0
    pictures: int = 0
    hidden: int = 0
    embedded: int = 0
    deep: int = 0


@dataclass(slots=True)
class _Text:
    """The words of one paragraph and the text boxes that are anchored in it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def words(self) -> str:
        return "".join(self.parts)


class Body:
    """Walks the body and gives its paragraphs and tables to a composer."""

    def __init__(self, composer: Composer, numbering: Numbering, styles: Styles, limits: Limits) -> None:
        self.composer = composer
        self.numbering = numbering
        self.styles = styles
        self.limits = limits
        self.counts = Counts()

    def read(self, container: Element, depth: int = 0) -> None:
        """Give everything in a container (body, cell, text box) to the composer."""
        for element in self.content(container):
            name = local(element)
            if name == "p":
                self.paragraph(element, depth)
            elif name == "tbl" and depth <= self.limits.depth // 4:
                self.table(element, depth)
            elif name == "tbl":
                self.counts.deep += 1
            elif name == "altChunk":
                self.counts.embedded += 1

    def content(self, container: Element) -> Iterator[Element]:
        """Yield the paragraphs and tables of a container, wrappers opened, deleted ones left out."""
        for element in container:
            name = local(element)
            if name in _REMOVED:
                self.counts.deleted += 1
            elif name in _WRAPPERS:
                self.counts.inserted += name in ("ins", "moveTo")
                yield from self.content(element)
            elif name == "AlternateContent":
                yield from self.content(chosen(element))
            else:
                yield element

    def paragraph(self, element: Element, depth: int) -> None:
        """Give one paragraph, with the number Word prints before it, and the text boxes anchored in it."""
        text = self.text_of(element)
        properties = child(element, "pPr")
        style_name = value(child(properties, "pStyle"))
        style = self.styles.of(style_name)
        mark = self.mark_of(properties, style_name) if text.words.strip() else ""
        level = heading_level(properties)
        level = style.level if level is None else level
        words = mark + text.words
        bare = words.strip()
        if style.contents or look.is_contents_line(bare):
            self.composer.add(Paragraph(words, BlockKind.BOILERPLATE))
        elif level is not None and bare and is_heading_text(bare):
            self.composer.add(Paragraph(words, BlockKind.HEADING, level or None))
        elif bare:
            indent = 2 if has_indent(properties) or style.indented else None
            self.composer.add(Paragraph(words, whole=bool(mark), indent=indent))
        for box in text.boxes:
            self.read(box, depth + 1)

    def mark_of(self, properties: Element | None, style_name: str | None) -> str:
        """Return the paragraph's own number, else the one of its style."""
        style = self.styles.of(style_name)
        found = child(properties, "numPr")
        number = value(child(found, "numId")) if found is not None else None
        place = value(child(found, "ilvl")) if found is not None else None
        number = style.number if number is None else number
        if number is None or number == "0":
            return ""
        if place is not None:
            return self.numbering.mark(number, number_of(place, _MOST_LEVELS))
        at = style.place if style.place is not None else self.numbering.level_of_style(number, style_name or "")
        return self.numbering.mark(number, at)

    def text_of(self, paragraph: Element) -> _Text:
        """Return the words of a paragraph; insertions kept, deletions and hidden words left out."""
        text = _Text()
        self._collect(paragraph, text, 0)
        return text

    def _collect(self, element: Element, text: _Text, depth: int) -> None:
        if depth > self.limits.depth:
            self.counts.deep += 1
            return
        for one in element:
            name = local(one)
            if name == "t":
                text.parts.append(one.text or "")
            elif name in _REMOVED:
                self.counts.deleted += 1
            elif name == "r" and is_on(child(one, "rPr", "vanish")):
                self.counts.hidden += sum(len(part.text or "") for part in one if local(part) == "t")
            elif name == "r" and value(child(one, "rPr", "vertAlign")) == "superscript":
                before = len(text.parts)
                self._collect(one, text, depth + 1)
                text.parts[before:] = [raised("".join(text.parts[before:]))]
            elif name in _SIGNS:
                text.parts.append(_SIGNS[name])
            elif name == "br":
                text.parts.append("" if value(one, "type") in ("page", "column") else "\n")
            elif name == "sym":
                text.parts.append(_symbol(one))
            elif name == "AlternateContent":
                self._collect(chosen(one), text, depth + 1)
            elif name == "txbxContent":
                text.boxes.append(one)
            elif name == "f":
                self._fraction(one, text, depth)
            elif name in ("pic", "imagedata"):
                self.counts.pictures += 1
            elif name not in _SILENT:
                self.counts.inserted += name in ("ins", "moveTo")
                self._collect(one, text, depth + 1)

    def _fraction(self, element: Element, text: _Text, depth: int) -> None:
        """A fraction of a formula is written with a slash: 1/3."""
        for place, part in enumerate(one for one in element if local(one) in ("num", "den")):
            if place:
                text.parts.append("/")
            self._collect(part, text, depth + 1)

    def table(self, element: Element, depth: int) -> None:
        """Give a table of data as a grid; one that only frames or lays out text is read through."""
        rows = rows_of(element, self)
        if is_data_table(rows):
            self.composer.add(grid_of(rows, self))
            return
        for row in rows:
            for cell in row.cells:
                self.read(cell, depth + 1)

    def words_of(self, container: Element) -> str:
        """Return the words of a cell, its paragraphs on lines of their own, those of nested tables among them."""
        inner = Composer()
        reader = Body(inner, self.numbering, self.styles, self.limits)
        reader.counts = self.counts
        reader.read_flat(container, 0)
        return "\n".join(item.text.strip() for item in inner.items if isinstance(item, Paragraph))

    def read_flat(self, container: Element, depth: int) -> None:
        """Read a container as paragraphs only; a row of a nested table becomes a line, its cells parted by blanks."""
        for element in self.content(container):
            if local(element) == "p":
                self.paragraph(element, depth)
            elif local(element) == "tbl" and depth < 8:
                for row in rows_of(element, self):
                    line = "  ".join(self.words_of(cell).replace("\n", " ") for cell in row.cells)
                    self.composer.add(Paragraph(line))
            elif local(element) == "tbl":
                self.counts.deep += 1


_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
# Properties, field codes, deleted words, marks of notes and the readings above characters are not printed as text.
_SILENT = frozenset(
    (
        "pPr", "rPr", "sectPr", "sdtPr", "sdtEndPr", "delText", "instrText", "delInstrText", "fldChar", "rt", "rubyPr",
        "fPr", "commentReference", "footnoteReference", "endnoteReference", "annotationRef", "lastRenderedPageBreak",
        "ctrlPr",
    )
)


def chosen(element: Element) -> Element:
    """Return the content of the first choice of mc:AlternateContent, else of its fallback: both say the same."""
    for name in ("Choice", "Fallback"):
        found = child(element, name)
        if found is not None:
            return found
    return element


def _symbol(element: Element) -> str:
    """Return a character given by its code in a symbol font; a code in the private area is shown as it is."""
    code = value(element, "char") or ""
    char = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{2,5}", code) else ""
    return "" if unicodedata.category(char or " ") in ("Cc", "Cs") else char
