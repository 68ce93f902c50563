"""Measures (措施): the smallest items that tell somebody to do something, with the agencies answerable for them."""

from __future__ import annotations

import re

from extractors import vocabulary
from extractors.evidence import boxes_of, page_of
from extractors.language.agencies.logic import (
    ends_with_label,
    noted_agencies,
    running_agencies,
    states_first_leads,
)
from extractors.language.agencies.names import is_name
from extractors.language.periods import Calendar
from extractors.measures.deadlines import deadline_of
from extractors.measures.items import Item, items_of, path_of
from extractors.measures.tables import table_measures
from extractors.statements.calendars import calendar_of
from extractors.view import View, view_of
from schemas import AgencyMention, AgencyRole, Document, Evidence, Measure, Outline, content_id

__all__ = ["find_measures"]

_SENTENCE_ENDS = "。；：！？）”…"
_BRACKETS = re.compile(r"（[^（）]*）")


def find_measures(document: Document, outline: Outline) -> tuple[Measure, ...]:
    """Return the measures of a document in reading order, those of its task tables included.

    A measure is a numbered or titled item of the outline without smaller ones below it; a row of a task table has no
    section. Agencies carry the offsets of the words they were read from.
    """
    first_leads = states_first_leads("".join(document.text.split()))
    calendar = calendar_of(document)
    found = [_measure(document, outline, item, first_leads, calendar) for item in items_of(document, outline)]
    found += table_measures(document, outline, calendar)
    return tuple(sorted(found, key=lambda measure: measure.evidence.start))


def _measure(document: Document, outline: Outline, item: Item, first_leads: bool, calendar: Calendar) -> Measure:
    section = item.section
    heading = re.sub(r"\s*\n\s*", "", section.heading)
    views = _views(document, item)
    mentions = _agencies(document, outline, item, views, first_leads)
    block = next((b for b in document.blocks if b.start <= section.start < b.end), None)
    return Measure(
        measure_id=content_id(document.document_id, section.start, heading),
        document_id=document.document_id,
        source_file=document.source_file,
        section=section.index,
        number=section.number,
        heading=heading,
        path=path_of(document, outline, section),
        lead=names_of(mentions, AgencyRole.LEAD),
        support=names_of(mentions, AgencyRole.SUPPORT),
        responsible=names_of(mentions, AgencyRole.RESPONSIBLE),
        deadline=deadline_of("".join(view.text for view in views), calendar),
        text=document.text[section.start : item.end],
        evidence=Evidence(
            quote=document.text[section.start : section.heading_end],
            start=section.start,
            end=section.heading_end,
            page=page_of(document, block, section.start) if block else section.page,
            boxes=boxes_of(block, section.start, section.heading_end) if block else (),
        ),
        agencies=mentions,
    )


def names_of(mentions: tuple[AgencyMention, ...], role: AgencyRole) -> tuple[str, ...]:
    """Return the names with a role, each once, in reading order."""
    return tuple(dict.fromkeys(mention.name for mention in mentions if mention.role is role))


def _views(document: Document, item: Item) -> list[View]:
    """Return the views of an item's passages; a passage that breaks off is joined to the one it goes on in."""
    views: list[View] = []
    for passage in item.passages:
        view = view_of(document.text, passage.start, passage.end)
        before = views[-1] if views else None
        if before and (before.text[-1:] not in _SENTENCE_ENDS or ends_with_label(before.text)):
            views[-1] = View(before.text + view.text, (*before.offsets, *view.offsets), before.start, view.end)
        else:
            views.append(view)
    return views


def _placed(mention: AgencyMention, view: View) -> AgencyMention:
    start, end = view.source_span(mention.start, mention.end)
    return mention.model_copy(update={"start": start, "end": end})


def _agencies(
    document: Document, outline: Outline, item: Item, views: list[View], first_leads: bool
) -> tuple[AgencyMention, ...]:
    """Return the agencies of an item; an item that is headed by an agency's name is that agency's."""
    found = [_placed(mention, view) for view in views for mention in noted_agencies(view.text, first_leads)]
    if not found:
        # a note says it all; only without one is the running text read
        found = [_placed(mention, view) for view in views for mention in running_agencies(view.text)]
    section = item.section
    divided = section.parent is not None and outline.sections[section.parent].heading.endswith(
        tuple(vocabulary.terms("measures.toml")["headings"]["division"])
    )
    title = view_of(document.text, section.heading_start, section.heading_end)
    name = _BRACKETS.sub("", title.text)
    if divided and is_name(name) and all(mention.name != name for mention in found):
        start, end = title.source_span(0, len(name))
        found.insert(0, AgencyMention(name=name, role=AgencyRole.RESPONSIBLE, start=start, end=end))
    return tuple(found)
