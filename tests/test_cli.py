"""The command line: what a person types, what she sees, and how it ends."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLAN = """青禾市制造业行动方案（2024—2026年）
一、主要目标
到2026年，全市规模以上工业企业达到320家以上。
"""


def mubiao(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120"}
    environment.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-m", "mubiao", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one plan, read into outputs/."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "docs").mkdir()
    (folder / "docs" / "plan.txt").write_text(PLAN, encoding="utf-8")
    ended = mubiao("run", "docs", cwd=folder)
    assert ended.returncode == 0, ended.stderr
    return folder


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "outputs" / f"{table}.json").read_text(encoding="utf-8"))
    return found


def test_run_shows_progress_in_lines_and_ends_with_a_summary(here: Path) -> None:
    ended = mubiao("run", "docs", "--out", "fresh", cwd=here)
    assert ended.stderr.splitlines()[:3] == ["Starting …", "Loading the language models …", "Reading 1 documents …"]
    assert "1 of 1 documents" in ended.stderr
    for words in ("documents", "1 (1 extracted)", "measures", "statements: target", "outputs"):
        assert words in ended.stdout


def test_run_ends_with_3_when_a_document_failed_and_names_it(here: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    ended = mubiao("run", here / "docs", tmp_path / "empty.txt", "--out", tmp_path / "out", cwd=here)
    assert ended.returncode == 3
    assert "empty.txt" in ended.stdout
    assert "1 extracted, 1 failed" in ended.stdout


@pytest.mark.parametrize("arguments", [["run"], ["run", "nowhere"], ["fly"], ["show", "0"], ["run", "docs", "--fast"]])
def test_wrong_usage_ends_with_2(here: Path, tmp_path: Path, arguments: list[str]) -> None:
    ended = mubiao(*arguments, cwd=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr
    assert "Traceback" not in ended.stderr


def test_show_marks_the_quote_in_its_paragraph(here: Path) -> None:
    statement = next(row for row in rows(here, "statements") if row["value"] == 320)
    ended = mubiao("show", statement["statement_id"][:10], cwd=here)
    assert ended.returncode == 0
    shown = re.sub(r"[\s│]", "", ended.stdout)
    assert f"⟦{statement['quote']}⟧" in shown
    assert "主要目标" in shown
    assert f"value320{statement['value_text']}" in shown
    assert "docs/plan.txt,page1" in shown


def test_show_of_a_target_shows_its_statements(here: Path) -> None:
    target = next(row for row in rows(here, "targets") if row["value"] == 320)
    ended = mubiao("show", target["target_id"], cwd=here)
    assert f"target {target['target_id']}" in ended.stdout
    assert f"statement {target['statement_ids'][0]}" in ended.stdout


def test_show_of_an_unknown_id_says_so(here: Path) -> None:
    ended = mubiao("show", "zzzz", cwd=here)
    assert ended.returncode == 2
    assert "no statement, target or measure has an id that begins with zzzz" in ended.stderr


def test_diff_says_what_changed(here: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "plan.txt").write_text(PLAN.replace("320", "360"), encoding="utf-8")
    assert mubiao("run", "docs", cwd=tmp_path).returncode == 0
    ended = mubiao("diff", here / "outputs", tmp_path / "outputs", cwd=here)
    assert ended.returncode == 0
    assert ended.stdout.splitlines()[0] == "docs/plan.txt"
    assert "value: 320 → 360" in ended.stdout
    assert ended.stdout.splitlines()[-1] == "0 added, 0 gone, 1 changed"


def test_help_and_version_need_nothing_heavy(tmp_path: Path) -> None:
    assert mubiao("version", cwd=tmp_path).stdout.startswith("mubiao ")
    shown = mubiao("--help", cwd=tmp_path).stdout
    assert all(command in shown for command in ("run", "show", "diff", "version"))
    code = "import sys, mubiao.cli; print(sorted(set(sys.modules) & {'spacy', 'jieba', 'pandas', 'prefect', 'numpy'}))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    loaded = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_gold_is_exported_and_scored_and_what_is_missing_is_told(here: Path) -> None:
    published = mubiao("publish", "outputs", cwd=here)
    assert published.returncode == 0, published.stderr
    exported = mubiao("gold", "export", "outputs", "--to", "gold", cwd=here)
    assert (exported.returncode, "left out: docs/plan.txt, 1 targets" in exported.stdout) == (0, True)
    scored = mubiao("score", "outputs", "--gold", "gold", cwd=here)
    assert scored.returncode == 2 and "none of the documents" in scored.stderr
    nothing = mubiao("publish", "docs", cwd=here)
    assert nothing.returncode == 2 and "nothing was published here" in nothing.stderr
