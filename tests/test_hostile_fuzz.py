"""A fixed number of broken files through the command itself: none lost, none unforeseen, nothing left behind."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from mutations import mutated

from benchmarks.fuzz import broken_files, fuzz

FILES = 40
PATIENCE = 120  # seconds over a file's limit: only a file that hangs takes longer, however busy the machine is


def test_the_same_seed_gives_the_same_broken_files() -> None:
    assert list(broken_files(3, 10, 5)) == list(broken_files(3, 0, 15))[10:]
    assert mutated(random.Random(1), b"abc", "txt", b"") == mutated(random.Random(1), b"abc", "txt", b"")


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are Linux's")
def test_broken_files_of_every_format_end_with_a_row_and_a_reason(tmp_path: Path) -> None:
    figures = fuzz(FILES, 11, tmp_path, PATIENCE)
    assert figures.wrong == []
    assert figures.unforeseen == 0
    assert sum(figures.ends.values()) == FILES
    assert {"extracted", "failed"} <= set(figures.ends)
