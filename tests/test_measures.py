"""Measures of invented documents: which items count, who answers for them, and by when."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers import paper, paper_with_table

from extractors.language.periods import Calendar
from extractors.measures import find_measures
from extractors.measures.deadlines import deadline_of
from extractors.outline import build_outline
from extractors.readers import read
from extractors.view import view_of
from schemas import Document, Facts, Measure


def measures(written: str) -> list[Measure]:
    return _of(paper(written, facts=Facts(issued_on="2027-02-01")))


def _of(document: Document) -> list[Measure]:
    return list(find_measures(document, build_outline(document)))


def headings(written: str) -> list[str]:
    return [measure.heading for measure in measures(written)]


def test_the_smallest_items_are_measures_and_goals_are_not() -> None:
    assert headings("""
        一、总体要求
        （一）指导思想。坚持稳中求进。
        （二）主要目标。建成水库三座。
        二、主要任务
        （一）修建水库
        1.加固大坝。今冬开工。
        2.疏浚河道。明春开工。
        （二）整治道路。硬化村道。
        """) == ["加固大坝", "疏浚河道", "整治道路"]


def test_headings_that_begin_with_a_verb_need_no_word_for_task() -> None:
    assert headings("""
        一、加快产业升级
        （一）壮大食品工业。培育龙头。
        二、产业定位
        （一）食品工业。以米面油为主。
        """) == ["壮大食品工业"]


def test_descriptions_of_places_are_no_measures() -> None:
    assert headings("""
        一、重点片区
        （一）东部片区。位于河东。
        （二）西部片区。位于河西。
        二、工作安排
        （一）规划先行。编制规划。
        """) == ["规划先行"]


def test_an_item_with_a_note_is_a_measure_wherever_it_stands() -> None:
    found = measures("""
        一、主要目标
        1.工业产值增长8%。（市工信局负责）
        2.进出口稳步增长。（市商务局负责）
        """)
    assert [(m.number, m.heading, m.responsible) for m in found] == [
        ("1", "工业产值增长8%", ("市工信局",)),
        ("2", "进出口稳步增长", ("市商务局",)),
    ]


def test_conditions_parted_by_semicolons_are_part_of_the_item() -> None:
    found = measures("""
        一、支持措施
        （一）给予补贴。符合下列条件的企业可以申请：
        1.在本市注册；
        2.守法经营；
        3.按时纳税。
        """)
    assert [measure.heading for measure in found] == ["给予补贴"]
    assert found[0].text.endswith("3.按时纳税。")


def test_the_notes_of_one_item_are_united_and_placed() -> None:
    document = paper("""
        一、主要任务
        （一）建好市场
        新建两个市场（牵头单位：市商务局，配合单位：财政局）。改造三个市场。（市住建局牵头，各区负责）
        责任单位：市城管局
        """)
    found = _of(document)[0]
    assert found.lead == ("市商务局", "市住建局")
    assert found.support == ("市财政局",)
    assert found.responsible == ("各区", "市城管局")
    as_written = [document.text[mention.start : mention.end] for mention in found.agencies]
    assert as_written == ["市商务局", "财政局", "市住建局", "各区", "市城管局"]
    assert found.path == ("一、主要任务",)


def test_a_label_may_stand_above_its_names() -> None:
    found = measures("""
        一、主要任务
        1.新建公路三百公里。
        责任单位：
        市交通局、各县
        """)
    assert found[0].responsible == ("市交通局", "各县")


def test_a_note_behind_a_title_is_not_part_of_it() -> None:
    found = measures("""
        一、主要任务
        1.推进项目落地（市发改局牵头）
        2.优化服务（各区负责）
        """)
    assert [(m.heading, m.lead + m.responsible) for m in found] == [
        ("推进项目落地", ("市发改局",)),
        ("优化服务", ("各区",)),
    ]


def test_the_first_of_every_list_leads_when_the_document_says_so_once() -> None:
    found = measures("""
        一、扩大就业。（人社部、财政部负责。列第一位者为牵头单位，下同）
        二、稳定外贸。（商务部、海关总署负责）
        """)
    assert [(m.lead, m.responsible) for m in found] == [(("人社部",), ("财政部",)), (("商务部",), ("海关总署",))]


def test_an_item_headed_by_an_agency_is_that_agencys() -> None:
    found = measures("""
        四、任务分工
        （一）省地质研究院。开展勘查，编写报告。
        （二）省测绘学会。组织专家评审。
        """)
    assert [m.responsible for m in found] == [("省地质研究院",), ("省测绘学会",)]


def test_a_note_broken_by_a_paragraph_is_read_whole() -> None:
    found = measures("""
        一、主要任务
        （一）建好市场。新建两个市场。（市商务局、市住
        建局牵头，各区负责）
        （二）修路。（各区负责）
        """)
    assert (found[0].lead, found[0].responsible) == (("市商务局", "市住建局"), ("各区",))


def test_the_rows_of_a_task_table_are_measures() -> None:
    document = paper_with_table(
        "年度任务分工表",
        [
            ["序号", "工作任务", "主要内容", "牵头单位", "配合单位", "完成时限"],
            ["1", "修建渠道。", "整修干渠", "市水利局", "市财政局、各县", "2027年10月底前"],
            ["", "", "衬砌支渠", "各县政府", "/", "2027年12月底前"],
            ["2", "植树造林。", "造林五万亩", "市林业局", "—", "2027年4月"],
        ],
    )
    found = _of(document)
    assert [(m.number, m.heading, m.lead, m.support, m.deadline) for m in found] == [
        ("1", "修建渠道", ("市水利局", "各县政府"), ("市财政局", "各县"), "2027-12"),
        ("2", "植树造林", ("市林业局",), (), "2027-04"),
    ]
    assert all(m.section is None and m.evidence.quote.rstrip("。") == m.heading for m in found)


def test_a_scoring_table_gives_no_measures() -> None:
    rows = [["序号", "考核内容", "分值", "责任单位"], ["1", "修建渠道", "10", "市水利局"]]
    assert _of(paper_with_table("考核评分表", rows)) == []


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("对全县桥梁开展排查。该项工作于2027年4月底前完成。", "2027-04"),
        ("2027年底前，在全县推开试点。（县民政局负责）", "2027-12"),
        ("2027年1月1日至12月31日，企业可以申请补贴，标准另行制定。所需经费由财政列支。", "2027-12-31"),
        ("加大投入，力争在2028年底前完成改造任务。", "2028-12"),
        ("2027年6月完成规划，2028年6月建成投用。", None),
        ("到2027年，建成三座水库。", None),
        ("建设三座水库。", None),
    ],
)
def test_the_deadline_of_the_item_as_a_whole(text: str, deadline: str | None) -> None:
    assert deadline_of(text, Calendar(2027)) == deadline


def test_measures_of_the_corpora_are_exact_slices_with_stable_ids(shared: Path) -> None:
    for path in sorted((shared / "corpus" / "more").glob("*.txt")):
        document = read(path)
        found = _of(document)
        assert found == _of(document)
        assert len({measure.measure_id for measure in found}) == len(found), path.name
        for measure in found:
            assert document.text[measure.evidence.start : measure.evidence.end] == measure.evidence.quote
            for mention in measure.agencies:
                words = view_of(document.text, mention.start, mention.end).text
                assert mention.name.endswith(words), (path.name, mention.name, words)
