"""Scanned files spread over workers by page ranges: the same document, whoever reads which pages."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pdf_paper import Paper
from plans import dataset_bytes, write_plans
from scan_paper import scanned

from extractors.errors import ReadError
from extractors.readers.layout import PageLayout, PageNote, Rect, TextLine
from extractors.readers.page_json import dump_pages, load_pages
from extractors.readers.pdf import read_pdf
from extractors.readers.pdf.parts import pages_to_divide, put_together, read_part, unread_page
from pipeline.discover import SourceFile
from pipeline.extract import Failure, Outcome
from pipeline.progress import Lines
from pipeline.run import run_documents
from pipeline.settings import Settings
from pipeline.shelf import put_pages, shelf_for, take_pages
from pipeline.spread import Answer, Spread, Work
from pipeline.workers import Workers, crashed
from schemas import PageKind, Severity, Status

KNOWN = Outcome(SourceFile(Path("scan.pdf"), "scan.pdf"), "0" * 16, "0" * 64)
PROSE = "各县要按月报送农村公路养护的进展情况，对进度滞后的路段提出整改措施，并在年底前完成全部路段的验收和评估工作。"


def printed(pages: int) -> bytes:
    """Return a PDF with a running head, a paragraph that goes on over the pages, and a table at the foot of each."""
    paper = Paper()
    for page in range(pages):
        paper.centred(50, "禾川县农村公路养护方案")
        paper.prose(100, PROSE)
        rows = [["县区", "里程"], ["禾川县", f"{120 + page}"]]
        paper.grid([90, 300, 505], [600, 630, 660], rows)
        paper.centred(800, f"— {page + 1} —")
        if page < pages - 1:
            paper.page()
    return paper.bytes()


@pytest.mark.parametrize("pages_at_once", [1, 2, 3, 7])
def test_a_document_is_the_same_however_its_pages_are_divided(pages_at_once: int) -> None:
    data, count = printed(7), 7
    whole = read_pdf(data, "a.pdf", "f" * 64)
    starts = range(1, count + 1, pages_at_once)
    parts = [read_part(data, first, min(first + pages_at_once - 1, count)) for first in starts]
    assert put_together(parts, "a.pdf", "f" * 64) == whole
    assert len(whole.tables) == 7


def test_pages_come_back_as_they_went_with_the_lines_of_their_notes() -> None:
    line = TextLine("养护里程120公里", Rect(1.1, 2.25, 3, 4), (1.1, 2.0), 0.93, 10.5, (3,))
    layout = PageLayout(3, 595.3, 842.0, PageKind.SCAN, [line], frames=[Rect(0, 0, 1, 1)], turned=90, tilt=0.4)
    layout.notes = [PageNote(Severity.WARNING, "line-unsure", "…", line), PageNote(Severity.INFO, "page-turned", "…")]
    (back,) = load_pages(dump_pages([layout]))
    assert back == layout
    assert back.notes[0].line is back.lines[0]
    broken = PageLayout(1, 1, 1, lines=[TextLine("\ud800", Rect(0, 0, 1, 1))])  # from a damaged font
    assert load_pages(dump_pages([broken])) == [broken]


def test_only_files_whose_pages_are_pictures_are_divided() -> None:
    assert pages_to_divide(scanned(3)) == 3
    assert pages_to_divide(scanned(2)) == 0
    assert pages_to_divide(printed(5)) == 0


def test_a_page_that_was_not_read_leaves_the_others_standing() -> None:
    data = printed(3)
    parts = [read_part(data, 1, 1), unread_page(2, "the reader crashed"), read_part(data, 3, 3)]
    document = put_together(parts, "a.pdf", "f" * 64)
    assert document.status is Status.PARTLY
    assert [page.error for page in document.pages] == [None, "the reader crashed", None]
    assert "page 2 could not be read: the reader crashed" in [issue.message for issue in document.issues]
    with pytest.raises(ReadError, match="none of its 1 pages could be read"):
        put_together([unread_page(1, "the reader crashed")], "a.pdf", "f" * 64)


Page = Callable[[Work], Answer]


def led_to_its_end(spread: Spread, answer: Page) -> tuple[list[tuple[int, int, int]], Outcome | None]:
    """Do all works, the latest first; return what was asked (first page, last page, parts) and the outcome."""
    asked, outcome = [], None
    while spread.queue:
        work = spread.queue.pop()
        asked.append((work.first, work.last, len(work.parts)))
        outcome = spread.after(work, answer(work)) or outcome
    return asked, outcome


def reading(work: Work) -> Answer:
    """Answer as a worker does for a scanned file of 6 pages."""
    if work.parts:
        return Answer(packed=b"".join(work.parts))
    return Answer(packed=b"%d-%d " % (work.first, work.last)) if work.first else Answer(pages=6)


def test_parts_are_put_together_in_order_whoever_was_first() -> None:
    asked, outcome = led_to_its_end(Spread([KNOWN], Settings()), reading)
    assert asked == [(0, 0, 0), (5, 6, 0), (1, 4, 0), (0, 0, 2)]
    assert outcome is not None and outcome.packed == b"1-4 5-6 " and outcome.failure is None


def test_a_page_that_ends_its_worker_is_found_and_fails_alone() -> None:
    def crash_on_page_2(work: Work) -> Answer:
        return Answer(crashed(-11), died=True) if work.first <= 2 <= work.last else reading(work)

    asked, outcome = led_to_its_end(Spread([KNOWN], Settings()), crash_on_page_2)
    assert asked == [(0, 0, 0), (5, 6, 0), (1, 4, 0), (4, 4, 0), (3, 3, 0), (2, 2, 0), (1, 1, 0), (0, 0, 5)]
    assert outcome is not None and outcome.failure is None and outcome.packed is not None
    assert unread_page(2, crashed(-11).message) in outcome.packed


def test_a_file_that_ends_worker_after_worker_is_given_up() -> None:
    many = lambda work: Answer(crashed(-11), died=True) if work.first else Answer(pages=400)  # noqa: E731
    asked, outcome = led_to_its_end(Spread([KNOWN], Settings()), many)
    assert outcome is not None and (outcome.failure, outcome.died) == (crashed(-11), True)
    assert len(asked) < 15


@pytest.mark.parametrize(("pages", "parts"), [(40, 2), (60, 4), (120, 6)])
def test_the_time_of_a_document_is_that_of_all_its_parts_once_for_fifty_pages(pages: int, parts: int) -> None:
    settings = Settings(max_seconds=10)
    slow = lambda work: Answer(packed=b".", seconds=6) if work.first else Answer(pages=pages)  # noqa: E731
    asked, outcome = led_to_its_end(Spread([KNOWN], settings), slow)
    assert len(asked) == 1 + parts
    assert outcome is not None and outcome.failure is not None
    assert (outcome.failure.code, outcome.died) == ("timed-out", True)


def test_a_file_that_changed_between_its_parts_fails_as_a_whole() -> None:
    changed = Failure("changed-while-read", "The file changed while it was being read; run again.")
    other = lambda work: Answer(changed, died=True) if work.first == 5 else reading(work)  # noqa: E731
    _, outcome = led_to_its_end(Spread([KNOWN], Settings()), other)
    assert outcome is not None and outcome.failure == changed


def test_a_stopped_run_goes_on_with_the_pages_it_has_read(tmp_path: Path) -> None:
    known = replace(KNOWN, shelf=tmp_path / "pages")
    stopped = Spread([known], Settings())
    for first in (0, 1):
        work = stopped.queue.popleft()
        assert work.first == first and stopped.after(work, reading(work)) is None
    asked, outcome = led_to_its_end(Spread([known], Settings()), reading)
    assert asked == [(0, 0, 0), (5, 6, 0), (0, 0, 2)]
    assert outcome is not None and outcome.packed == b"1-4 5-6 "
    assert not list((tmp_path / "pages").iterdir())


def test_kept_pages_that_are_damaged_or_of_another_state_are_read_again(tmp_path: Path) -> None:
    shelf = shelf_for(tmp_path, "code-1")
    put_pages(shelf, "a" * 64, 1, 4, b"pages")
    (kept,) = shelf.rglob("*.pages")
    kept.write_bytes(kept.read_bytes()[:-1])
    assert take_pages(shelf, "a" * 64, 1, 4) is None
    put_pages(shelf, "a" * 64, 1, 4, b"pages")
    assert take_pages(shelf_for(tmp_path, "code-1"), "a" * 64, 1, 4) == b"pages"
    assert take_pages(shelf_for(tmp_path, "code-2"), "a" * 64, 1, 4) is None
    assert not shelf.exists()


def test_a_person_sees_the_pages_of_a_long_scan_pass(capsys: pytest.CaptureFixture[str]) -> None:
    lines = Lines(sys.stdout)
    lines._last -= 5  # a while ago
    led_to_its_end(Spread([KNOWN], Settings(), lines), reading)
    assert capsys.readouterr().out == "scan.pdf: 2 of 6 pages\n"  # then nothing more within the second


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are Linux's")
@pytest.mark.parametrize("killed", [False, True], ids=["undisturbed", "a worker killed"])
def test_two_workers_read_a_scan_as_this_process_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: bool
) -> None:
    pytest.importorskip("rapidocr", reason="RapidOCR is not installed")
    write_plans(tmp_path / "docs", range(1))
    (tmp_path / "docs" / "scan.pdf").write_bytes(scanned(6))
    settings = Settings(workers=2)
    workers = Workers(settings)
    struck: list[int] = []

    def kill_one() -> None:
        while list(workers.reading().values()).count("docs/scan.pdf") < 2:
            time.sleep(0.01)
        struck.append(next(iter(workers.reading())))
        os.kill(struck[0], signal.SIGSEGV)

    if killed:
        threading.Thread(target=kill_one, daemon=True).start()
    monkeypatch.chdir(tmp_path)
    report = run_documents([Path("docs")], tmp_path / "apart", settings, runner=workers)
    run_documents([Path("docs")], tmp_path / "here")
    assert report.failures == () and bool(struck) == killed
    assert dataset_bytes(tmp_path / "apart") == dataset_bytes(tmp_path / "here")
