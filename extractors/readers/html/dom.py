"""Parsing a web page and taking off what is not the document (网页解析): scripts, hidden parts, navigation, sharing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from lxml import html as lxml_html

from extractors.errors import ReadError
from extractors.vocabulary import terms

# lxml is untyped; an element of a parsed page.
Element = Any

_STRAY = re.compile(r"</\s*(?:html|body)\s*>", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SENTENCE = re.compile(r"[^。；]{20,}[。；]")
_SILENT = "script|style|noscript|template|iframe|object|embed|svg|canvas|audio|video|select|button|input|textarea|head"
_NEVER_CHROME = frozenset(
    ["html", "body", "p", "td", "th", "tr", "tbody", "h1", "h2", "h3", "span", "a", "font", "strong", "b"]
)
_SILENT_TAGS = frozenset(_SILENT.split("|"))


def parse(text: str) -> Element:
    """Return the root of a page. Raises ReadError "damaged" where nothing of it can be parsed."""
    # libxml2 drops what stands behind an </html> in the middle of a page; browsers show it.
    cleaned = _CONTROLS.sub("", _STRAY.sub("", _DECLARATION.sub("", text)))
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False)
    try:
        root = lxml_html.document_fromstring(cleaned.encode("utf-8", errors="replace"), parser=parser)
    except Exception as error:  # lxml raises several unrelated classes for hopeless input
        raise ReadError("damaged", "the web page cannot be parsed; save it anew from a browser") from error
    return root


def words_in(element: Element) -> str:
    """Return all words of an element without blanks."""
    return "".join("".join(element.itertext(with_tail=False)).split()) if _is_tag(element) else ""


def linked_words(element: Element) -> int:
    """Count the characters of an element that stand in links."""
    return sum(len(words_in(link)) for link in element.iter("a"))


def has_sentences(text: str) -> bool:
    """Tell prose from labels: a stretch of 20 characters or more that ends with 。 or ；."""
    return bool(_SENTENCE.search(text))


def _is_tag(element: Element) -> bool:
    return isinstance(element.tag, str)


def elements(root: Element) -> Iterator[Element]:
    """Yield the elements below (and with) a root, comments left out."""
    return (element for element in root.iter() if _is_tag(element))


def prune(body: Element) -> int:
    """Take off scripts, forms' controls, hidden parts and the site's own parts. Return how many hidden letters went.

    A part named like navigation stays where it holds sentences; a hidden part stays where it is most of the page.
    """
    for element in [one for one in body.iter() if not _is_tag(one) or one.tag.lower() in _SILENT_TAGS]:
        _drop(element)
    total = len(words_in(body))
    hidden = 0
    for element in list(elements(body)):
        if _is_hidden(element) and element.getparent() is not None:
            size = len(words_in(element))
            if total and size > 0.5 * total:
                continue
            hidden += size
            _drop(element)
    for element in list(elements(body)):
        if element is not body and element.getparent() is not None and _is_chrome(element):
            _drop(element)
    return hidden


def _drop(element: Element) -> None:
    """Remove an element and keep the words behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _is_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


@lru_cache(maxsize=1)
def _chrome_names() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(name) for name in terms("webpages.toml")["chrome_names"]))


@lru_cache(maxsize=1)
def _attachments() -> re.Pattern[str]:
    return re.compile(terms("webpages.toml")["attachments"])


def is_attachment(link: Element) -> bool:
    """Tell a link to a file that belongs to the document from a link to another page."""
    return bool(_attachments().search(link.get("href") or ""))


def _is_chrome(element: Element) -> bool:
    """Tell a part of the site from a part of the document: by its name or its links, and only without sentences."""
    if element.tag in _NEVER_CHROME:
        return False
    text = words_in(element)
    if not text:
        return element.tag not in ("br", "hr", "img") and len(element) == 0
    if has_sentences(text) or len(text) > 1500 or next(element.iter("h1"), None) is not None:
        return False
    links = list(element.iter("a"))
    if any(is_attachment(link) for link in links):
        return False
    share = linked_words(element) / len(text)
    if len(links) >= 3 and share > 0.7:
        return True
    if element.tag in ("nav", "footer", "aside"):
        return True
    named = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    return bool(_chrome_names().search(named)) and (share > 0.2 or len(text) < 200) and not _states_facts(text)


def _states_facts(text: str) -> bool:
    """A part that prints 来源, 发布时间 or 文号 is kept whatever its name: the facts are read from it."""
    return bool(re.search(r"(?:来源|时间|日期|文号|索引号|发布机构)[:：]", text))


class _Letters(HTMLParser):
    """Counts the Chinese letters a page shows, without building a tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.silent = 0
        self.count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self.silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self.silent:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.count += sum(1 for char in data if "\u4e00" <= char <= "\u9fff")


def letters_shown(text: str) -> int:
    """Count the Chinese letters of a page outside scripts, to check that parsing lost none."""
    counter = _Letters()
    try:
        counter.feed(text)
        counter.close()
    except (AssertionError, ValueError):
        return 0
    return counter.count


def letters_in(root: Element) -> int:
    """Count the Chinese letters of a parsed page outside scripts."""
    return sum(
        1
        for element in elements(root)
        if element.tag not in ("script", "style")
        for char in (element.text or "") + "".join(child.tail or "" for child in element)
        if "\u4e00" <= char <= "\u9fff"
    )
