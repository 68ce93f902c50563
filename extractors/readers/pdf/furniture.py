"""What a printer, a browser or a scanner put around the page: running heads, page numbers (页眉页脚).

Such lines are left out of the text and counted: the caller says so in an issue.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.readers.layout import PageLayout, Rect, TextLine
from extractors.readers.pdf.columns import columns
from extractors.readers.pdf.words import is_whole

EDGE = 0.13  # part of the page's height at its top and bottom in which furniture stands
REPEATS = 3  # a line at the edge of that many pages is a running head
HEAD_RULE = 0.45  # part of the page's width that the rule under a running head spans at least


def furniture(layouts: Sequence[PageLayout]) -> dict[int, list[TextLine]]:
    """Return the lines to leave out, by page number, in the order in which they stand on the page."""
    repeated = _repeated(layouts)
    web = is_web_print(layouts)
    found: dict[int, list[TextLine]] = {}
    for layout in layouts:
        dropped = [line for line in layout.lines if _is_furniture(layout, line, repeated, web)]
        if web:
            gone = {id(line) for line in dropped}
            dropped += _sidebars([line for line in layout.lines if id(line) not in gone])
        if dropped:
            found[layout.number] = dropped
    return found


def is_web_print(layouts: Sequence[PageLayout]) -> bool:
    """Say whether the pages are a web page that a browser printed: its address stands at the edge of the pages."""
    pages = [layout for layout in layouts if layout.lines]
    printed = sum(any(_edge(page, line) and "://" in line.text for line in page.lines) for page in pages)
    return printed > 0 and printed * 2 >= len(pages)


def _sidebars(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines of the narrow columns that a web page has beside its text (links, rankings)."""
    groups = columns(lines)
    widest = max(groups, key=lambda group: sum(len(line.text) for line in group), default=[])
    if not widest:
        return []
    right = max(line.box.x1 for line in widest)
    left = min(line.box.x0 for line in widest)
    aside = [line for line in lines if line.box.x0 >= right or line.box.x1 <= left]
    texts = [line for line in aside if 2 * line.box.width < right - left]
    return texts if len(groups) > 1 else []


def _edge(layout: PageLayout, line: TextLine) -> str:
    """Return top or bottom for a line in the page's margin, else an empty text."""
    if line.box.bottom < layout.height * EDGE:
        return "top"
    if line.box.top > layout.height * (1 - EDGE):
        return "bottom"
    return ""


def _key(layout: PageLayout, line: TextLine) -> tuple[str, str, int]:
    """Return what is the same for a running head on all its pages: edge, words without digits, height on the page."""
    words = re.sub(r"\s+", "", re.sub(r"\d+", "#", line.text))
    return _edge(layout, line), words, round(line.box.top / 12)


def _repeated(layouts: Sequence[PageLayout]) -> set[tuple[str, str, int]]:
    counts: Counter[tuple[str, str, int]] = Counter()
    for layout in layouts:
        counts.update({_key(layout, line) for line in layout.lines if _edge(layout, line)})
    return {key for key, count in counts.items() if count >= REPEATS and key[1]}


def _is_furniture(layout: PageLayout, line: TextLine, repeated: set[tuple[str, str, int]], web: bool) -> bool:
    edge = _edge(layout, line)
    if web and (is_whole("site_frame", line.text) or (edge and is_whole("web_print", line.text))):
        return True
    if web and edge and _beside_print(layout, line):
        return True
    if is_whole("scanner_footer", line.text):
        return True
    if not edge:
        return False
    if is_whole("page_number", line.text) and _outermost(layout, line, edge):
        return True
    key = _key(layout, line)
    near = ((key[0], key[1], key[2] + step) for step in (-1, 0, 1))
    return any(other in repeated for other in near) or (edge == "top" and _over_rule(layout, line))


def _outermost(layout: PageLayout, line: TextLine, edge: str) -> bool:
    """Say whether no table and no line but other page numbers stands between the line and the page's edge."""
    others = [other.box for other in _edge_lines(layout, line) if not is_whole("page_number", other.text)]
    boxes = others + [table.box for table in layout.tables]
    if edge == "top":
        return all(box.bottom > line.box.top for box in others) and all(box.top >= line.box.top for box in boxes)
    return all(box.top < line.box.bottom for box in others) and all(box.bottom <= line.box.bottom for box in boxes)


def _edge_lines(layout: PageLayout, line: TextLine) -> list[TextLine]:
    """Return the other lines of the page, without those that a browser printed around it."""
    return [other for other in layout.lines if other is not line and not is_whole("web_print", other.text)]


def _beside_print(layout: PageLayout, line: TextLine) -> bool:
    """Say whether a browser's own line (date, address) stands on the same height: then this is the page's title."""
    return any(
        other is not line
        and abs(other.box.bottom - line.box.bottom) < 0.7 * line.box.height
        and is_whole("web_print", other.text)
        for other in layout.lines
    )


def _over_rule(layout: PageLayout, line: TextLine) -> bool:
    """Say whether a long rule runs right under the topmost line: a running head, even on a single page.

    Rules of one length are a table's, and a row of several words is its head.
    """
    if any(other.box.top < line.box.top - 1 for other in layout.lines):
        return False
    beside = sum(abs(other.box.bottom - line.box.bottom) < 2 for other in layout.lines)
    under = [rule for rule in layout.rules if _right_under(line, rule, layout.width)]
    return bool(under) and beside <= 2 and not any(_has_twin(rule, layout.rules) for rule in under)


def _has_twin(rule: Rect, rules: Sequence[Rect]) -> bool:
    return any(
        abs(rule.x0 - other.x0) < 3 and abs(rule.x1 - other.x1) < 3 and abs(rule.top - other.top) > 6 for other in rules
    )


def _right_under(line: TextLine, rule: Rect, width: float) -> bool:
    return -2 <= rule.top - line.box.bottom <= 0.8 * line.box.height + 4 and rule.width >= HEAD_RULE * width
