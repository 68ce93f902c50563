"""A run killed at any moment and started again ends with the dataset of an undisturbed one; no process outlives it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.kills import killed_runs


@pytest.mark.skipif(sys.platform != "linux", reason="a worker ends with its parent by Linux's own means")
def test_ten_killed_runs_end_as_undisturbed_ones(tmp_path: Path) -> None:
    ends = list(killed_runs(tmp_path, 10, seed=7))
    assert len(ends) == 10
    assert [end for end in ends if not (end[1] and end[2])] == []
