"""Find points and stretches of time and give them ISO dates as exact as written (时间)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass

from extractors.language.numerals import number
from extractors.language.periods.patterns import Patterns, patterns
from extractors.vocabulary import terms
from schemas import Period

_DIGITS = str.maketrans("一二三四五六七八九○〇零０O", "12345678900000")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_YEAR_BEFORE = "年0123456789每去上一二三四五六七八九十两○〇零"
_RATE_BEHIND = re.compile(r"[\u4e00-\u9fff]{1,4}率")
_PAST = ("去年", "上年", "上年度", "前年")
_BASES = ("基础上", "的基础上", "同期", "基数", "水平", "相比")
# “十三五”水利规划 is a name; “十三五”水利投资 says when.
_PLAN_NAME = re.compile(r"[\u4e00-\u9fff]{0,10}?(?:规划|纲要|计划|方案|战略|蓝图|目标|任务|重点|开局|收官)|[》〉]|的|$")


@dataclass(frozen=True)
class Calendar:
    """What relative dates are counted from: the document's year and the plan's own years."""

    year: int | None = None
    plan_start: int | None = None
    plan_end: int | None = None


def find_periods(text: str, calendar: Calendar | None = None) -> list[Period]:
    """Return the periods of `text` (a view) in order, none overlapping.

    `kind` says how the period binds: until (到2020年), in (2020年), range, plan, length, relative, month, every,
    base (较2025年), since (2015年以来), past (五年来), part (上半年: first and last are months of a year named before),
    day (5月24日), next (次年).
    """
    p, cal = patterns(), calendar or Calendar()
    readers: list[tuple[re.Pattern[str], Callable[[re.Match[str], str, Patterns, Calendar], Period | None]]] = [
        (p.span, _span),
        (p.years, _years),
        (p.date, _date),
        (p.plan, _plan),
        (p.past, _past),
        (p.every, _every),
        (p.length, _length),
        (p.relative, _relative),
        (p.month, _month),
        (p.part, _part),
        (p.day, _day),
        (p.next, _next),
    ]
    found: list[Period] = []
    taken = bytearray(len(text))
    for pattern, reader in readers:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            period = reader(match, text, p, cal)
            if period is not None:
                found.append(period)
                taken[period.start : period.end] = b"\x01" * (period.end - period.start)
    return sorted(found, key=lambda period: period.start)


def year_of(words: str) -> int:
    """Return the year written in digits or in Chinese figures: 二○二○ is 2020."""
    return int(words.translate(_DIGITS))


def _small(words: str) -> int | None:
    value = number(words)
    return int(value) if value is not None else None


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _span(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    first_year = year_of(match["from"])
    last_year = year_of(match["to"]) if match["to"] else first_year
    days = [_small(match[name]) if match[name] else None for name in ("amonth", "aday", "bmonth", "bday")]
    first, last = _iso(first_year, days[0], days[1]), _iso(last_year, days[2], days[3])
    return Period(start=match.start(), end=match.end(), first=first, last=last, kind="range")


def _years(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    first, last = year_of(match["from"]), year_of(match["to"])
    if not first < last <= first + 50:
        return None
    return Period(start=match.start(), end=match.end(), first=str(first), last=str(last), kind="range")


def _within(match: re.Match[str], year: int) -> tuple[str | None, str | None]:
    """The first and last moment that the words behind a year name."""
    groups = match.groupdict()
    if groups.get("half"):
        return (f"{year}-01", f"{year}-06") if groups["half"] == "上半年" else (f"{year}-07", f"{year}-12")
    if groups.get("quarter"):
        last = _QUARTERS[next(char for char in groups["quarter"] if char in _QUARTERS)]
        return f"{year}-{last - 2:02d}", f"{year}-{last:02d}"
    if groups.get("month"):
        month = _small(groups["month"])
        day = _small(groups["day"]) if groups.get("day") else None
        date = _iso(year, month, day) if month is not None else None
        return None, date
    if groups.get("edge") in ("年底", "年末", "底", "末"):
        return None, f"{year}-12"
    return None, str(year)


def _binding(match: re.Match[str], text: str, cal: Calendar) -> tuple[str, int]:
    """How a date binds, from the word before and behind it, and where the whole expression starts."""
    tail = match.groupdict().get("tail") or ""
    start = match.start()
    lead = text[max(0, start - 4) : start]
    if tail in ("起", "以来", "开始", "以后", "后"):
        return "since", start
    if lead.endswith(("截至", "截止", "截止到", "截至到")):
        ahead = cal.year is not None and year_of(match["year"]) > cal.year
        return ("until" if ahead else "past"), start - 2
    if text.startswith("的", match.end()) and lead.endswith(tuple(terms("periods.toml")["base"]["raised_to"])):
        return "until", start  # 提高到2027年的41%: its 到 belongs to the value
    if lead.endswith(("到", "至", "于", "力争", "争取")) and not lead.endswith(("用于", "高于", "低于")):
        return "until", start - 1 if lead[-1] in "到至于" else start
    for word in terms("periods.toml")["base"]["before"]:
        if lead.endswith(tuple(terms("periods.toml")["base"]["not_before"])):
            break  # 占比2030年达到20%
        if lead.endswith(word) and not (word == "在" and (tail or match.groupdict().get("edge"))):
            compared = word not in ("在", "以", "按") or "基础" in text[match.end() : match.end() + 8]
            return ("base" if compared else "in"), start
    if text.startswith(("相比", "增长", "水平", "基础上", "基数"), match.end()) and not tail:
        return ("base" if not text.startswith("增长", match.end()) else "in"), start
    within = lead.endswith("在") and bool(tail or match.groupdict().get("edge"))
    return ("until" if tail.endswith("前") else "in"), start - within


def _date(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    year = year_of(match["year"])
    if not 1900 <= year <= 2100:
        return None
    first, last = _within(match, year)
    kind, start = _binding(match, text, cal)
    if kind == "since":
        return Period(start=start, end=match.end(), first=last, last=None, kind=kind)
    if kind == "in" and first is None and last == str(year):
        first = last
    return Period(start=start, end=match.end(), first=first, last=last, kind=kind)


def _plan(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    first, last = p.plans[match["plan"]]
    tail = match["tail"]
    quoted = match.group()[0] in "“\"" and match.group()[-1] in "”\""
    if not tail and not quoted:
        return None
    if tail == "以来":
        return Period(start=match.start(), end=match.end(), first=str(first), last=None, kind="since")
    if tail in ("末", "期末", "末期"):
        start = match.start() - (text[match.start() - 1 : match.start()] in ("到", "至"))
        return Period(start=start, end=match.end(), first=None, last=str(last), kind="until")
    compared = text[match.start() - 1 : match.start()] in ("比", "较", "是", "与")
    named = not tail and (compared or _PLAN_NAME.match(text, match.end()))
    kind = "plan-name" if named else "plan"
    return Period(start=match.start(), end=match.end(), first=str(first), last=str(last), kind=kind)


def _past(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    return Period(start=match.start(), end=match.end(), kind="past")


def _day(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    """5月24日至27日: a day of a calendar that sets no deadline by itself."""
    return Period(start=match.start(), end=match.end(), kind="day")


def _next(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    """次年: the year after the one that stands before it."""
    return Period(start=match.start(), end=match.end(), kind="next")


def _part(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    """上半年 by itself: a part of the year that stands before it; first and last are months."""
    first, last = _within(match, 0)
    if first is None or last is None:
        return None
    return Period(start=match.start(), end=match.end(), first=first[-2:], last=last[-2:], kind="part")


def _every(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    return Period(start=match.start(), end=match.end(), kind="every")


def _length(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    words = match["count"] or match["used2"] or match["used"]
    years = _small(words)
    if years is None or years > 50:
        return None
    lead = text[max(0, match.start() - 2) : match.start()]
    if lead.endswith(("近", "过去", "这", "前", "第", "最近")):
        return Period(start=match.start(), end=match.end(), years=years, kind="past")
    if _RATE_BEHIND.match(text, match.end()):
        # 一年内开工率: how soon, not by when
        return None
    first, last = _counted(years, cal)
    return Period(start=match.start(), end=match.end(), first=first, last=last, years=years, kind="length")


def _counted(years: int, cal: Calendar) -> tuple[str | None, str | None]:
    """Resolve 三年内 against the plan's own years, else against the document's year."""
    if cal.plan_start and cal.plan_end and cal.plan_end - cal.plan_start + 1 in (years, years + 1):
        return str(cal.plan_end - years + 1), str(cal.plan_end)
    if cal.year:
        return str(cal.year), str(cal.year + years)
    return None, None


def _relative(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    word = match["word"]
    before = text[match.start() - 1 : match.start()]
    if word in ("年底", "年底前", "年内", "全年") and before and before in _YEAR_BEFORE:
        return None
    if word == "后年" and before and before in "以此其之":
        return None
    if word in _PAST:
        if before in ("比", "较", "同") or text.startswith(_BASES, match.end()):
            return Period(start=match.start(), end=match.end(), kind="base")
        return Period(start=match.start(), end=match.end(), first=None, last=None, kind="past")
    if match.groupdict().get("tail") in ("以来", "后", "以后"):
        return Period(start=match.start(), end=match.end(), kind="since")
    if cal.year is None:
        return Period(start=match.start(), end=match.end(), kind="relative")
    year = cal.year + p.offsets[word]
    first, last = _within(match, year)
    if word in ("年底", "年底前"):
        first, last = None, f"{year}-12"
    elif last == str(year):
        first = last
    return Period(start=match.start(), end=match.end(), first=first, last=last, kind="relative")


def _month(match: re.Match[str], text: str, p: Patterns, cal: Calendar) -> Period | None:
    if text[max(0, match.start() - 2) : match.start()] in ("每年", "年度"):
        return Period(start=match.start(), end=match.end(), kind="every")
    if cal.year is None or text[match.start() - 1 : match.start()] == "年":
        return None
    ahead = 1 if text[max(0, match.start() - 2) : match.start()] == "次年" else 0
    last = _iso(cal.year + ahead, int(match["month"]), int(match["day"]) if match["day"] else None)
    return Period(start=match.start(), end=match.end(), first=None, last=last, kind="month") if last else None
