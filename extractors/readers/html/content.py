"""Where the document stands in a page (正文定位): the smallest part that holds all its sentences and tables."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.readers.html.dom import Element, elements, has_sentences, linked_words, words_in
from extractors.readers.html.tables import is_data_table, is_fact_table
from extractors.vocabulary import terms
from schemas import Facts

_MOST_LINKS = 20  # letters in links that a surrounding part may add and still be the document's
_MOST_ADDED = 800
_INNER = frozenset(["p", "td", "th", "tr", "tbody", "table", "li", "ul", "ol", "blockquote", "pre"])
_PARTS = frozenset(
    ["p", "div", "td", "th", "li", "section", "article", "dd", "dt", "blockquote", "pre", "body", "main", "center"]
)


def main_part(body: Element) -> tuple[Element, Element]:
    """Return the element that holds the document and its core, the lowest element above all prose and data tables.

    The core is widened while the parts around it add the title or facts and hardly any links, so that a heading, a
    number or a signature outside the article's own element is not lost.
    """
    holders = [element for element in elements(body) if _is_prose(element) or _is_filled_table(element)]
    if not holders:
        return body, body
    main = holders[0]
    for holder in holders[1:]:
        main = _common(main, holder)
    while main.tag in _INNER and main is not body:
        main = main.getparent()
    core = main
    while main is not body and main.getparent() is not None:
        parent = main.getparent()
        added = len(words_in(parent)) - len(words_in(main))
        links = linked_words(parent) - linked_words(main)
        if links > _MOST_LINKS or added > _MOST_ADDED:
            break
        main = parent
    return main, core


def _own_words(element: Element) -> str:
    """Return the words of a part that stand in no smaller part and in no link."""
    found: list[str] = [element.text or ""]
    below = list(reversed(element))
    while below:
        child = below.pop()
        found.append(child.tail or "")
        if isinstance(child.tag, str) and child.tag not in _PARTS and child.tag not in ("a", "table"):
            found.append(child.text or "")
            below.extend(reversed(child))
    return "".join("".join(found).split())


def _is_prose(element: Element) -> bool:
    return element.tag in _PARTS and has_sentences(_own_words(element))


def _is_filled_table(element: Element) -> bool:
    if element.tag != "table" or not is_data_table(element) or is_fact_table(element):
        return False
    text = words_in(element)
    return len(text) >= 60 and linked_words(element) < 0.3 * len(text)


def _common(first: Element, second: Element) -> Element:
    """Return the lowest element above both (or one of them, where it is above the other)."""
    above = [first, *first.iterancestors()]
    for element in [second, *second.iterancestors()]:
        if any(element is one for one in above):
            return element
    return above[-1]


@lru_cache(maxsize=1)
def _element_names() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = terms("webpages.toml")["elements"]
    return {key: [name.lower() for name in names] for key, names in groups.items()}


def stated_facts(root: Element) -> Facts:
    """Return the facts that the page's meta elements and its <title> state, dates as they stand there."""
    given: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        value = re.sub(r"\s+", " ", meta.get("content") or "").strip()
        for key, names in _element_names().items():
            if name in names and value and len(value) <= 200:
                given.setdefault(key, value)
    title = given.get("title") or _page_title(root)
    return Facts(
        title=title,
        number=given.get("number"),
        issuer=given.get("issuer"),
        published_on=given.get("published_on"),
        source=given.get("source"),
    )


def _page_title(root: Element) -> str:
    """Return the page's <title> without the names of the site behind it."""
    element = next(root.iter("title"), None)
    title = re.sub(r"\s+", " ", "".join(element.itertext())).strip() if element is not None else ""
    site = re.compile(terms("webpages.toml")["site_names"])
    while True:
        match = re.match(r"(?P<head>.{4,}?)\s?(?:[-_|–—]{1,3}|\s-\s)\s?(?P<tail>[^-_|–—]{2,40})$", title)
        if match is None or not site.search(match["tail"]):
            return title
        title = match["head"].strip()
