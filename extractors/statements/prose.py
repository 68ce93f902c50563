"""From a document's prose to its numeric statements (正文的数字表述)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractors.language.pipeline import pipeline
from extractors.language.quantities.patterns import patterns
from extractors.statements.assemble import Place, statement_of
from extractors.statements.calendars import calendar_of
from extractors.statements.context import Inheritance
from extractors.statements.passage import Draft, Found, read_passage
from extractors.view import View, view_of
from schemas import Document, Measure, Outline, Passage, SectionKind, Statement


def find_prose_statements(document: Document, outline: Outline, measures: Sequence[Measure]) -> list[Statement]:
    """Return the statements of all prose passages, in reading order, each with its verified quote."""
    inheritance = Inheritance(document, outline, calendar_of(document))
    place = Place.of(document, outline, measures)
    statements: list[Statement] = []
    for passage in outline.passages:
        view = view_of(document.text, passage.start, passage.end)
        if not patterns().start.search(view.text):
            continue
        inheritance.enter(passage.section)
        for draft in _read(view, passage, inheritance):
            statements.append(statement_of(draft, view, passage, place))
    return statements


def found_in(text: str, calendar: Any) -> Found:
    """Run the language pipeline over a view's text."""
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc._.calendar = calendar
    for _, component in nlp.pipeline:
        doc = component(doc)
    starts = frozenset(token.idx for token in doc)
    return Found(doc.text, doc._.quantities, doc._.periods, starts)


def _read(view: View, passage: Passage, inheritance: Inheritance) -> list[Draft]:
    context = inheritance.context(passage.section)
    drafts, carry = read_passage(found_in(view.text, context.calendar), context)
    opens_goals = context.section == SectionKind.GOALS or view.text.rstrip().endswith("：")
    if carry.due and opens_goals and passage.section not in inheritance.carried:
        inheritance.carried[passage.section] = carry
    return drafts
