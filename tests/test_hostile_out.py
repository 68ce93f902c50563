"""What goes out: whatever a document or a file name holds, every file of the dataset is harmless, whole and opens."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipeline.discover import SourceFile
from pipeline.extract import Outcome, verified
from pipeline.publish import publish
from pipeline.rows import table_html
from pipeline.run import dataset_rows
from pipeline.settings import Settings
from schemas import Cell, Issue, Severity, Table

Read = Callable[..., Outcome]
HOSTILE = (
    "=HYPERLINK(\"http://127.0.0.1:9/\")", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "\x00\x1b[31m\x85", "\u202e倒",
    "_x0041_", "\ud800", "\ufffe\uffff", "a;b", '"";\'\'', "a\r\nb", "../../etc/passwd", "x'; DROP TABLE y --",
)  # fmt: skip


def written(folder: Path, outcome: Outcome, messages: tuple[str, ...]) -> Path:
    issues = [Issue(severity=Severity.INFO, code="hostile", message=words, source_file="a.txt") for words in messages]
    publish(folder / "out", dataset_rows([outcome], issues), Settings())
    return folder / "out"


def messages_of(out: Path) -> dict[str, list[str]]:
    """Return the messages of the issues of ours from every format."""
    csv.field_size_limit(sys.maxsize)
    rows = json.loads((out / "issues.json").read_text(encoding="utf-8"))
    found = {"json": [row["message"] for row in rows if row["code"] == "hostile"]}
    with (out / "issues.csv").open(encoding="utf-8-sig", newline="") as stream:
        found["csv"] = [row["message"] for row in csv.DictReader(stream) if row["code"] == "hostile"]
    base = sqlite3.connect(out / "mubiao.sqlite")
    found["sqlite"] = [row[0] for row in base.execute("SELECT message FROM issues WHERE code = 'hostile'")]
    base.close()
    sheet = openpyxl.load_workbook(out / "mubiao.xlsx")["issues"]
    names = [cell.value for cell in sheet[1]]
    lines = [dict(zip(names, line, strict=True)) for line in sheet.iter_rows(min_row=2)]
    assert not [cell for line in lines for cell in line.values() if cell.data_type == "f"]
    found["xlsx"] = [line["message"].value for line in lines if line["code"].value == "hostile"]
    return found


def test_hostile_words_are_text_in_every_format(tmp_path: Path, read_as: Read) -> None:
    found = messages_of(written(tmp_path, read_as("a.txt"), HOSTILE))
    assert {name: len(messages) for name, messages in found.items()} == dict.fromkeys(found, len(HOSTILE))
    assert found["json"] == found["sqlite"]
    for message in found["csv"]:
        assert not message.startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    shown = {message.removeprefix("'").replace("\r\n", "\n") for message in found["csv"]}
    assert shown == {message.replace("\r\n", "\n") for message in found["json"]}


def test_ten_million_characters_are_whole_except_in_the_workbook(tmp_path: Path, read_as: Read) -> None:
    long = "到2030年" * 2_000_000
    found = messages_of(written(tmp_path, read_as("a.txt"), (long,)))
    assert found["json"] == found["csv"] == found["sqlite"] == [long]
    (cell,) = found["xlsx"]
    assert len(cell) <= 32_767, "the most that a cell of a workbook holds"
    assert cell.endswith("(cut here; whole in the CSV and JSON files)")


def test_a_file_name_is_text_in_every_format(tmp_path: Path, read_as: Read) -> None:
    name = "=1+1<script>；\\..\\x\\x1b.txt"
    read = read_as("a.txt")
    outcome = Outcome(SourceFile(Path(name), name), read.document_id, read.sha256, extraction=read.extraction)
    out = written(tmp_path, outcome, ())
    assert json.loads((out / "documents.json").read_text(encoding="utf-8"))[0]["source_file"] == name
    with (out / "documents.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.DictReader(stream))["source_file"] == "'" + name


def test_markup_in_a_table_is_shown_and_not_run() -> None:
    words = ("<script>alert(1)</script>", '"><b onclick=x>&amp;')
    cells = tuple(Cell(row=0, column=place, text=text) for place, text in enumerate(words))
    html = table_html(Table(table_id="t", title="</caption><script>", rows=1, columns=2, cells=cells))
    assert "<script" not in html
    assert "<b " not in html
    assert html.count("&lt;script&gt;") == 2


@pytest.mark.parametrize("value", ["1" * 400, "9" * 16, "0." + "3" * 40, "1E+20"])
def test_a_row_of_digits_is_no_number_and_told(read_as: Read, value: str) -> None:
    extraction = read_as("a.txt").extraction
    assert extraction is not None
    first = extraction.statements[0].model_copy(update={"value": Decimal(value)})
    told = verified(extraction.model_copy(update={"statements": (first, *extraction.statements[1:])}))
    assert len(told.statements) == len(extraction.statements) - 1
    assert [issue.code for issue in told.issues if issue.code == "number-out-of-range"] == ["number-out-of-range"]


def test_the_largest_number_is_published_whole(tmp_path: Path, read_as: Read) -> None:
    read = read_as("a.txt")
    assert read.extraction is not None
    first = read.extraction.statements[0].model_copy(update={"value": Decimal("9" * 15), "unit": "万亿元"})
    extraction = read.extraction.model_copy(update={"statements": (first, *read.extraction.statements[1:])})
    out = written(tmp_path, Outcome(read.source, read.document_id, read.sha256, extraction=extraction), ())
    assert json.loads((out / "statements.json").read_text(encoding="utf-8"))[0]["value"] == 999_999_999_999_999
    base = sqlite3.connect(out / "mubiao.sqlite")
    (largest,) = base.execute("SELECT max(value_base) FROM targets").fetchone()
    base.close()
    assert largest == pytest.approx(999_999_999_999_999e12)
