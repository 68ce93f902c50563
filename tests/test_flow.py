"""The Prefect flow: a task a document, no server needed beforehand, none left behind, no telemetry."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.dataset import read_tables
from pipeline.quiet import stay_quiet
from pipeline.run import run_documents

ROOT = Path(__file__).resolve().parent.parent
PLAN = "{city}行动方案（2024—2026年）\n一、主要目标\n到2026年，全市规模以上工业企业达到320家以上。\n"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Two invented plans and an empty file between them."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAN.format(city="青禾市"), encoding="utf-8")
    (folder / "b.txt").touch()
    (folder / "c.txt").write_text(PLAN.format(city="白石市"), encoding="utf-8")
    return folder


def start(docs: Path, out: Path, home: Path) -> subprocess.Popen[str]:
    """Start a run as a flow, with Prefect's own files in `home`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_HOME": str(home)}
    environment.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-m", "mubiao", "run", str(docs), "--out", str(out), "--prefect"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def children(pid: int) -> list[int]:
    """Return the processes started by `pid`, from Linux's own list."""
    place = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in place.read_text().split()] if place.exists() else []


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text()


def wait_until_gone(pids: list[int], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(map(alive, pids))


def test_the_flow_publishes_what_the_core_publishes(docs: Path, tmp_path: Path) -> None:
    flow = start(docs, tmp_path / "flow", tmp_path / "home")
    _, errors = flow.communicate(timeout=240)
    assert flow.returncode == 3, errors
    assert "Starting a temporary Prefect server" in errors
    run_documents([docs], tmp_path / "core")
    assert read_tables(tmp_path / "flow") == read_tables(tmp_path / "core")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("way", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_server_outlives_a_run_that_is_stopped(docs: Path, tmp_path: Path, way: signal.Signals) -> None:
    flow = start(docs, tmp_path / "out", tmp_path / "home")
    deadline = time.monotonic() + 60
    while not (servers := children(flow.pid)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert servers
    flow.send_signal(way)
    flow.communicate(timeout=60)
    assert wait_until_gone(servers)
    assert not (tmp_path / "out").exists()


def test_a_server_that_does_not_answer_is_said_plainly(docs: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PREFECT_API_URL": "http://127.0.0.1:9/api"}
    command = [sys.executable, "-m", "mubiao", "run", str(docs), "--out", str(tmp_path / "out")]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "No Prefect server answers at http://127.0.0.1:9/api" in ended.stderr
    assert "Traceback" not in ended.stderr


class TestTelemetry:
    """Off, unless the user has chosen."""

    @pytest.fixture(autouse=True)
    def clean(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(os, "environ", os.environ.copy())
        for name in ("DO_NOT_TRACK", "PREFECT_SERVER_ANALYTICS_ENABLED", "PREFECT_PROFILE"):
            os.environ.pop(name, None)
        os.environ["PREFECT_HOME"] = str(tmp_path)

    def test_it_is_off_by_default(self) -> None:
        stay_quiet()
        assert (os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"], os.environ["DO_NOT_TRACK"]) == ("false", "1")

    def test_a_choice_in_the_environment_stands(self) -> None:
        os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "true"
        stay_quiet()
        assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "true"
        assert "DO_NOT_TRACK" not in os.environ

    def test_a_choice_in_a_prefect_profile_stands(self, tmp_path: Path) -> None:
        profile = 'active = "mine"\n[profiles.mine]\nPREFECT_SERVER_ANALYTICS_ENABLED = "true"\n'
        (tmp_path / "profiles.toml").write_text(profile, encoding="utf-8")
        stay_quiet()
        assert not os.environ.keys() & {"PREFECT_SERVER_ANALYTICS_ENABLED", "DO_NOT_TRACK"}
