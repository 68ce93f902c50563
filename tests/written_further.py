"""Further ways of saying what is to be reached (造句续): from a base to a goal, parts in brackets, lists by year."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st
from writing import BINDING, COUNTED, COUNTS, MONEY, POINTS, SHARE, Amount, Unit, When, agency_notes, amounts, periods

# indicator and unit of things measured by head, area or hour
RATED = [
    ("亩均税收", Unit("万元/亩", 90, 1)), ("全员劳动生产率", Unit("万元/人", 90, 1)), 
    ("每千人口执业医师数", Unit("人", 9, 2)),
    ("细颗粒物年均浓度", Unit("微克/立方米", 60)), ("人均公园绿地面积", Unit("平方米", 30, 1)),
    ("人均预期寿命", Unit("岁", 90, 1)),
    ("每万人口发明专利拥有量", Unit("件", 90, 1)), ("单位地区生产总值能耗", Unit("吨标准煤/万元", 2, 2)),
]  # fmt: skip
SHARES = ["森林覆盖率", "城镇污水处理率", "新能源汽车占比", "义务教育巩固率", "高技术制造业增加值占地区生产总值比重"]
COUNTABLE = [
    ("科技型中小企业", "家"),
    ("社区卫生服务站", "个"),
    ("高技能人才", "名"),
    ("中小学校", "所"),
    ("数字车间", "个"),
]

Written = tuple[str, tuple[tuple[Amount, When | None, str], ...]]


@st.composite
def rated(draw: st.DrawFn) -> Written:
    """到2026年，亩均税收达到30万元/亩以上"""
    when, (name, unit) = draw(periods()), draw(st.sampled_from(RATED))
    amount = draw(amounts(unit, BINDING))
    return f"{when.words}，{name}{amount.words}", ((amount, when, name),)


@st.composite
def from_base(draw: st.DrawFn) -> Written:
    """森林覆盖率由2023年的38.2%提高到2027年的41%"""
    year, name = draw(st.integers(2025, 2035)), draw(st.sampled_from(SHARES))
    low, rise = draw(st.integers(20, 400)), draw(st.integers(5, 400))
    before, after = Decimal(low) / 10, Decimal(low + rise) / 10
    verb, behind = draw(st.sampled_from(["提高到", "提升至", "增加到"])), draw(st.sampled_from(["", "以上", "左右"]))
    first, goal = draw(
        st.sampled_from(
            [
                (f"由2023年的{before}%", f"{year}年的{after}%"), (f"从{before}%", f"{year}年的{after}%"),
                (f"由2022年底的{before}%", f"{after}%"), (f"从{before}%", f"{after}%"),
            ]
        )
    )  # fmt: skip
    dated = f"{year}年" in goal
    when = When(f"{year}年", f"{year}") if dated else draw(periods())
    opening = "" if dated else f"{when.words}，"
    amount = Amount(goal + behind, {"": "=", "以上": ">=", "左右": "~"}[behind], after, "%")
    return f"{opening}{name}{first}{verb}{amount.words}", ((amount, when, name),)


@st.composite
def rise_and_level(draw: st.DrawFn) -> Written:
    """到2027年，森林覆盖率比2023年提高3个百分点，达到41%"""
    when, name = draw(periods()), draw(st.sampled_from(SHARES))
    rise, level = draw(amounts(POINTS, [("", "", "="), ("", "以上", ">=")])), draw(amounts(SHARE, BINDING[:2]))
    return f"{when.words}，{name}较2023年提高{rise.words}，{level.words}", ((rise, when, name), (level, when, name))


@st.composite
def growth_and_level(draw: st.DrawFn) -> Written:
    """到2027年，工业总产值突破7500亿元，年均增长8%左右"""
    when, level = draw(periods()), draw(amounts(MONEY, BINDING[:10]))
    grown = draw(amounts(Unit("%", 20, 1), [("", "左右", "~"), ("", "以上", ">="), ("", "", "=")]))
    name = draw(st.sampled_from(["工业总产值", "旅游总收入", "数字经济规模"]))
    return f"{when.words}，{name}{level.words}，年均增长{grown.words}", ((level, when, name), (grown, when, ""))


@st.composite
def same_deed(draw: st.DrawFn) -> Written:
    """2026年底前新建幼儿园10所、小学5所、中学3所"""
    when, count = draw(periods()), draw(st.integers(2, 4))
    things = ["公办幼儿园", "小学", "初中", "普通高中"][:count]
    found = [draw(amounts(Unit("所", 90, 0, ("",), True), [("", "", "=")])) for _ in things]
    text = "、".join(f"{thing}{amount.words}" for thing, amount in zip(things, found, strict=True))
    return f"{when.words}新建{text}", tuple((amount, when, thing) for amount, thing in zip(found, things, strict=True))


@st.composite
def by_year(draw: st.DrawFn) -> Written:
    """2024年、2025年分别新增公租房1000套、1200套"""
    years = list(range(2024, 2024 + draw(st.integers(2, 3))))
    found = [draw(amounts(Unit("套", 9000), [("", "", "=")])) for _ in years]
    dates = "、".join(f"{year}年" for year in years)
    text = f"{dates}分别新增公租房{'、'.join(amount.words for amount in found)}"
    return text, tuple((one, When("", f"{year}"), "公租房") for one, year in zip(found, years, strict=True))


@st.composite
def step_by_step(draw: st.DrawFn) -> Written:
    """新能源汽车占比2025年达到30%，2027年达到40%以上"""
    name, first = draw(st.sampled_from(SHARES)), draw(st.integers(2025, 2028))
    last = first + draw(st.integers(1, 5))
    one, two = draw(amounts(SHARE, BINDING[:12])), draw(amounts(SHARE, BINDING[:12]))
    form = draw(
        st.sampled_from(["{0}{1}年{3}，{2}年{4}", "到{1}年，{0}{3}；到{2}年，{0}{4}", "到{1}年{0}{3}，到{2}年{4}"])
    )
    text = form.format(name, first, last, one.words, two.words)
    return text, ((one, When("", f"{first}"), name), (two, When("", f"{last}"), name))


@st.composite
def in_all(draw: st.DrawFn) -> Written:
    """三年内新增科技型中小企业20家以上，总数达到100家"""
    when, (name, unit) = draw(periods()), draw(st.sampled_from(COUNTABLE))
    more = draw(amounts(Unit(unit, 900, 0, ("",), True), COUNTED))
    total = draw(amounts(Unit(unit, 9000, 0, ("",), True), BINDING[:10]))
    return f"{when.words}，新增{name}{more.words}，总数{total.words}", ((more, when, name), (total, when, ""))


@st.composite
def with_part(draw: st.DrawFn) -> Written:
    """到2027年，培育科技型中小企业300家以上，其中省级120家"""
    when, (name, unit) = draw(periods()), draw(st.sampled_from(COUNTABLE))
    whole = draw(amounts(Unit(unit, 9000, 0, ("",), True), COUNTED))
    part = draw(amounts(Unit(unit, 900, 0, ("",), True), [("", "", "="), ("", "以上", ">=")]))
    kind = draw(st.sampled_from(["省级", "国家级", "示范性"]))
    return f"{when.words}，培育{name}{whole.words}，其中{kind}{part.words}", ((whole, when, name), (part, when, ""))


@st.composite
def for_each(draw: st.DrawFn) -> Written:
    """到2026年，每个乡镇至少建设2个社区卫生服务站"""
    when, (name, unit) = draw(periods()), draw(st.sampled_from(COUNTABLE))
    amount = draw(amounts(Unit(unit, 9, 0, ("",), True), [("", "", "="), ("", "以上", ">="), ("不少于", "", ">=")]))
    each = draw(st.sampled_from(["每个乡镇", "每个县（市、区）", "各区"]))
    return f"{when.words}，{each}建设{amount.words}{name}", ((amount, when, name),)


@st.composite
def with_note(draw: st.DrawFn) -> Written:
    """到2026年，中小学校达到300所。（市教育局牵头，各区配合）"""
    when, (name, unit) = draw(periods()), draw(st.sampled_from(COUNTABLE))
    amount, (note, _) = draw(amounts(Unit(unit, 9000, 0, ("", "万"), True), BINDING)), draw(agency_notes())
    stop = draw(st.sampled_from(["", "。"]))
    return f"{when.words}，{name}{amount.words}{stop}{note}", ((amount, when, name),)


@st.composite
def in_items(draw: st.DrawFn) -> Written:
    """一是到2026年，森林覆盖率达到41%；二是建成数字车间30个以上"""
    when, name = draw(periods()), draw(st.sampled_from(SHARES))
    one, two = draw(amounts(SHARE, BINDING)), draw(amounts(COUNTS[1], COUNTED))
    first, second = draw(st.sampled_from([("一是", "二是"), ("（1）", "（2）"), ("①", "②"), ("——", "——")]))
    return f"{first}{when.words}，{name}{one.words}；{second}建成数字车间{two.words}", (
        (one, when, name),
        (two, when, "数字车间"),
    )


@st.composite
def doubled(draw: st.DrawFn) -> Written:
    """到2027年，软件业务收入较2023年翻一番"""
    when = draw(periods())
    words, value = draw(st.sampled_from([("翻一番", 2), ("翻番", 2), ("翻两番", 4), ("实现翻番", 2), ("增长两倍", 2)]))
    base = draw(st.sampled_from(["", "较2023年", "比2020年"]))
    amount = Amount(words, "=", Decimal(value), "倍")
    return f"{when.words}，软件业务收入{base}{words}", ((amount, when, ""),)


FURTHER = [
    rated, from_base, rise_and_level, growth_and_level, same_deed, by_year, step_by_step, in_all, with_part, for_each,
    with_note, in_items, doubled,
]  # fmt: skip
