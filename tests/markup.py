"""Sentences with the expected result marked inside them.

    text, marks = parse("（<agency lead=市商务局>市商务局</agency>牵头）")

gives the plain sentence and one `Mark` for each tag: its name, its attributes, and the place of the words in the plain
sentence. A tag is `<name key=value key="a value">words</name>`; tags may nest. A < that opens no tag is text (<5.5%).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TAG = re.compile(r"<(/?)([a-z_]+)((?:\s+[a-z_]+=(?:\"[^\"]*\"|[^\s>\"]*))*)\s*>")
_ATTRIBUTE = re.compile(r"([a-z_]+)=(?:\"([^\"]*)\"|([^\s>\"]*))")


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked words: `text` is the plain sentence's words from `start` to `end`."""

    name: str
    start: int
    end: int
    text: str
    attributes: dict[str, str] = field(default_factory=dict)


def parse(marked: str) -> tuple[str, list[Mark]]:
    """Return the plain sentence and its marks in the order of their first words, outer before inner.

    Raises ValueError where a tag is closed that is not open, or left open at the end.
    """
    plain: list[str] = []
    length = 0
    opened: list[tuple[str, int, dict[str, str]]] = []
    found: list[tuple[str, int, int, dict[str, str]]] = []
    place = 0
    for match in _TAG.finditer(marked):
        plain.append(marked[place : match.start()])
        length += match.start() - place
        place = match.end()
        closing, name, attributes = match.groups()
        if not closing:
            opened.append((name, length, {key: a or b for key, a, b in _ATTRIBUTE.findall(attributes)}))
            continue
        if not opened or opened[-1][0] != name:
            raise ValueError(f"</{name}> closes nothing in: {marked}")
        _, start, values = opened.pop()
        found.append((name, start, length, values))
    if opened:
        raise ValueError(f"<{opened[-1][0]}> is never closed in: {marked}")
    plain.append(marked[place:])
    text = "".join(plain)
    marks = [Mark(name, start, end, text[start:end], values) for name, start, end, values in found]
    return text, sorted(marks, key=lambda mark: (mark.start, -mark.end))
