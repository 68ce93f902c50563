"""`mubiao.load` and `mubiao.extract`: a published dataset as pandas tables, one document as records."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from notebook import PAGE, worked

import mubiao
from mubiao.api import Tables
from pipeline.extract import Outcome
from pipeline.publish import publish
from pipeline.run import dataset_rows, run_documents
from pipeline.settings import Settings
from schemas.published import TABLES

ROOT = Path(__file__).resolve().parent.parent
PLAN = "青禾市行动方案（2024—2026年）\n一、主要目标\n到2026年，全市规模以上工业企业达到320家以上。\n"


@pytest.fixture
def data(tmp_path: Path, read_as: Callable[..., Outcome]) -> Tables:
    publish(tmp_path, dataset_rows([read_as("a.txt"), read_as("b.txt", "410")]), Settings())
    return mubiao.load(tmp_path)


def test_every_published_table_is_there(data: Tables) -> None:
    assert list(data) == list(TABLES)
    assert {name: len(table) for name, table in data.items()}["statements"] == 4


def test_columns_have_the_types_of_what_they_hold(data: Tables) -> None:
    types = data["statements"].dtypes
    assert (types["value"], types["char_start"]) == (pd.Float64Dtype(), pd.Int64Dtype())
    assert types["quote"] == pd.StringDtype()
    assert list(types["comparator"].categories) == ["=", ">=", ">", "<=", "<", "~", "range"]
    assert data["statements"]["value"].tolist() == [320, -12.5, 410, -12.5]
    assert data["statements"]["value_max"].isna().all()
    assert data["measures"]["lead"].tolist() == [["市科技局", "各区"]] * 2


def test_dates_are_days_and_keep_their_words(data: Tables) -> None:
    targets, documents = data["targets"], data["documents"]
    assert set(targets["deadline"]) == {pd.Period("2027-12-31", freq="D")}
    assert set(targets["deadline_text"]) == {"2027"}
    assert set(documents["issued_on"]) == {pd.Period("2025-03-01", freq="D")}
    assert documents["published_on"].isna().all()


def test_joined_has_a_row_a_statement_with_what_belongs_to_it(data: Tables) -> None:
    rows = data.joined()
    assert rows["statement_id"].tolist() == data["statements"]["statement_id"].tolist()
    first = rows.iloc[0]
    assert first["document_title"] == "=SUM(1)市行动方案"
    assert first["measure_heading"] == "培育壮大企业"
    assert first["target_value"] == 320


def test_a_document_is_read_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    (target,) = [item for item in mubiao.extract(path).statements if item.role == "target"]
    assert (int(target.value), target.unit, target.deadline) == (320, "家", "2026")


def test_the_notebook_page_works(tmp_path: Path) -> None:
    texts = [ROOT / "raw_docs" / name for name in ("s01_action_plan.txt", "s03_annual_priorities.html")]
    run_documents(texts, tmp_path / "outputs")
    assert "statements" in worked(PAGE.read_text(encoding="utf-8"), tmp_path)
