"""A temporary Prefect server for one run, which never outlives it, however the run ends.

Prefect starts one by itself where no server is configured; but that one stays behind when the run is killed. Ours is
`python -m pipeline.server PORT PARENT`: a child that the kernel ends with its parent.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.quiet import stay_quiet

_HOST = "127.0.0.1"
_START_SECONDS = 180
_STOP_SECONDS = 10
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class ServerError(Exception):
    """The Prefect server cannot be used; the message says why and what to do."""


def answers(api_url: str, seconds: float = 2.0) -> bool:
    """Say whether a Prefect server answers at `api_url`."""
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=seconds) as response:
            return bool(response.status == 200)
    except (OSError, ValueError):
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class TemporaryServer:
    """A server that is coming up. Start it before prefect is imported, do other things, then wait."""

    process: subprocess.Popen[bytes]
    api_url: str

    def wait(self) -> None:
        """Return when the server answers. Raises ServerError where it does not come up."""
        deadline = time.monotonic() + _START_SECONDS
        while not answers(self.api_url):
            if self.process.poll() is not None:
                raise ServerError(f"Prefect's temporary server ended at once with code {self.process.returncode}.")
            if time.monotonic() > deadline:
                raise ServerError(f"Prefect's temporary server did not answer within {_START_SECONDS} s.")
            time.sleep(0.1)


@contextmanager
def temporary_server(scheduling: bool = False) -> Iterator[TemporaryServer]:
    """Start a Prefect server on a free loopback port; its address is PREFECT_API_URL as long as it runs.

    With `scheduling` it has the services that start runs by the clock, and its pages; a single run needs neither.
    """
    port = _free_port()
    api_url = f"http://{_HOST}:{port}/api"
    # A session of its own: Ctrl-C reaches us first, and we end the server when the run has ended.
    command = [
        sys.executable,
        "-m",
        "pipeline.server",
        str(port),
        str(os.getpid()),
        *(["scheduling"] if scheduling else []),
    ]
    process = subprocess.Popen(command, start_new_session=True)
    os.environ["PREFECT_API_URL"] = api_url
    # What is still to be logged when the server ends would be complained of; the states of the tasks say it all.
    os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
    try:
        yield TemporaryServer(process, api_url)
    finally:
        os.environ.pop("PREFECT_API_URL", None)
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def end_with_parent(parent: int) -> None:
    """End this process when `parent` ends, or now if it has ended: by the kernel on Linux, elsewhere by looking."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_DIE_WITH_PARENT, signal.SIGKILL)

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    if os.getppid() != parent:
        sys.exit(0)
    threading.Thread(target=look, daemon=True).start()


def main(port: int, parent: int, scheduling: bool) -> None:
    """Serve Prefect's API on `port` until the process `parent` ends or this one is told to."""
    end_with_parent(parent)
    stay_quiet()
    if not scheduling:
        os.environ |= {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
    import uvicorn

    uvicorn.run("prefect.server.api.server:create_app", factory=True, host=_HOST, port=port, log_level="error")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), "scheduling" in sys.argv[3:])
