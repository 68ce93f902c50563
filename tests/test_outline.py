"""The outline of invented documents, drawn as an indented list: number, title, and what the section is about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from papers import paper

from extractors.outline import build_outline
from extractors.outline.kinds import kind_of
from extractors.outline.markers import chinese_number
from extractors.readers import read
from schemas import BlockKind, Document, Outline, SectionKind


def drawn(written: str) -> list[str]:
    """Return the sections of a document as lines."""
    outline = build_outline(paper(written))
    return ["  " * (section.level - 1) + f"{section.number} {section.heading}".strip() for section in outline.sections]


def uncovered(document: Document, outline: Outline) -> str:
    """Return the words of prose blocks that are neither in a heading nor in a passage."""
    covered = bytearray(len(document.text))
    for section in outline.sections:
        covered[section.start : section.heading_end] = b"\x01" * (section.heading_end - section.start)
    for passage in outline.passages:
        covered[passage.start : passage.end] = b"\x01" * (passage.end - passage.start)
    prose = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.NOTE)
    places = [i for block in document.blocks if block.kind in prose for i in range(block.start, block.end)]
    return "".join(document.text[i] for i in places if not covered[i] and document.text[i].isalnum())


def test_numbers_nest_in_the_order_of_the_standard() -> None:
    assert drawn("""
        第一章 总体安排
        第一节 主要任务
        一、建设水网
        （一）修复渠道
        1.清淤二十公里。年内完工。
        （1）先清上游。由乡镇组织。
        2.衬砌三十公里。明年完工。
        (二)新建水库
        """) == [
        "第一章 总体安排",
        "  第一节 主要任务",
        "    一 建设水网",
        "      （一） 修复渠道",
        "        1 清淤二十公里",
        "          （1） 先清上游",
        "        2 衬砌三十公里",
        "      (二) 新建水库",
    ]


def test_a_running_number_goes_on_over_headings() -> None:
    lines = drawn("""
        一、农业
        1.扩种。多种粮。
        2.治虫。少用药。
        二、工业
        3.技改。换设备。
        4.招商。引企业。
        """)
    assert lines == ["一 农业", "  1 扩种", "  2 治虫", "二 工业", "  3 技改", "  4 招商"]


def test_an_item_without_a_title_is_headed_by_its_first_clause_and_keeps_its_words() -> None:
    document = paper("""
        1.今年底前，全面排查老旧桥梁，对存在隐患的逐座建立台账并限期整改到位，消除安全隐患。
        """)
    outline = build_outline(document)
    assert outline.sections[0].heading == "今年底前，全面排查老旧桥梁"
    passage = outline.passages[0]
    assert document.text[passage.start : passage.end].startswith("今年底前，全面排查")


def test_a_title_runs_into_its_paragraph() -> None:
    document = paper("""
        （一）办好学校。新建三所小学。
        （二）办好医院。改造一所医院。
        """)
    outline = build_outline(document)
    assert [section.heading for section in outline.sections] == ["办好学校", "办好医院"]
    assert [document.text[p.start : p.end] for p in outline.passages] == ["新建三所小学。", "改造一所医院。"]


def test_unnumbered_titles_at_the_start_of_paragraphs_are_items() -> None:
    lines = drawn("""
        （一）繁荣城乡商贸
        促进大宗消费。开展家电换新，办好秋季车展，发放消费券两批。
        完善县域网络。改造乡镇商贸中心六个，建设村级网点一批。
        """)
    assert lines == ["（一） 繁荣城乡商贸", "  促进大宗消费", "  完善县域网络"]


def test_one_short_sentence_is_no_title() -> None:
    lines = drawn("""
        （一）繁荣城乡商贸
        商贸是民生大事。开展家电换新，办好秋季车展，发放消费券两批。
        """)
    assert lines == ["（一） 繁荣城乡商贸"]


def test_text_without_line_breaks_is_cut_by_the_sequence_of_numbers() -> None:
    lines = drawn(
        "现提出如下意见：一、总体要求（一）指导思想。坚持稳中求进。（二）基本原则。做到（一）、（二）两项相互衔接。"
        "二、主要任务（一）修建水渠。整修干渠十条。（二）修建道路。硬化村道百里。三、保障措施加强组织领导，落实经费。"
    )
    assert lines == [
        "一 总体要求",
        "  （一） 指导思想",
        "  （二） 基本原则",
        "二 主要任务",
        "  （一） 修建水渠",
        "  （二） 修建道路",
        "三 保障措施",
    ]


@pytest.mark.parametrize(
    "sentence",
    ["水质达到一、二类标准。", "按第五条第（二）（四）项办理。", "投资2.5亿元。3.6万人受益。", "三、四季度各查一次。"],
)
def test_numbers_that_begin_no_item_do_not_cut(sentence: str) -> None:
    assert drawn("一、加强水质管理。" + "坚持综合治理。" + sentence) == ["一 加强水质管理"]


def test_an_annex_begins_a_new_tree_with_its_own_title() -> None:
    lines = drawn("""
        一、总体要求
        坚持绿色发展。
        附件：1.考核办法
        2.行动计划
        附件1
        某县考核办法
        一、考核对象
        各乡镇。
        附件2
        某县行动计划
        一、植树一万亩
        春季完成。
        """)
    assert lines == [
        "一 总体要求",
        "附件1 某县考核办法",
        "  一 考核对象",
        "附件2 某县行动计划",
        "  一 植树一万亩",
    ]


def test_labels_and_boxes_are_headings_and_salutations_are_not() -> None:
    lines = drawn("""
        各乡镇人民政府：
        理  由：
        人口老龄化加快。
        办  法：
        一、建养老院。新建两家。
        二、办食堂。每村一所。
        """)
    assert lines == ["理  由", "办  法", "  一 建养老院", "  二 办食堂"]
    boxed = drawn("""
        （一）发展风电
        专栏 2 重点工程
        01 东部海域
        建设三个场区。
        02 西部山区
        建设两个场区。
        （二）发展光伏
        """)
    assert boxed == ["（一） 发展风电", "  专栏2 重点工程", "    01 东部海域", "    02 西部山区", "（二） 发展光伏"]


def test_a_table_of_contents_is_not_read_twice() -> None:
    lines = drawn("""
        目  录
        一、发展基础……1
        二、主要任务……3
        一、发展基础
        基础良好。
        二、主要任务
        抓好落实。
        """)
    assert lines == ["一 发展基础", "二 主要任务"]


def test_the_plan_sent_with_a_letter_is_a_title() -> None:
    lines = drawn("""
        某市人民政府关于印发植树行动方案的通知
        各区人民政府：
        现将方案印发给你们，请认真贯彻执行。
        2027年3月1日
        某市植树行动方案（2027—2029年）
        为改善环境，制定本方案，请各区结合实际抓好组织落实工作。
        一、主要任务
        种树。
        """)
    assert lines == ["某市植树行动方案（2027—2029年）", "  一 主要任务"]


def test_closing_paragraphs_belong_to_no_item() -> None:
    document = paper("""
        一、加强领导。成立专班。
        二、强化督导。每月通报。
        各乡镇要结合实际抓好落实。
        某县人民政府
        2027年3月1日
        """)
    outline = build_outline(document)
    assert [passage.section for passage in outline.passages] == [0, 1, None, None, None]


@pytest.mark.parametrize(
    ("heading", "above", "kind"),
    [
        ("主要目标任务", SectionKind.OTHER, SectionKind.TASKS),
        ("指导思想、基本原则和发展目标", SectionKind.OTHER, SectionKind.GOALS),
        ("发展目标", SectionKind.TASKS, SectionKind.GOALS),
        ("保障措施", SectionKind.OTHER, SectionKind.TASKS),
        ("保障园区用地规模和指标", SectionKind.TASKS, SectionKind.TASKS),
        ("完善考核评价办法", SectionKind.OTHER, SectionKind.TASKS),
        ("考核评价办法", SectionKind.OTHER, SectionKind.ASSESSMENT),
        ("坚持绿色发展", SectionKind.GENERAL, SectionKind.GENERAL),
        ("充分认识节水工作的重要意义", SectionKind.OTHER, SectionKind.GENERAL),
        ("龙头项目引进", SectionKind.TASKS, SectionKind.TASKS),
        ("重点园区", SectionKind.OTHER, SectionKind.OTHER),
    ],
)
def test_what_a_section_is_about(heading: str, above: SectionKind, kind: SectionKind) -> None:
    assert kind_of(heading, above) is kind


def test_chinese_ordinals() -> None:
    assert [chinese_number(text) for text in ("十", "二十一", "一百零三", "③", "12")] == [10, 21, 103, 3, 12]


NUMBERS = ["一、", "二、", "（一）", "（二）", "1.", "2.", "①", "第三条", "附件1", "专栏1", "——", "目录"]
MARKS = ["。", "；", "：", "，", "（", "）", "　", " "]
WORDS = ["总体要求", "推进改革", "办法：", "市商务局牵头", "责任单位：", "等有关部门", "2027年底前", "建成100个"]
PIECES = NUMBERS + MARKS + WORDS


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join), min_size=1, max_size=6))
def test_whatever_is_written_nothing_is_lost(lines: list[str]) -> None:
    document = paper("\n".join(lines))
    outline = build_outline(document)
    assert re.sub(r"[\d一二①]", "", uncovered(document, outline)) == ""


def test_headings_are_exact_and_no_prose_is_lost_in_the_corpora(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*/*.txt")):
        document = read(path)
        outline = build_outline(document)
        assert uncovered(document, outline) == "", path.name
        for section in outline.sections:
            assert document.text[section.heading_start : section.heading_end] == section.heading
