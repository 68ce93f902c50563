"""The Prefect flow: thin decorators over `pipeline.run`; a task is a document (流程)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.quiet import stay_quiet

stay_quiet()

from prefect import State, flow, task  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.futures import PrefectFuture  # noqa: E402
from prefect.states import Completed, Failed  # noqa: E402

from pipeline.extract import Failure, Outcome  # noqa: E402
from pipeline.report import RunReport  # noqa: E402
from pipeline.run import run_documents  # noqa: E402
from pipeline.settings import Settings  # noqa: E402
from pipeline.told import what_is_told  # noqa: E402
from pipeline.workers import read_apart  # noqa: E402


@task(name="read-document", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def read_task(known: Outcome, name: str, settings: Settings) -> State[Outcome]:
    """Read one document in a worker process; the state says whether it was read, its data is the outcome either way."""
    outcome = read_apart(known, settings)
    if outcome.failure:
        return Failed(message=f"{name}: {outcome.failure.message}", data=outcome)
    return Completed(data=outcome)


def _outcome_of(state: State[Any], known: Outcome) -> Outcome:
    read: object = state.result(raise_on_failure=False)
    if isinstance(read, Outcome):
        return read
    # The task itself broke, for instance by a crash of its runner.
    broken = Failure("task-failed", f"The Prefect task ended as {state.name}: {read}")
    return replace(known, failure=broken, died=True)


def as_tasks(known: Sequence[Outcome]) -> Iterator[Outcome]:
    """Read each document in a task of its own. A document that fails has a failed task; the others go on."""
    settings = what_is_told().settings
    for outcome in known:
        yield _outcome_of(read_task(outcome, outcome.source.name, settings, return_state=True), outcome)


def as_submitted_tasks(known: Sequence[Outcome]) -> Iterator[Outcome]:
    """Hand the documents to the flow's task runner, some ahead; each in a task of its own."""
    having = what_is_told()
    under_way: deque[tuple[Outcome, PrefectFuture[Any]]] = deque()
    for place, outcome in enumerate(known):
        under_way.append((outcome, read_task.submit(outcome, outcome.source.name, having.settings)))
        while len(under_way) >= having.ahead or (under_way and place == len(known) - 1):
            first, future = under_way.popleft()
            future.wait()
            yield _outcome_of(future.state, first)


@flow(name="mubiao", flow_run_name="{out}", persist_result=False)
def read_policies(paths: list[str], out: str = "outputs") -> RunReport:
    """Read the files and folders `paths` and publish the dataset in the folder `out`."""
    having = what_is_told()
    runner = as_submitted_tasks if having.ahead else as_tasks
    return run_documents([Path(path) for path in paths], Path(out), having.settings, having.observer, runner)
