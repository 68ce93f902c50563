"""Runs of paragraphs between headings: run-in titles in them, and where the last item of a part ends (段落)."""

from __future__ import annotations

from extractors.outline.entries import DATE_LINE, Entry, read_entries
from extractors.outline.markers import RANKS, Style
from extractors.outline.splitting import Segment
from extractors.outline.titles import Title
from extractors.outline.unnumbered import closing_words, run_in_title, titles_inside
from schemas import Document

_LONGEST_SIGNATURE = 40


def entries_of(document: Document, segments: list[Segment]) -> list[Entry]:
    """Return the entries of a document in reading order."""
    entries = read_entries(document, segments)
    whole = not any(entry.style for entry in entries)
    result: list[Entry] = []
    group: list[Entry] = []
    heading: Style | None = None
    titled = False
    for entry in [*entries, None]:
        if entry is not None and entry.style is None and entry.segment.marker is None:
            group.append(entry)
            continue
        boxed = heading in (Style.BOX, Style.BOX_ITEM)
        if boxed and titled:
            _after_box(group)
        elif group:
            group = _with_run_ins(group, heading not in (None, Style.TITLE, Style.ANNEX), whole)
            titled = any(member.style is Style.RUN_IN for member in group)
        result += group
        group = []
        if entry is not None:
            result.append(entry)
            heading = entry.style or heading
            titled = titled and entry.style in (None, Style.BOX, Style.BOX_ITEM)
    _close_parts(result)
    return result


def _with_run_ins(group: list[Entry], under_heading: bool, whole: bool) -> list[Entry]:
    """Give run-in titles to the plain paragraphs between two headings, where several of them have one."""
    titled = [entry for entry in group if run_in_title(entry.text)]
    need = 2 if under_heading else 3
    if (under_heading or whole) and len(titled) >= need and len(titled) * 2 >= len(group):
        for entry in titled:
            entry.style = Style.RUN_IN
            entry.title = Title(entry.start, entry.start + run_in_title(entry.text), False)
        return group
    if not under_heading:
        return group
    result: list[Entry] = []
    for entry in group:
        starts = titles_inside(entry.text)
        if not starts:
            result.append(entry)
            continue
        for place, stop in zip(starts, [*starts[1:], len(entry.text)], strict=True):
            begin = entry.start + place
            title = Title(begin, begin + run_in_title(entry.text[place:stop]), False)
            result.append(Entry(entry.segment, begin, entry.start + stop, Style.RUN_IN, title=title))
    return result


def _after_box(group: list[Entry]) -> None:
    """Take up the run-in titles again behind a box (专栏) that stands between them."""
    for entry in group:
        length = run_in_title(entry.text)
        if length:
            entry.style, entry.after_box = Style.RUN_IN, True
            entry.title = Title(entry.start, entry.start + length, False)


def _is_closing(entry: Entry) -> bool:
    return entry.style is None and entry.segment.marker is None


def _close_parts(entries: list[Entry]) -> None:
    """Mark the paragraphs after a part's last item as belonging to none of its items.

    They are recognised where the items of that part keep to one paragraph each: what follows the last is then a
    closing paragraph, a signature or a date.
    """
    turned = False
    for index, entry in enumerate(entries):
        style = entry.style
        turned = style is None and (turned or entry.text.startswith(closing_words()))
        entry.closing = entry.closing or turned
        if style is None or not entry.segment.first:
            continue
        stop = next((i for i in range(index + 1, len(entries)) if not _is_closing(entries[i])), len(entries))
        ends_part = stop == len(entries) or entries[stop].style in (Style.TITLE, Style.ANNEX)
        if stop == index + 1 or not ends_part:
            continue
        siblings = _siblings(entries, index, style)
        followed = [i for i in siblings if _is_closing(entries[i + 1])]
        if siblings and not followed and entry.title is not None and entry.title.end < entry.end - 1:
            for closing in entries[index + 1 : stop]:
                closing.closing = True
        else:
            _close_signature(entries[index + 1 : stop])


def _siblings(entries: list[Entry], index: int, style: Style) -> list[int]:
    """Return the items before an item in the same list."""
    found: list[int] = []
    for place in range(index - 1, -1, -1):
        other = entries[place].style
        if other is not None and RANKS.get(other, 0) < RANKS.get(style, 0):
            break
        if other is style:
            found.append(place)
    return found


def _close_signature(tail: list[Entry]) -> None:
    """Mark the date under a document's last paragraph and the short lines of the signature around it."""
    dated = [i for i, entry in enumerate(tail) if DATE_LINE.match(entry.text)]
    if not dated:
        return
    first = dated[0]
    while first > 0 and len(tail[first - 1].text) <= _LONGEST_SIGNATURE and tail[first - 1].text[-1] not in "。；：":
        first -= 1
    for entry in tail[first:]:
        entry.closing = True
