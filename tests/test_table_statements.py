"""Tables of our own, of the kinds that plans have, with what should be read of each number marked inside."""

from __future__ import annotations

import pytest
from table_markup import PLAN, check, document_of, read, said

from extractors.language.periods import Calendar
from extractors.table_statements.scope import scope_of_title, subject_of_title
from schemas import Box, DeadlineBasis, Kind, Piece, Role

FIVE_YEARS = Calendar(year=2021, plan_start=2021, plan_end=2025)


def test_indicator_table_with_sums_and_yearly_growth() -> None:
    check(
        "专栏1 “十四五”时期主要指标",
        """
类别 | 指标 | 2020年 | 2025年 | 年均增速〔累计〕 | 属性
发展 | 地区生产总值（亿元） | <s role=fact>820</s>
| <s is='全市 | 地区生产总值 | = 1200 亿元 | level | 2025'>1200</s>
| <s is='全市 | 地区生产总值 | ~ 7.5 % | growth_rate | 2025'>7.5%左右</s> | 预期性
^ | 常住人口城镇化率（%） | <s role=fact>61.6</s>
| <s is='全市 | 常住人口城镇化率 | = 66 % | share | 2025'>66</s>
| <s is='全市 | 常住人口城镇化率 | = 4.4 % | change | 2025'>〔4.4〕</s> | 预期性
生态 | 细颗粒物浓度（微克/立方米） | <s role=fact>33</s>
| <s is='全市 | 细颗粒物浓度 | < 30 微克/立方米 | level | 2025'>＜30</s>
| <s is='全市 | 细颗粒物浓度 | = -9 % | change | 2025'>〔-9%〕</s> | 约束性
^ | 单位产值能耗降低（%） | — | — | <s is='全市 | 单位产值能耗降低 | = 13.5 % | change | 2025'>〔13.5〕</s>
| 约束性
^ | 新增造林面积（万亩） | - | - | <s is='全市 | 新增造林面积 | = 6 万亩 | cumulative | 2025'>［6］</s> | 约束性
""",
        FIVE_YEARS,
        name="青屿市国民经济和社会发展规划",
    )


def test_unit_column_and_group_rows() -> None:
    check(
        "表2 数字经济发展主要指标",
        """
指标 | 单位 | 2023年现状 | 2026年目标
1. 数字基建 | | |
1.1 每万人基站数② | 个 | <s role=fact>21</s> | <s is='全市 | 每万人基站数 | >= 30 个 | level | 2026'>≥30</s>
1.2 光网覆盖率 | % | <s role=fact>88.5</s> | <s is='全市 | 光网覆盖率 | >= 95 % | share | 2026'>95以上</s>
2. 数字产业 | | |
2.1 软件业务收入 | 亿元 | <s role=fact>36</s>
| <s is='全市 | 软件业务收入 | range 55 60 亿元 | level | 2026'>55-60</s>
其中：嵌入式软件 | 亿元 | — | <s is='全市 | 嵌入式软件收入 | > 12 亿元 | level | 2026'>＞12</s>
""",
    )


@pytest.mark.parametrize("note", ["（单位：亿元）", "（亿元）", "(单位: 亿元)"])
def test_unit_in_the_caption_holds_for_all_numbers_without_one(note: str) -> None:
    check(
        f"表3 主要经济目标{note}",
        """
指标 | 2023年 | 2026年
社会消费品零售总额 | <s role=fact>310</s> | <s is='全市 | 社会消费品零售总额 | = 380 亿元 | level | 2026'>380</s>
进出口增速（%） | <s role=fact>5</s> | <s is='全市 | 进出口增速 | = 6 % | growth_rate | 2026'>6</s>
""",
    )


def test_work_plan_takes_period_from_the_head_and_scope_from_the_title() -> None:
    statements = check(
        "东澜产业园提质三年行动重点工作计划表",
        """
工作内容 | 细分条款 | 2024-2026年 | < | 2024年度 | <
^ | ^ | 目标 | 具体措施 | 目标 | 具体措施
投资 | 工业投资 | <s is='东澜产业园 | 工业投资 | = 96 亿元 | cumulative | 2026'>96亿元</s> | 盯紧在谈项目。
| <s is='东澜产业园 | 工业投资 | = 28 亿元 | cumulative | 2024'>28（亿元）</s> | 盯紧开工项目。
^ | 技改投资
| <s is='东澜产业园 | 技术改造投资 | = 6 亿 | cumulative | 2024'>2024年6亿</s>
+ <s is='东澜产业园 | 技术改造投资 | = 7 亿 | cumulative | 2025'>2025年7亿</s>
| 无 | <s>6亿</s> | 无
龙头企业引进（按行业领域填写） | 行业领域一：海工装备
| <s is='东澜产业园 | 海工装备领域龙头企业 | = 4 家 | increment | 2026'>4家</s> | 上门招商。
| <s is='东澜产业园 | 海工装备领域龙头企业 | = 1 家 | increment | 2024'>1家</s> | 无
创新发展 | 高企培育
| <s is='东澜产业园 | 高新技术企业 | = 60 家 | level | 2024'>2024年60家</s>，<s>2025年75家</s>
| 完善培育库。 | <s is='东澜产业园 | 高新技术企业 | = 60 家 | level | 2024'>60家</s> | 无
^ | 公共平台建设 | <s is='东澜产业园 | 公共平台 | = 20 个 | increment | 2026'>20</s>（<s>5</s>）个 | 无
| <s is='东澜产业园 | 公共平台 | = 8 个 | increment | 2024'>8个</s>
| 力争新平台<s is='东澜产业园 | 新平台入驻率 | = 75 % | share | 2024'>入驻率达到75%</s>。
^ | 孵化器建设 | <s is='东澜产业园 | 孵化器面积 | = 3 万平方米 | level | 2026'>3万平方米</s> | 无
| <s is='东澜产业园 | 在孵企业 | = 25 家 | level | 2024'>在孵企业25家</s> | 无
""",
    )
    both = next(one for one in statements if one.quote.startswith("96"))
    assert (both.start, both.deadline_basis) == ("2024", DeadlineBasis.TABLE_HEAD)
    assert both.table is not None
    assert (both.table.row, both.table.column) == ("投资 工业投资", "2024-2026年 目标")


def test_items_of_a_cell_are_read_one_by_one() -> None:
    check(
        "东澜产业园年度工作计划表",
        """
工作内容 | 2024年度目标
人才引进 | 1、<s is='东澜产业园 | 领军人才 | = 3 名 | increment | 2024'>引进领军人才3名</s>；
+2、<s is='东澜产业园 | 博士后工作站 | = 1 个 | increment | 2024'>新设博士后工作站1个</s>。
配套设施 | 1. <s is='东澜产业园 | 环湖护坡工程投资 | = 190.5 万元 | cumulative | 2024'>环湖护坡工程：190.5万元</s>；
+2. 雨污管网建设，<s is='东澜产业园 | 雨污管网建设投入 | = 600 万元 | cumulative | 2024'>投入600万元</s>。
智能电网产业 | 现有<s role=fact>14家</s>，目标<s is='东澜产业园 | 智能电网产业 | = 16 家 | level | 2024'>16家</s>
""",
    )


def test_allocation_to_bodies_with_a_sum() -> None:
    check(
        "2024年市区退役士兵岗位安置任务",
        """
序号 | 安置单位名称 | 安置任务 | 岗位类别
1 | 市粮食储备库 | <s is='市粮食储备库 | 退役士兵岗位安置任务 | = 2 | level | 2024'>2</s> | 事业
2 | 市城投公司 | <s is='市城投公司 | 退役士兵岗位安置任务 | = 1 | level | 2024'>1</s> | 企业
合计 | < | <s is='全市 | 退役士兵岗位安置任务 | = 3 | level | 2024'>3</s> |
""",
        Calendar(year=2024),
        name="关于下达安置任务的通知",
    )


def test_allocation_of_land_in_two_halves() -> None:
    check(
        "2024年各县区高标准农田建设任务分解表",
        """
县（区） | 新建面积（万亩） | 县（区） | 新建面积（万亩）
青田县 | <s is='青田县 | 高标准农田新建面积 | = 2.5 万亩 | increment | 2024'>2.5</s> | 枫林区
| <s is='枫林区 | 高标准农田新建面积 | = 1.8 万亩 | increment | 2024'>1.8</s>
石桥县 | <s>0.9</s> | 白沙区 | —
""",
        Calendar(year=2024),
        name="关于下达建设任务的通知",
    )


def test_columns_may_be_places_and_rows_years() -> None:
    check(
        "2026年分区目标",
        """
指标 | 单位 | 全市 | 东城区 | 西城区
公园绿地面积 | 公顷 | <s is='全市 | 公园绿地面积 | = 300 公顷 | level | 2026'>300</s>
| <s is='东城区 | 公园绿地面积 | = 180 公顷 | level | 2026'>180</s> | <s>120</s>
""",
    )
    check(
        "主要目标",
        """
年份 | 粮食产量（万吨） | 蔬菜产量（万吨）
2024年 | <s is='全市 | 粮食产量 | = 50 万吨 | level | 2024'>50</s> | <s>120</s>
2026年 | <s is='全市 | 粮食产量 | = 52 万吨 | level | 2026'>52</s> | <s is='全市 | 蔬菜产量 | >= 130 万吨
| level | 2026'>130以上</s>
""",
    )


def test_sum_over_the_years_beside_it() -> None:
    check(
        "园区提质升级任务分解表（2023—2025年）",
        """
责任单位 | 工业投资（亿元） | < | < | <
^ | 2023年 | 2024年 | 2025年 | 3年累计
东澜园 | <s is='东澜园 | 工业投资 | = 95 亿元 | cumulative | 2023'>95</s> | <s>105</s> | <s>115</s>
| <s is='东澜园 | 工业投资 | = 315 亿元 | cumulative | 2025'>315</s>
北湾区 | <s>78</s> | <s>86</s> | <s>96</s> | <s is='北湾区 | 工业投资 | = 260 亿元 | cumulative | 2025'>260</s>
""",
        Calendar(year=2023),
    )


def test_task_table_with_deadlines() -> None:
    check(
        "重点任务分工表",
        """
序号 | 工作任务 | 牵头单位 | 完成时限
1 | <s is='全市 | 充电桩 | >= 800 个 | increment | 2025-06'>建设充电桩不少于800个</s> | 市发展改革委
| 2025年6月底前
2 | <s is='全市 | 公办幼儿园 | = 12 所 | increment | 2024-12'>新建公办幼儿园12所</s> | 市教育局 | 12月底
3 | 完善工作机制 | 市政府办 | 持续推进
""",
    )


@pytest.mark.parametrize(
    ("title", "name", "rows"),
    [
        (
            "考核评分表",
            "考核办法",
            "指标 | 分值 | 评分标准\n绿地率 | <s role=standard>20</s> | 达到<s role=standard>41%</s>得满分",
        ),
        (
            "奖励标准",
            "扶持办法",
            "类别 | 认定条件 | 奖励金额（万元）\n"
            "甲类 | 营业收入<s role=condition>1亿元</s>以上 | <s role=incentive>50</s>",
        ),
        (
            "工业用地准入标准",
            "用地办法",
            "行业 | 容积率 | 投资强度（万元/亩）\n食品 | <s role=standard>≥1.2</s> | <s role=standard>≥250</s>",
        ),
        (
            "2019—2021年收支情况表",
            "统计公报",
            "项目 | 2020年 | 2021年\n财政收入（亿元） | <s role=fact>31</s> | <s role=fact>35</s>",
        ),
        (
            "重点项目投资计划表",
            "年度计划",
            "项目名称 | 2024年计划投资（亿元） | 截至2023年底完成投资（亿元）\n"
            "滨江路 | <s>6</s> | <s role=fact>3.5</s>",
        ),
        (
            "发展目标",
            "行动计划",
            "指标 | “十三五”完成 | “十四五”目标\n公路里程（公里） | <s role=fact>1250</s> | <s>1380</s>",
        ),
    ],
)
def test_role_of_a_column(title: str, name: str, rows: str) -> None:
    check(title, rows, name=name)


def test_a_number_that_no_rule_understands_is_an_issue() -> None:
    document = document_of("主要指标", "指标 | 2026年目标\n服务半径 | 按A类3档执行\n绿地率（%） | 41")
    statements, issues = read(document)
    assert [said(one) for one in statements if one.role is Role.TARGET] == ["全市 | 绿地率 | = 41 % | share | 2026"]
    assert [issue.code for issue in issues] == ["number-not-understood"]
    assert "按A类3档执行" in issues[0].message


def test_a_target_without_a_label_is_an_issue() -> None:
    statements, issues = read(document_of("工作计划表", "工作内容 | 2026年目标\n | 45亿元\n工业投资 | 30亿元"))
    assert [one.indicator for one in statements] == ["", "工业投资"]
    assert statements[0].confidence < statements[1].confidence
    assert [issue.code for issue in issues] == ["row-without-label"]


def test_evidence_is_the_piece_of_the_cell_with_the_number() -> None:
    document = document_of("主要指标", "指标 | 2026年目标\n孵化器 | 建成18家其中市级5家")
    cell = document.tables[0].cells[-1]
    cut = cell.pieces[0].start + len("建成18家")
    boxes = [Box(page=page, x0=10, top=20, x1=90, bottom=40) for page in (3, 4)]
    start, end = cell.pieces[0].start, cell.pieces[0].end
    pieces = (Piece(start=start, end=cut, box=boxes[0]), Piece(start=cut, end=end, box=boxes[1]))
    split = cell.model_copy(update={"pieces": pieces})
    table = document.tables[0].model_copy(update={"cells": (*document.tables[0].cells[:-1], split)})
    statements, _ = read(document.model_copy(update={"tables": (table,)}))
    first, second = statements
    assert (first.quote, first.page, first.boxes) == ("建成18家", 3, (boxes[0],))
    assert (second.page, second.boxes) == (4, (boxes[1],))


def test_notes_say_what_round_brackets_are() -> None:
    rows = "指标 | 2026年目标\n新增就业（万人） | （18）"
    plain = check("主要指标", rows)
    noted = check("主要指标", rows, notes="注：（）内为三年累计数。")
    assert [one.kind for one in plain] == [Kind.INCREMENT]
    assert [(one.kind, one.start) for one in noted] == [(Kind.CUMULATIVE, "2024")]


def test_unit_note_above_the_table() -> None:
    statements = check("2024年专项资金安排计划", "项目 | 计划数\n管网改造 | 1,200", unit_note="单位：万元")
    assert [(str(one.value), one.unit, one.role) for one in statements] == [("1200", "万元", Role.TARGET)]


@pytest.mark.parametrize(
    ("title", "scope", "subject"),
    [
        ("附件2 东澜港区提质增效三年行动重点工作计划表", "东澜港区", "提质增效三年行动"),
        ("保税区重点工作计划表", "保税区", ""),
        ("关于推进青屿市家庭医生签约服务的任务分工表", "青屿市", "推进青屿市家庭医生签约服务的任务"),
        ("2024年市区退役士兵安置任务", "市区", "退役士兵安置任务"),
        ("城市更新任务表", "", "城市更新任务"),
        ("专栏3 “十四五”主要指标", "", ""),
        ("各县（市、区）造林任务分配表", "各县", "（市、区）造林任务"),
        ("单位：万元", "", ""),
    ],
)
def test_scope_and_subject_of_a_title(title: str, scope: str, subject: str) -> None:
    assert scope_of_title(title) == scope
    assert subject_of_title(title, scope) == subject


def test_two_runs_give_the_same() -> None:
    document = document_of("主要指标", "指标 | 2023年 | 2026年目标\n绿地率（%） | 38 | 41\n湿地率（%） | 7 | 8")
    assert read(document) == read(document)
    assert len({one.statement_id for one in read(document, PLAN)[0]}) == 4
