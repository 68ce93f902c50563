"""Text that misleads (误导性文本): what is read of a number with something inside it, marked in the sentence.

<q is="= 1200 亿元">1 200 亿元</q>; <unread>12 34</unread> is a number that may be read in two ways and is told instead.
"""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import parse

from extractors.extraction import extract
from extractors.language.periods import find_periods
from extractors.language.quantities import find_quantities, name_spans
from extractors.readers import read_bytes
from extractors.view import view_of
from schemas import Extraction, Role

SENTENCES = [
    # marks without a width, marks of direction
    '产值达到<q is="= 4600 亿元">4\u200b6\u200d00亿\ufeff元</q>',
    '产值\u202d达到<q is="= 4600 亿元">46\u200e00亿元</q>\u202c',
    '绿地率<q is=">= 41 %">不低\u00ad于4\U000e01001%</q>',
    # full width, small, upright, mathematical and half-width forms
    '产值达到<q is="= 4600 亿元">４，６００亿元</q>，占比<q is=">= 36.5 %">３６．５﹪以上</q>',
    '面积<q is="= 52 ㎢">５２㎢</q>，供水<q is="= 900 ㎥">９００㎥</q>',
    '产值达到<q is="= 460 亿元">𝟒𝟔𝟎亿元</q>，增长<q is="= 6.5 %">𝟼﹒𝟻％</q>',
    '⼯业用地<q is="= 35 公顷">35公顷</q>，⼈均<q is="= 3 万元">3万元</q>',
    '浓度降到<q is="= 35 微克/m³">35微克/m³</q>，PM₂.₅和CO₂排放<q is="= 10 %">10%</q>',
    # separators of thousands
    '企业<q is="= 15200 家">15,200家</q>、投资<q is="= 1234567 万元">1，234，567万元</q>',
    '产值达到<q is="= 1200 亿元">1 200亿元</q>，或者达到 <q is="= 1200 亿元">1 200 亿元</q>',
    '人口<q is="= 1234567 人">1 234 567人</q>，企业<q is="= 15200 家">15\u2009200家</q>',
    # blanks inside a number and inside a year
    '产值<q is="> 1200 亿元">超过1 2 00亿元</q>',
    '产值达到<q is="= 1200 亿元">1\n200亿元</q>',
    # two numbers, or three, are not one
    '图<q is="= 1">1</q> 2026年增长<q is="= 5 %">5%</q>',
    '分别为<q is="= 100">100</q>，<q is="= 200">200</q>，<q is="= 300 家">300家</q>',
    "企业<unread>12 34</unread>家",
    # footnote marks
    '面积<q is="= 15 万亩">15①万亩</q>，能源②消费<q is="= 3 万吨">3³万吨</q>',
    '产值达到<q is=">= 460 亿元">460亿元[1]以上</q>，人口<q is="= 3 万人">3万人</q>［12］',
    '主要任务：①建设<q is="= 5 个">5个</q>；②改造<q is="= 6 个">6个</q>',
    # page numbers fused into the sentence
    '产值达到<q is="= 50 亿元">50— 3 —亿元</q>',
    '产值达到<q is="= 50 亿元">50\n- 13 -\n亿元</q>',
    "产值达到- <unread>3</unread> - <unread>50</unread>亿元",
    '上调<q is="range 3 5 %">3-5%</q>，新建<q is="range 20 30 米">20—30米</q>',
    # signs that no font outside the document can draw
    "产值达到\ue000<unread>500</unread>亿元，企业<unread>5</unread>\ue001<unread>0</unread>家，人口<unread>3</unread>½万人",
    '\uf0b7 新建<q is="= 12 家">12家</q>',
    # a range that looks like years
    '产值达到<q is="range 2035 2037 万元">2035-2037万元</q>',
    # a number that happens to be a well-known one
    '企业达到<q is="= 12345 家">12345家</q>，拨打12345热线',
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_numbers_with_something_inside(marked: str) -> None:
    text, marks = parse(marked)
    view = view_of(text)
    periods = [(period.start, period.end) for period in find_periods(view.text)]
    found = find_quantities(view.text, [*name_spans(view.text), *periods])
    written = [
        (
            f"{q.comparator.value} {q.value}{f' {q.value_max}' if q.value_max else ''} {q.unit}".strip(),
            text[slice(*view.source_span(q.start, q.end))],
        )
        for q in found
    ]
    expected = [(mark.attributes["is"].strip(), mark.text) for mark in marks if mark.name == "q"]
    assert [row for row, _ in written] == [row for row, _ in expected]
    for (_, words), (_, marked_words) in zip(written, expected, strict=True):
        assert words in marked_words
    unread = [mark for mark in marks if mark.name == "unread"]
    spans = [view.source_span(q.start, q.end) for q in found]
    assert not any(start <= mark.start < end for mark in unread for start, end in spans)


def _extracted(*paragraphs: str) -> Extraction:
    head = ("关于印发《云泽市工作方案》的通知", "云泽市人民政府", "2024年3月1日", "一、主要目标")
    return extract(read_bytes("\n\n".join((*head, *paragraphs)).encode(), "plan.txt"))


def test_a_number_that_may_be_read_in_two_ways_is_told() -> None:
    extraction = _extracted("到2027年，全市规上工业企业达到12 34家，用地达到\ue00035公顷。")
    assert not [s for s in extraction.statements if s.role is Role.TARGET]
    told = [issue.message for issue in extraction.issues if issue.code == "number-not-understood"]
    assert [number in message for number, message in zip(("12", "34", "35"), told, strict=True)] == [True] * 3


def test_evidence_keeps_what_the_view_left_out() -> None:
    words = "全市工业总产值达到1 2\u200b00①亿元以上"
    extraction = _extracted(f"到2027年，{words}。")
    (target,) = [s for s in extraction.statements if s.role is Role.TARGET]
    assert (target.quote, str(target.value), target.deadline) == (words, "1200", "2027")
    assert extraction.document.text[target.char_start : target.char_end] == words


@pytest.mark.parametrize("mark", ["— 3 —", "-3-", "第 3 页 共 9 页"])
def test_a_page_number_between_the_lines_of_a_paragraph(mark: str) -> None:
    words = (
        "到2027年，全市规模以上工业企业数量和质量同步提升，工业总产值达到4600亿元以上，高新技术企业突破三百家，研发经费投入强度"
        "达到百分之三以上，全市工业投资年均增长百分之十，建成省级以上创新平台五十个，万元工业增加值能耗下降14%。"
    )
    lines = [words[place : place + 28] for place in range(0, len(words), 28)]
    found = _extracted("\n".join(["　　" + lines[0], lines[1], mark, *lines[2:]])).statements
    values = [(str(s.value), s.unit) for s in found if s.role is Role.TARGET]
    assert values == [("4600", "亿元"), ("300", "家"), ("3", "%"), ("10", "%"), ("50", "个"), ("14", "%")]


@pytest.mark.parametrize("mark", ["<sup>1</sup>", '<sup><a href="#note">12</a></sup>', "①", "¹"])
def test_a_raised_footnote_number_of_a_web_page_is_no_digit(mark: str) -> None:
    words = f"到2027年，全市高标准农田面积达到15{mark}万亩，绿地4km<sup>2</sup>。"
    page = f"<html><body><h1>云泽市工作方案</h1><p>{words}</p></body></html>"
    found = [s for s in extract(read_bytes(page.encode(), "plan.html")).statements if s.role is Role.TARGET]
    assert [(str(s.value), s.unit) for s in found] == [("15", "万亩"), ("4", "km²")]


def test_a_raised_footnote_number_of_a_word_file_is_no_digit() -> None:
    paper = docx.Document()
    paragraph = paper.add_paragraph("到2027年，全市高标准农田面积达到15")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run("万亩。")
    file = io.BytesIO()
    paper.save(file)
    found = [s for s in extract(read_bytes(file.getvalue(), "plan.docx")).statements if s.role is Role.TARGET]
    assert [(str(s.value), s.unit) for s in found] == [("15", "万亩")]


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        ("到2027年产值达到\u202e0064\u202c亿元。", "text-direction-turned", "another order"),
        ("到2027年产值达到\ue000500亿元。", "private-use-characters", "U+E000"),
        ("到2027年产值达到\ufffd00亿元。", "characters-lost", "replaced"),
        ("到2027年产值达到4\u200b600亿元。", "marks-in-numbers", "4600"),
    ],
)
def test_what_may_mislead_is_told(words: str, code: str, part: str) -> None:
    (issue,) = [issue for issue in _extracted(words).issues if issue.code == code]
    assert part in issue.message and issue.page == 1


@pytest.mark.parametrize("year", ["2 0 2 7年", "20 27年", "２０２７年", "20\u200b27年", "2027年①"])
def test_years_with_something_inside(year: str) -> None:
    (target,) = [s for s in _extracted(f"到{year}，全市绿地率达到41%。").statements if s.role is Role.TARGET]
    assert (str(target.value), target.deadline) == ("41", "2027")


@given(st.text(alphabet="年到20 7,，.\n①¹［］[-—第表家亿%\u200b\u202e\ue000\u3000", max_size=24))
def test_a_view_maps_back_in_order_whatever_it_holds(text: str) -> None:
    view = view_of(text)
    assert len(view.offsets) == len(view.text)
    assert list(view.offsets) == sorted(set(view.offsets))
    assert all(0 <= place < len(text) for place in view.offsets)
