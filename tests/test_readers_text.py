"""Plain text: which lines make one paragraph, what a tab-separated table is, which encodings are read.

A text is written as a person would see it; the paragraphs it must give are the expected list.
"""

from __future__ import annotations

import pytest

from extractors.errors import ReadError
from extractors.readers import read_bytes
from schemas import BlockKind, Document


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs that a text is read into, line breaks shown as ¶."""
    document = read_bytes(text.encode("utf-8"), "t.txt")
    return [
        document.text[block.start : block.end].replace("\n\n", "¶").replace("\n", "¶")
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH
    ]


JOINED = [
    pytest.param(
        "3. 扩大产能。到2027年，全市新增高新技术企业30\n\n家。支持企业兼并重组。",
        ["3. 扩大产能。到2027年，全市新增高新技术企业30¶家。支持企业兼并重组。"],
        id="a page break between number and unit",
    ),
    pytest.param(
        "4. 实施链长制。编制“产业链图谱”和“招商\n\n项目清单”，每季度更新一次。",
        ["4. 实施链长制。编制“产业链图谱”和“招商¶项目清单”，每季度更新一次。"],
        id="inside quotation marks",
    ),
    pytest.param(
        "6. 优化服务。推行一网通办，事项全程网办率达到95%以上。（市政务局、市数\n\n据局牵头，各县区负责）",
        ["6. 优化服务。推行一网通办，事项全程网办率达到95%以上。（市政务局、市数¶据局牵头，各县区负责）"],
        id="inside the bracket that names the agencies",
    ),
    pytest.param(
        "7. 加强保障。健全投入机制，市财政每年安排不少于2亿元支持园区建设。\n\n（市财政局牵头，市发改局配合）",
        ["7. 加强保障。健全投入机制，市财政每年安排不少于2亿元支持园区建设。¶（市财政局牵头，市发改局配合）"],
        id="the agencies on a line of their own",
    ),
    pytest.param(
        "青溪市先进制造业集群建设\n实施方案\n为加快建设先进制造业集群，制定本方案。",
        ["青溪市先进制造业集群建设¶实施方案", "为加快建设先进制造业集群，制定本方案。"],
        id="a title over two lines",
    ),
    pytest.param(
        "青溪市人民政府办公室\n关于印发青溪市绿道建设计划\n实施细则的通知\n各镇人民政府：",
        ["青溪市人民政府办公室¶关于印发青溪市绿道建设计划¶实施细则的通知", "各镇人民政府："],
        id="a title over three lines",
    ),
    pytest.param(
        "青溪市绿道建设行动方案\n（2024—2026年）\n为建设绿道，制定本方案。",
        ["青溪市绿道建设行动方案¶（2024—2026年）", "为建设绿道，制定本方案。"],
        id="the years below a title",
    ),
    pytest.param(
        "　　到2026年，全市建成绿道300公里，绿道连通率达到80%以上，沿线建成驿\n站20个，服务半径覆盖全部"
        "城区和重点镇，形成连山通水、串城接乡的绿\n道网。\n　　绿道管护经费纳入各级财政预算，每公里每年不低于2万元，"
        "由市园林局会同\n市财政局制定办法。绿道沿线不得新建与绿道功能无关的建筑，已有的应当在两\n年内拆除。市园林局每"
        "半年组织一次检查，检查结果向社会公布。\n　　绿道建设应当就地取材，不占耕地，不砍大树，不搞大广场。各县区要把"
        "绿道\n建设列入年度重点工作，明确专人负责，每月报送进展。",
        3,
        id="lines wrapped at a fixed width",
    ),
]


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_what_a_break_split_is_one_paragraph(text: str, expected: list[str] | int) -> None:
    found = paragraphs(text)
    assert (len(found) if isinstance(expected, int) else found) == expected


APART = [
    pytest.param("一、总体要求\n坚持科学规划，分步实施。", id="a heading and its paragraph"),
    pytest.param("青溪市人民政府\n2024年3月5日\n青溪市绿道建设方案", id="signature, date, title of the annex"),
    pytest.param("青政发〔2024〕5号\n各镇人民政府，市政府各部门：", id="number and salutation"),
    pytest.param("（一）加强领导\n（二）落实责任\n（三）严格考核", id="items without a full stop"),
    pytest.param("主要指标：\n新建绿道30公里；\n新增驿站5个；", id="a list that ends its lines with ；"),
    pytest.param("附件：1.任务清单\n2.项目清单", id="annexes"),
    pytest.param("各位代表：\n现在，我向大会报告工作。", id="a speech"),
    pytest.param("绿化覆盖率（%）\n\n绿地面积占比，按遥感影像计算，不含水面\n\n\n\n\n\n7", id="a table by cells"),
    pytest.param("审批时限压缩三分之一。\n企业开办时间不超过1天。", id="two sentences"),
]


@pytest.mark.parametrize("text", APART)
def test_paragraphs_stay_apart(text: str) -> None:
    assert paragraphs(text) == [line for line in text.split("\n") if line]


def table_of(text: str) -> tuple[Document, list[list[str]]]:
    """Return the document and the rows of its first table."""
    document = read_bytes(text.encode("utf-8"), "t.txt")
    table = document.tables[0]
    rows = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
        assert "".join(document.text[piece.start : piece.end] for piece in cell.pieces) == cell.text
    return document, rows


def test_tab_separated_lines_are_a_table_with_its_caption_unit_and_notes() -> None:
    rows_of_text = "序号\t指标\t目标\n1\t工业投资\t120\n2\t技改投资\t45\n"
    text = f"2025年主要指标表\n单位：亿元\n{rows_of_text}注：技改投资含数字化改造。\n二、措施\n"
    document, rows = table_of(text)
    table = document.tables[0]
    assert rows == [["序号", "指标", "目标"], ["1", "工业投资", "120"], ["2", "技改投资", "45"]]
    assert (table.title, table.unit_note) == ("2025年主要指标表", "单位：亿元")
    assert table.notes == "注：技改投资含数字化改造。"
    assert table.head_rows == 1
    assert table.unsure is None


def test_a_second_head_row_is_told_by_its_empty_first_cell() -> None:
    heads = "任务\t2024—2026年\t\t2024年\t\n\t目标\t措施\t目标\t措施\n"
    document, rows = table_of(f"{heads}绿道\t30公里\t沿江\t8公里\t东段\n")
    assert rows[1] == ["", "目标", "措施", "目标", "措施"]
    assert document.tables[0].head_rows == 2


def test_short_rows_keep_their_fields_in_place_and_the_table_says_it_is_unsure() -> None:
    document, rows = table_of("任务\t目标\t单位\n绿道\t30公里\n驿站\t5个\t园林局\n")
    assert rows[1] == ["绿道", "30公里", ""]
    assert document.tables[0].unsure is not None


def test_cells_with_line_breaks_of_their_own() -> None:
    first = "1\t组织领导\t成立领导小组，\n落实专人负责\n\t10\n"
    second = "2\t日常巡查\t每月不少于2次，\n有记录\n\t20\n"
    _, rows = table_of(f"序号\t内容\t标准\t分值\n{first}{second}")
    assert rows == [
        ["序号", "内容", "标准", "分值"],
        ["1", "组织领导", "成立领导小组，\n落实专人负责", "10"],
        ["2", "日常巡查", "每月不少于2次，\n有记录", "20"],
    ]


def test_a_blank_line_ends_a_table_and_a_tab_as_indent_makes_none() -> None:
    document = read_bytes("甲\t1\n乙\t2\n\n丙\t3\n丁\t4\n\n\t为做好工作，制定本方案。\n".encode(), "t.txt")
    assert [table.rows for table in document.tables] == [2, 2]
    last = document.blocks[-1]
    assert document.text[last.start : last.end] == "为做好工作，制定本方案。"


def test_page_numbers_and_the_sites_own_lines_are_boilerplate() -> None:
    head = "您的位置：首页>政策\n青溪市绿道管理办法\n来源：市园林局 发布时间：2024-05-06\n"
    text = f"{head}第一条 保护绿道。\n— 3 —\n分享到：\n"
    document = read_bytes(text.encode(), "t.txt")
    kinds = [(block.kind.value, document.text[block.start : block.end]) for block in document.blocks]
    assert [words for kind, words in kinds if kind == "boilerplate"] == [
        "您的位置：首页>政策",
        "来源：市园林局 发布时间：2024-05-06",
        "— 3 —",
        "分享到：",
    ]
    assert document.facts.published_on == "2024-05-06"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_encodings(encoding: str) -> None:
    text = "青溪市绿道管理办法\r\n第一条　绿道总长不少于300公里。\r\n"
    assert read_bytes(text.encode(encoding), "t.txt").text == text


def test_a_truncated_file_is_read_and_the_loss_is_said() -> None:
    whole = ("青溪市绿道建设方案\n" + "到2026年，全市建成绿道300公里。\n" * 30).encode("utf-8")
    document = read_bytes(whole[:-8], "t.txt")
    assert document.text.startswith("青溪市绿道建设方案")
    assert [issue.code for issue in document.issues] == ["undecodable-bytes"]
    assert document.issues[0].source_file == "t.txt"


BINARY = bytes(range(256)) * 40


@pytest.mark.parametrize(("data", "code"), [(b"", "empty"), (b" \n\t\n", "empty"), (BINARY, "not-a-document")])
def test_what_is_no_text_says_why(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "t.txt")
    assert caught.value.code == code


def test_the_same_bytes_give_the_same_document() -> None:
    data = "青溪市绿道建设方案\n一、目标\n建成绿道300公里。".encode()
    assert read_bytes(data, "a.txt") == read_bytes(data, "a.txt")
    assert read_bytes(data, "a.txt").document_id == read_bytes(data, "b.txt").document_id
