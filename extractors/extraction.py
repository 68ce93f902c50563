"""From a document to what it says: `extract(document)` (抽取)."""

from __future__ import annotations

from extractors.measures import find_measures
from extractors.outline import build_outline
from extractors.statements import find_prose_statements
from schemas import Document, Extraction


def extract(document: Document) -> Extraction:
    """Return the outline, measures and statements of a document, in reading order."""
    outline = build_outline(document)
    measures = find_measures(document, outline)
    statements = find_prose_statements(document, outline, measures)
    return Extraction(document=document, outline=outline, measures=measures, statements=tuple(statements), issues=document.issues)
