"""The store: what it keeps, under which keys, on SQLite and, where MUBIAO_TEST_POSTGRES names one, on PostgreSQL."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from plans import dataset_bytes, write_plans
from sqlalchemy import create_engine, inspect, text

from pipeline.decisions.ledger import Ledger, OvertakenError
from pipeline.extract import Outcome
from pipeline.run import run_documents
from pipeline.settings import Settings
from pipeline.spool import Spool
from pipeline.store import Kept, Store, StoreError, store_url
from pipeline.store.models import Base
from pipeline.store.packing import pack, unpack
from pipeline.store.session import open_engine
from pipeline.store.versions import Versions, versions
from schemas import Action, Anchor, Decision, Statement

NOW = Versions("code-1", "words-1", "publisher-1")
READ = Kept(None, None, False, 1, "limits-1")
POSTGRES = os.environ.get("MUBIAO_TEST_POSTGRES", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty store of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.sqlite'}"
        return
    if not POSTGRES:
        pytest.skip("MUBIAO_TEST_POSTGRES names no PostgreSQL; .ci/run starts one")
    address = store_url(tmp_path, POSTGRES)
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    yield POSTGRES


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, url) as opened:
        yield opened


def test_migrations_make_the_tables_of_the_models(url: str, tmp_path: Path) -> None:
    engine = open_engine(store_url(tmp_path, url))
    tables = inspect(engine)
    for table in Base.metadata.sorted_tables:
        made = {column["name"]: column["nullable"] for column in tables.get_columns(table.name)}
        assert made == {column.name: column.nullable for column in table.columns}, table.name
    engine.dispose()
    open_engine(store_url(tmp_path, url)).dispose()  # a second opening finds nothing to do


def test_an_extraction_is_found_under_its_versions_only(store: Store) -> None:
    store.keep("a" * 64, 10, NOW, READ, b"read", "run-1")
    assert store.kept(NOW) == {"a" * 64: READ}
    assert store.packed("a" * 64, NOW) == b"read"
    for other in (replace(NOW, extractor="code-2"), replace(NOW, vocabulary="words-2")):
        assert store.kept(other) == {}
        with pytest.raises(StoreError, match="lost the extraction"):
            store.packed("a" * 64, other)
    store.keep("a" * 64, 10, NOW, replace(READ, code="damaged", message="It is cut off."), None, "run-2")
    assert store.kept(NOW)["a" * 64].code == "damaged"


def test_what_files_hold_is_followed_from_run_to_run(store: Store) -> None:
    for sha in "abcd":
        store.keep(sha * 64, 1, NOW, READ, b"", "run-1")

    def see(run: str, **files: str) -> tuple[tuple[str, ...], ...]:
        seen = store.see("data", run, {name: sha * 64 for name, sha in files.items()}, lambda name: True)
        return seen.new, seen.changed, seen.moved, seen.gone

    assert see("1", x="a", y="b", z="c") == (("x", "y", "z"), (), (), ())
    assert see("2", x="a", y="d", w="c") == ((), ("y",), ("w",), ())
    assert see("3", x="a", y="d") == ((), (), (), ("w",))
    assert see("4", x="a", y="b", w="c") == (("w",), ("y",), (), ())
    elsewhere = store.see("data", "5", {"x": "a" * 64}, lambda name: name == "x")
    assert elsewhere.gone == ()


def test_a_run_that_was_killed_is_called_so(store: Store) -> None:
    store.begin("run-1", "data")
    store.begin("run-2", "data")
    store.end("run-2", "done", inputs="i", package="p", report="{}")
    assert [(row.run, row.status) for row in store.runs("data")] == [("run-2", "done"), ("run-1", "killed")]
    last = store.last_done("data")
    assert last is not None
    assert (last.inputs, store.last_done("other")) == ("i", None)


def test_fetches_are_kept_by_address(store: Store) -> None:
    row: dict[str, Any] = {"source": "site", "url_hash": "1", "url": "http://a/", "final_url": "http://a/"}
    row["fetched_at"] = "2026"
    row |= {"etag": '"1"', "last_modified": None, "sha256": None, "file": None, "error": None}
    row |= {"status": 200, "headers": {"b": "1", "a": "2"}}
    store.fetched(row)
    store.fetched({**row, "etag": '"2"'})
    assert {url: (item.etag, item.headers) for url, item in store.fetches("site").items()} == {
        "http://a/": ('"2"', '{"a": "2", "b": "1"}')
    }


def an_acceptance(reviewer: str, turn: int = 1) -> Decision:
    anchor = Anchor(
        document_id="d" * 16, source_file="plan.txt", page=1, quote="达到60家", char_start=0, char_end=5,
        value_text="60家", value_start=2, value_end=5, context="达到60家",
    )  # fmt: skip
    return Decision(
        key="k" * 16, turn=turn, action=Action.ACCEPT, anchor=anchor, reviewer=reviewer, decided_at="2026-01-01"
    )


def test_of_reviewers_who_decide_at_once_one_is_written_down_and_the_others_are_told(store: Store) -> None:
    ledger = Ledger(store)
    at_once = threading.Barrier(8)

    def decide(number: int) -> str:
        at_once.wait()
        try:
            return ledger.record(an_acceptance(f"reviewer {number}")).reviewer
        except OvertakenError as error:
            return f"after {error.by.reviewer}"

    with ThreadPoolExecutor(8) as pool:
        ends = sorted(pool.map(decide, range(8)))
    (first,) = [end for end in ends if not end.startswith("after")]
    assert ends[:7] == [f"after {first}"] * 7
    assert [entry.reviewer for entry in ledger.history("k" * 16)] == [first]


def test_the_ledger_is_found_by_document_by_file_and_by_reviewer(store: Store) -> None:
    ledger = Ledger(store)
    made = [ledger.record(an_acceptance("王敏")), ledger.record(an_acceptance("李强", turn=2))]
    assert ledger.of_documents(["d" * 16], []) == ledger.of_documents([], ["plan.txt"]) == {"k" * 16: made}
    assert ledger.of_documents(["e" * 16], ["other.txt"]) == {}
    assert [entry.sequence for entry in ledger.last("王敏")] == [made[0].sequence]
    assert ledger.newest() == made[1].sequence


def test_a_store_from_before_the_review_is_brought_up_to_date(url: str, tmp_path: Path) -> None:
    with Store.open(tmp_path, url) as opened:
        opened.keep("a" * 64, 10, NOW, READ, b"read", "run-1")
        with opened.engine.begin() as connection:
            connection.execute(text("DROP TABLE decisions"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with Store.open(tmp_path, url) as opened:
        assert opened.packed("a" * 64, NOW) == b"read"
        assert Ledger(opened).newest() == 0


def test_a_run_with_either_store_gives_the_same_bytes(url: str, tmp_path: Path) -> None:
    write_plans(tmp_path / "docs", range(3))
    run_documents([tmp_path / "docs"], tmp_path / "default")
    run_documents([tmp_path / "docs"], tmp_path / "out", Settings(store=url))
    assert dataset_bytes(tmp_path / "out") == dataset_bytes(tmp_path / "default")
    again = run_documents([tmp_path / "docs"], tmp_path / "out", Settings(store=url))
    assert (again.read, again.published) == (0, False)


def test_a_store_that_cannot_be_opened_is_said_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened") as error:
        Store.open(tmp_path, "postgresql://someone:secret@127.0.0.1:9/none")
    assert "secret" not in str(error.value)
    with pytest.raises(StoreError, match="cannot be opened"):
        Store.open(tmp_path, "nonsense://x")


def test_an_extraction_comes_out_as_it_went_in(read_as: Callable[..., Outcome]) -> None:
    extraction = read_as("a.txt").extraction
    assert extraction is not None
    assert unpack(pack(extraction), "a.txt") == extraction
    renamed = unpack(pack(extraction), "b.txt")
    names = [item.source_file for item in renamed.statements] + [item.source_file for item in renamed.measures]
    assert {renamed.document.source_file, *names} == {"b.txt"}


def test_versions_are_the_same_twice() -> None:
    assert versions() == versions()
    assert len({versions().extractor, versions().vocabulary, versions().publisher}) == 3


def test_a_spool_gives_back_its_rows(tmp_path: Path, read_as: Callable[..., Outcome]) -> None:
    extraction = read_as("a.txt").extraction
    assert extraction is not None
    rows = extraction.statements
    spool = Spool(tmp_path / "rows", Statement)
    spool.extend(rows[:1])
    spool.extend(rows[1:])
    assert (list(spool), len(spool), spool[-1], list(spool[1:])) == (list(rows), 2, rows[-1], list(rows[1:]))
    both = [pair for pair in zip(spool, spool[:5], strict=True)]
    assert both == [(row, row) for row in rows]
    spool.close()
