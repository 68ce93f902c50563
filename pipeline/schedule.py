"""Runs by the clock: a Prefect deployment that is served from here (定时运行)."""

from __future__ import annotations

import logging
import os
import shlex
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import sleep
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline.discover import UsageError
from pipeline.progress import Observer
from pipeline.server import ServerError, answers, temporary_server
from pipeline.settings import Settings
from pipeline.sources import load_sources

_LOG = logging.getLogger("mubiao")
_HOOK_SECONDS = 60
_LOOK_SECONDS = 30.0
_ANSWER_SECONDS = 10.0


def call_hook(settings: Settings, message: str) -> None:
    """Start the command of MUBIAO_ON_FAILURE, with why in MUBIAO_MESSAGE; whatever it does, the run goes on.

    It comes from the settings and never from a flow's parameters: whoever may start a run may not name a command.
    """
    if not settings.on_failure:
        return
    environment = {**os.environ, "MUBIAO_MESSAGE": message[:10_000]}
    try:
        subprocess.run(shlex.split(settings.on_failure), env=environment, timeout=_HOOK_SECONDS, check=True)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        _LOG.warning("The command of MUBIAO_ON_FAILURE failed: %s", error)


def check_cron(cron: str) -> None:
    """Raise UsageError where `cron` is not five fields that a clock understands."""
    from cronsim import CronSim, CronSimError

    try:
        next(CronSim(cron, datetime.now(UTC)))
    except (CronSimError, StopIteration) as error:
        raise UsageError(f"{cron!r} is not a cron schedule ({error}); for every day at six: '0 6 * * *'.") from None


def tick(cron: str, timezone: str | None, start: Callable[[], object], wait: Callable[[float], None] = sleep) -> None:
    """Call `start` at every moment of the schedule, for ever. What goes wrong is logged; the next moment is tried."""
    from cronsim import CronSim

    zone = ZoneInfo(timezone) if timezone else UTC
    for moment in CronSim(cron, datetime.now(zone)):
        while (left := (moment - datetime.now(zone)).total_seconds()) > 0:
            wait(min(left, _LOOK_SECONDS))  # a clock that is set is noticed
        try:
            start()
        except Exception as error:
            _LOG.warning("The run of %s could not be started: %s", moment.isoformat(), error)


def serve(sources: Path, out: Path, cron: str, timezone: str | None, observer: Observer) -> None:
    """Serve the deployment until this process is ended: on the server of PREFECT_API_URL, or on one of our own.

    Ours ends with this process, however that ends. Raises UsageError where `sources` or `cron` is not right,
    ServerError where the server does not answer.
    """
    check_cron(cron)
    try:
        ZoneInfo(timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        raise UsageError(f"There is no time zone {timezone}; one is Asia/Shanghai.") from None
    load_sources(sources)
    with ExitStack() as stack:
        configured = os.environ.get("PREFECT_API_URL")
        if not configured:
            observer.stage("Starting a Prefect server")
            stack.enter_context(temporary_server(scheduling=True)).wait()
        elif not os.environ.get("PREFECT_API_KEY") and not answers(configured, _ANSWER_SECONDS):
            raise ServerError(f"No Prefect server answers at {configured}. Start it, or unset PREFECT_API_URL.")
        from pipeline.flows import serve_ingest

        observer.stage(f"Waiting for {cron}")
        serve_ingest(str(sources.absolute()), str(out.absolute()), cron, timezone)
