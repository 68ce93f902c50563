"""A run as a Prefect flow: on the server that is configured, or on a temporary one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from pipeline.extract import load_models
from pipeline.progress import Observer
from pipeline.run import RunReport
from pipeline.server import ServerError, answers, temporary_server

_SECONDS = 10.0


def run_as_flow(paths: Sequence[Path], out: Path, observer: Observer) -> RunReport:
    """Run the flow and return its report.

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
        from pipeline.flows import OBSERVER, read_policies

        if server:
            load_models()
            server.wait()
        observer.stage("Looking for documents")
        token = OBSERVER.set(observer)
        try:
            return read_policies([str(path) for path in paths], str(out))
        finally:
            OBSERVER.reset(token)
