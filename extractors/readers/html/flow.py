"""The words of a page in reading order (正文流): paragraphs, headings, list items and tables."""

from __future__ import annotations

import re

from extractors.readers import lines as look
from extractors.readers.composing import Composer, Paragraph, is_heading_text
from extractors.readers.factlines import is_chrome
from extractors.readers.html.dom import Element, has_sentences, is_attachment, words_in
from extractors.readers.html.tables import fact_lines, grid_of, is_data_table, is_fact_table
from extractors.readers.limits import Limits
from extractors.readers.numerals import counted
from schemas import BlockKind

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BREAKING = frozenset(
    (
        *_HEADINGS, "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li",
        "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    )
)
_CHINESE = r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…]"
_SOURCE_BREAK = re.compile(rf"(?<={_CHINESE})[ \t]*[\r\n][ \t\r\n]*(?={_CHINESE})")
_BLANK_RUN = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\x0b"  # a <br> inside a heading; the parser lets no such character through
_LIST_STYLES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}


class Flow:
    """Walks a part of a page and gives its paragraphs and tables to a composer."""

    def __init__(self, composer: Composer, limits: Limits, title: str = "", core: Element | None = None) -> None:
        self.composer = composer
        self.limits = limits
        self.title = look.tidy(title)
        self.core = core
        self.inside = core is None
        self.parts: list[str] = []
        self.linked = 0
        self.places: dict[Element, int] = {}  # the next number of each ordered list
        self.gap = 1
        self.whole = False
        self.level: int | None = None
        self.mark = ""

    def read(self, part: Element) -> None:
        """Give everything in the part to the composer."""
        self.inside = self.inside or part is self.core
        self.walk(part)
        self.flush()

    def walk(self, element: Element) -> None:
        self.parts.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self.visit(child)
            self.parts.append(child.tail or "")

    def visit(self, element: Element) -> None:
        tag = element.tag.lower()
        if element is self.core:
            self.flush()
            self.inside = True
            self.walk(element)
            self.flush()
            self.inside = False
        elif tag == "br" and self.level is not None:
            self.parts.append(_BREAK)
        elif tag == "br":
            self.flush()
            self.gap = 0
        elif tag == "a" and not is_attachment(element):
            before = len(self.parts)
            self.walk(element)
            self.linked += len("".join("".join(self.parts[before:]).split()))
        elif tag == "table" and is_data_table(element):
            self.flush()
            self.table(element)
        elif tag in _BREAKING:
            self.flush()
            self.part(element, tag)
            self.flush()
        else:
            self.walk(element)

    def part(self, element: Element, tag: str) -> None:
        """Walk a part that stands on lines of its own."""
        kept = (self.whole, self.level)
        if tag in _HEADINGS:
            self.level = int(tag[1])
        elif tag in ("li", "dd", "dt", "figcaption", "legend"):
            self.whole = True
            if tag == "li":
                self.mark = self.list_mark(element)
        elif tag == "pre":
            self.preformatted(element)
            return
        self.walk(element)
        self.flush()
        self.whole, self.level = kept
        self.mark = ""

    def preformatted(self, element: Element) -> None:
        for line in "".join(element.itertext()).splitlines():
            self.parts.append(line)
            self.flush()
            self.gap = 0

    def flush(self) -> None:
        """End the line: give it to the composer as what it is."""
        words = tidy_line("".join(self.parts))
        self.parts = []
        linked, self.linked = self.linked, 0
        bare = words.strip(" \u3000\xa0\u200b\ufeff")
        if not bare:
            return
        gap, self.gap = self.gap, 1
        if self.mark:
            words, self.mark = self.mark + words.lstrip(), ""
        only_link = linked > max(8, 0.7 * len(bare)) and not look.starts_item(bare) and not has_sentences(bare)
        if is_chrome(bare) or look.is_contents_line(bare) or only_link or not (self.inside or self.belongs(bare)):
            self.composer.add(Paragraph(words, BlockKind.BOILERPLATE))
        elif self.level is not None and is_heading_text(bare):
            self.composer.add(Paragraph(words, BlockKind.HEADING, self.level))
        else:
            self.composer.add(Paragraph(words, whole=self.whole, gap=gap))

    def belongs(self, words: str) -> bool:
        """Tell a line outside the article's own element that is the document's: title, number, date, signature."""
        bare = look.tidy(words)
        if len(bare) >= 6 and self.title and (bare in self.title or self.title in bare):
            return True
        if look.stands_alone(bare) or look.names_agency(words) or bare.startswith("附件"):
            return len(bare) > 4
        return has_sentences(bare) or (self.level is not None and look.ends_like_title(bare))

    def list_mark(self, item: Element) -> str:
        """Return the number that a browser prints before an item of an ordered list, empty for other lists."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        if parent not in self.places:
            start = re.match(r"\s*(-?\d{1,5})", parent.get("start") or "")
            self.places[parent] = int(start[1]) if start else 1
        place = self.places[parent]
        self.places[parent] += 1
        style = re.search(r"list-style(?:-type)?\s*:\s*([a-z-]+)", parent.get("style") or "")
        name = style[1] if style else _LIST_STYLES.get(parent.get("type") or "1", "decimal")
        return "" if name == "none" or not words_in(item) else counted(place, name)

    def table(self, element: Element) -> None:
        if is_fact_table(element):
            for line in fact_lines(element):
                self.composer.add(Paragraph(line, BlockKind.BOILERPLATE))
            return
        self.composer.add(grid_of(element, lambda cell: cell_words(cell, self.limits), self.limits))


def cell_words(cell: Element, limits: Limits) -> str:
    """Return the words of a cell, its paragraphs on lines of their own."""
    if not any(part.tag in _BREAKING or part.tag == "br" for part in cell.iterdescendants()):
        return tidy_line("".join(cell.itertext()))
    inner = Composer()
    flow = Flow(inner, limits)
    flow.walk(cell)
    flow.flush()
    return "\n".join(item.text.strip(" \u3000\xa0") for item in inner.items if isinstance(item, Paragraph))


def tidy_line(raw: str) -> str:
    """Fold the blanks of the page's source as a browser does; a line break between Chinese letters is none."""
    lines = [_BLANK_RUN.sub(" ", _SOURCE_BREAK.sub("", line)).strip(" ") for line in raw.split(_BREAK)]
    return "\n".join(line for line in lines if line.strip(look.BLANKS))


