"""From a document's prose to its numeric statements (正文的数字表述)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extractors.language.periods import Calendar
from extractors.language.pipeline import pipeline
from extractors.language.quantities.patterns import patterns
from extractors.statements.assemble import Place, prose_statement
from extractors.statements.audit import run_together, unread_numbers
from extractors.statements.calendars import calendar_of
from extractors.statements.captions import captions_of, is_caption
from extractors.statements.context import Inheritance
from extractors.statements.draft import Draft
from extractors.statements.passage import Found, read_passage
from extractors.view import view_of
from schemas import Document, Issue, Measure, Outline, Passage, SectionKind, Statement


def find_prose_statements(
    document: Document, outline: Outline, measures: Sequence[Measure]
) -> tuple[list[Statement], list[Issue]]:
    """Return the statements of all prose passages in reading order, and an issue for every number left unread."""
    inheritance = Inheritance(document, outline, calendar_of(document))
    place = Place.of(document, outline, measures)
    captions = captions_of(document)
    statements: list[Statement] = []
    issues: list[Issue] = []
    for passage in sorted([*outline.passages, *_spoken_headings(document, outline)], key=lambda p: p.start):
        view = view_of(document.text, passage.start, passage.end, raised_marks(document, passage))
        if not patterns().candidate.search(view.text) or is_caption(document, passage, captions):
            continue
        inheritance.enter(passage.section)
        found = _without(found_in(view.text, inheritance.calendar), run_together(view.text))
        statements += [prose_statement(d, view, passage, place) for d in _read(found, passage, inheritance)]
        issues += unread_numbers(found, view, passage, document)
    return statements, issues


def _without(found: Found, spans: Sequence[tuple[int, int]]) -> Found:
    """Leave out the quantities of stretches that cannot be read; the audit then tells of their numbers."""
    if not spans:
        return found
    kept = [q for q in found.quantities if not any(start <= q.start < end for start, end in spans)]
    return replace(found, quantities=kept)


def _spoken_headings(document: Document, outline: Outline) -> list[Passage]:
    """Return the headings that are sentences: 11.提升便利化水平，五年内通关时间再压缩一半."""
    spoken = []
    starts = [block.start for block in document.blocks]
    for section in outline.sections:
        start, end = section.heading_start, section.heading_end
        words = document.text[start:end]
        sentence = any(mark in words for mark in "，,；;") and any(char.isdigit() or char in "半番" for char in words)
        if sentence and not any(p.start < end and start < p.end for p in outline.passages):
            block = bisect_right(starts, start) - 1
            spoken.append(Passage(start=start, end=end, section=section.index, block=block))
    return spoken


def raised_marks(document: Document, passage: Passage) -> frozenset[int]:
    """Return the offsets of raised footnote numbers in a passage (能源¹对), which are no part of its numbers."""
    lines = document.blocks[passage.block].lines
    return frozenset(place for line in lines for place in line.raised if document.text[place].isdigit())


def found_in(text: str, calendar: Calendar) -> Found:
    """Run the language pipeline over a view's text."""
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc._.calendar = calendar
    for _, component in nlp.pipeline:
        doc = component(doc)
    starts = frozenset(token.idx for token in doc)
    return Found(text, doc._.quantities, doc._.periods, starts, doc._.names)


def _read(found: Found, passage: Passage, inheritance: Inheritance) -> list[Draft]:
    context = inheritance.context(passage.section)
    drafts, carry = read_passage(found, context)
    inheritance.remember(passage.section, carry.said)
    opens_goals = context.section == SectionKind.GOALS or found.text.rstrip().endswith("：")
    if carry.due and opens_goals and passage.section not in inheritance.carried:
        inheritance.carried[passage.section] = carry
    return drafts
