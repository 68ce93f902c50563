"""The seam between two pieces (跨页处): does the first row below go on with the last row above?

Borders do not tell, since most programs close the frame at the foot of every page. The words do: a cell that ends
in the middle of its sentence on a full line, labels that are missing, items that go on counting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from extractors.readers.breaking import ends_sentence, first_word, never_first, never_last
from extractors.readers.joining.pieces import GridCell
from extractors.readers.joining.words import bare, is_value, pattern

LABEL = 15  # characters: columns of labels hold no longer words in the middle
SLACK = 0.6  # type sizes that a full line may leave beyond the next word
PAIRS = {"（": "）", "《": "》", "“": "”", "〔": "〕", "［": "］"}


def goes_on(above: GridCell, below: GridCell) -> float:
    """Return how much the words of `below` look like the rest of `above`: positive for yes, negative for no."""
    a, b = bare(above.text), bare(below.text)
    if not a or not b:
        return 0.0
    if never_first(b[0]) or never_last(a[-1]) or _open_bracket(a, b):
        return 3.0
    if is_value(a) and is_value(b):
        return -3.0
    if pattern("first_item").match(b):
        return -1.5
    later = pattern("later_item").match(b) is not None
    ends = ends_sentence(a)
    if later and ends:
        return 1.0
    if above.room is None:
        return -0.5 if ends else (1.0 if len(a) >= LABEL else -1.0)
    full = above.room < first_word(b) + SLACK
    if full and not ends:
        if len(a) >= LABEL:
            return 2.0
        return 1.0 if "\n" in above.text else 0.25  # a label may fill its narrow cell by chance
    if full:
        return 0.25
    return -0.5 if ends else -2.0


def _open_bracket(above: str, below: str) -> bool:
    """Say whether a bracket opened above is closed below before another opens."""
    for opening, closing in PAIRS.items():
        if above.count(opening) > above.count(closing):
            place = below.find(closing)
            return place >= 0 and opening not in below[:place]
    return False


def label_columns(cells: Sequence[GridCell], columns: int, heads: int) -> int:
    """Return how many columns at the left hold labels (serial numbers, groups, names); at least 1."""
    count = 1
    for column in range(1, columns - 1):
        texts = [bare(cell.text) for cell in cells if cell.column == column and cell.row >= heads and cell.text.strip()]
        if not texts or median(len(text) for text in texts) > LABEL:
            break
        if 2 * sum(is_value(text) for text in texts) >= len(texts):
            break
        count += 1
    return count


def is_one_row(
    above: Mapping[int, GridCell], below: Mapping[int, GridCell], labels: int, columns: int, last_row: int
) -> bool:
    """Say whether the first row below is the rest of the last row above.

    `above` and `below` give the cell at the seam for every column; `labels` is the number of label columns,
    `last_row` the index of the last row above.
    """
    if not any(bare(cell.text) for cell in below.values()):
        return True  # a sliver of an empty row: nothing but borders went over the page
    score = 0.0
    for column in range(columns):
        a, b = above[column], below[column]
        if a.column != b.column or a.column_span != b.column_span:
            if column in (a.column, b.column):
                return False
            continue
        if column != b.column:
            continue
        words = goes_on(a, b)
        if words <= -1.5:
            return False
        score += words
        score += _gap(a, b, column, labels, last_row)
    return score > 0


def _gap(a: GridCell, b: GridCell, column: int, labels: int, last_row: int) -> float:
    """Return what a cell that is empty on one side tells: rows have labels, so a row without one goes on."""
    own = a.row == last_row
    if bare(a.text) and not bare(b.text):
        if column < labels:
            return 1.0 if own and column == labels - 1 else 0.25
        return 0.25 if own and b.row_span == 1 else 0.0
    if bare(b.text) and not bare(a.text):
        if column < labels:
            return 1.0 if column == labels - 1 else 0.0
        return -0.25
    return 0.0
