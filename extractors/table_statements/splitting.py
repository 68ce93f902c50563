"""Numbers that ran into each other, parted again (拆分粘连数字).

21.6623.04 is 21.66 and 23.04; 15.7415 is 15.7, the footnote mark 4, and 15.
Every way to part a run into the cells of its columns has a cost; the reading with the lowest one is taken. A value of
the base year and one of the target year are of like size and precision, a share is below 100, a sum in brackets stands
in the column of sums and is the difference of the two. A reading that is hardly better than one with another target
is no reading: `sure` is False.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from extractors.table_statements.heads import Column

_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_VALID = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_BOUND = re.compile(r"[<>≥≤约左以]")
_SUM = "〔［"
_MARGIN = 0.35
_APART = 1.5  # blanks still part the cells of this row: its numbers have not run into each other
_MISSING_LAST, _MISSING_INSIDE, _NOTE, _TOO_BIG, _WRONG_COLUMN, _ZERO, _BOUND_BASE = (0.5, 1.0, 0.4, 2.0, 2.0, 3.0, 0.7)


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a run and where they stand in the view."""

    text: str
    start: int

    @property
    def number(self) -> Decimal | None:
        """The number in it, None for a dash."""
        match = _NUMBER.search(self.text)
        return Decimal(match.group()) if match and match.group().count(".") <= 1 else None

    @property
    def summed(self) -> bool:
        """Tell a value in brackets: 〔14〕."""
        return self.text[:1] in _SUM


@dataclass(frozen=True, slots=True)
class Split:
    """The parts by column (None where a cell is empty) and how many footnote marks were left out.

    parted: numbers had run into each other. sure: no other reading with another target is about as good.
    """

    parts: tuple[Part | None, ...]
    notes: int
    sure: bool
    parted: bool = False


def split_run(tokens: Sequence[Part], columns: Sequence[Column], unit: str, note: int) -> Split:
    """Part a run of tokens into the cells of the columns. `note` is the number that the next footnote must bear."""
    readings = [(cost, parts, notes) for cost, parts, notes in _readings(tokens, columns, unit, note)]
    if not readings:
        return Split((), 0, False)
    readings.sort(key=lambda reading: (reading[0], [part.start if part else -1 for part in reading[1]]))
    cost, parts, notes = readings[0]
    chosen = _targets(parts, columns)
    rival = next((other for other, found, _ in readings if _targets(found, columns) != chosen), None)
    parted = sum(part is not None for part in parts) + notes > len(tokens)
    return Split(parts, notes, rival is None or rival - cost >= _MARGIN, parted)


def _targets(parts: Sequence[Part | None], columns: Sequence[Column]) -> tuple[Decimal | None, ...]:
    """Return the numbers of all columns but the first: those that matter."""
    return tuple(part.number if part else None for part in parts[1:])


def _readings(
    tokens: Sequence[Part], columns: Sequence[Column], unit: str, note: int
) -> Iterator[tuple[float, tuple[Part | None, ...], int]]:
    apart = _APART if any(one.start + len(one.text) < two.start for one, two in pairwise(tokens)) else 0.0
    for pieces in product(*(list(_ways(token, note, apart)) for token in tokens)):
        cells = [part for parts, _ in pieces for part in parts]
        extra = sum(cost for _, cost in pieces)
        marks = sum(1 for _, cost in pieces if cost >= 0 and _has_note(_))
        for kept, left_out in _without_lead_note(cells, note):
            for parts in _placed(kept, len(columns)):
                yield (
                    extra + left_out + _cost(parts, columns, unit),
                    parts,
                    marks + (1 if len(kept) < len(cells) else 0),
                )


def _has_note(parts: Sequence[Part]) -> bool:
    """Tell a token out of whose middle a footnote mark was taken."""
    return len(parts) == 2 and parts[0].start + len(parts[0].text) < parts[1].start


def _ways(token: Part, note: int, apart: float) -> Iterator[tuple[tuple[Part, ...], float]]:
    """Return the ways to read one token: whole, in two, or in two with a footnote mark between."""
    match = _NUMBER.search(token.text)
    if match is None or token.summed:
        yield (token,), 0.0
        return
    digits, lead, tail = match.group(), token.text[: match.start()], token.text[match.end() :]
    if _VALID.fullmatch(digits):
        yield (token,), 0.0
    for cut in range(1, len(digits)):
        one, two = digits[:cut], digits[cut:]
        if _VALID.fullmatch(one) and _VALID.fullmatch(two):
            at = token.start + match.start() + cut
            yield (Part(lead + one, token.start), Part(two + tail, at)), apart
        if (
            cut + 1 < len(digits)
            and digits[cut] != "."
            and _VALID.fullmatch(one)
            and _VALID.fullmatch(digits[cut + 1 :])
        ):
            at = token.start + match.start() + cut + 1
            cost = apart + (0.0 if digits[cut] == str(note) else _NOTE)
            yield (Part(lead + one, token.start), Part(digits[cut + 1 :] + tail, at)), cost


def _without_lead_note(cells: Sequence[Part], note: int) -> Iterator[tuple[list[Part], float]]:
    """Return the cells as they are, and without a first one that is the footnote mark of the label: 有机物5--〔10〕."""
    yield list(cells), 0.0
    if len(cells) > 1 and re.fullmatch(r"\d", cells[0].text):
        yield list(cells[1:]), 0.0 if cells[0].text == str(note) else _NOTE


def _placed(cells: Sequence[Part], width: int) -> Iterator[tuple[Part | None, ...]]:
    """Return the ways to give the cells to the columns in order, empty cells anywhere."""
    if len(cells) > width:
        return
    if not cells:
        yield (None,) * width
        return
    for first in range(width - len(cells) + 1):
        for rest in _placed(cells[1:], width - first - 1):
            yield (None,) * first + (cells[0],) + rest


def _cost(parts: Sequence[Part | None], columns: Sequence[Column], unit: str) -> float:
    filled = [place for place, part in enumerate(parts) if part is not None]
    last = filled[-1] if filled else -1
    cost = sum(_MISSING_INSIDE if place < last else _MISSING_LAST for place, part in enumerate(parts) if part is None)
    for part, column in zip(parts, columns, strict=True):
        if part is None or part.number is None:
            continue
        if part.summed and not column.cumulative:
            cost += _WRONG_COLUMN
        if not part.summed and column.cumulative and not column.growth:
            cost += _WRONG_COLUMN / 2
        if unit == "%" and part.number > 100:
            cost += _TOO_BIG
        if part.number == 0:
            cost += _ZERO
    yearly = [
        p for p, c in zip(parts, columns, strict=True) if p and not (c.cumulative or c.growth) and p.number is not None
    ]
    for one, two in pairwise(yearly):
        cost += _unlike(one, two)
    if parts and parts[0] and len(columns) > 1 and columns[0].last and _BOUND.search(parts[0].text):
        cost += _BOUND_BASE
    return cost - _adds_up(parts, columns, yearly)


def _unlike(one: Part, two: Part) -> float:
    """Return how unlike two values of neighbouring years are in size and in decimals."""
    a, b = one.number, two.number
    if not a or not b:
        return 0.0
    places = abs(_decimals(one) - _decimals(two))
    return min(abs(math.log(float(b / a))), 3.0) + 0.1 * places


def _decimals(part: Part) -> int:
    match = _NUMBER.search(part.text)
    return len(match.group().partition(".")[2]) if match else 0


def _adds_up(parts: Sequence[Part | None], columns: Sequence[Column], yearly: Sequence[Part]) -> float:
    """Return a bonus where the sum in brackets is the difference of the last two years."""
    summed = next((part for part in parts if part and part.summed and part.number is not None), None)
    if summed is None or len(yearly) < 2:
        return 0.0
    one, two = yearly[-2].number, yearly[-1].number
    return 1.0 if one is not None and two is not None and two - one == summed.number else 0.0
