"""JSON: an array, one row a line, so that two datasets can be compared line by line."""

from __future__ import annotations

from pathlib import Path

from pipeline.formats.columns import Rows
from pipeline.spool import lines_of


def write_json(folder: Path, rows: Rows) -> None:
    """Write `<table>.json` for every table, in UTF-8."""
    for table, records in rows.items():
        with (folder / f"{table}.json").open("wb") as stream:
            stream.write(b"[")
            for index, line in enumerate(lines_of(records)):
                stream.write(b",\n" if index else b"\n")
                stream.write(line)
            stream.write(b"\n]\n")
