"""Values written as text (反写): numbers, amounts, periods and agency lists in the ways in which plans write them.

Each strategy draws a value together with its words, so that a test can read the words and compare. What is drawn is our
own invention; every way of writing is one that official documents use.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import cn2an
from hypothesis import strategies as st

YEAR = 2024  # of the document that the sentences stand in; its plan runs from this year on
PLAN = (2024, 2026)
_WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
_YEAR_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


@dataclass(frozen=True)
class Amount:
    """A number with its unit and how it binds: what `words` say. The unit is without 万 and 亿, the value with."""

    words: str
    comparator: str
    value: Decimal
    unit: str
    value_max: Decimal | None = None


@dataclass(frozen=True)
class When:
    """A period in words, its last day and, for a stretch, its first."""

    words: str
    deadline: str
    start: str | None = None


@dataclass(frozen=True)
class Unit:
    """A unit with the numbers that go with it: largest number, decimal places, multipliers that it takes."""

    name: str
    largest: int
    places: int = 0
    multipliers: tuple[str, ...] = ("",)
    counts: bool = False  # a classifier: 两, 三百二十 may stand before it


MULTIPLIERS = {"": Decimal(1), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8)}
MONEY = Unit("元", 9000, 2, ("亿", "万"))
AREA = Unit("亩", 900, 1, ("万",))
PEOPLE = Unit("人", 9000, 1, ("万", ""), True)
SHARE = Unit("%", 99, 2)
POINTS = Unit("个百分点", 30, 1)
COUNTS = tuple(Unit(name, 9000, 0, ("", "", "万"), True) for name in ("家", "个", "项", "名", "座", "所", "套"))
MEASURES = (
    Unit("公里", 5000, 1), Unit("平方公里", 900, 2), Unit("公顷", 9000, 1), Unit("吨", 9000, 1, ("万", "")),
    Unit("平方米", 900, 1, ("万",)), Unit("千瓦", 9000, 1, ("万",)), Unit("立方米", 90, 2, ("亿", "万")),
)  # fmt: skip


@st.composite
def numbers(draw: st.DrawFn, unit: Unit) -> Decimal:
    """Draw a number that goes with the unit."""
    places = draw(st.integers(0, unit.places))
    value = draw(st.integers(2 * 10**places, unit.largest * 10**places))
    return (Decimal(value) / 10**places).normalize() if places else Decimal(value)


@st.composite
def digits(draw: st.DrawFn, value: Decimal, spelled: bool = False) -> str:
    """Draw a way of writing the number: 7500, ７５００, 7,500, 7 500, and 七千五百 where it may be spelled out."""
    plain = f"{value:f}"
    ways = [plain, plain, plain.translate(_WIDE)]
    if value >= 1000:
        ways += [f"{value:,f}", f"{value:,f}".replace(",", "，"), f"{value:,f}".replace(",", " ")]
    if spelled and value == value.to_integral():
        chinese = cn2an.an2cn(int(value), "low")
        ways += [chinese, chinese.replace("二千", "两千").replace("二万", "两万")]
    return draw(st.sampled_from(ways))


@st.composite
def plain_amounts(draw: st.DrawFn, unit: Unit) -> tuple[str, Decimal]:
    """Draw 320万人, 三百二十家, 7,500亿元: the words and the value in the bare unit."""
    value = draw(numbers(unit))
    multiplier = draw(st.sampled_from(unit.multipliers))
    if unit.name == "%":
        return draw(_percents(value)), value
    if unit.counts and not multiplier and value == 2:
        return draw(st.sampled_from([f"2{unit.name}", f"两{unit.name}"])), value
    spelled = unit.counts and not multiplier
    return f"{draw(digits(value, spelled))}{multiplier}{unit.name}", value * MULTIPLIERS[multiplier]


@st.composite
def _percents(draw: st.DrawFn, value: Decimal) -> str:
    """Draw 35%, 35％, 百分之三十五 or 三成五."""
    ways = [f"{value:f}%", f"{value:f}%", f"{value:f}％", f"{value:f} %", f"{value:f}﹪", f"百分之{value:f}"]
    if value == value.to_integral():
        ways.append("百分之" + cn2an.an2cn(int(value), "low"))
        tens, ones = divmod(int(value), 10)
        if tens and not ones:
            ways.append(f"{cn2an.an2cn(tens, 'low').replace('二', '两')}成")
        elif tens:
            ways.append(f"{cn2an.an2cn(tens, 'low').replace('二', '两')}成{cn2an.an2cn(ones, 'low')}")
    return draw(st.sampled_from(ways))


# Words before and behind a number, and how it then binds. A blank part is not written.
BINDING = [
    ("达到", "", "="), ("达", "", "="), ("为", "", "="), ("增加到", "", "="), ("提高到", "", "="), ("提升至", "", "="),
    ("力争达到", "", "="), ("突破", "", ">"), ("力争突破", "", ">"), ("超过", "", ">"), ("达到", "以上", ">="),
    ("保持在", "以上", ">="), ("稳定在", "以上", ">="), ("提高到", "及以上", ">="), ("不低于", "", ">="),
    ("稳定在", "左右", "~"), ("约为", "", "~"), ("接近", "", "~"), ("控制在", "以内", "<="), ("不超过", "", "<="),
    ("不高于", "", "<="), ("控制在", "以下", "<"), ("低于", "", "<"), ("下降到", "以下", "<"),
]  # fmt: skip
COUNTED = [
    ("", "", "="), ("", "以上", ">="), ("不少于", "", ">="), ("至少", "", ">="), ("超过", "", ">"), ("约", "", "~"),
    ("", "左右", "~"), ("近", "", "~"), ("不低于", "", ">="),
]  # fmt: skip
_DASHES = ["—", "-", "～", "至", "~", "－"]


@st.composite
def amounts(draw: st.DrawFn, unit: Unit, bindings: list[tuple[str, str, str]]) -> Amount:
    """Draw an amount bound by one of the pairs of words, or a range."""
    if draw(st.integers(0, 7)) == 0:
        return draw(ranges(unit, "达到" if bindings is BINDING else ""))
    before, behind, comparator = draw(st.sampled_from(bindings))
    words, value = draw(plain_amounts(unit))
    return Amount(f"{before}{words}{behind}", comparator, value, unit.name)


@st.composite
def ranges(draw: st.DrawFn, unit: Unit, before: str) -> Amount:
    """Draw 2—3个, 5%-8%, 10至15亿元."""
    low = draw(numbers(unit))
    high = low + draw(numbers(unit))
    multiplier = draw(st.sampled_from(unit.multipliers))
    dash = draw(st.sampled_from(_DASHES))
    twice = unit.name == "%" or draw(st.booleans())
    words = f"{low:f}{multiplier + unit.name if twice else ''}{dash}{high:f}{multiplier}{unit.name}"
    factor = MULTIPLIERS[multiplier]
    return Amount(before + words, "range", low * factor, unit.name, high * factor)


@st.composite
def periods(draw: st.DrawFn) -> When:
    """Draw when something is due, as it opens a sentence."""
    year = draw(st.integers(YEAR + 1, YEAR + 11))
    month = draw(st.integers(1, 12))
    wide = draw(st.sampled_from([str(year), str(year), str(year).translate(_WIDE), str(year).translate(_YEAR_DIGITS)]))
    quarter = draw(st.integers(1, 4))
    five = draw(st.sampled_from([("十四五", 2021, 2025), ("十五五", 2026, 2030)]))
    ways = [
        When(f"到{wide}年", f"{year}"), When(f"到{wide}年", f"{year}"), When(f"力争到{wide}年", f"{year}"),
        When(f"{wide}年底前", f"{year}-12"), When(f"到{wide}年底", f"{year}-12"), When(f"至{wide}年末", f"{year}-12"),
        When(f"{wide}年前", f"{year}"), When(f"{wide}年以前", f"{year}"), When(f"{wide}年", f"{year}"),
        When(f"截至{wide}年底", f"{year}-12"), When(f"在{wide}年底之前", f"{year}-12"),
        When(f"{wide}年{month}月底前", f"{year}-{month:02d}"), When(f"{year}年{month}月前", f"{year}-{month:02d}"),
        When(f"{year}年{month}月28日前", f"{year}-{month:02d}-28"), When(f"{wide}年上半年", f"{year}-06"),
        When(f"{wide}年第{'一二三四'[quarter - 1]}季度", f"{year}-{3 * quarter:02d}"),
        When(f"{YEAR}—{year}年", f"{year}", f"{YEAR}"),
        When(f"{YEAR + 1}年至{year + 1}年", f"{year + 1}", f"{YEAR + 1}"),
        When(f"“{five[0]}”期间", f"{five[2]}", f"{five[1]}"), When(f"到“{five[0]}”末", f"{five[2]}"),
        When(f"{five[0]}时期", f"{five[2]}", f"{five[1]}"), When("三年内", f"{PLAN[1]}", f"{PLAN[0]}"),
        When("今年", f"{YEAR}"), When("今年底前", f"{YEAR}-12"), When("年底前", f"{YEAR}-12"),
        When("明年", f"{YEAR + 1}"),
    ]  # fmt: skip
    return draw(st.sampled_from(ways))


_BODIES = [
    "发展改革委",
    "教育局",
    "财政局",
    "商务局",
    "水务局",
    "民政局",
    "科技局",
    "农业农村局",
    "文化和旅游局",
    "市场监管局",
]
_EVERY = ["各区", "各县（市、区）政府", "各有关部门", "各镇街"]


@st.composite
def agency_lists(draw: st.DrawFn, short: bool = True) -> tuple[str, list[str]]:
    """Draw 市教育局、财政局和各区: the words and the names in full. With `short` the level may be written once."""
    level = draw(st.sampled_from(["市", "省", "县", "区"]))
    bodies = draw(st.lists(st.sampled_from(_BODIES), min_size=1, max_size=4, unique=True))
    if level == "省":
        bodies = [body.replace("局", "厅") for body in bodies if body != "市场监管局"] or ["财政厅"]
    once = short and draw(st.booleans())
    written = [body if once and place else level + body for place, body in enumerate(bodies)]
    names = [level + body for body in bodies]
    if draw(st.integers(0, 3)) == 0:
        written.append(every := draw(st.sampled_from(_EVERY)))
        names.append(every)
    return "、".join(written), names


@st.composite
def agency_notes(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """Draw a note on who is answerable and its (role, name) pairs."""
    lead, leads = draw(agency_lists())
    rest, others = draw(agency_lists())
    form, role = draw(
        st.sampled_from(
            [
                ("（{0}牵头，{1}配合）", "support"), ("（{0}牵头，{1}按职责分工负责）", "responsible"),
                ("（牵头单位：{0}；配合单位：{1}）", "support"), ("（牵头单位：{0}；责任单位：{1}）", "responsible"),
                ("(牵头部门:{0};配合部门:{1})", "support"), ("（由{0}牵头，{1}参与）", "support"),
            ]
        )
    )  # fmt: skip
    return form.format(lead, rest), [("lead", name) for name in leads] + [(role, name) for name in others]
