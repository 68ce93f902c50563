"""Units and their multipliers (倍数词): 万千瓦 is 万 and 千瓦, 亿元 is 亿 and 元."""

from __future__ import annotations

from decimal import Decimal

from extractors.language.numerals import MULTIPLIERS
from extractors.language.quantities.patterns import patterns


def bare_unit(unit: str) -> str:
    """Return a unit without its multiplier: 万千瓦 is 千瓦, 亿 is nothing."""
    terms, rest = patterns().terms, unit
    while rest and rest[0] in MULTIPLIERS and rest.split("/")[0] not in terms:
        rest = rest[1:]
    return rest


def multiplier_of(unit: str) -> str:
    """Return the multiplier of a unit: 万千瓦 has 万."""
    return unit.removesuffix(bare_unit(unit))


def factor_of(multiplier: str) -> Decimal:
    """Return what a multiplier stands for: 百万 is 1,000,000."""
    value = Decimal(1)
    for char in multiplier:
        value *= MULTIPLIERS[char]
    return value
