"""The published dataset: every file written beside, then renamed, so that a reader never sees half a file (发布)."""

from __future__ import annotations

import fcntl
import filecmp
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.formats.columns import Rows
from pipeline.formats.csv_file import write_csv
from pipeline.formats.json_file import write_json
from pipeline.formats.package_file import NAME as PACKAGE
from pipeline.formats.package_file import write_package
from pipeline.formats.schema_file import write_schemas
from pipeline.formats.sqlite_file import write_sqlite
from pipeline.formats.xlsx_file import write_xlsx
from pipeline.settings import Settings
from pipeline.spool import spooled

_BESIDE = ".next-"


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder for one publication at a time; a second one waits. The hold ends with the process."""
    handle = os.open(out, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _replace(beside: Path, out: Path) -> None:
    """Move the new files over the old ones; a file whose bytes are the same is left as it is.

    The package comes last: it holds the hash of every file, so that a reader can tell a whole dataset.
    """
    files = sorted(path for path in beside.rglob("*") if path.is_file())
    for path in sorted(files, key=lambda path: path.name == PACKAGE):
        place = out / path.relative_to(beside)
        place.parent.mkdir(parents=True, exist_ok=True)
        if not (place.is_file() and filecmp.cmp(path, place, shallow=False)):
            os.replace(path, place)


def publish(out: Path, rows: Rows, settings: Settings) -> None:
    """Write the dataset into the folder `out`, in every format.

    All files are complete before the first is renamed into its place. What a killed run left beside is cleared away.
    Raises OSError where the folder cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _alone(out):
        for left in sorted(out.glob(_BESIDE + "*")):
            shutil.rmtree(left, ignore_errors=True)
        aside = Path(tempfile.mkdtemp(prefix=_BESIDE, dir=out))
        beside = aside / "dataset"
        beside.mkdir()
        try:
            with spooled(rows, aside) as lines:
                write_json(beside, lines)
                write_csv(beside, lines)
                write_sqlite(beside, lines)
                write_xlsx(beside, lines, settings.max_sheet_rows)
            write_schemas(beside)
            write_package(beside)
            _replace(beside, out)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
