"""Web pages of government sites (网页): the document without the site around it, its tables, the facts it states."""

from __future__ import annotations

import hashlib
import re

from extractors.errors import ReadError
from extractors.readers.composing import Composer, Paragraph
from extractors.readers.decoding import decode
from extractors.readers.html.content import main_part, stated_facts
from extractors.readers.html.dom import (
    Element,
    chinese_letters,
    flatten,
    forwards_to,
    framed,
    letters_in,
    parse,
    plain_lines,
    prune,
    words_in,
)
from extractors.readers.html.flow import Flow
from extractors.readers.limits import DEFAULT_LIMITS, Limits
from extractors.readers.text import decoding_issues
from schemas import Document, Severity

__all__ = ["read_html"]

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.I)
_FEW = 40


def read_html(data: bytes, source_file: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a web page. The text is composed of its main part: a line for each paragraph and each <br>, cells by tabs.

    来源 and 发布时间 become facts; a number that the browser prints before a list item is part of the text.
    Raises ReadError: "damaged", "not-a-document", "no-text" (also for a page that only frames others), "too-large".
    """
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    root = parse(decoded.text)
    deep = flatten(root, limits.depth)
    composer = Composer(issues=decoding_issues(decoded))
    if deep:
        words = f"{deep} parts of the page are nested over {limits.told('depth')}; they were read as plain text"
        composer.say(Severity.WARNING, "nested-too-deep", words)
    facts = stated_facts(root)
    lines = plain_lines(decoded.text)
    lost = sum(chinese_letters(line) for line in lines) - letters_in(root)
    if _is_broken(lost, lines, composer):
        for line in lines:
            composer.add(Paragraph(line, whole=False))
    else:
        _read_tree(root, facts.title, composer, limits)
    return composer.document(
        sha256=hashlib.sha256(data).hexdigest(),
        source_file=source_file,
        media_type="text/html",
        facts=facts,
        limits=limits,
    )


def _read_tree(root: Element, title: str, composer: Composer, limits: Limits) -> None:
    """Give the main part of a parsed page to the composer."""
    body = root.find(".//body")
    body = root if body is None else body
    frames, forwards = framed(root), forwards_to(root)
    hidden = prune(body)
    main, core = main_part(body)
    pictures = sum(1 for picture in core.iter("img") if picture.get("src"))
    if len(words_in(main)) < _FEW:
        _refuse_empty(frames, forwards)
    if frames:
        composer.say(
            Severity.INFO,
            "frames-not-read",
            f"the page shows {len(frames)} other pages in frames, which are not fetched: {'; '.join(frames)[:300]}; if "
            "the document goes on there, save that page too",
        )
    if hidden > 200:
        composer.say(
            Severity.INFO, "hidden-text", f"{hidden} letters that the page does not show were left out; often a copy"
        )
    if pictures:
        composer.say(
            Severity.INFO, "pictures-not-read", f"{pictures} pictures stand in the document; words in them are not read"
        )
    Flow(composer, limits, title, core).read(main)


def _refuse_empty(frames: list[str], forwards: str) -> None:
    """Say where the words are that a page without any only leads to: nothing is fetched."""
    if frames:
        raise ReadError(
            "no-text",
            f"the page only shows other pages in frames ({frames[0][:200]}), which are not fetched; open the frame "
            "with the document and save that page",
        )
    if forwards:
        raise ReadError(
            "no-text",
            f"the page only forwards to another page ({forwards[:200]}), which is not fetched; open it in a browser "
            "and save the page that it leads to",
        )


def _is_broken(lost: int, lines: list[str], composer: Composer) -> bool:
    """Tell a page whose markup is so broken that its parts cannot be told; say so where words are at stake."""
    shown = sum(chinese_letters(line) for line in lines)
    if lost <= max(min(10, 0.5 * shown), 0.02 * shown):
        return False
    broken = lost > 0.1 * shown
    what = (
        "the markup of the page is broken: its lines were read, document and site alike, tables as lines"
        if broken
        else f"about {lost} of {shown} letters of the page were lost, because its markup is broken"
    )
    composer.say(Severity.WARNING, "page-markup-broken", f"{what}; save the page anew from a browser and compare")
    return broken
