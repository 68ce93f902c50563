"""Runs by the clock: the flow that fetches and reads, its hook, and what is refused before a server is started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from plans import write_plans

from pipeline.dataset import read_tables
from pipeline.discover import UsageError
from pipeline.schedule import call_hook, check_cron
from pipeline.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
# The flow as the deployment starts it, in a process of its own, with our temporary server around it.
FLOW = """
import sys
from pipeline.server import temporary_server
with temporary_server() as server:
    server.wait()
    from pipeline.flows import ingest_policies
    ingest_policies(sys.argv[1], sys.argv[2])
    from prefect.artifacts import Artifact
    print(Artifact.get("mubiao-run").data)
"""


@pytest.mark.parametrize("cron", ["", "every day", "61 * * * *", "* * *", "0 6 31 2 *"])
def test_a_schedule_that_is_none_is_refused(cron: str) -> None:
    with pytest.raises(UsageError, match="is not a cron schedule"):
        check_cron(cron)
    check_cron("0 6 * * *")


def test_the_hook_is_told_why_and_may_fail(tmp_path: Path) -> None:
    told = tmp_path / "told"
    call_hook(Settings(on_failure=f"sh -c 'printenv MUBIAO_MESSAGE > {told}'"), "the listing; $(is) gone")
    assert told.read_text().strip() == "the listing; $(is) gone"
    call_hook(Settings(on_failure="false"), "x")
    call_hook(Settings(on_failure="a-command-that-is-not-there"), "x")
    call_hook(Settings(), "x")


def test_the_flow_publishes_reports_and_calls_the_hook(tmp_path: Path) -> None:
    write_plans(tmp_path / "docs", range(2))
    (tmp_path / "docs" / "empty.txt").touch()
    sources = tmp_path / "sources.toml"
    sources.write_text('[[source]]\nkind = "folder"\nname = "plans"\npath = "docs"\n', encoding="utf-8")
    told = tmp_path / "told"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_HOME": str(tmp_path / "home")}
    environment |= {"MUBIAO_ON_FAILURE": f"sh -c 'printenv MUBIAO_MESSAGE > {told}'"}
    environment.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-c", FLOW, str(sources), str(tmp_path / "out")]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "files: 3 new, 0 changed, 0 moved, 0 gone; read now: 3; failed: 1" in ended.stdout
    assert "empty.txt" in told.read_text(encoding="utf-8")
    assert len(read_tables(tmp_path / "out", ["documents"])["documents"]) == 3
