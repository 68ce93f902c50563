"""What the pictures' questions cost in a large dataset: `review_pictures.py [STATEMENTS]`, by default 100,000.

The dataset is that of reconcile_scale.py, each statement with a leading and two supporting agencies. Printed are CPU
and clock seconds of each question, the better of two (the matrix: its first, which reads every target, and its second).
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.extraction import commit
from benchmarks.reconcile_scale import documents
from pipeline.conclude import dataset_rows
from pipeline.discover import SourceFile
from pipeline.extract import Outcome
from pipeline.formats.sqlite_file import write_sqlite
from review.pictures.data.agency import one_agency
from review.pictures.data.conflicts import find_conflicts
from review.pictures.data.matrix import agencies_by_year
from review.pictures.data.published import Published
from review.pictures.data.rollups import find_rollups, one_rollup
from review.pictures.data.series import find_series, one_series

AGENCIES = ("市发展改革委", "市工业和信息化局", "市财政局", "市科技局", "市教育局", "市商务局", "市水务局", "市税务局")
LAST = 10**6


def outcomes(count: int) -> Iterator[Outcome]:
    """Yield the documents of a synthetic dataset, read."""
    rng = random.Random(1)
    for read in documents(count, [0.0, 0.0]):
        statements = tuple(
            each.model_copy(update={"lead": (rng.choice(AGENCIES),), "support": tuple(rng.sample(AGENCIES, 2))})
            for each in read.statements
        )
        document = read.document
        source = SourceFile(Path(document.source_file), document.source_file)
        extraction = read.model_copy(update={"statements": statements})
        yield Outcome(source, document.document_id, document.sha256, extraction=extraction)


def questions(base: Published) -> dict[str, Callable[[], object]]:
    """Return what is asked, by name."""
    series, rollup = find_series(base).rows[0].series_id, find_rollups(base).rows[0].rollup_id
    many = agencies_by_year(base).lines.rows[0].name
    return {
        "series, first page": lambda: find_series(base),
        "series, last page": lambda: find_series(base, page=LAST),
        "series, search": lambda: find_series(base, "产业 投资", "conflicting"),
        "one series": lambda: one_series(base, series),
        "roll-ups, last page": lambda: find_rollups(base, page=LAST),
        "one roll-up": lambda: one_rollup(base, rollup),
        "matrix again": lambda: agencies_by_year(base, page=2),
        "agency with most targets": lambda: one_agency(base, many),
        "conflicts, last page": lambda: find_conflicts(base, page=LAST),
    }


def timed(ask: Callable[[], object]) -> tuple[float, float]:
    """Return CPU and clock seconds of one question."""
    cpu, clock = time.process_time(), time.perf_counter()
    ask()
    return time.process_time() - cpu, time.perf_counter() - clock


def main(arguments: list[str]) -> None:
    """Make the dataset, ask, print."""
    count = int(arguments[0]) if arguments else 100_000
    with tempfile.TemporaryDirectory() as folder:
        write_sqlite(Path(folder), dataset_rows(outcomes(count)))
        base = Published(Path(folder))
        print(f"{count:,} statements, commit {commit()}")
        first = timed(lambda: agencies_by_year(base))
        for name, (cpu, clock) in {
            "matrix, first time": first,
            **{name: min(timed(ask), timed(ask)) for name, ask in questions(base).items()},
        }.items():
            print(f"  {name:26} {cpu:6.3f} s CPU {clock:6.3f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
