"""The queue and the way through it: risk first, filters, pages, decisions laid over, where she stopped."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.decisions.claims import said_by
from pipeline.decisions.ledger import NothingToUndoError, OvertakenError
from pipeline.run import run_documents
from pipeline.settings import Settings
from review.claim_form import claim_of, texts_of
from review.filters import Filters
from review.items import Reason, claim_words
from review.session import Session
from review.state import AppState
from schemas import Action, State

WATER = """清源市水务发展行动计划（2025—2027年）

一、发展目标
到2027年，全市污水处理率达到97%以上，再生水利用率不低于30%，供水管网漏损率控制在9%以内。

二、重点任务
（一）建设水厂。到2026年，新建水厂3座，改造老旧管网120公里。（牵头单位：市水务局）
"""
ROADS = """清源市交通运输行动方案（2025—2026年）

一、发展目标
到2026年，新增公交线路12条，建成充电桩2000个。（牵头单位：市交通运输局）
到2026年，全市污水处理率达到80%。
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queue")
    (folder / "docs").mkdir()
    (folder / "docs" / "water.txt").write_text(WATER, encoding="utf-8")
    (folder / "docs" / "roads.txt").write_text(ROADS, encoding="utf-8")
    run_documents([folder / "docs"], folder / "out")
    return folder / "out"


@pytest.fixture
def state(published: Path, tmp_path: Path) -> Iterator[AppState]:
    """The dataset in a folder of the test's own."""
    shutil.copytree(published, tmp_path / "out")
    opened = AppState(tmp_path / "out", Settings())
    yield opened
    opened.close()


def at(state: AppState, number: int, reviewer: str = "陈一", filters: Filters | None = None) -> Session:
    """Return a reviewer before the statement with that number in her queue, from 0."""
    session = Session(state, reviewer, filters or Filters())
    assert session.open(state.queue.page(session.filters, number, 1)[0].statement_id)
    return session


def test_what_is_riskier_comes_first(state: AppState) -> None:
    items = state.queue.page(Filters(), 0, 100)
    assert [item.rank for item in items] == sorted(item.rank for item in items)
    confident = [item.confidence for item in items if not item.why()]
    assert confident == sorted(confident)
    assert all(Reason.UNSURE in item.why() for item in items if item.confidence < 0.8)


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (Filters(indicator="管网"), {"120公里", "9%以内"}),
        (Filters(agency="水务局"), {"3座", "120公里"}),
        (Filters(agency="水务局", indicator="水厂"), {"3座"}),
        (Filters(due="2026", role="target", agency="交通", indicator="充电桩"), {"2000个"}),
        (Filters(indicator="没有这样的指标"), set()),
    ],
)
def test_filters_leave_what_they_name(state: AppState, filters: Filters, words: set[str]) -> None:
    found = state.queue.page(filters, 0, 100)
    assert {item.value_text for item in found} == words
    assert state.queue.count(filters) == len(found)


@pytest.mark.parametrize("order", ["risk", "place"])
def test_pages_and_steps_go_through_all_of_the_queue_once(state: AppState, order: str) -> None:
    filters = Filters(order=order)
    whole = state.queue.page(filters, 0, 100)
    assert [item for first in range(0, len(whole), 3) for item in state.queue.page(filters, first, 3)] == whole
    walked = [whole[0]]
    while (following := state.queue.beside(filters, walked[-1], 1)) is not None:
        walked.append(following)
    assert walked == whole
    assert [state.queue.before(filters, item) for item in whole] == list(range(len(whole)))
    assert state.queue.beside(filters, whole[3], -1) == whole[2]


def test_a_decision_moves_her_on_and_is_counted(state: AppState) -> None:
    session, before = at(state, 0), state.queue.counts(Filters())
    first, second = (item.statement_id for item in state.queue.page(Filters(), 0, 2))
    session.accept()
    assert session.move_on() and session.item is not None and session.item.statement_id == second
    assert state.queue.counts(Filters()) == before | {"unreviewed": before["unreviewed"] - 1, "accepted": 1}
    item = state.queue.item(first)
    assert item is not None and (item.state, item.reviewer) == ("accepted", "陈一")


def test_after_the_last_one_she_goes_back_to_what_is_left(state: AppState) -> None:
    count = state.queue.count(Filters())
    session = at(state, count - 1)
    session.accept()
    assert session.move_on() and session.place() == (1, count - 1)


def test_decisions_made_elsewhere_are_laid_over_when_it_opens(state: AppState) -> None:
    session = at(state, 0)
    assert session.statement is not None
    state.desk.decide(session.statement, Action.REJECT, "李二", seen=0, reason="重复")
    again = AppState(state.out, Settings())
    assert again.queue.counts(Filters())["rejected"] == 1
    again.close()


def test_a_new_publication_keeps_decisions_and_where_she_stopped(state: AppState) -> None:
    session = at(state, 1)
    assert session.statement is not None
    session.correct(claim_of(texts_of(said_by(session.statement)) | {"indicator": "另一指标"}))
    stopped = state.queue.preference("陈一", "place", "")
    state.desk.publish()
    state.follow()
    assert state.queue.counts(Filters())["corrected"] == 1
    assert [item.indicator for item in state.queue.page(Filters(state="corrected"), 0, 9)] == ["另一指标"]
    assert state.queue.preference("陈一", "place", "") == stopped != ""


def test_undo_takes_back_what_is_shown_or_else_her_last_decision(state: AppState) -> None:
    session = at(state, 0)
    first = session.item
    session.accept()
    session.move_on()
    session.undo()
    assert session.item is not None and first is not None and session.item.statement_id == first.statement_id
    assert session.statement is not None
    assert session.statement.review is None or session.statement.review.state is State.UNREVIEWED
    assert [entry.action for entry in session.history] == [Action.ACCEPT, Action.UNDO]
    with pytest.raises(NothingToUndoError):
        session.undo()


def test_nobody_takes_back_what_another_decided_meanwhile(state: AppState) -> None:
    one, other = at(state, 0, "陈一"), at(state, 0, "李二")
    one.accept()
    with pytest.raises(OvertakenError) as told:
        other.reject("重复")
    assert told.value.by.reviewer == "陈一"
    other.again()
    other.reject("重复")
    assert [entry.action for entry in other.history] == [Action.ACCEPT]
    other.again()
    assert [entry.reviewer for entry in other.history] == ["陈一", "李二"]


def test_a_missed_target_joins_the_queue_beside_the_others(state: AppState) -> None:
    session = at(state, 0, filters=Filters(indicator="污水处理率", due="2027"))
    assert session.extraction is not None
    start = session.extraction.document.text.index("2025—2027年")
    session.missed(start, start + 4, claim_of(texts_of(None) | {"indicator": "补标指标", "value": "2025"}))
    (item,) = state.queue.page(Filters(state="missed"), 0, 9)
    assert (item.indicator, item.value_text, item.source_file[-9:]) == ("补标指标", "2025", "water.txt")
    session.undo()
    assert state.queue.count(Filters(state="missed")) == 0


def test_a_split_one_is_several(state: AppState) -> None:
    session = at(state, 0, filters=Filters(indicator="水厂"))
    assert session.statement is not None
    texts = texts_of(said_by(session.statement))
    session.split((claim_of(texts | {"scope": "城东"}), claim_of(texts | {"scope": "城西"})))
    assert {item.scope for item in state.queue.page(Filters(state="split"), 0, 9)} == {"城东", "城西"}


def test_what_was_typed_is_kept_until_it_is_decided(state: AppState) -> None:
    session = at(state, 0)
    session.keep_draft("correct", [{"value": "九成"}])
    assert at(state, 0).draft("correct") == [{"value": "九成"}]
    assert at(state, 0, "李二").draft("correct") is None
    session.accept()
    assert session.draft("correct") is None


@pytest.mark.parametrize(
    ("value", "upper", "unit", "comparator", "words"),
    [(97.0, None, "%", ">=", "≥ 97 %"), (3, None, "座", "=", "3 座"), (2.5, 3.25, "亿元", "range", "2.5–3.25 亿元")],
)
def test_a_claim_in_short(value: float, upper: float | None, unit: str, comparator: str, words: str) -> None:
    assert claim_words(value, upper, unit, comparator) == words
