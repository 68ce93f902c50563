"""Tables of born-digital PDFs: grids, spans, open frames, captions, notes, boxed prose, tables without rules."""

from __future__ import annotations

from pdf_paper import HEIGHT, LEFT, Paper

from extractors.readers.pdf import read_pdf
from schemas import BlockKind, Document, Table

XS = (90.0, 200.0, 300.0, 400.0, 505.0)
HEAD = ("县区", "指标", "2026年", "2027年")


def rows(table: Table) -> list[str]:
    """Return the table's rows as cells parted by |, a cell that spans marked with its rows×columns."""
    shown = []
    for row in range(table.rows):
        cells = [cell for cell in table.cells if cell.row == row]
        marks = [
            cell.text.replace("\n", "")
            + ("" if cell.row_span == cell.column_span == 1 else f"({cell.row_span}×{cell.column_span})")
            for cell in cells
        ]
        shown.append("|".join(marks))
    return shown


def one_table(document: Document) -> Table:
    """Return the only table of a document; its cells' pieces are slices of the text."""
    (table,) = document.tables
    for cell in table.cells:
        parts = [document.text[piece.start : piece.end] for piece in cell.pieces]
        assert "\n".join(parts) == cell.text
        assert all(piece.box is not None for piece in cell.pieces)
    return table


def test_spans_two_row_head_caption_unit_and_note() -> None:
    paper = Paper()
    paper.centred(100, "表3 青禾市绿道建设计划", 14)
    paper.text(400, 125, "单位：公里", 10)
    body = [
        ("县区", "类型", "建设目标", "←"),
        ("↑", "↑", "2026年", "2027年"),
        ("东湖县", "城区", "12.5", "18"),
        ("↑", "郊野", "30", "42.6"),
    ]
    paper.grid(XS, (130, 152, 174, 196, 218), body)
    paper.text(LEFT, 234, "注：郊野绿道含滨水步道。", 9)
    table = one_table(read_pdf(paper.bytes(), "green.pdf"))
    assert rows(table) == [
        "县区(2×1)|类型(2×1)|建设目标(1×2)",
        "2026年|2027年",
        "东湖县(2×1)|城区|12.5|18",
        "郊野|30|42.6",
    ]
    assert (table.title, table.unit_note, table.notes) == (
        "表3 青禾市绿道建设计划",
        "单位：公里",
        "注：郊野绿道含滨水步道。",
    )
    assert table.head_rows == 2


def test_missing_outer_borders_are_drawn_for_the_grid() -> None:
    paper = Paper()
    paper.grid(
        XS, (130, 152, 174, 196), [HEAD, ("东湖县", "投资", "8", "9"), ("西岭县", "投资", "5", "6")], ("left", "right")
    )
    assert rows(one_table(read_pdf(paper.bytes(), "open.pdf"))) == [
        "县区|指标|2026年|2027年",
        "东湖县|投资|8|9",
        "西岭县|投资|5|6",
    ]


def test_a_table_goes_on_over_the_page() -> None:
    long = "建成并投用工业互联|网标识解析二级节点|并做好运维保障接入"
    paper = Paper()
    paper.centred(640, "附表 重点任务分解表", 14)
    paper.grid(XS, (660, 682, 760), [HEAD, ("东湖县", long, "8", "9")], ("bottom",))
    paper.text(290, 820, "— 7 —", 10)
    paper.page()
    paper.grid(XS, (60, 82, 104, 126), [HEAD, ("", "企业三十家", "", ""), ("西岭县", "公共检测平台", "5", "6")])
    paper.text(290, 820, "— 8 —", 10)
    document = read_pdf(paper.bytes(), "long.pdf")
    table = one_table(document)
    assert rows(table) == [
        "县区|指标|2026年|2027年",
        "东湖县|建成并投用工业互联网标识解析二级节点并做好运维保障接入企业三十家|8|9",
        "西岭县|公共检测平台|5|6",
    ]
    split = next(cell for cell in table.cells if len(cell.pieces) == 2)
    assert [piece.box.page for piece in split.pieces if piece.box] == [1, 2]
    assert table.pages == (1, 2) and table.title == "附表 重点任务分解表"
    assert sum(block.kind is BlockKind.TABLE for block in document.blocks) == 1


def test_a_frame_open_at_the_foot_of_the_page_keeps_its_last_row() -> None:
    paper = Paper()
    body = [HEAD, ("东湖县", "投资", "8", "9"), ("西岭县", "投资", "5", "6")]
    paper.grid(XS, (700, 722, 744, 780), body, ("bottom",))
    table = one_table(read_pdf(paper.bytes(), "foot.pdf"))
    assert rows(table)[-1] == "西岭县|投资|5|6"


def test_a_box_around_prose_is_no_table() -> None:
    paper = Paper()
    paper.grid((90, 505), (100, 124, 190), [("专栏2 供水提升工程",), ("新建水厂三座，改造管网二百公里。",)])
    document = read_pdf(paper.bytes(), "box.pdf")
    assert not document.tables
    assert [document.text[block.start : block.end] for block in document.blocks] == [
        "专栏2 供水提升工程",
        "新建水厂三座，改造管网二百公里。",
    ]


def test_a_title_inside_the_frame_is_the_title() -> None:
    paper = Paper()
    body = [("专栏1 主要指标", "←", "←", "←"), HEAD, ("东湖县", "投资", "8", "9")]
    paper.grid(XS, (100, 122, 144, 166), body)
    table = one_table(read_pdf(paper.bytes(), "inside.pdf"))
    assert (table.title, table.head_rows) == ("专栏1 主要指标", 2)


def test_columns_told_by_the_white_between_them() -> None:
    paper = Paper()
    for number, row in enumerate(
        [HEAD, ("东湖县", "投资", "8.5", "9"), ("西岭县", "投资", "5", "6"), ("南桥区", "投资", "7", "11")]
    ):
        for x, words in zip(XS, row, strict=False):
            paper.text(x, 200 + 22 * number, words)
    table = one_table(read_pdf(paper.bytes(), "white.pdf"))
    assert rows(table)[0] == "县区|指标|2026年|2027年"
    assert rows(table)[-1] == "南桥区|投资|7|11"


def test_three_rules_make_a_table() -> None:
    paper = Paper()
    for y in (190, 212, 262):
        paper.rule(90, y, 505, y)
    for number, row in enumerate([HEAD, ("东湖县", "投资", "8.5", "9"), ("西岭县", "投资", "5", "6")]):
        for x, words in zip(XS, row, strict=False):
            paper.text(x + 5, 206 + 22 * number, words)
    table = one_table(read_pdf(paper.bytes(), "three.pdf"))
    assert rows(table) == ["县区|指标|2026年|2027年", "东湖县|投资|8.5|9", "西岭县|投资|5|6"]
    assert table.unsure is None and table.head_rows == 1


def test_an_unsure_table_says_so() -> None:
    paper = Paper()
    for y in (190, 212, 280):
        paper.rule(90, y, 505, y)
    body = [HEAD, ("东湖县", "固定资产", "8.5", "9"), ("", "投资", "", ""), ("西岭县", "投资", "5", "6")]
    for number, row in enumerate(body):
        for x, words in zip(XS, row, strict=False):
            paper.text(x + 5, 206 + 20 * number, words)
    document = read_pdf(paper.bytes(), "unsure.pdf")
    assert one_table(document).unsure
    assert "table-unsure" in [issue.code for issue in document.issues]


def test_addresses_side_by_side_are_no_table() -> None:
    paper = Paper()
    for number in range(4):
        paper.text(90, 200 + 22 * number, f"联系人{number}：李某")
        paper.text(300, 200 + 22 * number, "电话：0000-1234567")
    assert not read_pdf(paper.bytes(), "contacts.pdf").tables


def test_the_text_holds_cells_parted_by_tabs() -> None:
    paper = Paper()
    paper.grid(XS, (130, 152, 174), [HEAD, ("东湖县", "投资", "8", "9")])
    document = read_pdf(paper.bytes(), "tabs.pdf")
    assert document.text == "县区\t指标\t2026年\t2027年\n东湖县\t投资\t8\t9"
    (block,) = document.blocks
    assert block.table == 0 and len(block.lines) == 8
    assert all(0 <= line.box.top <= HEIGHT for line in block.lines if line.box)


def test_wrapped_cells_of_a_table_without_rules_stay_in_their_rows() -> None:
    paper = Paper()
    wrapped = {1: ("城乡供水一体化", "覆盖率"), 3: ("规模以上企业研", "发机构覆盖率")}
    for number, value in enumerate(("指标", "", "45.5", "62", "71")):
        y = 200 + 40 * number
        lines = wrapped.get(number, ("绿地率",)) if value != "指标" else ("指标",)
        for k, line in enumerate(lines):
            paper.text(90, y - 8 * (len(lines) - 1) + 16 * k, line)
        for x, words in zip((260, 380), ("单位", "2027年") if number == 0 else ("%", value or "88"), strict=True):
            paper.text(x, y, words)
    table = one_table(read_pdf(paper.bytes(), "wrapped.pdf"))
    assert rows(table) == [
        "指标|单位|2027年",
        "城乡供水一体化覆盖率|%|88",
        "绿地率|%|45.5",
        "规模以上企业研发机构覆盖率|%|62",
        "绿地率|%|71",
    ]


def test_a_doubtful_table_without_rules_stays_prose_and_is_named() -> None:
    paper = Paper()
    body = [
        HEAD,
        ("东湖县", "固定资产", "8.5", "9"),
        ("", "投资", "", ""),
        ("西岭县", "投资", "5", "6"),
        ("南桥区", "投资", "7", "8"),
    ]
    for number, row in enumerate(body):
        for x, words in zip(XS, row, strict=False):
            paper.text(x, 200 + 20 * number, words)
    document = read_pdf(paper.bytes(), "doubtful.pdf")
    assert not document.tables and "西岭县 投资 5 6" in document.text.replace("  ", " ")
    assert "possible-table" in [issue.code for issue in document.issues]


def test_a_head_row_at_the_top_of_the_page_is_no_running_head() -> None:
    paper = Paper()
    for y in (60, 82, 132):
        paper.rule(90, y, 505, y)
    for number, row in enumerate([HEAD, ("东湖县", "投资", "8.5", "9"), ("西岭县", "投资", "5", "6")]):
        for x, words in zip(XS, row, strict=False):
            paper.text(x + 5, 76 + 22 * number, words)
    assert rows(one_table(read_pdf(paper.bytes(), "top.pdf")))[0] == "县区|指标|2026年|2027年"
