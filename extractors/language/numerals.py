"""Numbers as they are written: 7500, 1.5, 三十五, 十二, 两千, 三分之一 (数词)."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import lru_cache

import cn2an

ARABIC = r"\d+(?:\.\d+)?"
CHINESE = r"[一二两三四五六七八九十百千万亿零〇○]+(?:点[一二三四五六七八九零〇]+)?"
MULTIPLIERS = {"十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(10**8)}
_BARE = {"百": "一百", "千": "一千", "万": "一万", "亿": "一亿"}
_PLACES = Decimal("0.0001")


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """Return the value of an Arabic or Chinese numeral, None where it is not one.

    A multiplier alone is one of it: 百 (百家企业) is 100, 千万 is 10,000,000.
    """
    try:
        return Decimal(text)
    except InvalidOperation:
        pass
    folded = text.replace("〇", "零").replace("○", "零")
    if all(char in MULTIPLIERS for char in folded) and folded != "十":
        return _product(folded)
    if folded[0] in _BARE:
        folded = _BARE[folded[0]] + folded[1:]
    try:
        return Decimal(str(cn2an.cn2an(folded.replace("两", "二"), "normal")))
    except (ValueError, KeyError):
        return None


def _product(text: str) -> Decimal:
    value = Decimal(1)
    for char in text:
        value *= MULTIPLIERS[char]
    return value


def fraction(upper: Decimal, lower: Decimal) -> Decimal | None:
    """Return upper/lower as a percentage, to four places: 1/3 is 33.3333. None for a zero denominator."""
    if lower == 0:
        return None
    share = (upper / lower * 100).quantize(_PLACES)
    return share.normalize() if share != share.to_integral() else share.to_integral()
