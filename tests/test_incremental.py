"""A second run reads only what is new, leaves alone what is not, and ends as a first run would."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from plans import dataset_bytes, plan_text, write_plans

from pipeline.extract import Failure, Outcome
from pipeline.locking import LockedError, one_run_at_a_time
from pipeline.report import RunReport
from pipeline.run import one_after_the_other, run_documents
from pipeline.settings import Settings

SAMPLES = Path(__file__).resolve().parent.parent / "raw_docs"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Five plans."""
    write_plans(tmp_path / "docs", range(5))
    return tmp_path / "docs"


class Counting:
    """Reads in this process and remembers what it was asked to read."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, known: Sequence[Outcome]) -> Iterator[Outcome]:
        self.names += [outcome.source.path.name for outcome in known]
        return one_after_the_other(known)


def run(docs: Path, out: Path) -> tuple[RunReport, list[str]]:
    """Run and return the report with the names of the files that were read."""
    counting = Counting()
    return run_documents([docs], out, runner=counting), counting.names


def names(paths: Sequence[str]) -> list[str]:
    return [Path(path).name for path in paths]


def test_a_second_run_reads_nothing_and_touches_nothing(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, read = run(docs, out)
    assert len(read) == first.read == 5
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in out.glob("*.[cjsx]*")}
    reports = sorted((out / "runs").iterdir())
    second, read = run(docs, out)
    assert (read, second.read, second.published) == ([], 0, False)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in out.glob("*.[cjsx]*")} == before
    assert sorted((out / "runs").iterdir()) == reports
    assert (second.documents, second.targets, second.statements) == (first.documents, first.targets, first.statements)


def test_one_new_document_costs_one_document(docs: Path, tmp_path: Path) -> None:
    run(docs, tmp_path / "out")
    write_plans(docs, range(5, 6))
    report, read = run(docs, tmp_path / "out")
    assert read == names(report.seen.new) == ["plan_00005.txt"]
    assert report.changes.added > 0
    run(docs, tmp_path / "fresh")
    assert dataset_bytes(tmp_path / "out") == dataset_bytes(tmp_path / "fresh")


def test_moved_changed_and_gone_files_end_as_a_fresh_run(docs: Path, tmp_path: Path) -> None:
    run(docs, tmp_path / "out")
    (docs / "sub").mkdir()
    (docs / "plan_00000.txt").rename(docs / "sub" / "moved.txt")
    (docs / "plan_00001.txt").write_text(plan_text(1, firms=999), encoding="utf-8")
    (docs / "plan_00002.txt").unlink()
    report, read = run(docs, tmp_path / "out")
    assert read == ["plan_00001.txt"]
    assert (names(report.seen.moved), names(report.seen.changed)) == (["moved.txt"], ["plan_00001.txt"])
    assert (names(report.seen.gone), report.seen.new) == (["plan_00002.txt"], ())
    run(docs, tmp_path / "fresh")
    assert dataset_bytes(tmp_path / "out") == dataset_bytes(tmp_path / "fresh")
    written = json.loads((tmp_path / "out" / "runs" / f"{report.run}.json").read_text(encoding="utf-8"))
    assert names(written["seen"]["moved"]) == ["moved.txt"]


def test_a_file_that_comes_back_is_not_read_again(docs: Path, tmp_path: Path) -> None:
    run(docs, tmp_path / "out")
    before = dataset_bytes(tmp_path / "out")
    kept = (docs / "plan_00003.txt").read_bytes()
    (docs / "plan_00003.txt").unlink()
    run(docs, tmp_path / "out")
    (docs / "plan_00003.txt").write_bytes(kept)
    _, read = run(docs, tmp_path / "out")
    assert read == []
    assert dataset_bytes(tmp_path / "out") == before


def test_samples_of_every_format_come_back_from_the_store_as_they_were_read(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for path in SAMPLES.iterdir():
        if "scan" not in path.name:  # a scanned page takes longer than all others
            (docs / path.name).write_bytes(path.read_bytes())
    run(docs, tmp_path / "out")
    for path in list(docs.iterdir()):
        path.rename(path.with_name(f"renamed_{path.name}"))
    _, read = run(docs, tmp_path / "out")
    assert read == []
    run(docs, tmp_path / "fresh")
    assert dataset_bytes(tmp_path / "out") == dataset_bytes(tmp_path / "fresh")


def test_a_dataset_that_somebody_damaged_is_published_again(docs: Path, tmp_path: Path) -> None:
    run(docs, tmp_path / "out")
    before = dataset_bytes(tmp_path / "out")
    (tmp_path / "out" / "targets.csv").write_text("oops", encoding="utf-8")
    (tmp_path / "out" / "series.json").unlink()
    _, read = run(docs, tmp_path / "out")
    assert read == []
    assert dataset_bytes(tmp_path / "out") == before


class Deadly:
    """A runner in which one document takes its worker with it every time."""

    def __init__(self, name: str) -> None:
        self.name, self.tried = name, 0

    def __call__(self, known: Sequence[Outcome]) -> Iterator[Outcome]:
        for outcome in known:
            if outcome.source.path.name == self.name:
                self.tried += 1
                failure = Failure("crashed", "The reader crashed on this file (SIGSEGV).")
                yield Outcome(outcome.source, outcome.document_id, outcome.sha256, failure=failure, died=True)
            else:
                yield from one_after_the_other([outcome])


def test_a_document_that_ends_its_worker_is_not_tried_for_ever(docs: Path, tmp_path: Path) -> None:
    deadly = Deadly("plan_00002.txt")
    for _ in range(4):
        report = run_documents([docs], tmp_path / "out", Settings(max_attempts=2), runner=deadly)
        assert [Path(name).name for name, _ in report.failures] == ["plan_00002.txt"]
    assert deadly.tried == 2
    # With more memory or time it is worth another attempt.
    run_documents([docs], tmp_path / "out", Settings(max_attempts=2, max_memory_mb=4000), runner=deadly)
    assert deadly.tried == 3


def test_a_second_run_waits_or_says_why_not(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said: list[str] = []
    with one_run_at_a_time(out / ".mubiao", 0, said.append), pytest.raises(LockedError, match=r"Another run \(process"):
        run_documents([docs], out, Settings(lock_seconds=0.3))
    with one_run_at_a_time(out / ".mubiao", 0, said.append):
        second = threading.Thread(target=run_documents, args=([docs], out))
        second.start()
        second.join(0.5)
        assert second.is_alive()
        assert not (out / "targets.json").exists()
    second.join(60)
    assert (out / "targets.json").exists()
