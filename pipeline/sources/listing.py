"""Links on a page of a web site (链接)."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml import etree, html

_NEXT_WORDS = ("下一页", "下页", "后一页", ">>")


def parse(content: bytes, content_type: str) -> html.HtmlElement | None:
    """Return the page, in the encoding that the server or the page itself names; None where it is no page."""
    found = re.search(r"charset=[\"']?([\w-]+)", content_type)
    encoding = found[1] if found else None
    if encoding and encoding.lower() in ("gb2312", "gbk"):
        encoding = "gb18030"
    try:
        return html.document_fromstring(content, parser=html.HTMLParser(encoding=encoding, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, LookupError, ValueError):
        return None


def _whole(base: str, link: str) -> str | None:
    """Return the absolute http(s) address of a link, without what follows #."""
    try:
        parts = urlsplit(urljoin(base, link.strip()))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    return urlunsplit(parts._replace(fragment=""))


def links(page: html.HtmlElement, base: str) -> list[str]:
    """Return the addresses a page links to, each once, in their order."""
    found = (_whole(base, str(anchor.get("href"))) for anchor in page.iter("a") if anchor.get("href"))
    return list(dict.fromkeys(link for link in found if link))


def _elements(found: object) -> list[html.HtmlElement]:
    return [item for item in found if isinstance(item, html.HtmlElement)] if isinstance(found, list) else []


def next_page(page: html.HtmlElement, base: str, selector: str | None) -> str | None:
    """Return the address of the following index page: by the selector, or by the usual words (下一页)."""
    anchors = _elements(page.xpath(selector)) if selector else page.iter("a")
    for anchor in anchors:
        words = "".join(anchor.itertext()).strip()
        if anchor.get("href") and (selector or words.startswith(_NEXT_WORDS)):
            return _whole(base, str(anchor.get("href")))
    return None
