"""Small files for what once stopped a reader: each is read, or says what is wrong."""

from __future__ import annotations

import pytest
from bad_files import docx, paragraph, pdf_pages

from extractors.extraction import extract
from extractors.language.pipeline import pipeline
from extractors.readers import Limits, read_bytes
from extractors.readers.numerals import numeral
from schemas import Document

SENTENCE = "到2030年，全市建成绿道300公里。"


def codes(document: Document) -> list[str]:
    return [issue.code for issue in document.issues]


@pytest.mark.parametrize("odd", ["²", "９", "-1", "99999999999", "1" * 5000, "", "x", "1e400"])
def test_a_word_file_with_odd_numbers_in_its_attributes_is_read(odd: str) -> None:
    row = (
        f'<w:tr><w:trPr><w:gridBefore w:val="{odd}"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="{odd}"/></w:tcPr>'
        f"{paragraph('绿道')}</w:tc><w:tc>{paragraph('300公里')}</w:tc></w:tr>"
    )
    body = (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{odd}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{odd}"/>'
        f'<w:ind w:firstLine="{odd}"/></w:pPr><w:r><w:t>{SENTENCE}</w:t></w:r></w:p><w:tbl>{row * 3}</w:tbl>'
    )
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
        f'w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{odd}"/><w:numFmt w:val="lowerLetter"/><w:lvlText '
        'w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    assert SENTENCE in read_bytes(docx(body, word__numbering_xml=numbering), "x.docx").text


def test_letters_of_a_list_do_not_fill_the_memory() -> None:
    assert numeral(27, "lowerLetter") == "aa"
    assert numeral(10**12, "lowerLetter") == "1000000000000"


@pytest.mark.parametrize("code", ["D800", "0000", "001B"])
def test_a_symbol_that_is_no_character_is_left_out(code: str) -> None:
    body = f'<w:p><w:r><w:t>{SENTENCE}</w:t><w:sym w:char="{code}"/></w:r></w:p>'
    assert read_bytes(docx(body), "x.docx").text == SENTENCE


def test_deep_xml_is_over_the_limit_and_not_damaged() -> None:
    from extractors.errors import ReadError

    with pytest.raises(ReadError) as caught:
        read_bytes(docx("<w:sdt>" * 3000 + paragraph(SENTENCE) + "</w:sdt>" * 3000), "x.docx")
    assert caught.value.code == "too-large"
    document = read_bytes(docx(paragraph(SENTENCE) + "<w:sdt>" * 500 + "</w:sdt>" * 500), "x.docx")
    assert str(document.status) == "partly extracted"
    assert codes(document) == ["nested-too-deep"]


def test_deep_markup_of_a_page_loses_no_words() -> None:
    page = f"<html><body><p>{SENTENCE}</p>{'<div>' * 700}其中<b>新建120公里</b>。{'</div>' * 700}</body></html>"
    document = read_bytes(page.encode(), "x.html")
    assert SENTENCE in document.text
    assert "新建120公里" in document.text
    assert "nested-too-deep" in codes(document)


def test_a_row_with_nothing_but_its_number_heads_no_rows() -> None:
    rows = ("序号", "指标", "2030年目标"), ("1", "绿道", "300公里"), ("2", "", ""), ("3", "公园", "120个")
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    document = read_bytes(f"<html><body><h1>青溪市绿道方案</h1><table>{table}</table></body></html>".encode(), "x.html")
    assert [statement.value_text for statement in extract(document).statements] == ["300公里", "120个"]


def test_a_paragraph_may_be_as_long_as_the_document() -> None:
    assert pipeline().max_length > Limits().characters


def test_graph_paper_is_no_table() -> None:
    lines = [f"0 {i * 5} m 595 {i * 5} l S {i * 4} 0 m {i * 4} 842 l S" for i in range(150)]
    words = "BT /F 12 Tf 72 700 Td (By 2030 the city builds 300 km of greenways.) Tj ET"
    document = read_bytes(pdf_pages([" ".join([*lines, words]).encode()]), "x.pdf")
    assert document.tables == ()
    assert "300 km" in document.text
    assert "grid-too-dense" in codes(document)
