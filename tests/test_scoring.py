"""Gold from reviewed documents, and what a run scores against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.dataset import DatasetError
from pipeline.decisions.claims import said_by
from pipeline.decisions.desk import Desk
from pipeline.run import run_documents
from pipeline.scoring.agreement import CORE, FOUND, FULL, Score, compare_measures, compare_targets, level
from pipeline.scoring.gold import export, read_gold, score
from schemas import Action, Claim, Role

ROW: dict[str, Any] = {
    "quote": "全市绿色工厂达到60家以上", "role": "target", "scope": "全市", "indicator": "绿色工厂数量",
    "comparator": ">=", "value": 60, "value_max": None, "unit": "家", "kind": "level", "start": None,
    "deadline": "2026", "table": None,
}  # fmt: skip
PLAN = """云泽市绿色制造行动方案（2024—2026年）

一、主要目标
到2026年，绿色工厂达到60家以上，单位工业增加值能耗下降12%。

二、重点任务
（一）改造园区。到2025年，完成园区循环化改造8个。（市工业和信息化局牵头，市财政局配合）
"""


@pytest.mark.parametrize(
    ("changes", "reached"),
    [
        ({}, FULL),
        ({"scope": "云泽市", "scope_any": ["全市"]}, FULL),
        ({"value": 0.006, "unit": "万家"}, FULL),
        ({"indicator": "水质"}, CORE),
        ({"kind": "increment"}, CORE),
        ({"kind": "increment", "kind_any": ["level"]}, FULL),
        ({"deadline": "2025"}, FOUND),
        ({"comparator": "="}, FOUND),
        ({"value": 61}, 0),
        ({"unit": "%"}, 0),
        ({"quote": "新增上市公司三户"}, 0),
    ],
)
def test_a_statement_agrees_with_a_row_at_a_level(changes: dict[str, Any], reached: int) -> None:
    assert level(ROW | changes, ROW) == reached


def test_optional_rows_cost_nothing_whether_found_or_not() -> None:
    optional = ROW | {"optional": True}
    assert compare_targets([optional], [ROW]).scores["full"] == Score(0, 0, 0)
    assert compare_targets([optional], []).scores["full"] == Score(0, 0, 0)
    assert compare_targets([], [ROW]).scores["full"] == Score(0, 1, 0)


def test_a_required_row_comes_before_its_optional_twin() -> None:
    found = compare_targets([ROW | {"optional": True}, ROW], [ROW])
    assert found.scores["full"] == Score(1, 1, 1)


def test_agencies_count_by_role() -> None:
    row = {"number": "1", "heading": "改造园区", "lead": ["市工业和信息化局"], "support": ["市财政局"]}
    given = row | {"lead": ["市工业和信息化局", "市财政局"], "support": []}
    assert compare_measures([row], [given]).scores == {"measures": Score(1, 1, 1), "agencies": Score(1, 2, 2)}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "plan.txt").write_text(PLAN, encoding="utf-8")
    run_documents([tmp_path / "in"], tmp_path / "out")
    return tmp_path / "out"


def review(out: Path, every: bool = True) -> None:
    """Accept all targets but one, of which the indicator and the date are corrected."""
    desk = Desk.open(out)
    (document_id,) = desk.documents()
    targets = [s for s in desk.extraction(document_id).statements if s.role is Role.TARGET]
    for statement in targets if every else targets[:1]:
        if statement.value == 12:
            claim = Claim.model_validate(said_by(statement).model_dump() | {"deadline": "2030", "indicator": "煤耗"})
            desk.decide(statement, Action.CORRECT, "王敏", seen=0, claims=[claim])
        else:
            desk.decide(statement, Action.ACCEPT, "王敏", seen=0)
    desk.publish()
    desk.close()


def test_a_reviewed_document_is_gold_and_measures_the_run_it_came_from(out: Path, tmp_path: Path) -> None:
    review(out)
    done = export(out, tmp_path / "gold")
    assert (len(done.documents), done.targets, done.measures, done.left_out) == (1, 3, 1, ())
    rows = read_gold(tmp_path / "gold", "targets.jsonl")
    assert [(row["doc"], row["value"], row["deadline"], row["optional"]) for row in rows] == [
        ("pla", 60, "2026", False), ("pla", 12, "2030", False), ("pla", 8, "2025", False),
    ]  # fmt: skip
    # What was extracted is measured, not what the reviewer made of it.
    total = score(out, tmp_path / "gold").total
    assert total["found"] == Score(3, 3, 3)
    assert total["core"] == Score(2, 3, 3)
    assert (total["measures"].f1, total["agencies"].f1) == (1.0, 1.0)


def test_a_document_that_is_not_reviewed_to_the_end_is_left_out(out: Path, tmp_path: Path) -> None:
    review(out, every=False)
    done = export(out, tmp_path / "gold")
    assert (done.documents, done.targets) == ((), 0)
    assert [count for _, count in done.left_out] == [2]
    with pytest.raises(DatasetError, match="none of the documents"):
        score(out, tmp_path / "gold")


def test_damaged_gold_is_told_with_its_line(out: Path, tmp_path: Path) -> None:
    review(out)
    export(out, tmp_path / "gold")
    path = tmp_path / "gold" / "targets.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + json.dumps(["no", "row"]) + "\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="line 4"):
        score(out, tmp_path / "gold")
