"""Where a value or a date stands on a picture (坐标)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Axis:
    """A straight scale: `low` to `high` of the values is `start` to `end` of the picture."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float | Decimal) -> float:
        """Return the place of a value, to a tenth of a point."""
        span = self.high - self.low or 1.0
        return round(self.start + (float(value) - self.low) / span * (self.end - self.start), 1)


def ticks(low: float, high: float, wanted: int = 5) -> list[Decimal]:
    """Return round numbers from at or below `low` to at or above `high`, about as many as wanted.

    Zero is among them where the values begin near it: a small difference is not to look like a large one.
    """
    if low >= 0 and (low == high or low <= high / 2):
        low = 0.0
    elif high <= 0 and (low == high or high >= low / 2):
        high = 0.0
    if low == high:
        low, high = low - abs(low) / 10 - 1, high + abs(high) / 10 + 1
    step = _step((high - low) / wanted)
    first, last = math.floor(low / float(step) + 1e-9), math.ceil(high / float(step) - 1e-9)
    return [step * place for place in range(first, last + 1)]


def _step(rough: float) -> Decimal:
    """Return 1, 2, 2.5 or 5 times a power of ten, at least `rough`."""
    power = math.floor(math.log10(rough))
    base = Decimal(10) ** power
    return next(
        (base * factor for factor in map(Decimal, ("1", "2", "2.5", "5")) if float(base * factor) >= rough), base * 10
    )


def year_of(date: str) -> float:
    """Return where a date stands among years: 2025 and 2025-12-31 at 2025, the end of June 2025 at 2024.5."""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    if not month:
        return float(year)
    return year - 1 + ((month - 1 + min(day, 30) / 30) if day else month) / 12


def years_between(first: float, last: float, most: int = 12) -> list[int]:
    """Return the years to name below a picture, at most so many: each, or every second, fifth, tenth …"""
    low, high = math.floor(first), math.ceil(last)
    for step in (1, 2, 5, 10, 20, 50, 100, 1000):
        years = [year for year in range(low, high + 1) if year % step == 0] if step > 1 else list(range(low, high + 1))
        if len(years) <= most:
            return years
    return [low, high]


def apart(places: Sequence[float], distance: float) -> list[float]:
    """Return the places moved as little as needed to stand `distance` from each other, in the same order.

    `places` are sorted. The group is shifted back by half of what it grew, so that labels stay by their marks.
    """
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + distance) if moved else place)
    grown = (moved[-1] - places[-1]) / 2 if moved else 0.0
    return [round(place - grown, 1) for place in moved]
