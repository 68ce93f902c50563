"""Cells and links that several tables share: a target's value and status, a statement with its source (表格单元)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from review.pictures.data.targets import Said, Shown
from review.pictures.draw.markup import Node, Say, address, link, node

DESK = "/desk"
_SHOWN = 6
# A sign for each status, beside its word: told apart without colour and in a text copied out of the page.
_SIGNS = {"active": "●", "conflicting": "◆", "superseded": "☒"}


def status_of(target: Shown, say: Say) -> Node:
    """Return the status as a sign and a word."""
    sign = node("span", _SIGNS.get(target.status, ""), class_="sign", aria_hidden="true")
    return node("span", sign, " ", say(f"pictures.status_{target.status}"), class_=f"standing {target.status}")


def kind_of(target: Shown, say: Say) -> str:
    """Return how the value is to be read over time, in words; nothing for a plain level."""
    return "" if target.kind == "level" else say(f"kind.{target.kind}")


def to_statement(said: Said, words: str | Node) -> Node:
    """Return a link to the page where a statement is reviewed."""
    return link(words, address(DESK, said.statement_id))


def source_of(said: Said, say: Say) -> Node:
    """Return the source in short, file and page, with the whole title on hovering; it leads to the statement."""
    name = PurePosixPath(said.source_file).name
    words = say("pictures.page_of", file=name, page=said.page)
    return node("span", to_statement(said, words), title=said.title or said.source_file, class_="source")


def evidence_of(said: Sequence[Said], say: Say, shown: int = _SHOWN, around: bool = False) -> Node:
    """Return the statements of a target as a list of quotes with their sources; `around` adds the words around each."""
    entries = [_quoted(each, say, around) for each in said[:shown]]
    if len(said) > shown:
        entries.append(node("li", say("pictures.more", count=len(said) - shown), class_="soft"))
    return node("ul", *entries, class_="quotes")


def _quoted(said: Said, say: Say, around: bool) -> Node:
    words: list[Node | str] = [node("q", said.quote)]
    if said.cell:
        words = [node("span", said.cell, class_="cell"), " ", *words]
    elif around:
        words = [said.before, node("mark", said.quote), said.after]
    return node("li", *words, " ", source_of(said, say), *_review_of(said, say))


def documents_of(said: Iterable[Said]) -> list[Node]:
    """Return the documents of statements, each once: what a printed sheet needs to be checked without the page."""
    titles = {each.source_file: (each.title, each.issuer, each.issued_on) for each in said}
    return [
        node("li", node("b", PurePosixPath(name).name), " ", " · ".join(filter(None, facts)))
        for name, facts in sorted(titles.items())
    ]


def _review_of(said: Said, say: Say) -> list[Node]:
    if said.state == "unreviewed":
        return []
    return [node("span", say(f"state.{said.state}"), class_="state")]


def about(target: Shown, to: str | None = None) -> Node:
    """Return scope and indicator of a target, the indicator as a link where an address is given."""
    name = link(target.indicator, to) if to else node("b", target.indicator)
    scope = node("span", target.scope, class_="soft") if target.scope else None
    return node("span", scope, " " if target.scope else None, name, class_="about")
