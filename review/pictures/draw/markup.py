"""HTML and SVG as trees: text of a document goes in as text and is escaped when the tree is written (标记树)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

Node = ElementTree.Element
# Gives the words for a key in the language of the page: say("pictures.targets", count=3).
Say = Callable[..., str]
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Elements whose content a browser does not read as text: nothing here has a use for them.
_NEVER = frozenset({"script", "style", "iframe", "object", "embed", "template", "foreignObject"})


def node(tag: str, /, *children: Node | str | None, **attributes: object) -> Node:
    """Return an element. `class_` is class, `_` in other names is `-`; an attribute that is None or False is left out.

    A child that is None is left out. Raises ValueError for an element that could run or load something.
    """
    if tag in _NEVER:
        raise ValueError(f"<{tag}> is never drawn")
    made = Node(tag)
    for name, value in attributes.items():
        if value is not None and value is not False:
            made.set(name.rstrip("_").replace("_", "-"), "" if value is True else _plain(str(value)))
    for child in children:
        if isinstance(child, str):
            _write(made, _plain(child))
        elif child is not None:
            made.append(child)
    return made


def _write(made: Node, text: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def _plain(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def html(made: Node) -> str:
    """Return the tree as HTML, every text and attribute escaped."""
    # Written as XML, because that escapes `<` in attributes too; end tags are written out, as HTML wants them.
    return ElementTree.tostring(made, encoding="unicode", short_empty_elements=False)


def text_of(made: Node) -> str:
    """Return all the words of a tree, as a reader sees them."""
    return "".join(made.itertext())


def address(path: str, *parts: str, **values: object) -> str:
    """Return the address of a page of ours: address("/series", "ab12") is /series/ab12; empty values are left out."""
    query = urlencode({name: value for name, value in values.items() if value not in ("", None)})
    whole = "/".join([path, *(quote(part, safe="") for part in parts)])
    return f"{whole}?{query}" if query else whole


def link(words: str | Node, to: str, **attributes: object) -> Node:
    """Return a link to a page of ours. Raises ValueError for an address elsewhere."""
    if not to.startswith(("/", "#")) or to.startswith("//"):
        raise ValueError(f"{to} is not a page of ours")
    return node("a", words, href=to, **attributes)


def table(
    heads: Iterable[str | Node], rows: Iterable[Node], caption: str | None = None, numbers: Iterable[int] = (),
    **more: object,
) -> Node:  # fmt: skip
    """Return a table with a head that is repeated on every printed page; `numbers` are columns set to the right."""
    classes = {place: "number" for place in numbers}
    cells = (node("th", words, scope="col", class_=classes.get(place)) for place, words in enumerate(heads))
    head = node("thead", node("tr", *cells))
    top = None if caption is None else node("caption", caption)
    return node("table", top, head, node("tbody", *rows), **more)


def row(*cells: Node | str | None, **attributes: object) -> Node:
    """Return a table row; what is not a cell yet becomes one."""
    made = (cell if isinstance(cell, Node) and cell.tag in ("td", "th") else node("td", cell) for cell in cells)
    return node("tr", *made, **attributes)
