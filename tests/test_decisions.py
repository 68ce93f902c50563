"""What reviewers decide: never lost, found again after every new reading, published beside what was extracted."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from rich.console import Console

from mubiao.show import show
from pipeline.decisions.claims import said_by
from pipeline.decisions.desk import Desk
from pipeline.decisions.ledger import NothingToUndoError, OvertakenError
from pipeline.republish import republish
from pipeline.run import run_documents
from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.store.packing import pack, unpack
from schemas import Action, Claim, Extraction, Role, State, Statement

PLAN = """湖石市产业发展行动计划（2023—2025年）

一、发展目标

到2025年，全市工业总产值达到800亿元，高新技术企业超过120家，园区绿地率不低于30%。

二、重点任务

（一）壮大龙头企业。到2024年，新增上市公司3家。（市发展改革局负责）

（二）补齐设施短板。标准厂房五十万平方米，年内见分晓。黑臭水体一律清掉。
"""

CLEARED = Claim(role=Role.TARGET, scope="全市", indicator="黑臭水体数量", value=Decimal(0), unit="处", deadline="2025")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset of one plan."""
    write(tmp_path, PLAN)
    return tmp_path


def write(folder: Path, text: str, name: str = "plan.txt") -> None:
    (folder / "in").mkdir(exist_ok=True)
    (folder / "in" / name).write_text(text, encoding="utf-8")
    run_documents([folder / "in"], folder / "out")


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    opened = Desk.open(folder / "out")
    yield opened
    opened.close()


def statements(desk: Desk) -> tuple[Statement, ...]:
    return tuple(s for document_id in desk.documents() for s in desk.extraction(document_id).statements)


def about(desk: Desk, words: str) -> Statement:
    """Return the one statement whose number's words hold these."""
    found = [statement for statement in statements(desk) if words in statement.value_text]
    assert len(found) == 1, [statement.value_text for statement in statements(desk)]
    return found[0]


def rows(folder: Path, table: str = "statements") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "out" / f"{table}.json").read_text(encoding="utf-8"))
    return found


def row(folder: Path, words: str) -> dict[str, Any]:
    return next(row for row in rows(folder) if words in row["value_text"])


def corrected(statement: Statement, **changes: object) -> Claim:
    return Claim.model_validate(said_by(statement).model_dump() | changes)


def test_an_accepted_statement_is_published_as_accepted(folder: Path, desk: Desk) -> None:
    desk.decide(about(desk, "800亿元"), Action.ACCEPT, "王敏", seen=0)
    republish(folder / "out")
    published = row(folder, "800亿元")
    assert (published["state"], published["reviewer"], published["extracted"]) == ("accepted", "王敏", None)
    assert row(folder, "120家")["state"] == "unreviewed"


def test_a_correction_is_published_with_what_was_extracted_beside_it(folder: Path, desk: Desk) -> None:
    statement = about(desk, "800亿元")
    desk.decide(statement, Action.CORRECT, "王敏", seen=0, claims=[corrected(statement, value=Decimal(850))])
    desk.publish()
    published = row(folder, "800亿元")
    assert (published["value"], published["extracted"]["value"], published["state"]) == (850, 800, "corrected")
    assert published["value_text"] == "800亿元"
    assert [t["value"] for t in rows(folder, "targets") if t["unit"] == "亿元"] == [850]


def test_a_corrected_statement_is_shown_with_both_values(folder: Path, desk: Desk) -> None:
    statement = about(desk, "800亿元")
    desk.decide(statement, Action.CORRECT, "王敏", seen=0, claims=[corrected(statement, value=850)], note="见附件")
    desk.publish()
    console = Console(record=True, width=140, file=io.StringIO())
    show(statement.statement_id, folder / "out", console)
    shown = console.export_text()
    assert "corrected by 王敏" in shown and "见附件" in shown
    assert re.search(r"value\s+.\s*850\s+.\s*800亿元\s+.\s*800", shown), shown


def test_a_rejected_statement_gives_no_target(folder: Path, desk: Desk) -> None:
    desk.decide(about(desk, "120家"), Action.REJECT, "王敏", seen=0, reason="是背景数字")
    desk.publish()
    assert (row(folder, "120家")["state"], row(folder, "120家")["review_note"]) == ("rejected", "是背景数字")
    assert not [target for target in rows(folder, "targets") if target["unit"] == "家" and target["value"] == 120]


def test_a_rejection_says_why(desk: Desk) -> None:
    with pytest.raises(ValidationError, match="Say why"):
        desk.decide(about(desk, "120家"), Action.REJECT, "王敏", seen=0)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"value": "很多"}, "decimal_parsing"),
        ({"value": "NaN"}, "finite_number"),
        ({"deadline": "2025年"}, "date-form"),
        ({"deadline": "2025-13"}, "date-impossible"),
        ({"start": "2026", "deadline": "2025-06"}, "dates-order"),
        ({"comparator": "range"}, "range-ends"),
        ({"comparator": "range", "value_max": "10"}, "range-order"),
        ({"unit": "亿\u202e元"}, "hidden-characters"),
        ({"indicator": "长" * 501}, "too-long"),
        ({"lead": ["市发展改革局", " "]}, "agency-name"),
        ({"comparator": "≥"}, "enum"),
    ],
)
def test_a_wrong_correction_is_told_by_a_code(desk: Desk, changes: dict[str, object], error: str) -> None:
    with pytest.raises(ValidationError) as raised:
        corrected(about(desk, "800亿元"), **changes)
    assert [item["type"] for item in raised.value.errors()] == [error]


def test_two_reviewers_the_later_one_is_told(desk: Desk) -> None:
    statement = about(desk, "800亿元")
    desk.decide(statement, Action.ACCEPT, "王敏", seen=0)
    with pytest.raises(OvertakenError, match="王敏") as raised:
        desk.decide(statement, Action.REJECT, "李强", seen=0, reason="重复")
    assert raised.value.by.action is Action.ACCEPT
    assert [entry.reviewer for entry in desk.history(statement)] == ["王敏"]
    desk.decide(statement, Action.REJECT, "李强", seen=1, reason="重复")
    assert about(desk, "800亿元").review.state is State.REJECTED  # type: ignore[union-attr]


def test_undo_takes_back_the_last_decision_and_keeps_the_history(desk: Desk) -> None:
    statement = about(desk, "800亿元")
    desk.decide(statement, Action.ACCEPT, "王敏", seen=0)
    desk.decide(statement, Action.REJECT, "王敏", seen=1, reason="看错了")
    desk.undo(statement.statement_id, "王敏", seen=2)
    assert about(desk, "800亿元").review.state is State.ACCEPTED  # type: ignore[union-attr]
    desk.undo(statement.statement_id, "王敏", seen=3)
    assert about(desk, "800亿元").review is None
    with pytest.raises(NothingToUndoError):
        desk.undo(statement.statement_id, "王敏", seen=4)
    assert [entry.action.value for entry in desk.history(statement)] == ["accept", "reject", "undo", "undo"]


def test_a_note_decides_nothing(folder: Path, desk: Desk) -> None:
    desk.decide(about(desk, "800亿元"), Action.NOTE, "王敏", seen=0, note="待核实统计口径")
    desk.publish()
    assert (row(folder, "800亿元")["state"], row(folder, "800亿元")["review_note"]) == ("unreviewed", "待核实统计口径")


def mark(desk: Desk, words: str, **fields: object) -> None:
    document_id = desk.documents()[0]
    start = desk.extraction(document_id).document.text.index(words)
    said = desk.suggest(document_id, start, start + len(words))
    assert said is not None
    claim = Claim.model_validate(said.model_dump() | fields)
    desk.missed(document_id, start, start + len(words), claim, "王敏")


def test_a_target_that_was_read_as_a_fact_is_marked_as_missed(folder: Path, desk: Desk) -> None:
    assert about(desk, "五十万").role is Role.FACT
    mark(desk, "五十万平方米", indicator="标准厂房面积", scope="全市", deadline="2025")
    desk.publish()
    published = row(folder, "五十万")
    assert (published["state"], published["role"], published["extracted"]["role"]) == ("missed", "target", "fact")
    assert (published["value"], published["unit"], published["quote"]) == (500_000, "平方米", "标准厂房五十万平方米")
    assert [t["indicator"] for t in rows(folder, "targets") if t["unit"] == "平方米"] == ["标准厂房面积"]


def test_a_goal_without_a_number_is_marked_with_the_number_it_means(folder: Path, desk: Desk) -> None:
    document_id = desk.documents()[0]
    text = desk.extraction(document_id).document.text
    start = text.index("一律清掉")
    decision = desk.missed(document_id, start, start + 4, CLEARED, "王敏", note="清零")
    desk.publish()
    published = row(folder, "一律清掉")
    assert (published["statement_id"], published["quote"]) == (decision.key, "黑臭水体一律清掉")
    assert (published["state"], published["value"], published["extracted"]) == ("missed", 0, None)
    desk.undo(decision.key, "王敏", seen=1)
    desk.publish()
    assert not [r for r in rows(folder) if "一律清掉" in r["value_text"]]
    desk.missed(document_id, start, start + 4, CLEARED, "李强")
    assert about(desk, "一律清掉").review.reviewer == "李强"  # type: ignore[union-attr]


def test_marking_no_words_is_told(desk: Desk) -> None:
    with pytest.raises(ValueError, match="Mark the words"):
        desk.suggest(desk.documents()[0], 3, 3)


def test_a_statement_is_split_and_each_part_can_be_corrected(folder: Path, desk: Desk) -> None:
    statement = about(desk, "120家")
    parts = [corrected(statement, scope="东城区", value=70), corrected(statement, scope="西城区", value=50)]
    desk.decide(statement, Action.SPLIT, "王敏", seen=0, claims=parts)
    made = [s for s in statements(desk) if "120家" in s.value_text]
    assert [(s.scope, int(s.value)) for s in sorted(made, key=lambda s: s.value)] == [("西城区", 50), ("东城区", 70)]
    west = next(s for s in made if s.scope == "西城区")
    desk.decide(west, Action.CORRECT, "王敏", seen=1, claims=[corrected(west, value=55)])
    desk.publish()
    split = sorted((r["scope"], r["value"], r["extracted"]["value"]) for r in rows(folder) if r["state"] == "split")
    assert split == [("东城区", 70, 120), ("西城区", 55, 120)]


# --- after a new reading


def rewrite(folder: Path, change: Any) -> None:
    """Put another extraction into the store, as a changed rule would; and publish from there."""
    with Store.open(folder / "out", None) as store:
        from sqlalchemy import select, update
        from sqlalchemy.orm import Session

        from pipeline.store.models import StoredExtraction

        with Session(store.engine) as session, session.begin():
            for packed, sha in session.execute(select(StoredExtraction.packed, StoredExtraction.sha256)).all():
                extraction: Extraction = unpack(packed or b"", "in/plan.txt")
                new = pack(extraction.model_copy(update={"statements": tuple(change(extraction.statements))}))
                session.execute(
                    update(StoredExtraction).where(StoredExtraction.sha256 == sha).values(packed=new)
                )


def test_a_decision_stands_when_only_the_extraction_changed(folder: Path, desk: Desk) -> None:
    desk.decide(about(desk, "800亿元"), Action.ACCEPT, "王敏", seen=0)
    rewrite(folder, lambda those: [s.model_copy(update={"scope": "别处"}) for s in those])
    again = Desk.open(folder / "out")
    statement = about(again, "800亿元")
    assert statement.review is not None and statement.review.extracted is not None
    assert (statement.review.state, statement.scope, statement.review.extracted.scope) == (
        State.ACCEPTED, "全市", "别处",
    )  # fmt: skip


def test_an_accepted_statement_that_is_not_found_any_more_is_published_all_the_same(folder: Path, desk: Desk) -> None:
    desk.decide(about(desk, "800亿元"), Action.ACCEPT, "王敏", seen=0)
    desk.decide(about(desk, "120家"), Action.REJECT, "王敏", seen=0, reason="不是目标")
    rewrite(folder, lambda those: [s for s in those if "800" not in s.value_text and "120" not in s.value_text])
    again = Desk.open(folder / "out")
    assert about(again, "800亿元").review.state is State.ACCEPTED  # type: ignore[union-attr]
    assert not [s for s in statements(again) if "120家" in s.value_text]


def test_a_missed_target_that_is_extracted_now_is_not_there_twice(folder: Path, desk: Desk) -> None:
    document_id = desk.documents()[0]
    start = desk.extraction(document_id).document.text.index("一律清掉")
    desk.missed(document_id, start, start + 4, CLEARED, "王敏")
    found = about(desk, "一律清掉").model_copy(update={"review": None, "statement_id": "ff" * 8, "deadline": "2024"})
    rewrite(folder, lambda those: [*those, found])
    now = about(Desk.open(folder / "out"), "一律清掉").review
    assert now is not None and now.extracted is not None
    assert (now.state, now.extracted.deadline) == (State.MISSED, "2024")


# --- after a new version of the document


def test_a_decision_follows_its_words_into_a_new_version(folder: Path, desk: Desk) -> None:
    statement = about(desk, "800亿元")
    desk.decide(statement, Action.CORRECT, "王敏", seen=0, claims=[corrected(statement, scope="湖石市全域")])
    write(folder, PLAN.replace("一、发展目标", "一、总体要求\n\n坚持工业立市。\n\n二、发展目标"))
    again = Desk.open(folder / "out")
    moved = about(again, "800亿元")
    assert moved.statement_id != statement.statement_id
    assert moved.review is not None and (moved.review.state, moved.scope) == (State.CORRECTED, "湖石市全域")
    assert row(folder, "800亿元")["state"] == "corrected"


def test_words_that_changed_around_the_same_claim_leave_the_decision_standing(folder: Path, desk: Desk) -> None:
    desk.decide(about(desk, "120家"), Action.ACCEPT, "王敏", seen=0)
    write(folder, PLAN.replace("园区绿地率不低于30%", "园区绿地率不低于35%"))
    assert about(Desk.open(folder / "out"), "120家").review.state is State.ACCEPTED  # type: ignore[union-attr]


def test_a_number_that_changed_returns_to_the_queue_with_both_versions(folder: Path, desk: Desk) -> None:
    desk.decide(about(desk, "30%"), Action.ACCEPT, "王敏", seen=0)
    write(folder, PLAN.replace("园区绿地率不低于30%", "园区绿地率不低于35%"))
    again = Desk.open(folder / "out")
    returned = about(again, "35%")
    assert returned.review is not None
    assert (returned.review.state, int(returned.value), [int(said.value) for said in returned.review.decided]) == (
        State.RETURNED, 35, [30],
    )  # fmt: skip
    again.decide(returned, Action.ACCEPT, "李强", seen=0)
    settled = about(again, "35%")
    assert settled.review is not None
    assert (settled.review.state, settled.review.reviewer) == (State.ACCEPTED, "李强")
    again.publish()
    assert row(folder, "35%")["state"] == "accepted"


def test_a_decision_whose_words_are_gone_is_told(folder: Path, desk: Desk) -> None:
    desk.decide(about(desk, "3家"), Action.ACCEPT, "王敏", seen=0)
    write(folder, PLAN.replace("到2024年，新增上市公司3家。（市发展改革局负责）", "企业是主体。"))
    told = [issue for issue in rows(folder, "issues") if issue["code"] == "decision-without-place"]
    assert len(told) == 1 and "新增上市公司3家" in told[0]["message"]


def test_a_decision_stays_with_its_bytes_when_the_file_is_renamed(folder: Path, desk: Desk) -> None:
    desk.decide(about(desk, "800亿元"), Action.ACCEPT, "王敏", seen=0)
    (folder / "in" / "plan.txt").rename(folder / "in" / "renamed.txt")
    run_documents([folder / "in"], folder / "out")
    assert row(folder, "800亿元")["state"] == "accepted"


def test_a_run_with_nothing_new_keeps_what_was_published_with_its_decisions(folder: Path, desk: Desk) -> None:
    desk.decide(about(desk, "800亿元"), Action.ACCEPT, "王敏", seen=0)
    desk.publish()
    before = (folder / "out" / "statements.json").stat().st_mtime_ns
    report = run_documents([folder / "in"], folder / "out", Settings())
    assert not report.published and (folder / "out" / "statements.json").stat().st_mtime_ns == before
