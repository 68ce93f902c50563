"""Where documents are read: in this process, in worker processes, or on a Dask cluster (运行方式)."""

from __future__ import annotations

from pipeline.names import RunnerName
from pipeline.progress import Observer
from pipeline.run import Runner, one_after_the_other
from pipeline.settings import Settings


def runner_of(name: RunnerName, settings: Settings, observer: Observer | None = None) -> Runner:
    """Return the runner of that name.

    `process` is the one that a hostile document cannot take down; `local` reads in this process, without limits on time
    and memory. `dask` needs a flow: see `pipeline.orchestrate`. `observer` sees the pages of scanned files pass.
    """
    if name is RunnerName.LOCAL:
        return one_after_the_other
    from pipeline.workers import Workers

    return Workers(settings, observer)
