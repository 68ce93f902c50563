"""A run from files to a dataset: what is read, what becomes of bad files, and that nothing depends on order."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import extractors.readers
from extractors.readers import Limits
from pipeline.dataset import DatasetError, read_tables
from pipeline.diff import diff
from pipeline.discover import UsageError, discover
from pipeline.extract import Outcome, verified
from pipeline.publish import publish
from pipeline.run import dataset_rows, run_documents
from pipeline.settings import Settings
from schemas import Document

ROOT = Path(__file__).resolve().parent.parent
PLAN = "{city}制造业行动方案（2024—2026年）\n一、主要目标\n到2026年，全市规模以上工业企业达到{number}家以上。\n"

Read = Callable[..., Outcome]
Rows = list[dict[str, Any]]


def plan(folder: Path, name: str, city: str = "青禾市", number: int = 320) -> Path:
    """Write a short invented plan with one target."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PLAN.format(city=city, number=number), encoding="utf-8")
    return path


def published(out: Path, table: str) -> Rows:
    return read_tables(out, [table])[table]


def found(paths: list[Path], out: Path, settings: Settings | None = None) -> list[str]:
    return [file.path.name for file in discover(paths, out, settings or Settings()).files]


def test_folders_are_searched_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "~$word.docx", "out/statements.json"):
        plan(tmp_path, name)
    assert found([tmp_path], tmp_path / "out") == ["c.txt", "z.txt", "b.txt"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = plan(tmp_path, "a.txt")
    assert found([path, tmp_path, path], tmp_path / "out") == ["a.txt"]


def test_a_link_that_leaves_the_folder_is_refused_and_said(tmp_path: Path) -> None:
    outside = plan(tmp_path, "secret.txt")
    inside = plan(tmp_path, "docs/a.txt")
    (tmp_path / "docs" / "link.txt").symlink_to(outside)
    (tmp_path / "docs" / "twin.txt").symlink_to(inside)
    discovery = discover([tmp_path / "docs"], tmp_path / "out", Settings())
    assert [file.path.name for file in discovery.files] == ["a.txt"]
    assert [(issue.code, Path(issue.source_file).name) for issue in discovery.issues] == [
        ("link-leaves-folder", "link.txt")
    ]


def test_a_path_that_is_not_there_or_too_many_files_are_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        found([tmp_path / "nothing"], tmp_path / "out")
    plan(tmp_path, "a.txt")
    plan(tmp_path, "b.txt")
    with pytest.raises(UsageError, match="MUBIAO_MAX_FILES"):
        found([tmp_path], tmp_path / "out", Settings(max_files=1))


def test_an_empty_folder_leaves_the_outputs_alone(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no files"):
        run_documents([tmp_path], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_document_that_breaks_a_reader_fails_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, city in (("a.txt", "青禾市"), ("b.txt", "白石市"), ("c.txt", "临川市")):
        plan(tmp_path / "docs", name, city)
    read = extractors.readers.read

    def breaks_on_b(path: Path, source_file: str, limits: Limits) -> Document:
        if path.name == "b.txt":
            raise RecursionError("too deep at <object 0x7f00deadbeef>")
        return read(path, source_file, limits)

    monkeypatch.setattr(extractors.readers, "read", breaks_on_b)
    report = run_documents([tmp_path / "docs"], tmp_path / "out")
    ends = [(Path(row["source_file"]).name, row["status"]) for row in published(tmp_path / "out", "documents")]
    assert ends == [("a.txt", "extracted"), ("b.txt", "failed"), ("c.txt", "extracted")]
    ((name, reason),) = report.failures
    assert name.endswith("b.txt")
    assert reason.startswith("internal error: RecursionError: too deep at <object 0x…> (at ")
    assert [issue["code"] for issue in published(tmp_path / "out", "issues") if issue["severity"] == "error"] == [
        "internal-error"
    ]


def test_bad_files_are_named_and_good_ones_read_as_if_alone(tmp_path: Path) -> None:
    plan(tmp_path / "alone", "good.txt")
    plan(tmp_path / "mixed", "good.txt")
    (tmp_path / "mixed" / "empty.txt").touch()
    (tmp_path / "mixed" / "noise.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    unreadable = plan(tmp_path / "mixed", "large.txt")
    unreadable.write_bytes(b"x" * 3_000_000)
    run_documents([tmp_path / "alone"], tmp_path / "1")
    report = run_documents([tmp_path / "mixed"], tmp_path / "2", Settings(max_file_mb=2))
    assert [Path(name).name for name, _ in report.failures] == ["empty.txt", "large.txt", "noise.pdf"]
    assert all(row["error"] for row in published(tmp_path / "2", "documents") if row["status"] == "failed")
    alone, mixed = (published(tmp_path / out, "statements") for out in "12")
    assert [row | {"source_file": ""} for row in alone] == [row | {"source_file": ""} for row in mixed] != []


def test_a_copy_is_read_once_and_named(tmp_path: Path) -> None:
    plan(tmp_path / "docs", "a.txt")
    plan(tmp_path / "docs", "copy of a.txt")
    run_documents([tmp_path / "docs"], tmp_path / "out")
    first, copy = published(tmp_path / "out", "documents")
    assert first["document_id"] == copy["document_id"]
    assert copy["error"] == f"The same bytes as {first['source_file']}; its records stand under that name."
    assert {row["source_file"] for row in published(tmp_path / "out", "statements")} == {first["source_file"]}
    assert [row["code"] for row in published(tmp_path / "out", "issues")] == ["copy"]


def test_a_record_whose_quote_is_not_the_text_is_left_out_and_said(read_as: Read) -> None:
    extraction = read_as("a.txt").extraction
    assert extraction is not None
    first, second = extraction.statements
    shifted = first.model_copy(update={"char_start": first.char_start + 1})
    result = verified(extraction.model_copy(update={"statements": (shifted, second)}))
    assert result.statements == (second,)
    assert [issue.code for issue in result.issues] == ["evidence-mismatch"]
    assert verified(extraction) == extraction


def test_the_outputs_do_not_depend_on_the_order_of_documents(read_as: Read) -> None:
    outcomes = [read_as(f"{name}.txt", str(300 + place)) for place, name in enumerate("abcd")]
    rows = dataset_rows(outcomes)
    assert rows == dataset_rows([outcomes[place] for place in (2, 0, 3, 1)])


def test_diff_says_what_was_added_gone_and_changed(tmp_path: Path, read_as: Read) -> None:
    before = [read_as("a.txt"), read_as("b.txt", "410")]
    publish(tmp_path / "old", dataset_rows(before), Settings())
    publish(tmp_path / "new", dataset_rows([read_as("a.txt", "360"), read_as("c.txt", "500")]), Settings())
    assert diff(tmp_path / "old", tmp_path / "old") == []
    changes = diff(tmp_path / "old", tmp_path / "new")
    assert {(change.kind, change.documents) for change in changes} >= {("gone", ("b.txt",)), ("added", ("c.txt",))}
    (changed,) = [change for change in changes if change.kind == "changed"]
    assert changed.documents == ("a.txt",)
    assert changed.fields == (("value", 320, 360),)
    assert changed.line().endswith("value: 320 → 360")


def test_a_folder_that_is_no_whole_dataset_is_refused(tmp_path: Path, read_as: Read) -> None:
    with pytest.raises(DatasetError, match="not a dataset"):
        read_tables(tmp_path)
    publish(tmp_path, dataset_rows([read_as("a.txt")]), Settings())
    (tmp_path / "targets.json").write_text("[]\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"targets\.json is not the file that was published"):
        read_tables(tmp_path)


def test_a_copy_takes_the_end_of_the_file_it_copies(read_as: Read) -> None:
    original = read_as("a.txt")
    copy = replace(original, source=replace(original.source, name="z.txt"), copy_of="a.txt")
    rows = dataset_rows([original, copy])
    assert len(rows["documents"]) == 2
    assert len(rows["statements"]) == 2


def bytes_of_a_run(paths: list[Path], out: Path, seed: str) -> dict[str, str]:
    """Run in a process of its own, with its own order of sets, and return the hashes of the outputs."""
    command = [sys.executable, "-m", "mubiao", "run", *map(str, paths), "--out", str(out)]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    # The store and the run reports lie beside the dataset; they know the time.
    apart = {out / ".mubiao", out / "runs"}
    files = [path for path in sorted(out.rglob("*")) if path.is_file() and path.parent not in apart]
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_runs_over_our_samples_give_the_same_bytes(tmp_path: Path) -> None:
    # The scanned sample is left out: reading it twice would take longer than all other tests.
    samples = [path.relative_to(ROOT) for path in sorted((ROOT / "raw_docs").iterdir()) if "scan" not in path.name]
    assert bytes_of_a_run(samples, tmp_path / "1", "1") == bytes_of_a_run(samples, tmp_path / "2", "2")


def test_two_runs_over_the_seeds_give_the_same_bytes(tmp_path: Path, shared: Path) -> None:
    seeds = [shared / "corpus" / "seeds"]
    assert bytes_of_a_run(seeds, tmp_path / "1", "1") == bytes_of_a_run(seeds, tmp_path / "2", "2")


def test_every_quote_of_the_shared_texts_is_the_text_at_its_place(tmp_path: Path, shared: Path) -> None:
    texts = [shared / "corpus" / folder for folder in ("seeds", "more", "wild")]
    report = run_documents(texts, tmp_path)
    assert not report.failures
    codes = {row["code"] for row in json.loads((tmp_path / "issues.json").read_text(encoding="utf-8"))}
    assert "evidence-mismatch" not in codes
