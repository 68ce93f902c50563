"""Word files: numbers that Word generates, revisions, merged cells, text boxes, and files made to do harm.

Documents are built with python-docx or written as the XML that Word writes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as WordDocument

from extractors.errors import ReadError
from extractors.readers import Limits, read_bytes
from extractors.readers.numerals import chinese, numeral
from schemas import BlockKind, Document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def built(build: Callable[[WordDocument], None]) -> Document:
    """Return the document that is read from a Word file made by `build`."""
    word = docx.Document()
    build(word)
    buffer = io.BytesIO()
    word.save(buffer)
    return read_bytes(buffer.getvalue(), "t.docx")


def written(body: str, **parts: str) -> bytes:
    """Return a Word file with the given body and further parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            packed.writestr(f"word/{name}.xml", content)
    return buffer.getvalue()


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def item(words: str, number: int, level: int) -> str:
    mark = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{mark}</w:pPr>{run(words)}</w:p>"


def lines(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks if block.table is None]


def test_paragraphs_headings_and_tables_in_order() -> None:
    def build(word: WordDocument) -> None:
        word.add_heading("一、目标", level=1)
        word.add_paragraph("到2026年，建成绿道300公里。")
        table = word.add_table(rows=2, cols=2)
        for cell, words in zip(table._cells, ["任务", "单位", "建驿站", "园林局"], strict=True):
            cell.text = words
        word.add_paragraph("二、措施")

    document = built(build)
    kinds = [(block.kind, block.level) for block in document.blocks]
    assert kinds[0] == (BlockKind.HEADING, 1)
    assert [kind for kind, _ in kinds[1:]] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert [cell.text for cell in document.tables[0].cells] == ["任务", "单位", "建驿站", "园林局"]
    assert document.text == "一、目标\n到2026年，建成绿道300公里。\n任务\t单位\n建驿站\t园林局\n二、措施"


def level(place: int, style: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'


LEVELS = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "bullet", "●")
)
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num></w:numbering>"""


def test_numbers_that_word_generates_are_written_into_the_text() -> None:
    body = "".join(
        [
            item("目标", 1, 0),
            item("近期", 1, 1),
            item("建绿道", 1, 2),
            item("建驿站", 1, 2),
            item("远期", 1, 1),
            item("通水系", 1, 2),
            item("沿江", 1, 3),
            item("措施", 1, 0),
            item("附则", 2, 0),
        ]
    )
    assert lines(read_bytes(written(body, numbering=NUMBERING), "n.docx")) == [
        "一、目标",
        "（一）近期",
        "1. 建绿道",
        "2. 建驿站",
        "（二）远期",
        "1. 通水系",
        "沿江",
        "二、措施",
        "九、附则",
    ]


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (105, "chineseCounting", "一百零五"),
        (3, "chineseLegalSimplified", "叁"),
        (4, "decimalEnclosedCircle", "④"),
        (4, "lowerRoman", "iv"),
        (27, "upperLetter", "AA"),
        (5, "unheard-of", "5"),
    ],
)
def test_styles_of_numbers(number: int, style: str, text: str) -> None:
    assert numeral(number, style) == text


def test_counting_in_chinese_has_no_gaps() -> None:
    assert len({chinese(number) for number in range(1, 2000)}) == 1999


def test_insertions_stay_deletions_and_comments_go_and_it_is_said() -> None:
    body = (
        f"<w:p>{run('建成绿道')}<w:del>{'<w:r><w:delText>200</w:delText></w:r>'}</w:del>"
        f"<w:ins>{run('300')}</w:ins>{run('公里。')}</w:p>"
    )
    comments = f"<w:comments {W}><w:comment w:id='0'><w:p>{run('是否偏高？')}</w:p></w:comment></w:comments>"
    document = read_bytes(written(body, comments=comments), "r.docx")
    assert lines(document) == ["建成绿道300公里。"]
    assert {issue.code for issue in document.issues} == {"tracked-changes", "comments-left-out"}


def test_text_boxes_are_kept_once() -> None:
    box = f"<w:txbxContent><w:p>{run('专栏1　绿道工程')}</w:p></w:txbxContent>"
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p>{run('建设绿道。')}<w:r>{choice}</w:r></w:p>"
    assert lines(read_bytes(written(body), "b.docx")) == ["建设绿道。", "专栏1　绿道工程"]


def test_merged_cells_become_spans() -> None:
    def cell(words: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(words)}</w:p></w:tc>"

    down, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    table = (
        f"<w:tbl><w:tr>{cell('县区', down)}{cell('绿道', wide)}</w:tr>"
        f"<w:tr>{cell('', goes_on)}{cell('新建')}{cell('改造')}</w:tr>"
        f"<w:tr>{cell('东城区')}{cell('12.5')}{cell('8')}</w:tr></w:tbl>"
    )
    (read,) = read_bytes(written(f"<w:p>{run('绿道任务表')}</w:p>{table}"), "m.docx").tables
    assert (read.rows, read.columns, read.head_rows, read.title) == (3, 3, 2, "绿道任务表")
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in read.cells}
    assert spans["县区"] == (2, 1)
    assert spans["绿道"] == (1, 2)


def test_a_table_in_a_cell_is_read_with_the_cell() -> None:
    inner = f"<w:tbl><w:tr><w:tc><w:p>{run('东段')}</w:p></w:tc><w:tc><w:p>{run('5公里')}</w:p></w:tc></w:tr></w:tbl>"
    row = f"<w:tr><w:tc><w:p>{run('绿道')}</w:p></w:tc><w:tc><w:p>{run('分段：')}</w:p>{inner}</w:tc></w:tr>"
    head = f"<w:tr><w:tc><w:p>{run('任务')}</w:p></w:tc><w:tc><w:p>{run('内容')}</w:p></w:tc></w:tr>"
    (table,) = read_bytes(written(f"<w:tbl>{head}{row}</w:tbl>"), "i.docx").tables
    assert table.cells[-1].text == "分段：\n东段  5公里"


def test_footnotes_stand_at_the_end_and_leave_no_digit_in_the_text() -> None:
    body = f"<w:p>{run('建成绿道300')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('公里。')}</w:p>"
    notes = f"<w:footnotes {W}><w:footnote w:id='2'><w:p>{run('含滨水步道。')}</w:p></w:footnote></w:footnotes>"
    document = read_bytes(written(body, footnotes=notes), "f.docx")
    assert lines(document) == ["建成绿道300公里。", "含滨水步道。"]
    assert document.blocks[-1].kind is BlockKind.NOTE


def test_a_zip_bomb_stops_at_the_limit() -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(written("<!-- " + " " * 3_000_000 + " -->"), "bomb.docx", Limits(unpacked_bytes=1_000_000))
    assert caught.value.code == "too-large"


def test_entities_are_refused() -> None:
    buffer = io.BytesIO()
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("word/document.xml", f"{entity}<w:document {W}><w:body>&a;</w:body></w:document>")
    with pytest.raises(ReadError) as caught:
        read_bytes(buffer.getvalue(), "x.docx")
    assert caught.value.code == "damaged"


@pytest.mark.parametrize("body", ["", "<w:p/>"])
def test_a_file_without_words_says_so(body: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(written(body), "e.docx")
    assert caught.value.code == "no-text"
