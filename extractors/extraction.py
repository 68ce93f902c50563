"""From a document to what it says: `extract(document)` (抽取)."""

from __future__ import annotations

from extractors.measures import find_measures
from extractors.outline import build_outline
from extractors.statements import calendar_of, find_prose_statements
from extractors.table_statements import find_table_statements
from schemas import Document, Extraction


def extract(document: Document) -> Extraction:
    """Return the outline, measures and statements of a document, in reading order.

    Issues are those of the reader and those of the rules: a number that none of them understood is a row there.
    """
    outline = build_outline(document)
    measures = find_measures(document, outline)
    prose, unread = find_prose_statements(document, outline, measures)
    tables, misread = find_table_statements(document, outline, measures, calendar_of(document))
    statements = sorted([*prose, *tables], key=lambda s: (s.value_start, s.value_end, s.statement_id))
    return Extraction(
        document=document,
        outline=outline,
        measures=measures,
        statements=tuple(statements),
        issues=(*document.issues, *unread, *misread),
    )
