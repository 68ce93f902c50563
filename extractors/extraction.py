"""From a document to what it says: `extract(document)` (抽取)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractors.measures import find_measures
from extractors.outline import build_outline
from extractors.statements import calendar_of, find_prose_statements
from extractors.table_statements import find_table_statements
from schemas import Document, Extraction, Statement


def extract(document: Document) -> Extraction:
    """Return the outline, measures and statements of a document, in reading order.

    Issues are those of the reader and those of the rules: a number that none of them understood is a row there.
    """
    outline = build_outline(document)
    measures = find_measures(document, outline)
    prose, unread = find_prose_statements(document, outline, measures)
    tables, misread = find_table_statements(document, outline, measures, calendar_of(document))
    statements = sorted([*_outside(prose, tables), *tables], key=lambda s: (s.value_start, s.value_end, s.statement_id))
    return Extraction(
        document=document,
        outline=outline,
        measures=measures,
        statements=tuple(statements),
        issues=(*document.issues, *unread, *misread),
    )


def _outside(prose: Sequence[Statement], tables: Sequence[Statement]) -> list[Statement]:
    """Return the statements of the prose that no table has read already: a table flattened into a line is both."""
    taken = sorted((statement.char_start, statement.char_end) for statement in tables)
    starts = [start for start, _ in taken]
    kept = []
    for statement in prose:
        place = bisect_right(starts, statement.value_start) - 1
        if place < 0 or statement.value_start >= max(end for _, end in taken[max(0, place - 3) : place + 1]):
            kept.append(statement)
    return kept
