"""The flow on a Dask cluster, by prefect-dask: documents are spread over its workers (分布式)."""

from __future__ import annotations

from typing import Any

from pipeline.discover import UsageError
from pipeline.settings import Settings

_AHEAD = 4  # documents under way for each worker, so that none waits


def on_dask(flow: Any, address: str | None, settings: Settings) -> tuple[Any, int]:
    """Return the flow with Dask's task runner, and how many documents to submit ahead.

    Without an address a cluster of `settings.workers` processes is started here for the run. Every Dask worker reads in
    a process of its own under the same limits, so a document that dies leaves the cluster alone. The files must be
    found under the same paths on all workers. Raises UsageError where prefect-dask is not installed, or no scheduler
    answers.
    """
    try:
        from distributed import Client
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError as error:
        needed = "pip install -r requirements/cluster.txt -c requirements/constraints.txt"
        raise UsageError(f"The runner dask needs prefect-dask ({error}): {needed}") from None
    if address:
        try:
            with Client(address, timeout=10) as client:  # type: ignore[no-untyped-call]
                count = len(client.scheduler_info(n_workers=-1)["workers"])
        except (OSError, TimeoutError) as error:
            raise UsageError(f"No Dask scheduler answers at {address}: {error}") from None
        return flow.with_options(task_runner=DaskTaskRunner(address=address)), _AHEAD * max(1, count)
    local = {"n_workers": settings.workers, "threads_per_worker": 1, "dashboard_address": None}
    here = DaskTaskRunner(cluster_class="distributed.LocalCluster", cluster_kwargs=local)
    return flow.with_options(task_runner=here), _AHEAD * settings.workers
