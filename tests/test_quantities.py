"""Quantities in invented sentences; value, unit and comparator are marked: <q is="≥ 30 %">三成以上</q>."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import parse

from extractors.language.numerals import fraction, number
from extractors.language.pipeline import pipeline
from extractors.language.quantities import find_quantities, name_spans
from extractors.view import view_of

SENTENCES = [
    # comparators before and behind
    '工业投资达到<q is="= 320 亿元">320 亿元</q>',
    '亩均投入<q is=">= 450 万元/亩">不低于450万元/亩</q>',
    '覆盖面达到<q is=">= 30 %">三成以上</q>',
    '全程用时<q is="<= 4.5 个工作日">4.5个工作日以内</q>',
    '能耗<q is="< 0.3 吨标准煤">低于0.3吨标准煤</q>',
    '规模<q is="> 1200 亿元">突破1200亿元</q>',
    '培训<q is="~ 2 万人次">2万人次左右</q>',
    '服务<q is="~ 100 家">近百家</q>企业、<q is="> 10 家">十余家</q>机构',
    '梳理<q is="> 860 项">860多项</q>事项',
    '充电车位占比<q is=">= 15 %">不低于停车位总量15%</q>',
    '得分在<q is=">= 85 分">85分（含）以上</q>的为优秀，<q is="<= 60 分">60分（含）以下</q>的为较差',
    '浓度<q is="< 35 ">&lt;35</q>'.replace("&lt;", "<"),
    # ranges
    '建设驿站<q is="range 4 6 个">4—6个</q>',
    '单个项目投资<q is="range 2 5 亿元">2亿元至5亿元</q>',
    '绿廊宽<q is="range 20 30 米">20至30米</q>',
    '每年提高<q is="range 1 2 个百分点">1～2个百分点</q>',
    # fractions and number words
    '材料压减<q is="= 33.3333 %">三分之一</q>',
    '覆盖<q is="> 66.6667 %">超过2/3</q>的乡镇',
    '产出实现<q is="= 2 倍">翻番</q>，用时压缩<q is=">= 50 %">一半以上</q>',
    '占<q is="= 80 %">百分之八十</q>',
    '占<q is="= 75 %">七成五</q>，贫困发生率<q is="~ 20 %">两成左右</q>',
    '带宽<q is="= 30 Tbps">30Tbps</q>，装机<q is=">= 200 MW">200MW以上</q>，不是5G、3D、4A级',
    '死亡率降到<q is="< 18 /10万">18/10万以下</q>',
    '煤耗<q is="= 290 克标准煤/千瓦时">290克标准煤/千瓦时</q>',
    '用水总量<q is="<= 30 亿立方米">不突破30亿立方米</q>',
    # units with multipliers and rates
    '投入<q is="= 6.6 万元/公顷">6.6万元每公顷</q>',
    '供水能力<q is="= 12 亿立方米/年">12亿立方米/年</q>',
    '发电<q is="= 6 万亿千瓦时">6万亿千瓦时</q>',
    '劳动生产率<q is="~ 28 万元/人">28万元/人左右</q>',
    '面积<q is="= 31.34 万平米">31. 34万平米</q>',
    '企业达到<q is="= 15000 家">15,000家</q>',
    # lists share a comparator
    '引进<q is=">= 6 名">至少6名</q>院士、<q is=">= 12 名">12名</q>领军人才和<q is=">= 90 名">90名</q>博士',
    '分别增长<q is="~ 5 %">5%</q>、<q is="~ 6.5 %">6.5%左右</q>',
    # counts written in characters
    '每个街道<q is=">= 1 个">至少建设一个</q>书房',
    '布局<q is="= 7 个">七大</q>片区',
    '打造<q is="= 1000 亿元">千亿级</q>集群',
    # what is no quantity
    "一批企业、一系列政策、一体化平台、统一标准",
    "第3批试点、8号线、5G基站、〔2023〕15号、2.0版、“1+N”体系",
    "新一轮技术改造，二次开发，三年行动计划",
    "成立专班，分级管理，5位于北部",
]


def _expected(marked: str) -> tuple[str, list[tuple[str, str]]]:
    text, marks = parse(marked)
    return text, [(mark.attributes["is"].strip(), view_of(mark.text).text) for mark in marks]


@pytest.mark.parametrize("marked", SENTENCES)
def test_quantities(marked: str) -> None:
    text, expected = _expected(marked)
    view = view_of(text).text
    found = find_quantities(view, name_spans(view))
    written = [
        (
            " ".join(
                part
                for part in (q.comparator.value, f"{q.value}", f"{q.value_max}" if q.value_max else "", q.unit)
                if part
            ),
            view[q.outer_start : q.outer_end],
        )
        for q in found
        if q.unit or q.comparator.value != "="
    ]
    assert written == expected


def test_the_component_fills_the_document() -> None:
    doc = pipeline()("到2027年，新建公园12个。")
    assert [str(q.value) for q in doc._.quantities] == ["12"]
    assert [span.text for span in doc.spans["quantities"]] == ["12个"]
    assert [period.last for period in doc._.periods] == ["2027"]


@given(st.decimals(0, 10**7, places=2), st.sampled_from(["亿元", "万人", "%", "家", "公里", "万吨"]))
def test_a_number_written_is_the_number_read(value: Decimal, unit: str) -> None:
    found = find_quantities(f"达到{value}{unit}")
    assert [(q.value, q.unit) for q in found] == [(value, unit)]


@given(st.integers(min_value=2, max_value=9999))
def test_chinese_numerals_read_back(value: int) -> None:
    import cn2an

    assert number(cn2an.an2cn(value)) == value


@given(st.integers(min_value=1, max_value=20), st.integers(min_value=1, max_value=20))
def test_a_fraction_is_a_percentage_to_four_places(upper: int, lower: int) -> None:
    share = fraction(Decimal(upper), Decimal(lower))
    assert share is not None and abs(share - Decimal(upper) / Decimal(lower) * 100) < Decimal("0.0001")
    assert fraction(Decimal(1), Decimal(0)) is None


@given(st.text(alphabet="一二三十百千万亿零点0123456789.%年月日至到-—个家元第约超以上内/（）“”", max_size=30))
def test_no_text_makes_it_fall_over(text: str) -> None:
    for q in find_quantities(text, name_spans(text)):
        assert 0 <= q.outer_start <= q.start < q.end <= q.outer_end <= len(text)
