"""Tables that came to harm on their way into text: cells slipped to the left, heads garbled, lines lost altogether."""

from __future__ import annotations

import pytest
from table_markup import EMPTY, said

from extractors.language.periods import Calendar
from extractors.readers.text import read_text
from extractors.table_statements import find_table_statements, flat_tables
from extractors.table_statements.heads import value_column
from extractors.table_statements.splitting import Part, split_run
from schemas import Document, Facts, Role

PLAN = Calendar(year=2024, plan_start=2024, plan_end=2026)
FIVE_YEARS = Calendar(year=2016, plan_start=2016, plan_end=2020)

HEAD = "工作内容\t细分条款\t2024-2026年\t\t2024年度\t\n\t\t目标\t具体措施\t目标\t具体措施"
GARBLED = "工作内容\t细分条款\t2024-2026年\t\t2024年度 具体措施\t目标\t具体措施\n\t\t2024年度\t\t\t\t"
PROSE = "一是盯紧存量项目，二是加快用地出让，三是加大招商力度，四是促进在谈项目签约动工，五是做好服务。"


def document_of(text: str) -> Document:
    document = read_text(text.encode(), "plan.txt")
    return document.model_copy(update={"facts": Facts(title="三年行动计划", region="330000", region_name="青屿市")})


def targets(text: str, calendar: Calendar = PLAN) -> list[str]:
    document = document_of(text)
    statements, _ = find_table_statements(document, EMPTY, (), calendar, flat_tables(document, calendar))
    return [said(one) for one in statements if one.role is Role.TARGET]


def test_amounts_find_their_columns_under_a_garbled_head() -> None:
    rows = f"投资\t工业投资\t96亿元\t28亿元\t{PROSE}\t{PROSE}\t{PROSE}"
    whole = f"投资\t技改投资\t9亿元\t{PROSE}\t3亿元\t{PROSE}"
    text = f"东澜园重点工作计划表\n\n{GARBLED}\n{rows}\n\n{HEAD}\n{whole}\n"
    assert targets(text) == [
        "东澜园 | 工业投资 | = 96 亿元 | cumulative | 2026",
        "东澜园 | 工业投资 | = 28 亿元 | cumulative | 2024",
        "东澜园 | 技术改造投资 | = 9 亿元 | cumulative | 2026",
        "东澜园 | 技术改造投资 | = 3 亿元 | cumulative | 2024",
    ]


def test_a_row_without_its_group_moves_right() -> None:
    whole = f"投资\t工业投资\t9亿元\t{PROSE}\t3亿元\t{PROSE}"
    slipped = f"行业领域一：海工装备\t引进龙头企业4家\t{PROSE}\t引进龙头企业1家\t{PROSE}\t"
    text = f"东澜园重点工作计划表\n\n{GARBLED}\n{whole}\t\n\n{HEAD}\n{slipped}\n"
    assert targets(text)[-2:] == [
        "东澜园 | 海工装备领域龙头企业 | = 4 家 | increment | 2026",
        "东澜园 | 海工装备领域龙头企业 | = 1 家 | increment | 2024",
    ]


def test_a_numbered_list_goes_on_in_its_column() -> None:
    one = "\t公共配套设施建设\t1. 东路绿化工程：29万元；2. 护坡工程：49万元；\t\t\t"
    two = f"\t\t\t\t3. 西路照明工程：81万元。\t{PROSE}\t"
    text = f"东澜园重点工作计划表\n\n{HEAD}\n{one}\n\n{GARBLED}\n{two}\n"
    assert targets(text) == [
        "东澜园 | 东路绿化工程投资 | = 29 万元 | cumulative | 2026",
        "东澜园 | 护坡工程投资 | = 49 万元 | cumulative | 2026",
        "东澜园 | 西路照明工程投资 | = 81 万元 | cumulative | 2026",
    ]


def test_rows_of_whole_tables_stay_as_they_are() -> None:
    text = "重点项目投资计划表\n\n项目名称\t2024年计划投资（亿元）\t2025年计划投资（亿元）\n滨江路\t\t6\n环湖路\t5\t\n"
    assert targets(text) == [
        "全市 | 滨江路计划投资 | = 6 亿元 | cumulative | 2025",
        "全市 | 环湖路计划投资 | = 5 亿元 | cumulative | 2024",
    ]


FLAT = (
    "专栏1　主要指标指　　标2015年2020年〔累计〕1属性1.空气质量城区2空气优良天数比率（%）76.1＞80-约束性"
    "2.水质量地下水质量较差比例（%）14.7315左右-预期性自来水普及率（%）90.595左右-约束性3.生态状况森林覆盖率（%）"
    "31.2633.04〔1.78〕约束性森林蓄积量（亿立方米）11.112.5〔1.4〕约束性湿地率（%）-≥8-预期性"
    "4.主要污染物排放总量减少（%）化学需氧量4--〔12〕约束性氨氮--〔10〕注：1.〔〕内为五年累计数。"
)


def test_a_table_in_one_line_is_read_row_by_row() -> None:
    assert targets(FLAT, FIVE_YEARS) == [
        "全市 | 空气质量城区空气优良天数比率 | > 80 % | share | 2020",
        "全市 | 水质量地下水质量较差比例 | ~ 15 % | share | 2020",
        "全市 | 自来水普及率 | ~ 95 % | share | 2020",
        "全市 | 生态状况森林覆盖率 | = 33.04 % | share | 2020",
        "全市 | 生态状况森林覆盖率 | = 1.78 % | change | 2020",
        "全市 | 森林蓄积量 | = 12.5 亿立方米 | level | 2020",
        "全市 | 森林蓄积量 | = 1.4 亿立方米 | cumulative | 2020",
        "全市 | 湿地率 | >= 8 % | share | 2020",
        "全市 | 化学需氧量排放总量减少 | = 12 % | change | 2020",
        "全市 | 氨氮排放总量减少 | = 10 % | change | 2020",
    ]
    document = document_of(FLAT)
    flattened = flat_tables(document, FIVE_YEARS)
    statements, _ = find_table_statements(document, EMPTY, (), FIVE_YEARS, flattened)
    for one in statements:
        assert document.text[one.char_start : one.char_end] == one.quote
        assert one.table is not None and one.table.title == "专栏1主要指标"
    assert [table.span for table in flattened] == [(0, document.text.index("注："))]


LINES = """专栏2 主要指标
类别 指标 单位 2015年 2020年 年均增速〔累计〕 属性
发展 1.地区生产总值 亿元 820 1200 7.5% 预期性
2.常住人口城镇化率 % 51.2 56 〔4.8〕 预期性
3.PM2.5平均浓度 微克/立方米 42 <35 - 约束性
注：〔〕内为累计数。
"""


@pytest.mark.parametrize("text", [LINES, LINES.replace(" ", "\n")])
def test_a_row_a_line_or_a_cell_a_line(text: str) -> None:
    assert targets(text, FIVE_YEARS) == [
        "全市 | 地区生产总值 | = 1200 亿元 | level | 2020",
        "全市 | 地区生产总值 | = 7.5 % | growth_rate | 2020",
        "全市 | 常住人口城镇化率 | = 56 % | share | 2020",
        "全市 | 常住人口城镇化率 | = 4.8 % | change | 2020",
        "全市 | PM2.5平均浓度 | < 35 微克/立方米 | level | 2020",
    ]


COLUMNS = [value_column(i, (head,), FIVE_YEARS) for i, head in enumerate(("2015年", "2020年", "〔累计〕"))]


@pytest.mark.parametrize(
    ("run", "unit", "note", "parts"),
    [
        (["76.1", "＞80", "-"], "%", 1, ["76.1", "＞80", "-"]),
        (["5456"], "%", 1, ["54", "56", None]),
        (["21.6623.04", "〔1.38〕"], "%", 1, ["21.66", "23.04", "〔1.38〕"]),
        (["151165", "〔14〕"], "亿立方米", 1, ["151", "165", "〔14〕"]),
        (["15.7415左右", "-"], "%", 4, ["15.7", "15左右", "-"]),
        (["70.690左右", "-"], "%", 1, ["70.6", "90左右", "-"]),
        (["5", "-", "-", "〔10〕"], "%", 5, ["-", "-", "〔10〕"]),
        (["-", "≥8", "-"], "亿亩", 1, ["-", "≥8", "-"]),
    ],
)
def test_numbers_that_ran_into_each_other(run: list[str], unit: str, note: int, parts: list[str | None]) -> None:
    tokens = [Part(word, sum(len(one) for one in run[:i])) for i, word in enumerate(run)]
    split = split_run(tokens, COLUMNS, unit, note)
    assert [part.text if part else None for part in split.parts] == parts
    assert split.sure


def test_what_can_be_parted_in_two_ways_is_not_claimed() -> None:
    assert not split_run([Part("33.544", 0)], COLUMNS[:2], "家", 9).sure
    text = FLAT.replace("31.2633.04〔1.78〕", "33.544")
    document = document_of(text)
    statements, issues = find_table_statements(document, EMPTY, (), FIVE_YEARS, flat_tables(document, FIVE_YEARS))
    assert not [one for one in statements if "森林覆盖率" in one.indicator]
    assert ["33.544" in issue.message for issue in issues] == [True]
    assert issues[0].code == "number-not-understood"
