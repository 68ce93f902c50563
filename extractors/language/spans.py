"""Put what a component found into `Doc.spans`, widened to whole tokens; exact offsets stay in the extension."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from spacy.tokens import Doc


class Placed(Protocol):
    """Anything with offsets into the text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def text_of(doc: Doc) -> str:
    """Return the document's text, joined from its tokens only once for all components."""
    text: str = doc.user_data.setdefault("text", None) or doc.text
    doc.user_data["text"] = text
    return text


def mark(doc: Doc, key: str, found: Iterable[Placed]) -> None:
    """Set `doc.spans[key]`. jieba may cut across a number's edge, so a span is widened to the tokens it touches."""
    spans = (doc.char_span(item.start, item.end, label=key, alignment_mode="expand") for item in found)
    doc.spans[key] = [span for span in spans if span is not None]
