"""A Traditional document read through a copy in Simplified characters, and its records put back in its own words.

The copy has the same length, so that every offset is the document's own. What a record quotes is the source's words;
what it concludes (indicator, scope, agencies) is in Simplified characters, so that it meets that of other documents.
"""

from __future__ import annotations

import re

from extractors.script import is_traditional, simplified
from schemas import Document, Extraction, Facts, Issue, Measure, Outline, Severity, Statement, Table


def reading_copy(document: Document) -> Document:
    """Return the document in Simplified characters; the document itself where it is not Traditional."""
    if not is_traditional(document.text):
        return document
    return document.model_copy(
        update={
            "text": simplified(document.text),
            "tables": tuple(_table(table) for table in document.tables),
            "facts": _simple_facts(document.facts),
        }
    )


def _simple_facts(facts: Facts) -> Facts:
    words = {name: simplified(value) for name, value in facts if isinstance(value, str)}
    return facts.model_copy(update=words | {"cites": tuple(simplified(cite) for cite in facts.cites)})


def _table(table: Table) -> Table:
    cells = tuple(cell.model_copy(update={"text": simplified(cell.text)}) for cell in table.cells)
    words = {name: simplified(getattr(table, name)) for name in ("title", "unit_note", "notes")}
    return table.model_copy(update=words | {"cells": cells})


def own_facts(facts: Facts, document: Document) -> Facts:
    """Return facts read from the copy with title, number and the like as printed."""
    copy = simplified(document.text)
    printed = ("title", "number", "issuer", "source")
    words = {name: _own(getattr(facts, name) or "", copy, document.text) or None for name in printed}
    words["title"] = words["title"] or ""
    return facts.model_copy(update=words | {"cites": tuple(_own(cite, copy, document.text) for cite in facts.cites)})


def _own(words: str, copy: str, source: str) -> str:
    """Return the source's characters for words read from its copy, which may lack blanks; else the words as read."""
    match = re.search(r"\s*".join(map(re.escape, words)), copy) if words else None
    if match is None:
        return words
    if len(match.group()) == len(words):
        return source[match.start() : match.end()]
    return re.sub(r"\s", "", source[match.start() : match.end()]) if not re.search(r"\s", words) else words


def in_own_words(extraction: Extraction, document: Document) -> Extraction:
    """Return what was read from the copy as records of the document: quotes, headings and texts as printed."""
    copy, source = extraction.document.text, document.text
    outline = extraction.outline
    sections = tuple(
        section.model_copy(
            update={
                "heading": _slice_of(section.heading, section.heading_start, copy, source),
                "number": _slice_of(section.number, section.start, copy, source),
            }
        )
        for section in outline.sections
    )
    titles = {old.heading: new.heading for old, new in zip(outline.sections, sections, strict=True)}
    return extraction.model_copy(
        update={
            "document": document,
            "outline": Outline(sections=sections, passages=outline.passages),
            "measures": tuple(_measure(one, titles, copy, source) for one in extraction.measures),
            "statements": tuple(_statement(one, source) for one in extraction.statements),
            "issues": (*extraction.issues, _told(document)),
        }
    )


def _told(document: Document) -> Issue:
    return Issue(
        severity=Severity.INFO,
        code="read-as-simplified",
        message="The document is in Traditional Chinese. What is quoted is as printed; indicators, scopes and agencies "
        "are in Simplified characters, so that they meet those of other documents.",
        document_id=document.document_id,
        source_file=document.source_file,
    )


def _slice_of(words: str, place: int, copy: str, source: str) -> str:
    """Return the source's characters for words that stand in the copy at `place` or a little behind it."""
    found = copy.find(words, place, place + len(words) + 20) if words else -1
    return source[found : found + len(words)] if found >= 0 else words


def _measure(measure: Measure, titles: dict[str, str], copy: str, source: str) -> Measure:
    proof = measure.evidence
    words = {
        "number": _slice_of(measure.number, proof.start, copy, source),
        "heading": titles.get(measure.heading) or _slice_of(measure.heading, proof.start, copy, source),
        "text": _slice_of(measure.text, proof.start, copy, source),
    }
    quote = source[proof.start : proof.end]
    path = tuple(titles.get(heading) or _own(heading, copy, source) for heading in measure.path)
    return measure.model_copy(update={**words, "path": path, "evidence": proof.model_copy(update={"quote": quote})})


def _statement(statement: Statement, source: str) -> Statement:
    return statement.model_copy(
        update={
            "quote": source[statement.char_start : statement.char_end],
            "value_text": source[statement.value_start : statement.value_end],
        }
    )
