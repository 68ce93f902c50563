"""Whole sentences of our own with what should be read of each number marked inside.

<s is="scope | indicator | comparator value unit | kind | deadline">words</s>; a role other than target stands as role=.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import parse

from extractors.language.periods import Calendar
from extractors.statements.context import Context
from extractors.statements.passage import read_passage
from extractors.statements.prose import found_in
from extractors.view import view_of
from schemas import SectionKind

CALENDAR = Calendar(year=2024, plan_start=2024, plan_end=2026)
CONTEXT = Context(CALENDAR, "全市", SectionKind.TASKS, None, "", None, "")

TARGETS = [
    # A: something measured reaches a value
    "到2026年，全市<s is='全市 | 绿地率 | >= 41 % | share | 2026'>绿地率达到41%以上</s>。",
    "<s is='全市 | 污水集中收集率 | >= 75 % | share | -'>污水集中收集率不低于75%</s>。",
    "2026年，<s is='全市 | 规上工业企业 | > 900 家 | level | 2026'>规上工业企业超过900家</s>。",
    "到2026年，各园区<s is='各园区 | 亩均产出 | = 30 % | change | 2026'>亩均产出提高30%</s>。",
    "今年<s is='全市 | 地区生产总值增速 | ~ 5.5 % | growth_rate | 2024'>地区生产总值增长5.5%左右</s>。",
    "<s is='全市 | 审批时限 | = 33.3333 % | change | -'>将审批时限压缩三分之一</s>。",
    "2025年底前将<s is='全市 | 企业开办时间 | <= 2 个工作日 | level | 2025-12'>企业开办时间压缩至2个工作日以内</s>。",
    # B and C: something counted is set up
    "引进<s is='全市 | 领军人才 | >= 8 名 | increment | -'>至少8名领军人才</s>、"
    "<s is='全市 | 青年博士 | >= 60 名 | increment | -'>60名青年博士</s>。",
    "规划建设<s is='全市 | 停车泊位 | = 1200 个 | increment | -'>停车泊位1200个</s>、"
    "<s is='全市 | 驿站 | range 2 3 个 | increment | -'>驿站2—3个</s>。",
    "每个乡镇<s is='每个乡镇 | 便民书屋 | >= 1 个 | increment | -'>至少新建一个便民书屋</s>。",
    "2025年<s is='全市 | 高标准农田 | = 12 万亩 | increment | 2025'>新建高标准农田12万亩</s>。",
    # D: a fund has a size
    "设立<s is='全市 | 绿色发展基金规模 | >= 30 亿元 | increment | -'>不少于30亿元的绿色发展基金</s>。",
    "设立<s is='全市 | 创业母基金总规模 | = 80 亿元 | increment | -'>总规模为80亿元</s>、"
    "<s is='全市 | 创业母基金首期规模 | = 20 亿元 | increment | -'>首期规模为20亿元的创业母基金</s>。",
    # a share of those that do something
    "推动<s is='规模以上工业企业 | 开展设备更新的规模以上工业企业比例 | >= 60 % | share | -'>"
    "60%以上规模以上工业企业开展设备更新</s>。",
    # how often, how much over the years
    "每年<s is='全市 | 技能大赛 | >= 2 场/年 | frequency | -'>举办不少于2场技能大赛</s>。",
    "三年内，<s is='全市 | 工业投资 | = 600 亿元 | cumulative | 2026'>工业投资累计达到600亿元</s>。",
    # what only looks like a number, a verb or a scope
    "到2027年，<s is='全市 | 每千人口养老床位 | = 4.5 张 | level | 2027'>每千人口养老床位达到4.5张</s>。",
    "<s is='全市 | 绿化覆盖率 | = 45 % | share | -'>实现绿化覆盖率45%</s>，万元GDP能耗"
    "<s is='全市 | 万元GDP能耗 | = 14 % | change | -'>下降14%</s>。",
    "<s is='全市 | 造林绿化 | = 90 万亩 | increment | -'>完成造林绿化90万亩</s>。",
    "培育国家级绿色工厂10家、<s is='全市 | 绿色园区 | = 3 个 | increment | -'>绿色园区3个</s>。",
    "2026年，甲产业产值和乙产业产值分别达到<s is='全市 | 甲产业产值 | = 80 亿元 | level | 2026'>80亿元</s>和"
    "<s is='全市 | 乙产业产值 | = 65 亿元 | level | 2026'>65亿元</s>。",
    "上半年<s is='全市 | 项目开工率 | = 75 % | share | 2024-06'>项目开工率达到75%</s>。",
    # brackets and joints inside names, sizes inside names, the level of a list's first member
    "新建<s is='全市 | 招呼站（牌） | = 260 个 | increment | -'>招呼站（牌）260个</s>、"
    "<s is='全市 | 驿站 | = 9 座 | increment | -'>驿站9座</s>。",
    "2025年完成<s is='全市 | 小区 | = 28 个 | increment | 2025'>28个小区</s>、"
    "<s is='全市 | 居民 | = 2 万户 | increment | 2025'>惠及居民2万户</s>。",
    "2025年<s is='全市 | 收入20万元以上的村占比 | = 40 % | share | 2025'>收入20万元以上的村占比达到40%</s>。",
    "撤并<s is='全市 | 15张床位以下的敬老院 | = 12 所 | increment | -'>15张床位以下的敬老院12所</s>。",
    "新增省级示范社区3个、<s is='全市 | 市级示范社区 | >= 8 个 | increment | -'>市级8个以上</s>。",
    "到2026年，甘蔗、茶叶面积分别稳定在<s is='全市 | 甘蔗面积 | = 12 万亩 | level | 2026'>12万亩</s>、"
    "<s is='全市 | 茶叶面积 | = 7 万亩 | level | 2026'>7万亩</s>。",
    "今年生产总值增长7%，其中<s is='全市 | 一产 | = 3 % | growth_rate | 2024'>一产3%</s>、"
    "<s is='全市 | 税收占比 | = 75 % | share | 2024'>税收占比75%</s>。",
    # whose it is: each of a kind, a place only up to the next ；
    "到2025年，<s is='每个乡镇卫生院 | 全科医生 | >= 2 名 | level | 2025'>每个乡镇卫生院有2名以上全科医生</s>。",
    "<s is='10万人口以上的镇 | 综合医院 | >= 1 所 | level | -'>10万人口以上的镇至少有一所综合医院</s>。",
    "到2026年，中心城区绿化率达到45%；<s is='全市 | 堤防 | = 40 公里 | increment | 2026'>新建堤防40公里</s>。",
    # what comes after a year is not due in it; 当年 is the year said before
    "2025年签约率不低于30%，以后<s is='全市 | 签约率 | = 5 个百分点 | change | -'>每年提高5个百分点</s>。",
    "2027年当年<s is='全市 | 公交车新能源比例 | = 80 % | share | 2027'>公交车新能源比例80%</s>。",
    "2025年改造30所，2026年改造20所。<s is='全市 | 护理床位 | = 900 张 | increment | -'>新增护理床位900张</s>。",
    # what the sentence before named, and what is raised by an amount
    "三年内新改建农村公路900公里。2025年<s is='全市 | 农村公路 | = 300 公里 | increment | 2025'>新改建300公里</s>。",
    "新建农村公路900公里。任务为：<s is='盐边县 | 农村公路 | = 200 公里 | increment | -'>盐边县200公里</s>。",
    "今年<s is='全市 | 养老金标准 | = 30 元 | change | 2024'>养老金标准再提高30元</s>。",
    "<s is='全市 | 人均收入 | = 900 元 | increment | 2024'>今年人均收入在去年基础上再增加900元</s>。",
    # places as parts of a whole in another multiple of its unit, a second size of one fund, where a change begins
    "新建充电桩2万个，其中<s is='南宁市 | 充电桩 | = 4000 个 | increment | -'>南宁市4000个</s>。",
    "设立总规模90亿元的绿色基金，<s is='全市 | 绿色基金首期 | >= 20 亿元 | increment | -'>首期不低于20亿元</s>。",
    "<s is='全市 | 企业开办时间 | <= 2 个工作日 | level | -'>企业开办时间由4个工作日压缩至2个工作日以内</s>。",
    # the date of the sentence, and of the sentence before it
    "到2025年，建成研发中心20家，<s is='全市 | 研发人员 | = 3 万人 | level | 2025'>研发人员达到3万人</s>。",
    "争取三年内建成一批平台。<s is='全市 | 新型研发机构 | = 15 家 | increment | 2026'>新增新型研发机构15家</s>。",
    "2024年<s is='全市 | 商标审查时间 | = 6 个月 | level | 2024'>商标审查时间压缩至6个月</s>，2025年"
    "<s is='全市 | 商标审查时间 | <= 4 个月 | level | 2025'>压缩至4个月以内</s>。",
]

OTHERS = [
    ("fact", "园区占地面积约3.2平方公里。"),
    ("fact", "五年来，全市粮食产量增长到86万吨。"),
    ("fact", "2022年完成投资120亿元。"),
    ("fact", "形成生物医药、新材料、软件三大产业。"),
    ("fact", "加快推进年产60万吨尼龙项目建设。"),
    ("condition", "投资额超过5亿元的项目列入市级重点。"),
    ("condition", "5亿元以上项目由市级统筹推进。"),
    ("condition", "对参保职工500人以上的企业开展走访的。"),
    ("incentive", "对新认定的企业给予最高300万元奖励。"),
    ("incentive", "按设备投资额的20%给予补助。"),
    ("standard", "新建厂房容积率不低于1.8。"),
    ("standard", "总分85分以上的为优秀。"),
]


def _read(text: str) -> list[tuple[str, str, str]]:
    view = view_of(text)
    drafts, _ = read_passage(found_in(view.text, CALENDAR), CONTEXT)
    rows = []
    for draft in drafts:
        q = draft.quantity
        value = " ".join(p for p in (q.comparator.value, str(q.value), str(q.value_max or ""), q.unit) if p)
        deadline = (draft.due.deadline if draft.due else None) or "-"
        row = " | ".join((draft.scope, draft.indicator, value, draft.kind.value, deadline))
        rows.append((draft.role.value, row, view.text[q.outer_start : q.outer_end]))
    return rows


@pytest.mark.parametrize("marked", TARGETS)
def test_targets(marked: str) -> None:
    text, marks = parse(marked.replace("is='", 'is="').replace("'>", '">'))
    rows = [row for role, row, _ in _read(text) if role == "target"]
    for mark in marks:
        assert mark.attributes["is"] in rows


@pytest.mark.parametrize(("role", "text"), OTHERS)
def test_other_roles(role: str, text: str) -> None:
    roles = [found for found, _, _ in _read(text)]
    assert roles and set(roles) == {role}


@given(
    st.sampled_from(["绿化覆盖率", "研发投入强度", "常住人口城镇化率"]),
    st.sampled_from(["不低于", "达到", "超过", "不超过"]),
    st.decimals(min_value=1, max_value=99, places=1),
    st.integers(2025, 2035),
)
def test_a_target_written_is_the_target_read(indicator: str, comparator: str, value: object, year: int) -> None:
    ((role, row, _),) = _read(f"到{year}年，全市{indicator}{comparator}{value}%。")
    sign = {"不低于": ">=", "达到": "=", "超过": ">", "不超过": "<="}[comparator]
    assert (role, row) == ("target", f"全市 | {indicator} | {sign} {value} % | share | {year}")
