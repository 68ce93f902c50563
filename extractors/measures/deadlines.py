"""The deadline of a measure as a whole (完成时限): not of a number in it, but of the item.

It is believed where the item has one date only, and that date opens an item of a sentence or two or stands before a
word that ends it (2019年4月底前完成).
"""

from __future__ import annotations

import re

from extractors import vocabulary
from extractors.language.periods import Calendar, find_periods
from schemas import Period

_SENTENCE = re.compile(r"[。！？]")
_SHORT_END = 8
_DATED = re.compile(r"[年月日]")
# Periods that set no end: every year, since 2015, compared with 2020.
_FREE = ("every", "since", "base", "past")


def deadline_of(text: str, calendar: Calendar) -> str | None:
    """Return the ISO deadline of an item whose words, notes aside, are `text` (a view), or None."""
    if not _DATED.search(text):
        return None
    words = re.sub(r"（[^（）]*）\s*$", "", text.rstrip("。 "))
    periods = [period for period in find_periods(words, calendar) if period.kind not in _FREE]
    if not periods or len({period.last for period in periods}) != 1 or periods[0].last is None:
        return None
    sentences = len([part for part in _SENTENCE.split(words) if part.strip()])
    first = periods[0]
    opens = first.start <= 2 and not words.startswith("到") and (sentences == 1 or first.kind == "range")
    return first.last if opens or _ends(words, periods[-1], sentences) else None


def _ends(words: str, period: Period, sentences: int) -> bool:
    """Say whether the words behind the last date end the item: 该项工作于2019年4月底前完成; 到2020年 opens a goal."""
    ends = tuple(vocabulary.terms("measures.toml")["deadlines"]["ends"])
    if "到" in words[max(0, period.start - 1) : period.start + 1]:
        return False
    rest = _SENTENCE.split(words[period.end :].lstrip("前，"))[0]
    return rest.startswith(ends) and (sentences == 1 or len(rest) <= _SHORT_END)
