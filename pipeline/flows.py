"""The Prefect flow: thin decorators over `pipeline.run`; a task is a document (流程)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path

from pipeline.quiet import stay_quiet

stay_quiet()

from prefect import State, flow, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.states import Completed, Failed  # noqa: E402

from pipeline.extract import Failure, Outcome, read_document  # noqa: E402
from pipeline.progress import Observer  # noqa: E402
from pipeline.run import RunReport, run_documents  # noqa: E402

# A flow's parameters are stored by the server; who watches the run is not one of them.
OBSERVER: ContextVar[Observer | None] = ContextVar("observer", default=None)


@task(name="read-document", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def read_task(known: Outcome, name: str) -> State[Outcome]:
    """Read one document; the task's state says whether it was read, its data is the outcome either way."""
    outcome = read_document(known)
    if outcome.failure:
        return Failed(message=f"{name}: {outcome.failure.message}", data=outcome)
    return Completed(data=outcome)


def as_tasks(known: Sequence[Outcome]) -> Iterator[Outcome]:
    """Read each document in a task of its own. A document that fails has a failed task; the others go on."""
    for outcome in known:
        state = read_task(outcome, outcome.source.name, return_state=True)
        read: object = state.result(raise_on_failure=False)
        if not isinstance(read, Outcome):  # the task itself broke, for instance by a crash of its runner
            broken = Failure("task-failed", f"The Prefect task ended as {state.name}: {read}")
            read = replace(outcome, failure=broken)
        yield read


@flow(name="mubiao", flow_run_name="{out}", persist_result=False)
def read_policies(paths: list[str], out: str = "outputs") -> RunReport:
    """Read the files and folders `paths` and publish the dataset in the folder `out`."""
    return run_documents([Path(path) for path in paths], Path(out), observer=OBSERVER.get(), runner=as_tasks)
