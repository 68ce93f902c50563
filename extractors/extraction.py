"""From a document to what it says: `extract(document)` (抽取)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.doubts import doubts
from extractors.measures import find_measures
from extractors.outline import build_outline
from extractors.own_words import in_own_words, reading_copy
from extractors.statements import calendar_of, find_prose_statements
from extractors.table_statements import find_table_statements, flat_tables
from schemas import Document, Extraction


def extract(document: Document) -> Extraction:
    """Return the outline, measures and statements of a document, in reading order.

    Issues are those of the reader and those of the rules: a number that none of them understood is a row there. A
    document in Traditional Chinese is read through a copy in Simplified characters; what is quoted stays as printed.
    """
    copy = reading_copy(document)
    return _extract(document) if copy is document else in_own_words(_extract(copy), document)


def _extract(document: Document) -> Extraction:
    outline = build_outline(document)
    measures = find_measures(document, outline)
    prose, unread = find_prose_statements(document, outline, measures)
    calendar = calendar_of(document)
    flattened = flat_tables(document, calendar)
    tables, misread = find_table_statements(document, outline, measures, calendar, flattened)
    lost = [table.span for table in flattened]
    prose = [one for one in prose if not _within(one.value_start, lost)]
    unread = [one for one in unread if one.start is None or not _within(one.start, lost)]
    statements = sorted([*prose, *tables], key=lambda s: (s.value_start, s.value_end, s.statement_id))
    return Extraction(
        document=document,
        outline=outline,
        measures=measures,
        statements=tuple(statements),
        issues=(*document.issues, *doubts(document), *unread, *misread),
    )


def _within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a place lies in a table that lost its lines: it is read as a table, not as prose."""
    return any(start <= place < end for start, end in spans)
