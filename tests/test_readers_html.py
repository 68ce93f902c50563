"""Web pages: the document without its site, tables with spans, layout told from data."""

from __future__ import annotations

import pytest

from extractors.errors import ReadError
from extractors.readers import read_bytes
from schemas import BlockKind, Document, Table

ARTICLE = """
<p style="text-align:center"><b><span>青溪市绿道建设方案</span></b></p>
<p>　　为建设绿道，方便群众出行，根据《青溪市城市总体规划》，制定本方案。</p>
<p>　　一、目标</p>
<p>　　到2026年，全市建成绿道<span>300</span>公里，绿道连通率达到80%以上，沿线建成驿站20个。</p>
<p>　　（市园林局牵头，各县区负责）</p>
"""
SITE = """<!DOCTYPE html><html><head><meta charset="{charset}">
<title>青溪市绿道建设方案-青溪市人民政府门户网站</title>
<meta name="ArticleTitle" content="青溪市绿道建设方案"><meta name="PubDate" content="2024-05-06 10:00">
<meta name="ContentSource" content="市园林局"><style>p {{color: red}}</style></head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li>
<li><a href="/hd">互动交流</a></li></ul></div>
<div class="wrap"><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a></div>
<div class="article"><h1>青溪市绿道建设方案</h1>
<div class="attr">来源：市园林局　发布时间：2024-05-06 10:00　浏览次数：<span>3</span></div>
<div class="content">{article}</div>
<div class="share">分享到：<a href="#">微信</a></div></div></div>
<div class="footer">主办单位：青溪市人民政府办公室　网站标识码：0000000000</div>
<script>document.write("到2030年建成绿道999公里。")</script></body></html>"""


def page(article: str = ARTICLE, charset: str = "utf-8") -> Document:
    """Read the article as it stands on a site."""
    return read_bytes(SITE.format(article=article, charset=charset).encode(charset), "p.html")


def lines(document: Document) -> list[str]:
    """Return the document's own paragraphs and headings."""
    kinds = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.NOTE)
    return [document.text[block.start : block.end] for block in document.blocks if block.kind in kinds]


def cells(table: Table) -> list[tuple[int, int, int, int, str]]:
    """Return row, column, spans and words of every cell."""
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk"])
def test_the_document_without_its_site(charset: str) -> None:
    document = page(charset=charset)
    assert lines(document) == [
        "青溪市绿道建设方案",
        "青溪市绿道建设方案",
        "为建设绿道，方便群众出行，根据《青溪市城市总体规划》，制定本方案。",
        "一、目标",
        "到2026年，全市建成绿道300公里，绿道连通率达到80%以上，沿线建成驿站20个。\n（市园林局牵头，各县区负责）",
    ]
    assert "互动交流" not in document.text
    assert "999" not in document.text
    assert document.facts.title == "青溪市绿道建设方案"
    assert (document.facts.source, document.facts.published_on) == ("市园林局", "2024-05-06")


def test_line_breaks_and_headings() -> None:
    document = page("<h2>二、任务<br>与分工</h2><div>1.建绿道。<br>2.建驿站。<br></div>" + ARTICLE)
    assert "二、任务\n与分工" in lines(document)
    heading = next(block for block in document.blocks if block.level == 2)
    assert heading.kind is BlockKind.HEADING
    assert [line for line in lines(document) if line[:2] in ("1.", "2.")] == ["1.建绿道。", "2.建驿站。"]


def test_numbers_that_the_browser_prints_are_part_of_the_text() -> None:
    style = "list-style-type:cjk-ideographic"
    document = page(ARTICLE + f'<ol start="3" style="{style}"><li>建绿道</li><li>建驿站</li></ol>')
    assert lines(document)[-2:] == ["三、建绿道", "四、建驿站"]


def test_a_table_keeps_its_spans_and_its_title() -> None:
    grid = """<p>2026年绿道指标表</p><p>单位：公里</p><table>
    <tr><td rowspan="2">县区</td><td colspan="2">绿道</td></tr><tr><td>新建</td><td>改造</td></tr>
    <tr><td>东城区</td><td>12.5</td><td>8</td></tr></table><p>注：含滨水步道。</p>"""
    document = page(ARTICLE + grid)
    (table,) = document.tables
    assert cells(table) == [
        (0, 0, 2, 1, "县区"),
        (0, 1, 1, 2, "绿道"),
        (1, 1, 1, 1, "新建"),
        (1, 2, 1, 1, "改造"),
        (2, 0, 1, 1, "东城区"),
        (2, 1, 1, 1, "12.5"),
        (2, 2, 1, 1, "8"),
    ]
    assert (table.title, table.unit_note, table.notes) == ("2026年绿道指标表", "单位：公里", "注：含滨水步道。")
    assert table.head_rows == 2


def test_a_title_row_inside_the_table_is_its_title() -> None:
    title = "<tr><td colspan=2><p>附件</p><p>绿道任务分工表</p></td></tr>"
    grid = f"<table>{title}<tr><td>任务</td><td>单位</td></tr><tr><td>建驿站</td><td>园林局</td></tr></table>"
    (table,) = page(ARTICLE + grid).tables
    assert table.title == "绿道任务分工表"
    assert table.head_rows == 2


def test_tables_that_only_lay_out_the_page_are_read_through() -> None:
    old = f"""<html><body><table><tr><td>{'<a href="/">首页</a>' * 5}</td></tr></table>
    <table width="980"><tr><td width="200"><a href="/1">机构</a></td>
    <td><table><tr><td>{ARTICLE}</td></tr></table></td></tr></table>
    </body></html>"""
    document = read_bytes(old.encode("gb18030"), "old.htm")
    assert document.tables == ()
    assert "到2026年，全市建成绿道300公里，绿道连通率达到80%以上，沿线建成驿站20个。" in document.text


def test_the_fact_box_is_read_and_is_no_table() -> None:
    box = """<table><tr><td>索引号：</td><td>QX-2024-1</td><td>文　　号：</td><td>青政发〔2024〕5号</td></tr>
    <tr><td>发布机构：</td><td>青溪市人民政府</td><td>成文日期：</td><td>2024-04-30</td></tr></table>"""
    document = page(box + ARTICLE)
    assert document.tables == ()
    facts = document.facts
    assert (facts.number, facts.issuer, facts.issued_on) == ("青政发〔2024〕5号", "青溪市人民政府", "2024-04-30")


def test_hidden_copies_are_left_out_and_said() -> None:
    hidden = f'<div style="display: none">{ARTICLE * 3}</div>'
    document = page(ARTICLE * 4 + hidden)
    assert [issue.code for issue in document.issues] == ["hidden-text"]
    assert document.text.count("建成绿道300公里") == 4


def test_words_behind_a_stray_end_of_page_are_kept() -> None:
    broken = SITE.format(article=ARTICLE, charset="utf-8").replace('<div class="wrap">', '</html><div class="wrap">')
    assert "绿道连通率达到80%以上" in read_bytes(broken.encode(), "p.html").text


def test_a_page_of_frames_says_so() -> None:
    frames = "<html><frameset><frame src='a.html'><frame src='b.html'></frameset></html>"
    with pytest.raises(ReadError) as caught:
        read_bytes(frames.encode(), "f.html")
    assert caught.value.code == "no-text"


def test_deep_nesting_and_huge_spans_do_no_harm() -> None:
    deep = "<div>" * 3000 + "到2026年，全市建成绿道300公里，覆盖全部城区。" + "</div>" * 3000
    assert "300公里" in read_bytes(f"<html><body>{deep}</body></html>".encode(), "d.html").text
    wide = '<td rowspan="999999" colspan="999999">甲乙丙丁</td>'
    spans = f"<table><tr>{wide}<td>1</td></tr><tr><td>乙</td><td>2</td></tr></table>"
    assert page(ARTICLE + spans).tables[0].rows == 2
