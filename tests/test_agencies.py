"""Agencies in invented sentences; role and full name are marked inside: <lead full=市教育局>教育局</lead>牵头."""

from __future__ import annotations

import pytest
import spacy
from markup import parse

from extractors.language.agencies import factory as _agencies  # noqa: F401  registers the component
from extractors.language.agencies.logic import find_agencies, states_first_leads
from extractors.language.agencies.names import Expander, names_in
from extractors.view import view_of
from schemas import AgencyRole

NOTES = [
    # one note, several roles
    "建设三座冷库。（<lead>市商务局</lead>牵头，<responsible>各区</responsible>负责）",
    "（<lead>市教育局</lead>、<lead>市财政局</lead>牵头，<support>各镇</support>配合）",
    "(牵头单位:<lead>各县政府</lead>,配合单位:<support>市水务局</support>)",
    "（责任单位：<responsible>省林草局</responsible>；完成时限：2027年底）",
    "（<responsible>人民银行</responsible>负责）",
    "（负责部门：<responsible>商务部</responsible>，适用范围：各试点城市）",
    "（落实部门：<responsible>区住建局</responsible>）",
    # the prefix carries, but not to those who stand for themselves
    "（<lead>市发展改革委</lead>、<lead full=市教育局>教育局</lead>牵头）",
    "责任单位：<responsible>省农业农村厅</responsible>、<responsible full=省水利厅>水利厅</responsible>，"
    "<responsible>各市人民政府</responsible>",
    "（<responsible>县财政局</responsible>、<responsible full=县税务局>税务局</responsible>、"
    "<responsible>各乡镇</responsible>按职责分工负责）",
    "（<responsible>市委宣传部</responsible>、<responsible full=市委组织部>组织部</responsible>、"
    "<responsible full=市科技局>科技局</responsible>负责）",
    "（<responsible>市场监管总局</responsible>、<responsible>海关总署</responsible>负责）",
    "（<responsible>广州市教育局</responsible>、<responsible full=广州市民政局>民政局</responsible>负责）",
    "（<responsible>市城管局</responsible>、<responsible>广州供电局</responsible>负责）",
    # names that hold 和, brackets, and 等
    "（<lead>市工业和信息化局</lead>和<lead>市财政局</lead>牵头）",
    "（<responsible>各有关部门和单位</responsible>按职责分工负责）",
    "（<responsible>市交通局</responsible>（市港务中心）、<responsible full=市文旅局>文旅局</responsible>负责）",
    "（<responsible>各县（市、区）政府</responsible>负责）",
    "（<responsible>教育部</responsible>、<responsible>民政部</responsible>等有关部门和单位负责）",
    "（<responsible>公安部</responsible>等<responsible>国务院相关部门</responsible>负责）",
    "（<responsible>各地区</responsible>、<responsible>各部门</responsible>负责）",
    # a bare list behind a finished sentence
    "新建五所幼儿园。（<responsible>市教育局</responsible>、<responsible full=市财政局>财政局</responsible>）",
    # a paragraph of its own
    "牵头部门：<lead>市民政局</lead>",
    "参与部门：<support>市卫生健康委</support>、<support full=市医保局>医保局</support>",
    "【责任单位】<responsible>市林业局</responsible>",
    "〔责任单位：<responsible>省商务厅</responsible>、<responsible full=省财政厅>财政厅</responsible>按职责分工负责〕",
    "部门分工：<lead>省水利厅</lead>牵头，<support>各地</support>、<support>各部门</support>配合。",
    "责任单位：<lead>省教育厅</lead>牵头，<responsible>省体育局</responsible>",
    "（<lead>市商务局</lead>（牵头）、<responsible>市财政局</responsible>、<responsible>各区</responsible>）",
    "（<responsible full=教育部门>教育</responsible>、<responsible full=财政部门>财政</responsible>等部门负责）",
    "（<responsible>各市、县人民政府</responsible>负责）",
    # the first leads
    "（<lead>水利部</lead>、<responsible>财政部</responsible>负责。列第一位者为牵头单位，下同）",
    # 会同
    "（<lead>市财政局</lead>会同<support>市审计局</support>负责）",
]

RUNNING = [
    "专项政策由<lead>科技部门</lead>牵头制定，其中人才政策由<lead>人社部门</lead>牵头制定。",
    "<lead>自然资源厅</lead>要会同<support>财政厅</support>、"
    "<support>水利厅</support>等有关部门，抓紧出台细则。",
    "<support>物流行业协会</support>等行业组织要积极协助政府做好宣传。",
    "各县按季度报送数据，<responsible>相关部门</responsible>负责汇总。",
    "发挥<lead>市招商工作领导小组</lead>牵头抓总作用。",
    "由<lead>各片区协调部门</lead>牵头、<support>各属地镇街（园区）</support>协助推进。",
    # a note says it all: the running text beside it is not read
    "每年由市商务部门牵头办展。（<responsible>市商务局</responsible>负责）",
]

NOBODY = [
    "形成政府主导、部门负责、社会参与的工作机制。",
    "支持龙头企业牵头组建创新联合体。",
    "由分管副市长牵头，定期调度。",
    "项目负责人应当按时报送。",
    "市发展改革委要加强指导。",
    "（占地约20公顷，含两座泵站）",
    "1亿元以下项目由区级负责。",
    "各责任单位：",
    "分管市领导：王某",
    "本办法由市水务局负责解释。",
]


def _found(text: str) -> list[tuple[str, str, int, int]]:
    view = view_of(text)
    found = []
    for mention in find_agencies(view.text):
        start, end = view.source_span(mention.start, mention.end)
        found.append((mention.role.value, mention.name, start, end))
    return found


@pytest.mark.parametrize("marked", NOTES + RUNNING)
def test_agencies_are_found_with_role_full_name_and_place(marked: str) -> None:
    text, marks = parse(marked)
    expected = [(mark.name, mark.attributes.get("full", mark.text), mark.start, mark.end) for mark in marks]
    assert _found(text) == expected


@pytest.mark.parametrize("sentence", NOBODY)
def test_other_sentences_name_no_agency(sentence: str) -> None:
    assert _found(sentence) == []


def test_the_first_of_every_list_leads_where_the_document_says_so() -> None:
    assert states_first_leads("（排在第一位的为牵头部门，下同）")
    roles = [(m.name, m.role) for m in find_agencies("（海关总署、商务部负责）", first_is_lead=True)]
    assert roles == [("海关总署", AgencyRole.LEAD), ("商务部", AgencyRole.RESPONSIBLE)]
    collective = find_agencies("（各地区、财政部负责）", first_is_lead=True)
    assert {mention.role for mention in collective} == {AgencyRole.RESPONSIBLE}


def test_a_list_in_a_table_cell_is_written_out() -> None:
    names = names_in("市人社局、卫生健康委，各区", 0, Expander(), strict=False)
    assert [name.text for name in names] == ["市人社局", "市卫生健康委", "各区"]


def test_the_component_marks_spans_that_jieba_would_split() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("mubiao_agencies")
    doc = nlp("（市科工信局牵头，各区负责）")
    assert [span.text for span in doc.spans["agencies"]] == ["市科工信局", "各区"]
    assert [mention.role.value for mention in doc._.agencies] == ["lead", "responsible"]
