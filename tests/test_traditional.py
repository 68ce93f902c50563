"""Traditional Chinese (繁体): read as the same words in Simplified Chinese are, quoted as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.extraction import extract
from extractors.readers import read_bytes
from extractors.script import is_traditional, simplified
from extractors.view import view_of
from schemas import Extraction, Role, Statement

# The same plan twice; the right column is what a reader of Simplified characters would have written.
PLAN = [
    (
        "關於印發《廣州市綠色製造三年行動計劃（2024—2026年）》的通知",
        "关于印发《广州市绿色制造三年行动计划（2024—2026年）》的通知",
    ),
    ("穗府辦〔2024〕98號", "穗府办〔2024〕98号"),
    ("廣州市人民政府辦公廳", "广州市人民政府办公厅"),
    ("2024年3月1日", "2024年3月1日"),
    ("一、主要目標", "一、主要目标"),
    (
        "到2026年，全市工業總產值達到４，６００億元以上，綠地率不低於41%，耕地穩定在10萬畝。",
        "到2026年，全市工业总产值达到４，６００亿元以上，绿地率不低于41%，耕地稳定在10万亩。",
    ),
    ("二、重點任務", "二、重点任务"),
    (
        "（一）培育龍頭企業。三年內引進總部企業20家左右，設立不少於30億元的產業基金。（市發展改革委牽頭，市財政局、教育局配合）",
        "（一）培育龙头企业。三年内引进总部企业20家左右，设立不少于30亿元的产业基金。（市发展改革委牵头，市财政局、教育局配合）",
    ),
    (
        "（二）優化營商環境。將審批時限壓縮三分之一，沿著珠江後航道建設5個平臺。（責任單位：市政務服務局）",
        "（二）优化营商环境。将审批时限压缩三分之一，沿着珠江后航道建设5个平台。（责任单位：市政务服务局）",
    ),
    ("表1 主要指標", "表1 主要指标"),
    ("單位：億元", "单位：亿元"),
    (
        "指標\t2023年\t2026年\n工業總產值\t3900\t4600\n專利授權量\t21\t35",
        "指标\t2023年\t2026年\n工业总产值\t3900\t4600\n专利授权量\t21\t35",
    ),
]


def _extracted(column: int, blank: str = "\n\n") -> Extraction:
    return extract(read_bytes(blank.join(row[column] for row in PLAN).encode(), "plan.txt"))


def _read(one: Statement) -> tuple[object, ...]:
    head = (one.role, one.scope, one.indicator, one.comparator, one.value, one.unit, one.kind, one.start, one.deadline)
    return (*head, one.lead, one.support, one.responsible, one.char_start, one.char_end, one.table and one.table.row)


def test_a_traditional_plan_is_read_as_its_simplified_twin() -> None:
    old, new = _extracted(0), _extracted(1)
    assert [_read(one) for one in old.statements] == [_read(one) for one in new.statements]
    assert sum(one.role is Role.TARGET for one in old.statements) >= 8
    assert [(m.lead, m.support, m.responsible) for m in old.measures] == [
        (m.lead, m.support, m.responsible) for m in new.measures
    ]
    assert old.document.facts.region == new.document.facts.region == "440100"
    assert "read-as-simplified" in [issue.code for issue in old.issues]
    assert old.document.facts.plan_end == "2026"


def test_what_is_quoted_stays_as_printed() -> None:
    extraction = _extracted(0)
    text = extraction.document.text
    for one in extraction.statements:
        assert one.quote == text[one.char_start : one.char_end]
        assert one.value_text == text[one.value_start : one.value_end]
    for measure in extraction.measures:
        assert measure.evidence.quote == text[measure.evidence.start : measure.evidence.end]
        assert measure.text in text and measure.heading in text and all(title in text for title in measure.path)
    assert all(section.heading in text for section in extraction.outline.sections)
    facts = extraction.document.facts
    assert (facts.title, facts.issuer, facts.number) == (PLAN[0][0], PLAN[2][0], PLAN[1][0])


def test_a_file_in_big5_is_no_gibberish() -> None:
    text = "\n\n".join(old for old, _ in PLAN)
    assert read_bytes(text.encode("big5"), "plan.txt").text == text
    assert read_bytes(text.encode("gb18030"), "plan.txt").text == text
    simple = "\n\n".join(new for _, new in PLAN)
    assert read_bytes(simple.encode("gb18030"), "plan.txt").text == simple
    page = f"<html><body><p>{text.replace(chr(10) * 2, '</p><p>')}</p></body></html>"
    assert "工業總產值達到" in read_bytes(page.encode("big5"), "plan.html").text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("綠化覆蓋率不低於35%，著力建設", "绿化覆盖率不低于35%，着力建设"),
        ("乾隆年間，乾燥設備", "乾隆年间，干燥设备"),
        ("皇后大道以後的兩個項目", "皇后大道以后的两个项目"),
        ("萬畝、億元、臺、裡程、佔比、證券", "万亩、亿元、台、里程、占比、证券"),
    ],
)
def test_characters_that_both_scripts_have(old: str, new: str) -> None:
    assert view_of(old).text == new


@pytest.mark.parametrize(
    "text",
    [
        "於潛镇、乾隆村新建著名景点5个，投资2亿元，面积3万亩",
        "李喆、陶堃等人才达到30名，产业发展",
        "后台里程五谷面条干部台风",
        "",
        "2026",
    ],
)
def test_a_simplified_text_is_left_alone(text: str) -> None:
    assert not is_traditional(text)
    assert simplified(text) == text


def test_a_quoted_traditional_name_does_not_turn_a_simplified_document() -> None:
    text = "到2026年，规上工业企业达到900家，研发经费占比提高。" * 5 + "（臺灣積體電路公司）"
    assert view_of(text).text == text


@given(st.text(alphabet="億萬畝達到於乾著後產業7 ，。\n發佈證券歷曆", min_size=1, max_size=40))
def test_every_character_stays_at_its_place(text: str) -> None:
    folded = simplified(text)
    assert len(folded) == len(text)
    assert [char for char in folded if char.isascii()] == [char for char in text if char.isascii()]
