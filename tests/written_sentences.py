"""Whole sentences written from values (造句): one function a way of saying it, styles of print, clauses that distract.

`sentences()` draws a `Sentence`: its text and the targets that a careful reader finds in it, no more and no less.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from hypothesis import strategies as st
from opencc import OpenCC
from writing import (
    AREA,
    BINDING,
    COUNTED,
    COUNTS,
    MONEY,
    PEOPLE,
    POINTS,
    SHARE,
    Amount,
    Unit,
    When,
    amounts,
    periods,
)
from written_further import FURTHER


@dataclass(frozen=True)
class Expected:
    """One target that the sentence states. `indicator` is empty where careful readers would word it in several ways."""

    amount: Amount
    when: When | None
    indicator: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence, how it was built, and its targets in their order."""

    text: str
    template: str
    style: str
    targets: tuple[Expected, ...]


SCOPES = ["", "全市", "全省", "高新区", "各县区", "示范区"]
VALUES = [
    ("工业总产值", MONEY), ("一般公共预算收入", MONEY), ("社会消费品零售总额", MONEY), ("外贸进出口总额", MONEY),
    ("海洋生产总值", MONEY), ("技术合同成交额", MONEY), ("常住人口", PEOPLE), ("参保人数", PEOPLE),
    ("高标准农田面积", AREA), ("轨道交通运营里程", Unit("公里", 5000, 1)), ("高新技术企业", COUNTS[0]),
    ("粮食产量", Unit("吨", 9000, 1, ("万",))), ("新能源装机容量", Unit("千瓦", 9000, 1, ("万",))),
    ("供水能力", Unit("立方米", 90, 2, ("亿", "万"))), ("停车泊位", COUNTS[1]),
]  # fmt: skip
RATES = [
    "森林覆盖率", "污水集中收集率", "研发经费投入强度", "数字经济核心产业增加值占比", "常住人口城镇化率",
    "战略性新兴产业增加值占规上工业增加值比重", "一站式服务覆盖率", "生活垃圾回收利用率", "学前教育毛入园率",
]  # fmt: skip
GROWING = ["规上工业增加值", "一般公共预算收入", "居民人均可支配收入", "服务业增加值", "固定资产投资", "旅游总收入"]
THINGS = [
    ("新建", "公办幼儿园", "所"), ("培育", "专精特新企业", "家"), ("建设", "社区养老服务中心", "个"),
    ("引进", "领军人才", "名"), ("建成", "公共充电站", "座"), ("实施", "技术改造项目", "项"),
    ("新增", "公租房", "套"), ("打造", "特色产业园区", "个"), ("创建", "绿色工厂", "家"),
    ("布局建设", "储能电站", "座"),
]  # fmt: skip
CHANGES = [
    ("将行政审批时限", "压缩"), ("单位工业增加值能耗", "下降"), ("企业综合成本", "降低"), ("亩均税收", "提高"),
    ("单位地区生产总值用水量", "降低"), ("制造业全员劳动生产率", "提高"),
]  # fmt: skip
WORKERS = ["规模以上工业企业", "行政村", "公共建筑", "乡镇卫生院", "中小学校"]
DEEDS = ["开展数字化转型", "完成节能改造", "建立应急预案", "实现光纤覆盖", "开设心理健康课程"]
FUNDS = ["产业投资基金", "天使投资引导基金", "绿色发展基金", "科技成果转化基金"]
EVENTS = [("举办", "招商推介活动", "场"), ("组织", "专题培训", "次"), ("开展", "应急演练", "次")]

# None of these says what is to be reached, though all hold numbers.
BEFORE = [
    "2022年，全市完成技术改造投资120亿元。", "五年来，全市粮食产量增长到86万吨。",
    "贯彻落实《云泽市行动计划（2021—2023年）》，",
    "按照市政府〔2023〕15号文件要求，", "深入推进5G基站建设，", "实施“百千万工程”，", "开展第3批试点，", "",
    "坚持一张蓝图绘到底，", "对投资额超过5亿元的项目优先保障用地。", "", "", "", "", "园区规划面积约3.2平方公里。",
]  # fmt: skip
AFTER = [
    "", "", "", "", "，为高质量发展提供支撑", "，形成“一核两翼”空间格局", "，建立全市统一的工作台账",
    "，推动2.0版服务平台上线", "，加快形成新质生产力", "。对首次认定的企业给予最高50万元奖励",
]  # fmt: skip

_Parts = tuple[str, tuple[Expected, ...]]
_Template = Callable[[], st.SearchStrategy[Any]]


@st.composite
def _measured(draw: st.DrawFn) -> tuple[str, Amount]:
    """Draw an indicator and what it comes to."""
    if draw(st.booleans()):
        return draw(st.sampled_from(RATES)), draw(amounts(SHARE, BINDING))
    indicator, unit = draw(st.sampled_from(VALUES))
    return indicator, draw(amounts(unit, BINDING))


@st.composite
def reached(draw: st.DrawFn) -> _Parts:
    """到2027年，全市森林覆盖率达到41%以上"""
    when, scope, (name, amount) = draw(periods()), draw(st.sampled_from(SCOPES)), draw(_measured())
    return f"{when.words}，{scope}{name}{amount.words}", (Expected(amount, when, name),)


@st.composite
def reached_late(draw: st.DrawFn) -> _Parts:
    """全市森林覆盖率到2027年达到41%以上"""
    when, scope, (name, amount) = draw(periods()), draw(st.sampled_from(SCOPES)), draw(_measured())
    return f"{scope}{name}{when.words}{amount.words}", (Expected(amount, when, name),)


@st.composite
def undated(draw: st.DrawFn) -> _Parts:
    """推动工业总产值突破7500亿元"""
    opening, (name, amount) = draw(st.sampled_from(["", "力争", "推动", "确保", "使", "促进"])), draw(_measured())
    return f"{opening}{name}{amount.words}", (Expected(amount, None, name),)


@st.composite
def growth(draw: st.DrawFn) -> _Parts:
    """“十五五”期间，服务业增加值年均增长8%左右"""
    when, name = draw(periods()), draw(st.sampled_from(GROWING))
    amount = draw(amounts(Unit("%", 20, 1), COUNTED))
    verb = draw(st.sampled_from(["年均增长", "增长", "年均增速", "增速保持在"]))
    return f"{when.words}，{name}{verb}{amount.words}", (Expected(amount, when),)


@st.composite
def built(draw: st.DrawFn) -> _Parts:
    """2025年底前新建公办幼儿园20所以上"""
    when, (verb, thing, unit) = draw(periods()), draw(st.sampled_from(THINGS))
    amount = draw(amounts(Unit(unit, 900, 0, ("",), True), COUNTED))
    comma = draw(st.sampled_from(["", "，"]))
    return f"{when.words}{comma}{verb}{thing}{amount.words}", (Expected(amount, when, thing),)


@st.composite
def counted(draw: st.DrawFn) -> _Parts:
    """三年内引进不少于20名领军人才"""
    when, (verb, thing, unit) = draw(periods()), draw(st.sampled_from(THINGS))
    amount = draw(amounts(Unit(unit, 900, 0, ("",), True), COUNTED))
    comma = draw(st.sampled_from(["", "，"]))
    return f"{when.words}{comma}{verb}{amount.words}{thing}", (Expected(amount, when, thing),)


@st.composite
def listed(draw: st.DrawFn) -> _Parts:
    """到2027年，培育专精特新企业20家、引进领军人才30名"""
    when, things = draw(periods()), draw(st.lists(st.sampled_from(THINGS), min_size=2, max_size=3, unique=True))
    found = [(verb, thing, draw(amounts(Unit(unit, 900, 0, ("",), True), COUNTED))) for verb, thing, unit in things]
    mark = draw(st.sampled_from(["、", "，", "；"]))
    text = mark.join(f"{verb}{thing}{amount.words}" for verb, thing, amount in found)
    return f"{when.words}，{text}", tuple(Expected(amount, when, thing) for _, thing, amount in found)


@st.composite
def changed(draw: st.DrawFn) -> _Parts:
    """到2026年，将行政审批时限压缩30%以上"""
    when, (name, verb) = draw(periods()), draw(st.sampled_from(CHANGES))
    base = draw(st.sampled_from(["", "", "比2020年", "较2023年"]))
    amount = draw(amounts(draw(st.sampled_from([SHARE, SHARE, POINTS])), COUNTED))
    return f"{when.words}，{name}{base}{verb}{amount.words}", (Expected(amount, when, name.removeprefix("将")),)


@st.composite
def fund(draw: st.DrawFn) -> _Parts:
    """今年设立规模不少于30亿元的绿色发展基金"""
    when, name = draw(periods()), draw(st.sampled_from(FUNDS))
    amount = draw(amounts(MONEY, [pair for pair in COUNTED if pair[2] != "~"]))
    size = draw(st.sampled_from(["规模", "总规模", "规模为", ""]))
    return f"{when.words}，设立{size}{amount.words}的{name}", (Expected(amount, when),)


@st.composite
def doing(draw: st.DrawFn) -> _Parts:
    """到2025年，推动60%以上的规模以上工业企业完成节能改造"""
    when, who, deed = draw(periods()), draw(st.sampled_from(WORKERS)), draw(st.sampled_from(DEEDS))
    amount = draw(amounts(SHARE, [pair for pair in COUNTED if pair[2] in ("=", ">=", ">")]))
    opening = draw(st.sampled_from(["推动", "实现", "确保"]))
    return f"{when.words}，{opening}{amount.words}的{who}{deed}", (Expected(amount, when),)


@st.composite
def respectively(draw: st.DrawFn) -> _Parts:
    """到2027年，森林覆盖率和污水集中收集率分别达到41%、95%"""
    when, names = draw(periods()), draw(st.lists(st.sampled_from(RATES), min_size=2, max_size=3, unique=True))
    found = [draw(amounts(SHARE, [("", "", "=")])) for _ in names]
    mark = draw(st.sampled_from(["、", "和"])) if len(names) == 2 else "、"
    text = f"{'、'.join(names[:-1])}和{names[-1]}分别达到{mark.join(one.words for one in found)}"
    return f"{when.words}，{text}", tuple(Expected(one, when, name) for name, one in zip(names, found, strict=True))


@st.composite
def chained(draw: st.DrawFn) -> _Parts:
    """到2027年，全市粮食产量稳定在86万吨以上，常住人口达到300万人，森林覆盖率不低于41%"""
    when, scope = draw(periods()), draw(st.sampled_from(SCOPES))
    found = draw(st.lists(_measured(), min_size=2, max_size=4, unique_by=lambda pair: pair[0]))
    mark = draw(st.sampled_from(["，", "，", "；"]))
    text = mark.join(f"{name}{amount.words}" for name, amount in found)
    return f"{when.words}，{scope}{text}", tuple(Expected(amount, when, name) for name, amount in found)


@st.composite
def frequency(draw: st.DrawFn) -> _Parts:
    """每年举办不少于5场招商推介活动"""
    verb, event, unit = draw(st.sampled_from(EVENTS))
    amount = draw(
        amounts(Unit(unit, 40, 0, ("",), True), [("不少于", "", ">="), ("至少", "", ">="), ("", "以上", ">=")])
    )
    return f"每年{verb}{amount.words}{event}", (Expected(amount, None, event),)


@st.composite
def summed(draw: st.DrawFn) -> _Parts:
    """2024—2026年累计完成水利投资300亿元以上"""
    last = draw(st.integers(2025, 2029))
    when = draw(st.sampled_from([When(f"2024—{last}年", f"{last}", "2024"), When("“十五五”期间", "2030", "2026")]))
    name = draw(st.sampled_from(["水利投资", "工业技改投资", "交通基础设施投资"]))
    amount = draw(amounts(MONEY, COUNTED))
    comma = draw(st.sampled_from(["", "，"]))
    return f"{when.words}{comma}累计完成{name}{amount.words}", (Expected(amount, when, name),)


@st.composite
def by_then(draw: st.DrawFn) -> _Parts:
    """推动工业总产值突破7500亿元（完成时限：2027年底）"""
    year = draw(st.integers(2025, 2035))
    when = draw(st.sampled_from([When(f"{year}年底", f"{year}-12"), When(f"{year}年6月底前", f"{year}-06")]))
    name, amount = draw(_measured())
    return f"推动{name}{amount.words}（完成时限：{when.words}）", (Expected(amount, when, name),)


TEMPLATES: list[_Template] = [
    reached, reached_late, undated, growth, built, counted, listed, changed, fund, doing, respectively, chained,
    frequency, summed, by_then, *FURTHER,
]  # fmt: skip


@cache
def _to_traditional() -> OpenCC:
    return OpenCC("s2t")


_LOOKS_AHEAD = re.compile("力争|确保|每年")
_WIDE = {code: chr(code + 0xFEE0) for code in (*range(0x30, 0x3A), 0x25, 0x2E)}
_HALF = str.maketrans("，；：（）", ",;:()")
STYLES: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "full width": lambda text: text.translate(_WIDE),
    "half-width marks": lambda text: text.translate(_HALF),
    "blanks around numbers": lambda text: re.sub(r"(?<=[一-鿿])(?=[\d])|(?<=[\d%])(?=[一-鿿])", " ", text),
    "marks without a width": lambda text: "\u200b".join(text),
    "lines of a page": lambda text: "\n".join(re.findall(r".{1,17}[\d.,，%％ ]*", text)),
    "traditional": lambda text: str(_to_traditional().convert(text)),
}


@st.composite
def sentences(draw: st.DrawFn, template: _Template | None = None) -> Sentence:
    """Draw a sentence with what may stand before and behind it, in one of the styles of print."""
    chosen = template or draw(st.sampled_from(TEMPLATES))
    style = draw(st.sampled_from(["plain", "plain", "plain", *list(STYLES)[1:]]))
    body, drawn = draw(chosen())
    targets = tuple(one if isinstance(one, Expected) else Expected(*one) for one in drawn)
    before = draw(st.sampled_from(BEFORE))
    if before.startswith("2022年") and all(one.when is None for one in targets) and not _LOOKS_AHEAD.search(body):
        before = ""  # careful readers differ on whether the year of the sentence before goes on
    text = before + body + draw(st.sampled_from(AFTER)) + "。"
    return Sentence(STYLES[style](text), chosen.__name__, style, targets)
