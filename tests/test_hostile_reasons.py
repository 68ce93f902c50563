"""Bad files of our own making: each ends as it should, with its reason in plain words, and harms none of the others."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from bad_files import LIMITS, BadFile, bad_files
from plans import write_plans

from pipeline.run import run_documents
from pipeline.settings import Settings
from pipeline.workers import Workers

QUICK = [bad for bad in bad_files() if not bad.slow]
SLOW = [bad for bad in bad_files() if bad.slow]
GOOD = range(3)


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((out / f"{table}.json").read_text(encoding="utf-8"))
    return found


def run(folder: Path, files: list[BadFile], settings: Settings) -> Path:
    """Write bad files and good plans into a folder and run it with worker processes; return the dataset."""
    docs = folder / "docs"
    write_plans(docs, GOOD)
    for bad in files:
        (docs / bad.name).write_bytes(bad.data())
    out = folder / "out"
    run_documents([docs], out, settings, runner=Workers(settings))
    return out


@pytest.fixture(scope="module")
def among(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of all quick bad files with good plans among them."""
    return run(tmp_path_factory.mktemp("bad"), QUICK, Settings.model_validate(LIMITS))


def check(bad: BadFile, out: Path) -> None:
    """Check status, code, words and page of a bad file in a dataset."""
    (row,) = [row for row in rows(out, "documents") if row["source_file"].endswith("/" + bad.name)]
    assert row["status"] == bad.status
    issues = [issue for issue in rows(out, "issues") if issue["source_file"] == row["source_file"]]
    if bad.status == "failed":
        assert [(issue["code"], issue["message"]) for issue in issues] == [(bad.code, row["error"])]
    found = [issue for issue in issues if issue["code"] == bad.code]
    assert bool(found) == bool(bad.code)
    if found:
        assert [word for word in bad.words if word not in found[0]["message"]] == []
        assert found[0]["page"] == bad.page


@pytest.mark.parametrize("bad", QUICK, ids=lambda bad: bad.name)
def test_every_bad_file_ends_with_its_reason(bad: BadFile, among: Path) -> None:
    check(bad, among)


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are Linux's")
@pytest.mark.parametrize("bad", SLOW, ids=lambda bad: bad.name)
def test_what_takes_too_much_is_ended(bad: BadFile, tmp_path: Path) -> None:
    limits = {"max_memory_mb": 500} if bad.code == "out-of-memory" else {"max_seconds": 4}
    check(bad, run(tmp_path, [bad], Settings.model_validate(limits)))


def test_good_documents_among_bad_ones_give_the_same_records_as_alone(among: Path, tmp_path: Path) -> None:
    alone = run(tmp_path, [], Settings.model_validate(LIMITS))

    def of_plans(out: Path, table: str) -> str:
        good = [row for row in rows(out, table) if "/plan_" in row["source_file"]]
        # The two runs lie in different folders.
        return json.dumps(good, ensure_ascii=False).replace(str(out.parent), "")

    for table in ("documents", "measures", "statements", "issues"):
        assert of_plans(among, table) == of_plans(alone, table)
    ids = {row["statement_id"] for row in rows(alone, "statements")}
    mine = [row for row in rows(among, "targets") if ids & set(row["statement_ids"])]
    assert len(ids) > 5
    assert mine == rows(alone, "targets")
