"""Footnotes (脚注): lines in smaller type at the foot of a page, under a short rule or led by a mark."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers.layout import PageLayout, TextLine, em_of
from extractors.readers.pdf.words import pattern

SMALLER = 0.9  # of the prose's type size
SHORT_RULE = (0.08, 0.55)  # of the page's width: the rule above footnotes
LOWER_PART = 0.35  # of the page's height: footnotes do not begin higher


def footnotes(layout: PageLayout, lines: Sequence[TextLine], body: float) -> list[TextLine]:
    """Return the footnote lines of a page from top to bottom; empty where there are none.

    `body` is the type size of the document's prose in points.
    """
    ordered = sorted(lines, key=lambda line: (line.box.top, line.box.x0))
    rule_at = _rule(layout)
    for index, line in enumerate(ordered):
        if line.box.top < layout.height * LOWER_PART:
            continue
        rest = ordered[index:]
        under_rule = rule_at is not None and rule_at - 2 <= line.box.top
        marked = pattern("footnote_mark").match(line.text.strip()) is not None
        small = all(em_of(other) < SMALLER * body for other in rest)
        below_tables = all(table.box.bottom <= line.box.top + 2 for table in layout.tables)
        if below_tables and small and (under_rule or (marked and index > 0)):
            return list(rest)
        if below_tables and under_rule and marked and len(rest) < len(ordered):
            return list(rest)
    return []


def _rule(layout: PageLayout) -> float | None:
    """Return the height of the short rule that parts text and footnotes, the lowest one on the page."""
    short = [
        rule.bottom
        for rule in layout.rules
        if SHORT_RULE[0] * layout.width <= rule.width <= SHORT_RULE[1] * layout.width
        and rule.top > layout.height * LOWER_PART
        and rule.x0 < 0.3 * layout.width
    ]
    return max(short, default=None)
