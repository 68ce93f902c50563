"""Rows written at once are the rows that XlsxWriter writes cell by cell, in every byte; rows of a spool are whole."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pipeline.formats.columns import json_line
from pipeline.formats.quick_sheet import Cell, QuickSheet
from pipeline.formats.xlsx_file import _cut
from pipeline.spool import Spool, lines_of, rows_of
from schemas import Issue, Severity

ROWS: list[list[Cell]] = [
    [(0, "一般公共预算收入", None), (1, 12, None), (2, 0.5, None)],
    [(0, "甲 & 乙 < 丙 > \"丁\" '戊'", None), (3, "第二行\n第三行\t制表", None)],
    [],
    [(1, " 两端空白 ", None), (2, "\u3000全角空白", None), (4, "行末换行\n", None), (5, "", None)],
    [(0, "\x01\x1f\r_x000D_ \ufffe\uffff", None), (27, "in AB", None)],
    [(0, "链接", "internal:'targets'!A2"), (1, "a & b", "internal:'targets'!A3"), (2, -7, None), (3, 66.6667, None)],
    [(0, "𠮷" * 9, None), (1, 1100, None), (2, 12345678901234, None)],
]


def book_of(path: Path, quick: bool) -> bytes:
    """Write the rows under a head, at once or cell by cell; return the workbook's bytes."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    link = book.add_format({"underline": 1})
    sheet = book.add_worksheet("rows", worksheet_class=QuickSheet)
    sheet.write_string(0, 0, "head")
    for number, cells in enumerate(ROWS, start=1):
        if quick:
            sheet.write_cells(number, cells, link)
            continue
        for column, value, there in cells:
            if there:
                sheet.write_url(number, column, there, link, value)
            elif isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write_number(number, column, Decimal(repr(value)))
    sheet.autofilter(0, 0, len(ROWS), 5)
    book.close()
    return path.read_bytes()


def test_rows_written_at_once_are_those_of_xlsxwriter(tmp_path: Path) -> None:
    assert book_of(tmp_path / "quick.xlsx", quick=True) == book_of(tmp_path / "slow.xlsx", quick=False)
    sheet = openpyxl.load_workbook(tmp_path / "quick.xlsx")["rows"]
    assert sheet["A3"].value == "甲 & 乙 < 丙 > \"丁\" '戊'"
    assert sheet["A7"].hyperlink.location == "'targets'!A2"


def test_a_text_of_tags_stays_text(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), {"constant_memory": True})
    book.add_worksheet("rows", worksheet_class=QuickSheet).write_cells(0, [(0, "<r>标红</r>", None)], book.add_format())
    book.close()
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["rows"]["A1"].value == "<r>标红</r>"


@pytest.mark.parametrize("character", ["字", "𠮷"])
def test_a_long_text_is_cut_to_what_excel_holds_and_says_so(character: str) -> None:
    cut = _cut(character * 40_000)
    assert len(cut.encode("utf-16-le")) // 2 in (32_766, 32_767)
    assert cut.endswith("… (cut here; whole in the CSV and JSON files)")
    assert _cut(character * 16_000) == character * 16_000


def test_a_spool_gives_the_rows_back_as_records_and_as_lines(tmp_path: Path) -> None:
    issues = [Issue(severity=Severity.INFO, code="copy", message=f"第{n}份\n“副本”", page=n) for n in range(5)]
    spool = Spool(tmp_path / "rows", Issue)
    spool.extend(issues[:2])
    spool.extend(issues[2:])
    assert list(spool) == issues and spool[3] == issues[3] and spool[-1] == issues[-1]
    assert list(lines_of(spool)) == list(lines_of(issues)) == [json_line(issue) for issue in issues]
    assert list(rows_of(spool[1:4])) == list(rows_of(issues[1:4]))
    assert [row["page"] for row in rows_of(spool[:2])] == [0, 1]
    assert json.loads(json_line(issues[0])) == issues[0].model_dump(mode="json")
    spool.close()


def test_a_character_without_utf8_form_does_not_stop_the_publication() -> None:
    issue = Issue(severity=Severity.INFO, code="copy", message="").model_copy(update={"message": "\ud800"})
    assert json.loads(json_line(issue))["message"] == "?"
