"""The captions of tables (表题): their numbers are names and units (表1 …（单位：亿元）), and no statements."""

from __future__ import annotations

from schemas import Document, Passage


def _bare(text: str) -> str:
    return "".join(text.split())


def captions_of(document: Document) -> frozenset[str]:
    """Return the captions of a document's tables, without white space."""
    return frozenset(_bare(table.title) for table in document.tables if table.title)


def is_caption(document: Document, passage: Passage, captions: frozenset[str]) -> bool:
    """Say whether a passage is nothing but a table's caption."""
    return bool(captions) and _bare(document.text[passage.start : passage.end]) in captions
