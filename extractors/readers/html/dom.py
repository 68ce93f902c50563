"""Parsing a web page and taking off what is not the document (网页解析): scripts, hidden parts, navigation, sharing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Any

from lxml import html as lxml_html

from extractors.errors import ReadError
from extractors.readers.raised import raised
from extractors.vocabulary import terms

# lxml is untyped; an element of a parsed page.
Element = Any

_STRAY = re.compile(r"</\s*(?:html|body)\s*>", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'>]+)", re.I)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:]*)?[^<>]*>")
_INLINE = frozenset(["span", "font", "a", "b", "i", "u", "em", "strong", "sup", "sub", "small", "o:p"])
_PART = "\x1e"
_SENTENCE_END = re.compile("[。；]")
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
    for element in root.iter("sup"):
        words = "".join(element.itertext(with_tail=False))
        if raised(words) != words:
            for part in list(element):
                element.remove(part)
            element.text = raised(words)
    return root


def flatten(root: Element, depth: int) -> int:
    """Make plain text of what stands `depth` levels below the root, so that a walk does not go deeper; count it."""
    found: list[Element] = root.xpath("*" + "/*" * (depth - 1))
    count = 0
    for element in found:
        if len(element):
            words = _CONTROLS.sub(" ", " ".join(element.itertext(with_tail=False)))
            tail, attributes = element.tail, dict(element.attrib)
            element.clear()
            element.text, element.tail = words, tail
            element.attrib.update(attributes)
            count += 1
    return count


def words_in(element: Element) -> str:
    """Return all words of an element without blanks."""
    return "".join("".join(element.itertext(with_tail=False)).split()) if _is_tag(element) else ""


def linked_words(element: Element) -> int:
    """Count the characters of an element that stand in links."""
    return sum(len(words_in(link)) for link in element.iter("a"))


def has_sentences(text: str) -> bool:
    """Tell prose from labels: a stretch of 20 characters or more that ends with 。 or ；."""
    return any(len(part) >= 20 for part in _SENTENCE_END.split(text)[:-1])


def _is_tag(element: Element) -> bool:
    return isinstance(element.tag, str)


def elements(root: Element) -> Iterator[Element]:
    """Yield the elements below (and with) a root, comments left out."""
    return (element for element in root.iter() if _is_tag(element))


def _address(written: str) -> str:
    """Return an address as it can be shown."""
    return "".join(_CONTROLS.sub("", written).split())


def framed(root: Element) -> list[str]:
    """Return the addresses of the pages that a page shows in frames."""
    found = [_address(frame.get("src") or "") for frame in root.iter("iframe", "frame") if not _is_hidden(frame)]
    return [address for address in found if address and not address.lower().startswith(("about:", "javascript:"))]


def forwards_to(root: Element) -> str:
    """Return the address that a page sends its reader to at once, empty where there is none."""
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            found = _REFRESH.search(meta.get("content") or "")
            if found:
                return _address(found[1])
    return ""


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
    # A character reference can bring in a control character, which lxml gives out but does not take back.
    tail = _CONTROLS.sub("", element.tail or "")
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = _CONTROLS.sub("", parent.text or "") + tail
        else:
            before.tail = _CONTROLS.sub("", before.tail or "") + tail
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
    if len(text) > 1500 or has_sentences(text) or next(element.iter("h1"), None) is not None:
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


def plain_lines(text: str) -> list[str]:
    """Return the words of a page outside scripts, a line for each part: all that is left where the markup is broken."""
    for opening, closing in (("<!--", "-->"), ("<script", "</script"), ("<style", "</style")):
        text = _without(text, opening, closing)
    parts: list[str] = []
    place = 0
    for tag in _TAG.finditer(text):
        parts.append(text[place : tag.start()])
        parts.append("" if (tag[1] or "").lower() in _INLINE else _PART)
        place = tag.end()
    parts.append(text[place:])
    lines = unescape("".join(parts)).split(_PART)
    return [" ".join(line.split()) for line in lines if line.strip()]


def _without(text: str, opening: str, closing: str) -> str:
    """Cut out everything from each opening to its closing mark, or to the end where there is none."""
    lowered = text.lower() if opening != "<!--" else text
    if len(lowered) != len(text):
        lowered = text
    kept: list[str] = []
    place = 0
    while (start := lowered.find(opening, place)) >= 0:
        kept.append(text[place:start])
        end = lowered.find(closing, start)
        if end < 0:
            return "".join(kept)
        place = end + len(closing)
    kept.append(text[place:])
    return "".join(kept)


def chinese_letters(text: str) -> int:
    """Count the Chinese letters of a text, to check that parsing lost none."""
    return sum(1 for char in text if "\u4e00" <= char <= "\u9fff")


def letters_in(root: Element) -> int:
    """Count the Chinese letters of a parsed page outside scripts."""
    return sum(
        chinese_letters((element.text or "") + "".join(child.tail or "" for child in element))
        for element in elements(root)
        if element.tag not in ("script", "style")
    )
