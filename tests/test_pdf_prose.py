"""Born-digital prose: paragraphs over lines and pages, what is left out, footnotes, titles, columns."""

from __future__ import annotations

import pytest
from pdf_paper import LEFT, PITCH, Paper, typeset

from extractors.readers.pdf import read_pdf
from extractors.view import view_of
from schemas import BlockKind, Document


def words(document: Document, *kinds: BlockKind) -> list[str]:
    """Return the blocks of the given kinds (all but tables by default) as a reader sees them."""
    wanted = kinds or (BlockKind.PARAGRAPH, BlockKind.HEADING)
    return [view_of(document.text, b.start, b.end).text for b in document.blocks if b.kind in wanted]


ROADS = (
    "到2027年，全市新建改建农村公路一千二百公里，建成充电桩八千个，"
    "公共交通出行比例提高到百分之四十五以上，由市交通局牵头推进。"
)
WATER = "加快供水管网改造，漏损率控制在百分之八以内，完成老旧小区二次供水改造六十处，各区政府按季度报送进展情况。"


def test_lines_become_paragraphs_by_indent_and_measure() -> None:
    paper = Paper()
    below = paper.prose(120, ROADS)
    paper.prose(below, WATER)
    assert words(read_pdf(paper.bytes(), "roads.pdf")) == [ROADS, WATER]


def test_a_paragraph_over_the_page_is_one_block_and_page_numbers_are_left_out() -> None:
    paper = Paper()
    y = 120.0
    for _ in range(8):
        y = paper.prose(y, ROADS)
    paper.lines(y, typeset(WATER)[:1])
    paper.text(280, 800, "— 1 —", 10)
    paper.page()
    paper.lines(100, typeset(WATER)[1:], indent=0)
    paper.prose(160, ROADS)
    paper.text(280, 800, "— 2 —", 10)
    document = read_pdf(paper.bytes(), "over.pdf")
    assert words(document)[-2:] == [WATER, ROADS]
    assert "—" not in document.text
    assert [issue.code for issue in document.issues] == ["furniture-left-out"]
    assert {line.box.page for line in document.blocks[8].lines if line.box} == {1, 2}


def test_running_heads_repeat_at_the_edge() -> None:
    paper = Paper()
    for _ in range(3):
        paper.text(200, 50, "青禾市公报 2027年第6期", 9)
        paper.prose(120, WATER)
        paper.page()
    document = read_pdf(paper.bytes(), "gazette.pdf")
    assert "公报" not in document.text
    assert words(document) == [WATER] * 3


def test_a_footnote_does_not_tear_its_paragraph() -> None:
    paper = Paper()
    y = 500.0
    y = paper.prose(y, ROADS)
    paper.lines(y, typeset(WATER)[:1])
    paper.rule(LEFT, 700, LEFT + 140, 700)
    paper.text(LEFT, 716, "1 漏损率按供水总量计算。", 9)
    paper.page()
    paper.lines(100, typeset(WATER)[1:], indent=0)
    paper.prose(160, ROADS)
    document = read_pdf(paper.bytes(), "note.pdf")
    assert words(document) == [ROADS, WATER, ROADS]
    assert words(document, BlockKind.NOTE) == ["1漏损率按供水总量计算。"]


def test_a_raised_mark_stays_in_its_line_and_is_named() -> None:
    paper = Paper()
    paper.text(LEFT, 100, "可再生能源")
    paper.text(LEFT + 60, 96, "1", 7)
    paper.text(LEFT + 65, 100, "占比达到30%。")
    document = read_pdf(paper.bytes(), "raised.pdf")
    line = document.blocks[0].lines[0]
    assert document.text == "可再生能源1占比达到30%。"
    assert [document.text[place] for place in line.raised] == ["1"]


def test_a_title_of_two_lines_is_one_block() -> None:
    paper = Paper()
    paper.centred(100, "青禾市推进城乡供水一体化", 20)
    paper.centred(130, "三年行动方案", 20)
    paper.prose(180, WATER)
    document = read_pdf(paper.bytes(), "title.pdf")
    assert words(document, BlockKind.HEADING) == ["青禾市推进城乡供水一体化三年行动方案"]


@pytest.mark.parametrize("label", ["附件2", "附表：", "2027年3月5日", "二〇二七年三月五日"])
def test_labels_and_dates_stand_alone(label: str) -> None:
    paper = Paper()
    paper.lines(100, typeset(WATER)[:1])
    paper.text(LEFT, 100 + PITCH, label)
    paper.prose(100 + 2 * PITCH, ROADS)
    assert words(read_pdf(paper.bytes(), "label.pdf"))[1:2] == [view_of(label).text]


def test_short_lines_do_not_pass_for_full_ones() -> None:
    paper = Paper()
    y = paper.prose(100, WATER)
    for number in range(3):
        paper.text(LEFT + 24, y + 20 * number, f"联系电话{number}：0000-123456")
    assert len(words(read_pdf(paper.bytes(), "short.pdf"))) == 4


def test_columns_are_read_one_after_the_other() -> None:
    paper = Paper()
    for number in range(8):
        paper.text(60, 120 + 20 * number, f"左栏第{number}行的文字内容写满这一行。", 10)
        paper.text(320, 120 + 20 * number, f"右栏第{number}行的文字内容写满这一行。", 10)
    text = read_pdf(paper.bytes(), "columns.pdf").text
    assert text.index("左栏第7行") < text.index("右栏第0行")


def test_a_printed_web_page_loses_its_address_and_its_frame() -> None:
    paper = Paper()
    paper.text(30, 30, "2027/8/1 10:31", 8)
    paper.text(200, 30, "关于供水改造的通知-青禾市人民政府", 8)
    paper.text(60, 150, "首页 > 政务公开 > 通知", 8)
    paper.prose(200, WATER)
    paper.text(30, 820, "https://www.example.org/notice/1.html", 8)
    paper.text(540, 820, "1/1", 8)
    assert words(read_pdf(paper.bytes(), "web.pdf")) == [WATER]


def test_every_line_and_character_has_its_place() -> None:
    paper = Paper()
    paper.prose(120, ROADS)
    document = read_pdf(paper.bytes(), "places.pdf")
    for block in document.blocks:
        for line in block.lines:
            assert line.box is not None and len(line.xs) == line.end - line.start + 1
            assert document.text[line.start : line.end] in document.text[block.start : block.end]
    first = document.blocks[0].lines[0]
    place = document.text.index("2027")
    assert first.xs[place] == pytest.approx(LEFT + 24 + 12, abs=1)


def test_the_same_file_gives_the_same_document() -> None:
    paper = Paper()
    paper.prose(120, ROADS)
    data = paper.bytes()
    assert read_pdf(data, "a.pdf") == read_pdf(data, "a.pdf")
