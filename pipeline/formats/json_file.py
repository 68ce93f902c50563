"""JSON: an array, one row a line, so that two datasets can be compared line by line."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.formats.columns import Rows, plain


def write_json(folder: Path, rows: Rows) -> None:
    """Write `<table>.json` for every table, in UTF-8."""
    for table, records in rows.items():
        # A lone surrogate (from a damaged font) has no UTF-8 form; a question mark is better than no dataset.
        with (folder / f"{table}.json").open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.write("[")
            for index, record in enumerate(records):
                line = json.dumps(plain(record), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
                stream.write(("," if index else "") + "\n" + line)
            stream.write("\n]\n")
