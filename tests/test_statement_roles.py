"""The role of a number by what is said around it; sentences of our own, each with the role that it shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.extraction import extract
from extractors.language.periods import Calendar
from extractors.readers import read_bytes
from extractors.statements.context import Context
from extractors.statements.passage import read_passage
from extractors.statements.prose import found_in
from extractors.view import view_of
from schemas import Role, SectionKind

CONTEXT = Context(Calendar(year=2024, plan_start=2024, plan_end=2026), "全市", SectionKind.TASKS, None, "", None, "")


def roles_of(text: str, context: Context = CONTEXT) -> list[str]:
    """Return the roles of the numbers of a passage."""
    drafts, _ = read_passage(found_in(view_of(text).text, context.calendar), context)
    return [draft.role.value for draft in drafts]


ROLES = [
    # a limit in a task is a target of those who carry it out, a size as the general rule is a standard
    ("target", "蔬菜产量不得少于40万吨。"),
    ("standard", "中心敬老院建筑面积原则上不低于1500平方米。"),
    ("standard", "评审专家一般不少于7人。"),
    ("standard", "老旧小区按每百户不少于15平方米配建养老用房。"),
    # 补助 in the name of a fund or a ratio is no benefit offered
    ("target", "市财政三年安排奖补资金6亿元。"),
    ("target", "教育补助应补尽补率100%。"),
    ("incentive", "对验收合格的村给予补助20万元。"),
    # who may apply
    ("condition", "申报单位应符合以下条件：注册资金在200万元以上。"),
    # a benefit two clauses away says nothing about a number
    ("target", "务工规模不少于2万人，公益岗位1800个，对吸纳就业的车间，按规定给予一次性奖补。"),
    # what comes again, what each one has, what a share of them does
    ("target", "每月至少专题研究一次养老工作。"),
    ("target", "每个镇每年进行一次消防演练。"),
    ("target", "10万人口以上的镇至少有一所综合医院。"),
    ("target", "到2026年，新建住宅100%执行节能标准。"),
    ("target", "城区送戏下乡80场。"),
    ("target", "老年食堂运营补贴标准由每餐2元提高到不低于3元。"),
    ("target", "优良率达到50%，2025年起提高到60%。"),
    ("target", "绿道总长度达80公里。"),
    ("target", "火灾起数较上年下降10%。"),
    ("fact", "治理范围涉及6个镇52个村。"),
    ("target", "津贴享受人数突破8000人。"),
    ("fact", "实施四大工程。"),
    ("fact", "组织12支队伍，分赴24个县开展督查。"),
    ("standard", "评估结果占年度考核权重的15%。"),
    ("target", "灌溉水利用系数不小于0.55。"),
    ("target", "解决12万农村人口饮水安全。"),
    ("target", "到2026年，新改（扩）建公厕300座。"),
]


@pytest.mark.parametrize(("role", "text"), ROLES)
def test_roles(role: str, text: str) -> None:
    assert role in roles_of(text)


def test_what_a_change_begins_with_is_a_fact() -> None:
    assert roles_of("用水普及率由每百户62户提高到80户。") == ["fact", "target"]


PLAN = """清溪市2024年民生实事任务分解方案
一、城乡颐养工程
1．新增护理床位600张，入住率不低于70%。
二、校园扩容工程
2．新建小学3所。
"""


def test_in_a_plan_a_numbered_item_promises_without_a_word_of_promise() -> None:
    statements = extract(read_bytes(PLAN.encode(), "plan.txt")).statements
    assert [(s.indicator, str(s.value)) for s in statements if s.role is Role.TARGET] == [
        ("护理床位", "600"),
        ("入住率", "70"),
        ("小学", "3"),
    ]


def test_one_of_a_thing_and_a_span_of_time_are_steps_of_a_procedure() -> None:
    steps = replace(CONTEXT, procedure=True)
    assert roles_of("申请家庭应在3个工作日内选定1套住房。", steps) == ["fact", "fact"]
    assert roles_of("全年计划配租住房2000套。", steps) == ["target"]


RUN_TOGETHER = """云溪市“十一五”环境保护规划
一、主要目标
主要指标 2005年2010年增减 1化学需氧量（万吨）1413-7%2劣五类比例（%）26.1<22-4.1个百分点3达标比例（%）41>432个百分点
到2010年，森林覆盖率达到30%。
"""


def test_numbers_that_ran_into_each_other_are_told_and_not_read() -> None:
    extraction = extract(read_bytes(RUN_TOGETHER.encode(), "plan.txt"))
    assert [str(s.value) for s in extraction.statements] == ["30"]
    told = [issue for issue in extraction.issues if issue.code == "number-not-understood"]
    assert any("41" in issue.message for issue in told) and any("1413" in issue.message for issue in told)


def said_in(sentence: str) -> list[tuple[str, str, str, str]]:
    """Return role, indicator, value and kind of every number of a sentence in a plan."""
    plan = f"青屿市产业发展行动计划（2023—2025年）\n\n二、重点任务\n\n（二）强化保障。{sentence}\n"
    statements = extract(read_bytes(plan.encode(), "plan.txt")).statements
    return [(s.role.value, s.indicator, f"{s.value}{s.unit}", s.kind.value) for s in statements]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("到2025年，全市累计投入50亿元。", [("target", "投入", "50亿元", "cumulative")]),
        ("三年内投入20亿元用于黑臭水体治理。", [("target", "投入", "20亿元", "cumulative")]),
        ("三年新增就业6万人，培训2万人次。", [("target", "就业", "6万人", "increment"),
                                    ("target", "培训", "2万人次", "increment")]),
    ],
)  # fmt: skip
def test_a_deed_that_names_its_amount_needs_no_other_noun(sentence: str, said: list[tuple[str, ...]]) -> None:
    assert said_in(sentence) == said


@pytest.mark.parametrize(
    ("sentence", "indicators"),
    [
        ("到2025年，高标准农田面积达到50万亩，高标准建设产业园5个。", ["高标准农田面积", "产业园"]),
        ("到2025年，重点企业达到30家，重点推进项目20个。", ["重点企业", "项目"]),
        ("到2025年，建成储能电站50座，危险废物贮存率保持100%。", ["储能电站", "危险废物贮存率"]),
    ],
)
def test_a_manner_before_a_noun_is_part_of_the_name(sentence: str, indicators: list[str]) -> None:
    assert [indicator for _, indicator, _, _ in said_in(sentence)] == indicators


def test_a_sum_over_years_is_one_beside_a_yearly_amount() -> None:
    (_, _, _, yearly), (_, _, total, summed) = said_in("每年安排园区专项资金不少于3亿元，三年累计不低于10亿元。")
    assert (yearly, total, summed) == ("level", "10亿元", "cumulative")
