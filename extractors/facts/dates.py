"""Dates as documents print them (日期), and a document's date of issue (成文日期)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.facts.issuers import is_agency
from extractors.facts.words import Words
from schemas import BlockKind

_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | dict.fromkeys("○零ＯO", "0")
_YEAR = r"(?:(?:19|20)\s?\d\s?\d|[一二][〇○零Ｏ一二三四五六七八九0O]{3})"
_SMALL = r"(?:\d{1,2}|[一二三]?十?[一二三四五六七八九十])"
_DATE = re.compile(rf"(?P<year>{_YEAR})\s?年\s?(?P<month>{_SMALL})\s?月(?:\s?(?P<day>{_SMALL})\s?[日号])?")
_NUMERIC = re.compile(r"(?P<year>(?:19|20)\d\d)\s?[-./年]\s?(?P<month>\d{1,2})(?:\s?[-./月]\s?(?P<day>\d{1,2}))?")
_PUBLIC = re.compile(r"[（(](?:此件|本文)[^）)]{0,12}公开[^）)]{0,6}[）)]")
_MEETING = re.compile(rf"[—(（]{{0,3}}\s?(?P<date>{_DATE.pattern})\s?(?:在)?[^。]{{0,24}}(?:会议|大会)")


def iso_date(text: str) -> str | None:
    """Return the first date in a text as ISO, as exact as printed: 二○一○年十月十六日 is 2010-10-16."""
    match = _DATE.search(text) or _NUMERIC.search(text)
    return _iso(match) if match else None


def _iso(match: re.Match[str]) -> str | None:
    year = "".join(_DIGITS.get(char, char) for char in match["year"] if not char.isspace())
    month = _small(match["month"])
    day = _small(match["day"]) if match["day"] else None
    if not year.isdigit() or not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day is not None else "")


def _small(text: str) -> int:
    """Return a Chinese or Arabic number below 100: 三十一 is 31, 十 is 10."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    unit = int(_DIGITS[ones]) if ones else 0
    return (int(_DIGITS[tens]) if tens else 1) * 10 + unit if ten else unit


def issue_date(blocks: Sequence[Words], number_year: str | None) -> str | None:
    """Return the date of issue: the date below the signature, never one that is merely cited.

    Tried in order: a date that stands alone (best below an agency's name), the date of the meeting a report was given
    at, a date before (此件公开发布), a date at the beginning or end of a paragraph that an agency's name stands before.
    A date of another year than the document's number is taken only where there is no other.
    """
    found: list[tuple[int, int, str]] = []
    for place, words in enumerate(blocks):
        if words.block.kind is BlockKind.BOILERPLATE:
            continue
        above = blocks[place - 1].text if place else ""
        rank, date = _candidate(words.text, above)
        if date is None:
            continue
        if number_year is not None and not _near(date, number_year):
            rank += 10
        found.append((rank, place, date))
    return min(found)[2] if found else None


def _candidate(text: str, above: str) -> tuple[int, str | None]:
    """Return how much a block looks like the date of issue (0 is best) and its date."""
    alone = _DATE.fullmatch(text.strip("（）() 。"))
    if alone:
        return (0 if is_agency(above) else 1), _iso(alone)
    meeting = _MEETING.match(text)
    if meeting and len(text) <= 80:
        return 2, iso_date(meeting["date"])
    public = _PUBLIC.search(text)
    if public:
        before = list(_DATE.finditer(text, max(0, public.start() - 40), public.start()))
        if before:
            return 2, _iso(before[-1])
    first = _DATE.match(text)
    if first and first["day"] and is_agency(above):
        return 3, _iso(first)
    last = list(_DATE.finditer(text, max(0, len(text) - 40)))
    if last and last[-1]["day"] and last[-1].end() >= len(text) - 2 and is_agency(_before(text, last[-1].start())):
        return 3, _iso(last[-1])
    for date in _DATE.finditer(text):
        if date["day"] and _is_signed(text, date.start()):
            return 4, _iso(date)
    return 9, None


def _is_signed(text: str, place: int) -> bool:
    """Tell a date in running text behind an agency's name that is alone after a full stop (。国务院办公厅二○一○年…)."""
    before = text[max(0, place - 40) : place].rstrip()
    mark = max(before.rfind("。"), before.rfind("）"), before.rfind("】"))
    return mark >= 0 and is_agency(before[mark + 1 :].strip())


def _before(text: str, end: int) -> str:
    """Return the words before a place, back to the last mark or blank."""
    return re.split(r"[。；;，,：:、\s（）()]", text[:end].rstrip())[-1]


def _near(date: str, year: str) -> bool:
    """A document that was numbered in December may be signed in January, and the other way round."""
    return abs(int(date[:4]) - int(year)) <= 1
