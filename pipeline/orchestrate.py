"""A run as a Prefect flow: on the server that is configured, or on a temporary one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from pipeline.names import RunnerName
from pipeline.progress import Observer
from pipeline.report import RunReport
from pipeline.server import ServerError, answers, temporary_server
from pipeline.settings import Settings
from pipeline.told import told

_SECONDS = 10.0


def run_as_flow(
    paths: Sequence[Path],
    out: Path,
    settings: Settings,
    observer: Observer,
    runner: RunnerName = RunnerName.PROCESS,
    dask_address: str | None = None,
) -> RunReport:
    """Run the flow and return its report; with the runner `dask`, its tasks run on a cluster.

    The server is the one of PREFECT_API_URL; where that is not set, a temporary one is started first (measured: 7 s,
    on its very first start 10 s) and ended after. Raises ServerError where the server does not answer, and what
    `pipeline.run.run_documents` raises.
    """
    with ExitStack() as stack:
        configured = os.environ.get("PREFECT_API_URL")
        if configured and not os.environ.get("PREFECT_API_KEY") and not answers(configured, _SECONDS):
            raise ServerError(f"No Prefect server answers at {configured}. Start it, or unset PREFECT_API_URL.")
        server = None
        if not configured:
            observer.stage("Starting a temporary Prefect server")
            server = stack.enter_context(temporary_server())
        # Imported after the address is set, and while the temporary server comes up.
        from pipeline.flows import read_policies

        if server:
            server.wait()
        observer.stage("Looking for documents")
        chosen, ahead = read_policies, 0
        if runner is RunnerName.DASK:
            from pipeline.on_dask import on_dask

            chosen, ahead = on_dask(read_policies, dask_address, settings)
        with told(observer, settings, ahead):
            return chosen([str(path) for path in paths], str(out))
