"""Documents in worker processes: the same results, and none can take down the rest."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from plans import dataset_bytes, plan_text, write_plans

from pipeline.dataset import read_tables
from pipeline.discover import SourceFile
from pipeline.extract import Outcome, fingerprint
from pipeline.preflight import over_limits
from pipeline.run import run_documents
from pipeline.settings import Settings
from pipeline.store.packing import unpack
from pipeline.workers import Workers, crashed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits are Linux's")
LONG = "".join(plan_text(number) for number in range(11_000))


def known(path: Path, settings: Settings) -> Outcome:
    return fingerprint(SourceFile(path, path.name), settings)


def workers_of_this_process() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "pipeline.reading_process" in " ".join(child.cmdline())]


def test_worker_processes_give_what_this_process_gives(tmp_path: Path) -> None:
    write_plans(tmp_path / "docs", range(4))
    (tmp_path / "docs" / "empty.txt").touch()
    run_documents([tmp_path / "docs"], tmp_path / "here")
    settings = Settings(workers=2)
    report = run_documents([tmp_path / "docs"], tmp_path / "apart", settings, runner=Workers(settings))
    assert [Path(name).name for name, _ in report.failures] == ["empty.txt"]
    assert dataset_bytes(tmp_path / "apart") == dataset_bytes(tmp_path / "here")
    assert workers_of_this_process() == []


def test_a_document_that_takes_too_long_is_ended_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a_long.txt").write_text(LONG, encoding="utf-8")
    write_plans(tmp_path / "docs", range(2))
    settings = Settings(max_seconds=8)
    report = run_documents([tmp_path / "docs"], tmp_path / "out", settings, runner=Workers(settings))
    ((name, reason),) = report.failures
    assert (Path(name).name, reason) == (
        "a_long.txt", "Reading took longer than the limit of 8 s (MUBIAO_MAX_SECONDS)."
    )  # fmt: skip
    documents = read_tables(tmp_path / "out", ["documents"])["documents"]
    assert [row["status"] for row in documents] == ["failed", "extracted", "extracted"]


def test_a_document_that_needs_too_much_memory_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(LONG, encoding="utf-8")
    settings = Settings(max_memory_mb=250)
    (outcome,) = Workers(settings)([known(path, settings)])
    assert outcome.failure is not None
    assert (outcome.failure.code, outcome.died) == ("out-of-memory", True)


@pytest.mark.parametrize("way", [signal.SIGSEGV, signal.SIGKILL])
def test_a_worker_that_crashes_takes_one_document_with_it(tmp_path: Path, way: signal.Signals) -> None:
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    (small,) = write_plans(tmp_path, range(1))
    settings = Settings()

    workers = Workers(settings)

    def crash() -> None:
        while not workers.reading():
            time.sleep(0.05)
        os.kill(next(iter(workers.reading())), way)

    threading.Thread(target=crash, daemon=True).start()
    first, second = workers([known(tmp_path / "a.txt", settings), known(small, settings)])
    assert first.failure == crashed(-way)
    assert first.died
    assert second.packed is not None
    assert unpack(second.packed, small.name).statements


def test_a_file_that_changes_while_it_is_read_is_tried_again_later(tmp_path: Path) -> None:
    (path,) = write_plans(tmp_path, range(1))
    settings = Settings()
    before = known(path, settings)
    path.write_text(plan_text(7), encoding="utf-8")
    (outcome,) = Workers(settings)([before])
    assert outcome.failure is not None
    assert (outcome.failure.code, outcome.died) == ("changed-while-read", True)


def pdf(path: Path, pages: int, width: float, height: float) -> Path:
    """Write a PDF of blank pages."""
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pagesize=(width, height))
    for _ in range(pages):
        canvas.showPage()
    canvas.save()
    return path


def test_pages_and_pixels_are_looked_at_before_reading(tmp_path: Path) -> None:
    settings = Settings(max_pages=3, max_page_megapixels=20)
    assert over_limits(pdf(tmp_path / "good.pdf", 3, 595, 842), settings) is None
    many = over_limits(pdf(tmp_path / "many.pdf", 4, 595, 842), settings)
    large = over_limits(pdf(tmp_path / "large.pdf", 1, 5000, 5000), settings)
    assert many is not None and large is not None
    assert "4 pages are more than the limit of 3 (MUBIAO_MAX_PAGES)" in many.message
    assert large.message.startswith("Page 1 has 193 million pixels, more than the limit of 20")
    noise = tmp_path / "noise.pdf"
    noise.write_bytes(b"%PDF-1.7\n" + os.urandom(200))
    assert over_limits(noise, settings) is None
