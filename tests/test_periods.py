"""Points and stretches of time in invented sentences; start and end are marked: <p is="2027-12">2027年底前</p>."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import parse

from extractors.language.periods import Calendar, find_periods
from extractors.view import view_of

CALENDAR = Calendar(year=2024, plan_start=2023, plan_end=2025)

SENTENCES = [
    # kind first last
    '<p is="until - 2027">到2027年</p>，绿地率提高',
    '<p is="until - 2025-12">2025年底前</p>建成',
    '<p is="until - 2026">2026年以前</p>完成',
    '<p is="in 2026 2026">2026年</p>新增公园',
    '<p is="in 2025-07 2025-09">2025年第三季度</p>开工',
    '<p is="in 2025-01 2025-06">2025年上半年</p>投用',
    '<p is="until - 2025-03">2025年3月底前</p>报送',
    '<p is="range 2023 2025">2023—2025年</p>',
    '<p is="range 2024-01-01 2024-12-31">2024年1月1日至12月31日</p>',
    '<p is="plan 2021 2025">“十四五”期间</p>新增',
    '到<p is="until - 2030">“十五五”末</p>',
    '<p is="plan 2021 2025">“十四五”</p>水利投资200亿元',
    '<p is="plan-name 2021 2025">“十四五”</p>水利发展规划',
    '在<p is="base - -">去年</p>基础上再增加200元',
    "“十五分钟”服务圈、“十五分钟服务圈”",
    "学前三年毛入园率，以后年度",
    '<p is="length 2023 2025">三年内</p>建成',
    '<p is="length 2024 2029">五年内</p>压减',
    '<p is="relative 2024 2024">今年</p>安排',
    '<p is="relative 2025-01 2025-06">明年上半年</p>压缩',
    '<p is="relative - 2024-12">年底前</p>完成',
    '<p is="in - 2016-10-16">二○一六年十月十六日</p>',
    # when nothing is due
    '较<p is="base - 2020">2020年</p>下降',
    '<p is="since 2019 -">2019年以来</p>累计新增',
    '<p is="past - -">五年来</p>增长',
    '<p is="every - -">每季度</p>召开',
    "第二期工程、三年行动计划、12个月",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_periods(marked: str) -> None:
    text, marks = parse(marked)
    view = view_of(text).text
    periods = find_periods(view, CALENDAR)
    found = [(f"{p.kind} {p.first or '-'} {p.last or '-'}", view[p.start : p.end]) for p in periods]
    expected = [(mark.attributes["is"], mark.text) for mark in marks]
    assert [kind for kind, _ in found] == [kind for kind, _ in expected]
    for (_, words), (_, marked_words) in zip(found, expected, strict=True):
        assert marked_words in words or words in marked_words


def test_without_a_document_year_relative_dates_stay_open() -> None:
    (period,) = find_periods("今年新增5家")
    assert (period.kind, period.last) == ("relative", None)


@given(st.integers(2000, 2099), st.integers(1, 12))
def test_a_month_written_is_the_month_read(year: int, month: int) -> None:
    (period,) = find_periods(f"{year}年{month}月底前完成")
    assert period.last == f"{year}-{month:02d}"


@given(st.text(alphabet="0123456789年月日底前到至-—“十四五”期间内以来上半年每今明三一二○", max_size=25))
def test_no_text_makes_it_fall_over(text: str) -> None:
    last = 0
    for period in find_periods(text, CALENDAR):
        assert last <= period.end <= len(text)
        last = period.end
