"""From characters to printed lines (行): by baseline, left to right, raised footnote marks in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from extractors.readers.layout import Rect, TextLine, hull
from extractors.readers.pdf.glyphs import Glyph

SAME_BASELINE = 0.3  # of the type size
SMALL = 0.8  # a character below this part of its neighbours' size may be a raised or lowered mark
WIDE_GAP = 2.0  # in type sizes: a gap that may part two columns
SEEN_GAP = 0.15  # in type sizes: a blank the text layer does not state but the eye sees


def segments(glyphs: Iterable[Glyph], wide_gap: float = WIDE_GAP) -> list[TextLine]:
    """Return the runs of characters of each printed line, from top to bottom, cut at gaps wider than `wide_gap`."""
    return segments_of(baselines(glyphs), wide_gap)


def segments_of(rows: Iterable[Sequence[Glyph]], wide_gap: float = WIDE_GAP) -> list[TextLine]:
    """Return the runs of each row of characters, cut at gaps wider than `wide_gap` type sizes."""
    found: list[TextLine] = []
    for row in rows:
        run: list[Glyph] = []
        for glyph in row:
            if run and glyph.x0 - run[-1].x1 > wide_gap * max(glyph.size, run[-1].size):
                found.append(line_of(run))
                run = []
            run.append(glyph)
        if run:
            found.append(line_of(run))
    return found


def whole_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Return the printed lines from top to bottom, whatever the gaps inside them (the lines of a table cell)."""
    return segments(glyphs, wide_gap=1.0e6)


def baselines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the characters grouped by baseline, groups from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.base, g.x0)):
        row = rows[-1] if rows else None
        if row and _same_baseline(row, glyph):
            row.append(glyph)
        else:
            rows.append([glyph])
    rows = _marks_in_place(rows)
    for row in rows:
        row.sort(key=lambda g: (g.x0, g.order))
    return rows


def _same_baseline(row: Sequence[Glyph], glyph: Glyph) -> bool:
    """Say whether the character goes on a row; a row may drift a little, but not by most of a line."""
    step = abs(glyph.base - row[-1].base)
    drift = abs(glyph.base - row[0].base)
    return step <= SAME_BASELINE * max(glyph.size, row[-1].size) and drift <= 0.6 * max(glyph.size, row[0].size)


def _marks_in_place(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Move raised or lowered marks (能源¹, m²) to the line they stand in."""
    kept: list[list[Glyph]] = []
    sizes = [median(g.size for g in row) for row in rows]
    tops = [min(g.top for g in row) for row in rows]
    bottoms = [max(g.bottom for g in row) for row in rows]
    homes: dict[int, int] = {}
    for i, row in enumerate(rows):
        for j in (i + 1, i - 1):
            if not 0 <= j < len(rows) or sizes[i] > SMALL * sizes[j] or len(rows[j]) < len(row):
                continue
            inside = all(tops[j] - 0.15 * sizes[j] <= g.y <= bottoms[j] for g in row)
            if inside and all(_beside(g, rows[j], row) for g in row):
                homes[i] = j
                break
    for i, row in enumerate(rows):
        if i not in homes:
            kept.append(row)
    for i, j in homes.items():
        home = rows[j]
        if j not in homes:
            home.extend(rows[i])
        else:
            kept.append(rows[i])
    return kept


def _beside(glyph: Glyph, home: Sequence[Glyph], row: Sequence[Glyph]) -> bool:
    """Say whether a mark stands in a gap or at the end of a line, not over or under its characters."""
    for other in home:
        overlap = min(glyph.x1, other.x1) - max(glyph.x0, other.x0)
        if overlap > 0.5 * min(glyph.x1 - glyph.x0, other.x1 - other.x0):
            return False
    near = [g for g in (*home, *row) if g is not glyph and abs(g.x - glyph.x) < 1.6 * max(g.size, glyph.size)]
    return bool(near)


def line_of(run: Sequence[Glyph]) -> TextLine:
    """Return the characters of one line, in their order, as a line. Blanks of the text layer are kept between them."""
    text: list[str] = []
    xs: list[float] = []
    raised: list[int] = []
    base = median([glyph.base for glyph in run])
    size = median([glyph.size for glyph in run if glyph.wide] or [glyph.size for glyph in run])
    for i, glyph in enumerate(run):
        if i:
            blank = _blank(run[i - 1], glyph)
            if blank:
                text.append(blank)
                xs.append(min(run[i - 1].x1, glyph.x0))
        if glyph.base < base - 0.15 * size and glyph.size < SMALL * size:
            raised.append(len(text))
        text.append(glyph.text)
        xs.append(glyph.x0)
    xs.append(run[-1].x1)
    box = hull([Rect(g.x0, g.top, g.x1, g.bottom) for g in run])
    return TextLine("".join(text), box, tuple(round(x, 2) for x in xs), None, round(size, 2), tuple(raised))


def _blank(before: Glyph, after: Glyph) -> str:
    """Return the blank between two neighbours: the text layer's own, or one where the eye sees a gap."""
    gap = (after.x0 - before.x1) / max(before.size, after.size, 1.0)
    if after.order > before.order and before.space:
        return before.space if gap > SEEN_GAP or before.space == "\u3000" or _latin(before, after) else ""
    ideographs = ord(before.text[0]) > 0x2E80 and ord(after.text[0]) > 0x2E80
    return " " if gap > (0.8 if ideographs else SEEN_GAP + 0.1) else ""


def _latin(before: Glyph, after: Glyph) -> bool:
    return before.text.isascii() and after.text.isascii()


def joined(parts: Sequence[TextLine]) -> TextLine:
    """Return runs that stand beside each other as one line, a blank between them."""
    if len(parts) == 1:
        return parts[0]
    parts = sorted(parts, key=lambda part: part.box.x0)
    xs: list[float] = []
    for part in parts:
        xs.extend(part.xs)  # the right edge of a run is the left edge of the blank behind it
    known = all(part.xs for part in parts)
    starts = [sum(len(part.text) + 1 for part in parts[:i]) for i in range(len(parts))]
    confidences = [part.confidence for part in parts if part.confidence is not None]
    return TextLine(
        " ".join(part.text for part in parts),
        hull([part.box for part in parts]),
        tuple(xs) if known else (),
        min(confidences) if confidences else None,
        max(parts, key=lambda part: len(part.text)).size,
        tuple(start + place for start, part in zip(starts, parts, strict=True) for place in part.raised),
    )
