"""On a Dask cluster and with PostgreSQL: the same dataset, byte for byte. Needs requirements/cluster.txt."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from plans import dataset_bytes, write_plans
from scan_paper import scanned

from pipeline.run import run_documents

ROOT = Path(__file__).resolve().parent.parent


def test_documents_on_dask_give_the_same_dataset(tmp_path: Path) -> None:
    pytest.importorskip("prefect_dask")
    write_plans(tmp_path / "docs", range(6))
    (tmp_path / "docs" / "empty.txt").touch()
    (tmp_path / "docs" / "scan.pdf").write_bytes(scanned(6))  # read in two parts and put together in a third task
    run_documents([tmp_path / "docs"], tmp_path / "here")
    command = [sys.executable, "-m", "mubiao", "run", str(tmp_path / "docs"), "--out", str(tmp_path / "dask")]
    command += ["--runner", "dask", "--workers", "2"]
    address = os.environ.get("MUBIAO_TEST_DASK")  # a cluster that runs already, else one is started for the run
    command += ["--dask-address", address] if address else []
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_HOME": str(tmp_path / "home")}
    if postgres := os.environ.get("MUBIAO_TEST_POSTGRES"):
        environment["MUBIAO_STORE"] = postgres
    environment.pop("PREFECT_API_URL", None)
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=400, check=False)
    assert ended.returncode == 3, ended.stderr  # the empty file failed
    assert dataset_bytes(tmp_path / "dask") == dataset_bytes(tmp_path / "here")


def test_a_scheduler_that_does_not_answer_is_said_plainly(tmp_path: Path) -> None:
    pytest.importorskip("prefect_dask")
    from pipeline.discover import UsageError
    from pipeline.on_dask import on_dask
    from pipeline.settings import Settings

    with pytest.raises(UsageError, match="No Dask scheduler answers at"):
        on_dask(None, "tcp://127.0.0.1:9", Settings())
