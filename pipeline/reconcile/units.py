"""Units of measurement to base units, with exact decimals (单位换算).

The table is data (`extractors/vocabulary/units.csv`); a multiplier before the unit (亿元, 万平方米) and a rate behind a
stroke (万元/公顷) are read here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from extractors.vocabulary import rows

_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
# Where a factor has no finite decimal (1 亩 is 2000/3 平方米) the value is rounded to this many digits.
_EXACT = Context(prec=28, rounding=ROUND_HALF_EVEN)
# Wide enough that a product of a written number and a whole factor is never rounded.
_WIDE = Context(prec=60)
_ONE = Decimal(1)
_OPAQUE_PERIOD = re.compile(r"^\d+(?:[-~—～至]\d+)?(?:年|个?月|天|周)$")
_PER_YEAR = "年"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a unit as written stands for.

    `dimension` says what may be compared with what (money, area, count, count/年); `base` is the unit values are
    given in, so that currencies and classifiers stay apart; `factor` is base units per written unit, exact.
    """

    dimension: str
    base: str
    factor: Fraction

    def to_base(self, value: Decimal) -> Decimal:
        """Return `value`, given in the written unit, in the base unit; exact wherever a finite decimal exists."""
        if self.factor == 1:
            return plain(value)
        if self.factor.denominator == 1:
            return plain(_WIDE.multiply(value, Decimal(self.factor.numerator)))
        product = Fraction(value) * self.factor
        return plain(_EXACT.divide(Decimal(product.numerator), Decimal(product.denominator)))


def plain(value: Decimal) -> Decimal:
    """Return the same number without trailing zeros and without an exponent: 1E+3 is 1000."""
    if value == value.to_integral_value():
        return value.quantize(_ONE, context=_WIDE)
    return value.normalize(_WIDE)


def fold(text: str) -> str:
    """Return the unit's words in one width, without blanks and with one kind of bracket and stroke."""
    folded = unicodedata.normalize("NFKC", text.replace("㎡", "m2").replace("µ", "μ"))
    return re.sub(r"\s+", "", folded).replace("每", "/").replace("／", "/")


@lru_cache(maxsize=1)
def _table() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for row in rows("units.csv"):
        table[fold(row["term"])] = Unit(row["dimension"], row["base_unit"], Fraction(row["factor"]))
    for term, unit in list(table.items()):
        table.setdefault(term.lower(), unit)
    return table


def _simple(text: str) -> tuple[Unit, Fraction] | None:
    """Return the unit and the multiplier before it; None where the table does not hold it."""
    table = _table()
    multiplier = Fraction(1)
    rest = text
    while rest:
        unit = table.get(rest) or table.get(rest.lower())
        if unit is not None:
            return unit, multiplier
        if rest[0] not in _MULTIPLIERS:
            return None
        multiplier *= _MULTIPLIERS[rest[0]]
        rest = rest[1:]
    return Unit("number", "", Fraction(1)), multiplier


@lru_cache(maxsize=65536)
def parse_unit(text: str) -> Unit | None:
    """Return what the unit as written stands for, None for a unit the table does not hold.

    An empty text, or a multiplier alone (亿), has the dimension `number`. A rate per calendar time is given per year
    (次/季度 is 4 次/年); every other rate per base unit of its lower part (万元/公顷 is 元/平方米).
    """
    folded = fold(text)
    whole = _simple(folded)
    if whole is not None:
        unit, multiplier = whole
        return Unit(unit.dimension, unit.base, unit.factor * multiplier)
    upper_text, stroke, lower_text = folded.partition("/")
    upper = _simple(upper_text) if upper_text else None
    if not stroke or upper is None or not lower_text:
        return None
    factor = upper[0].factor * upper[1]
    name, lower_dimension, divisor = _lower(lower_text)
    if not name:
        return None
    return Unit(f"{upper[0].dimension}/{lower_dimension}", f"{upper[0].base}/{name}", factor / divisor)


def _lower(text: str) -> tuple[str, str, Fraction]:
    """Return name, dimension and size of the lower part of a rate; an empty name where it is not understood."""
    if _OPAQUE_PERIOD.match(text):
        return text, text, Fraction(1)
    found = _simple(text)
    if found is None:
        return "", "", Fraction(1)
    unit, multiplier = found
    if unit.dimension == "calendar_time":
        return _PER_YEAR, _PER_YEAR, unit.factor * multiplier / 12
    if unit.dimension == "duration":
        return text, text, Fraction(1)
    return unit.base, unit.dimension, unit.factor * multiplier


def per_year(unit: Unit) -> bool:
    """Return whether the unit is so much a year: 亿元/年, 名/年."""
    return unit.dimension.endswith("/" + _PER_YEAR)


def without_year(dimension: str) -> str:
    """Return the dimension of the amount itself: money/年 is money."""
    return dimension.removesuffix("/" + _PER_YEAR)
