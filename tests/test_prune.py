"""`mubiao prune`: readings of earlier states of the extractor go, all that anybody uses stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from plans import dataset_bytes, write_plans
from typer.testing import CliRunner

from mubiao.cli import WRONG_USAGE, app
from pipeline.prune import prune
from pipeline.run import run_documents
from pipeline.store import Kept, Store
from pipeline.store.pruning import State, unused
from pipeline.store.versions import Versions

OLD, OLDER = Versions("code-2", "words-1", "p"), Versions("code-1", "words-1", "p")


def read_before(out: Path, used: Versions, run: str, dataset: str = "") -> None:
    """Note in the store that a run read one document under an earlier state of the extractor."""
    with Store.open(out, None) as store:
        store.begin(run, dataset or str(out.resolve()))
        store.keep("a" * 64, 10, used, Kept(None, None, False, 1, "limits"), b"packed", run)
        store.end(run, "done")


def codes(out: Path) -> set[str]:
    with Store.open(out, None) as store:
        return {name for name in ("code-1", "code-2") if store.kept(Versions(name, "words-1", ""))}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A dataset that was read under two earlier states before it was read under the present one."""
    read_before(tmp_path / "out", OLDER, "20200101T060000-a")
    read_before(tmp_path / "out", OLD, "20200201T060000-b")
    write_plans(tmp_path / "docs", range(2))
    run_documents([tmp_path / "docs"], tmp_path / "out")
    return tmp_path / "out"


def test_a_dry_run_counts_and_forgets_nothing(out: Path) -> None:
    pruned = prune(out, dry_run=True)
    assert (pruned.states, pruned.readings, pruned.kept) == (2, 2, 1)
    assert codes(out) == {"code-1", "code-2"}


@pytest.mark.parametrize(("keep", "left"), [(1, set()), (2, {"code-2"}), (3, {"code-1", "code-2"})])
def test_only_the_newest_states_stay(out: Path, keep: int, left: set[str]) -> None:
    prune(out, keep)
    assert codes(out) == left


def test_what_the_dataset_is_made_from_stays(out: Path, tmp_path: Path) -> None:
    before = dataset_bytes(out)
    prune(out)
    report = run_documents([tmp_path / "docs"], out)
    assert (report.read, report.published) == (0, False)
    write_plans(tmp_path / "docs", range(3))
    assert run_documents([tmp_path / "docs"], out).read == 1
    assert dataset_bytes(out).keys() == before.keys()


def test_what_another_dataset_of_the_store_was_read_with_stays(out: Path) -> None:
    read_before(out, OLD, "20200301T060000-c", dataset="/elsewhere/another")
    prune(out)
    assert codes(out) == {"code-2"}


def test_a_state_stays_for_the_dataset_that_was_published_from_it() -> None:
    now, before = ("code-2", "words"), ("code-1", "words")
    found = [State("/a", now, "20260201T060000-b", 1, 10), State("/a", before, "20260101T060000-a", 1, 10)]
    assert unused(found, {now}, 1) == found[1:]
    assert unused(found, {now, before}, 1) == []


def test_the_command_says_what_it_does(out: Path, tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["prune", "--out", str(out), "--dry-run"]).output
    assert told.startswith("2 readings under 2 earlier states of the extractor would be forgotten")
    assert "1 states are kept" in told
    wrong = CliRunner().invoke(app, ["prune", "--out", str(tmp_path / "nowhere")])
    assert wrong.exit_code == WRONG_USAGE
