"""Patterns of the period finder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.vocabulary import any_of, terms

YEAR = r"(?:(?:19|20)\d{2}|[一二][九○〇零０O][一二三四五六七八九○〇零０O]{2})"
COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
QUARTER = r"(?:第?[一二三四1-4]季度)"
MONTH_DAY = (
    r"(?P<{0}month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:份)?"
    r"(?:(?P<{0}day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日)?"
)


@dataclass(frozen=True)
class Patterns:
    """Compiled patterns, most exact first, and the tables behind them."""

    span: re.Pattern[str]
    years: re.Pattern[str]
    date: re.Pattern[str]
    plan: re.Pattern[str]
    length: re.Pattern[str]
    relative: re.Pattern[str]
    month: re.Pattern[str]
    every: re.Pattern[str]
    past: re.Pattern[str]
    part: re.Pattern[str]
    day: re.Pattern[str]
    next: re.Pattern[str]
    plans: dict[str, tuple[int, int]]
    offsets: dict[str, int]


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """Read the vocabulary and compile the patterns, once a process."""
    table = terms("periods.toml")
    deeds = any_of(table["deeds"]["words"])
    dash = r"(?:-{1,2}|—{1,2}|~|～|至|到|一(?=(?:19|20)\d{2}))"
    part = rf"(?P<half>[上下]半年)|(?P<quarter>{QUARTER})"
    edge = r"(?P<edge>年底|年末|底|末|初)?"
    tail = r"(?P<tail>之?前|以前|之?内|期间|起|以来|以后|开始|后)?"
    full = MONTH_DAY.format("")
    return Patterns(
        span=re.compile(
            rf"(?P<from>{YEAR})年{MONTH_DAY.format('a')}(?:起)?{dash}(?:(?P<to>{YEAR})年)?{MONTH_DAY.format('b')}"
        ),
        years=re.compile(rf"(?P<from>{YEAR})年?(?:度)?{dash}(?P<to>{YEAR})(?=年|\D|$)(?![万亿千%‰元亩吨家个名项座套所])(?:学年|年度|年)?(?P<tail>期间|之?间)?"),
        date=re.compile(rf"(?P<year>{YEAR})年(?!(?:{COUNT})?(?:期|级))(?:度)?(?:{part}|{full})?{edge}{tail}"),
        plan=re.compile(
            rf"[“\"]?(?P<plan>{any_of(table['plans'])})[”\"]?(?P<tail>期间|时期|末期|末|以来|期末|规划期|)(?=\D|$)"
        ),
        length=re.compile(
            rf"(?P<count>{COUNT})(?:个)?年(?P<tail>内|时间|之内|累计|间|左右时间|左右的时间|(?={deeds}))"
            r"|"
            rf"(?P<use>用|利用|通过|经过)(?P<used>{COUNT})(?:-|—|~|～|至|到)?(?P<used2>{COUNT})?年(?:左右)?(?:的)?(?:时间|努力)?"
        ),
        relative=re.compile(
            rf"(?P<word>{any_of(table['relative'])})(?:{part}|{full})?{edge}{tail}"
        ),
        month=re.compile(rf"(?<!\d)(?P<month>\d{{1,2}})月(?:份)?(?:(?P<day>\d{{1,2}})日)?{edge}(?P<tail>之?前|以前)"),
        every=re.compile(any_of(table["every"]["words"]) + rf"|每(?:隔)?{COUNT}(?:(?:-|—|~|～|至){COUNT})?年"),
        past=re.compile(
            rf"(?:过去|近|这|最近|此前|(?<!学)前)(?:的)?(?:{COUNT}|几)年(?:来|间|里)?|(?<![0-9第]){COUNT}年(?:多)?来|近年来|近年|多年来|几年来|往年|历年|以往"
        ),
        part=re.compile(rf"(?<![年半])(?P<half>[上下]半年)|(?<![年0-9])(?P<quarter>{QUARTER})(?!度?每)"),
        next=re.compile("次年|翌年|第二年"),
        day=re.compile(
            rf"(?<![\d年])\d{{1,2}}月(?:份)?(?:\d{{1,2}}日?)?(?:{dash}(?:\d{{1,2}}月)?\d{{1,2}}日)?(?:上午|下午|[上中下]旬|底|初|末)?"
            rf"|(?<=[月日、至到-])\d{{1,2}}日(?![内常均益])"
        ),
        plans={name: (first, last) for name, (first, last) in table["plans"].items()},
        offsets=table["relative"],
    )
