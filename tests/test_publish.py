"""The published dataset: the same rows in every format, harmless, typed, whole, and the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest
from frictionless import Package

from pipeline.extract import Failure, Outcome
from pipeline.formats.columns import columns_of, number_of
from pipeline.formats.csv_file import harmless
from pipeline.formats.dictionary import dictionary
from pipeline.formats.schema_file import json_schema
from pipeline.formats.settings_page import settings_page
from pipeline.publish import publish
from pipeline.rows import table_html
from pipeline.run import dataset_rows
from pipeline.settings import Settings
from schemas import Cell, Statement, Table
from schemas.published import LINKS, TABLES, StatementRow

Read = Callable[..., Outcome]
ROOT = Path(__file__).resolve().parent.parent


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def out(tmp_path: Path, read_as: Read) -> Path:
    """A published dataset of two invented documents and one that failed."""
    failed = read_as("c.pdf")
    failed = Outcome(failed.source, failed.document_id, failed.sha256, failure=Failure("encrypted", "=cmd|' /C calc'"))
    publish(tmp_path / "out", dataset_rows([read_as("b.txt", "410"), failed, read_as("a.txt")]), Settings())
    return tmp_path / "out"


def rows_of(out: Path, table: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((out / f"{table}.json").read_text(encoding="utf-8"))
    return rows


def csv_of(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_table_is_there_as_json_and_csv_with_the_same_columns(out: Path) -> None:
    for table in TABLES:
        names = [column.name for column in columns_of(table)]
        assert csv.DictReader((out / f"{table}.csv").open(encoding="utf-8-sig")).fieldnames == names
        assert all(list(row) == names for row in rows_of(out, table))
        assert len(csv_of(out, table)) == len(rows_of(out, table))


def test_csv_begins_with_the_mark_that_spreadsheets_look_for(out: Path) -> None:
    assert (out / "statements.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_failed_document_is_a_row_and_an_issue(out: Path) -> None:
    ends = {row["source_file"]: row["status"] for row in rows_of(out, "documents")}
    assert ends == {"a.txt": "extracted", "b.txt": "extracted", "c.pdf": "failed"}
    (issue,) = [row for row in rows_of(out, "issues") if row["source_file"] == "c.pdf"]
    assert (issue["severity"], issue["code"]) == ("error", "encrypted")


def test_a_statement_says_where_it_stands(out: Path) -> None:
    prose, cell = [row for row in rows_of(out, "statements") if row["source_file"] == "a.txt"]
    assert prose["path"] == ["培育壮大企业"]
    at = prose["char_start"] - prose["context_start"]
    assert prose["context"][at : at + len(prose["quote"])] == prose["quote"]
    assert prose["boxes"] == [[1, 72.0, 100.5, 300.25, 114.0]]
    assert cell["table"] == {"title": "主要<指标>", "row": "=绿道里程", "column": "2027年目标"}
    assert cell["context"] == "=绿道里程 | -12.5公里"
    assert (prose["value"], cell["value"]) == (320, -12.5)


@pytest.mark.parametrize(
    ("text", "written"),
    [("=1+1", "'=1+1"), ("+86", "'+86"), ("-1里", "'-1里"), ("@x", "'@x"), ("\tx", "'\tx"), ("＝1", "'＝1")],
)
def test_a_cell_that_would_be_a_formula_is_made_harmless(text: str, written: str) -> None:
    assert harmless(text) == written


def test_csv_text_is_harmless_and_numbers_stay_numbers(out: Path) -> None:
    statement = csv_of(out, "statements")[1]
    assert statement["quote"] == "'-12.5公里"
    assert Decimal(statement["value"]) == Decimal("-12.5")
    assert statement["comparator"] == "="
    assert csv_of(out, "documents")[0]["title"] == "'=SUM(1)市行动方案"


def test_a_list_in_csv_is_joined_with_semicolons(out: Path) -> None:
    measure = csv_of(out, "measures")[0]
    assert measure["lead"] == "市科技局;各区"
    assert measure["path"] == "总则；附则", "a semicolon of the text's own is written in full width"


@pytest.mark.parametrize(("value", "number"), [("1100", 1100), ("1E+3", 1000), ("479.13", 479.13)])
def test_decimals_become_plain_json_numbers(value: str, number: float) -> None:
    assert number_of(Decimal(value)) == number
    assert json.dumps(number_of(Decimal(value))) == str(number)


def test_the_workbook_holds_text_numbers_and_links_but_no_formula(out: Path) -> None:
    book = openpyxl.load_workbook(out / "mubiao.xlsx")
    assert book.sheetnames == ["about", *TABLES]
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    sheet = book["statements"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref
    names = [cell.value for cell in sheet[1]]
    line = dict(zip(names, sheet[3], strict=True))
    assert line["quote"].value == "-12.5公里"
    assert line["value"].value == -12.5
    assert line["measure_id"].hyperlink.location == "'measures'!A2"


def test_a_workbook_says_what_it_left_out(tmp_path: Path, read_as: Read) -> None:
    rows = dataset_rows([read_as(f"{name}.txt", str(name)) for name in range(100, 103)])
    publish(tmp_path, rows, Settings(max_sheet_rows=2))
    book = openpyxl.load_workbook(tmp_path / "mubiao.xlsx")
    assert book["documents"].max_row == 1 + 2
    assert "Only the first 2 rows" in str(book["about"]["C2"].value)
    assert len(rows_of(tmp_path, "documents")) == 3


def test_sqlite_joins_targets_with_their_statements(out: Path) -> None:
    base = sqlite3.connect(out / "mubiao.sqlite")
    query = """SELECT s.quote FROM targets t JOIN targets_statement_ids l USING (target_id)
               JOIN statements s ON s.statement_id = l.statement_id ORDER BY s.source_file, s.char_start"""
    quotes = [quote for (quote,) in base.execute(query)]
    assert quotes == [row["quote"] for row in rows_of(out, "statements")]
    assert base.execute("SELECT typeof(value) FROM statements").fetchall() == [("integer",), ("real",)] * 2


def test_the_data_package_is_valid(out: Path) -> None:
    report = Package(str(out / "datapackage.json")).validate()
    assert report.valid, report.to_summary()


def test_json_files_follow_their_schemas(out: Path) -> None:
    for table in TABLES:
        written = json.loads((out / "json-schema" / f"{table}.json").read_text(encoding="utf-8"))
        assert written == json_schema(table)
        jsonschema.Draft202012Validator.check_schema(written)
        jsonschema.validate(rows_of(out, table), written)


def test_the_same_rows_give_the_same_bytes_whatever_their_order(out: Path, tmp_path: Path, read_as: Read) -> None:
    outcomes = [read_as("a.txt"), read_as("b.txt", "410")]
    publish(tmp_path / "1", dataset_rows(outcomes), Settings())
    publish(tmp_path / "2", dataset_rows(outcomes[::-1]), Settings())
    assert hashes(tmp_path / "1") == hashes(tmp_path / "2")
    assert len(hashes(out)) == 2 * len(TABLES) + len(TABLES) + 3


def test_an_unchanged_dataset_is_left_untouched(tmp_path: Path, read_as: Read) -> None:
    publish(tmp_path, dataset_rows([read_as("a.txt")]), Settings())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    publish(tmp_path, dataset_rows([read_as("a.txt")]), Settings())
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == {
        path: time for path, time in before.items() if path.is_file()
    }


def test_what_a_killed_run_left_is_cleared_and_other_files_stay(tmp_path: Path, read_as: Read) -> None:
    (tmp_path / ".next-dead").mkdir()
    (tmp_path / "README.md").write_text("kept", encoding="utf-8")
    publish(tmp_path, dataset_rows([read_as("a.txt")]), Settings())
    assert not list(tmp_path.glob(".next-*"))
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "kept"


def test_html_of_a_table_shows_the_text_and_runs_nothing() -> None:
    cells = (
        Cell(row=0, column=0, row_span=2, text="<script>alert(1)</script>", is_head=True),
        Cell(row=0, column=1, column_span=2, text="目标"),
        Cell(row=1, column=1, text="5"),
        Cell(row=1, column=2, text="6"),
    )
    html = table_html(Table(table_id="t", title="表<1>", rows=2, columns=3, cells=cells))
    assert html == (
        "<table>\n<caption>表&lt;1&gt;</caption>\n"
        '<tr><th rowspan="2">&lt;script&gt;alert(1)&lt;/script&gt;</th><td colspan="2">目标</td></tr>\n'
        "<tr><td>5</td><td>6</td></tr>\n</table>"
    )


def test_every_column_is_explained() -> None:
    silent = [(table, column.name) for table in TABLES for column in columns_of(table) if not column.description]
    assert not silent


def test_links_name_columns_that_are_there() -> None:
    for here, there in LINKS.items():
        for table, column in (here, there):
            assert column in {item.name for item in columns_of(table)}


def test_nothing_of_a_statement_is_left_unpublished() -> None:
    # The review is spread over the columns state, reviewer, reviewed_at, review_note, review_key and extracted.
    assert set(Statement.model_fields) - {"review"} <= set(StatementRow.model_fields)


@pytest.mark.parametrize(("page", "made"), [("data-dictionary.md", dictionary), ("settings.md", settings_page)])
def test_pages_made_from_models_are_up_to_date(page: str, made: Callable[[], str]) -> None:
    written = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert written == made(), f"docs/{page} is behind the models; run `make docs`"
