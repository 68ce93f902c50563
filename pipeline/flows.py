"""The Prefect flow: thin decorators over `pipeline.run`; a task is a document (流程)."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.quiet import stay_quiet

stay_quiet()

from prefect import State, flow, task  # noqa: E402
from prefect.artifacts import create_markdown_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.deployments import run_deployment  # noqa: E402
from prefect.futures import PrefectFuture  # noqa: E402
from prefect.states import Completed, Failed  # noqa: E402
from prefect.types.entrypoint import EntrypointType  # noqa: E402

from pipeline.extract import Failure, Outcome  # noqa: E402
from pipeline.ingest import ingest  # noqa: E402
from pipeline.report import RunReport  # noqa: E402
from pipeline.run import run_documents  # noqa: E402
from pipeline.schedule import call_hook, tick  # noqa: E402
from pipeline.settings import Settings  # noqa: E402
from pipeline.sources import FetchReport, WebSource, fetch_source  # noqa: E402
from pipeline.sources.fetching import nothing_came  # noqa: E402
from pipeline.sources.polite import FetchError  # noqa: E402
from pipeline.spread import Answer, Spread, Work  # noqa: E402
from pipeline.store import Store  # noqa: E402
from pipeline.told import what_is_told  # noqa: E402
from pipeline.workers import answer_apart  # noqa: E402


@task(name="read-document", task_run_name="{name}", cache_policy=NO_CACHE, persist_result=False)
def read_task(work: Work, name: str, settings: Settings) -> State[Answer]:
    """Read a document, or pages of it, in a worker process; the state says how that ended, its data is the answer."""
    answer = answer_apart(work, settings)
    if answer.failure:
        return Failed(message=f"{name}: {answer.failure.message}", data=answer)
    return Completed(data=answer)


def _answer_of(state: State[Any]) -> Answer:
    read: object = state.result(raise_on_failure=False)
    if isinstance(read, Answer):
        return read
    # The task itself broke, for instance by a crash of its runner.
    return Answer(Failure("task-failed", f"The Prefect task ended as {state.name}: {read}"), died=True)


def as_tasks(known: Sequence[Outcome]) -> Iterator[Outcome]:
    """Read each document in a task of its own, a scanned file in several. What fails is a failed task; others go on."""
    having = what_is_told()
    spread = Spread(known, having.settings, having.observer)
    while spread.queue:
        work = spread.queue.popleft()
        outcome = spread.after(work, _answer_of(read_task(work, work.name, having.settings, return_state=True)))
        if outcome is not None:
            yield outcome


def as_submitted_tasks(known: Sequence[Outcome]) -> Iterator[Outcome]:
    """Hand the documents to the flow's task runner, some ahead: a task a document, several for a scanned file."""
    having = what_is_told()
    spread = Spread(known, having.settings, having.observer)
    under_way: deque[tuple[Work, PrefectFuture[Any]]] = deque()
    while spread.queue or under_way:
        while spread.queue and len(under_way) < having.ahead:
            work = spread.queue.popleft()
            under_way.append((work, read_task.submit(work, work.name, having.settings)))
        work, future = under_way.popleft()
        future.wait()
        outcome = spread.after(work, _answer_of(future.state))
        if outcome is not None:
            yield outcome


@task(name="fetch-source", cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=30)
def fetch_task(source: WebSource, folder: Path, store: Store) -> FetchReport:
    """Fetch from one source; tried again where its listing could not be had at all."""
    report = fetch_source(source, folder, store)
    if nothing_came(report):
        raise FetchError("; ".join(reason for _, reason in report.failed))
    return report


def _fetch_as_task(source: WebSource, folder: Path, store: Store) -> FetchReport:
    state: State[Any] = fetch_task(source, folder, store, return_state=True)
    found: object = state.result(raise_on_failure=False)
    if isinstance(found, FetchReport):
        return found
    return FetchReport(failed=[(source.index, str(found))], complete=False)


@flow(name="mubiao-ingest", flow_run_name="{out}", persist_result=False)
def ingest_policies(sources: str, out: str = "outputs") -> None:
    """Fetch from the sources and publish the dataset; the report is an artifact, a failure calls the hook."""
    having = what_is_told()
    try:
        report = ingest(Path(sources), Path(out), having.settings, having.observer, as_tasks, _fetch_as_task)
    except Exception as error:
        call_hook(having.settings, str(error))
        raise
    create_markdown_artifact(key="mubiao-run", markdown=report.markdown(), description=report.run.run)
    if report.troubles():
        call_hook(having.settings, "\n".join(report.troubles()))


@flow(name="mubiao", flow_run_name="{out}", persist_result=False)
def read_policies(paths: list[str], out: str = "outputs") -> RunReport:
    """Read the files and folders `paths` and publish the dataset in the folder `out`."""
    having = what_is_told()
    runner = as_submitted_tasks if having.ahead else as_tasks
    return run_documents([Path(path) for path in paths], Path(out), having.settings, having.observer, runner)


def serve_ingest(sources: str, out: str, cron: str, timezone: str | None) -> None:
    """Serve `ingest_policies` until this process is ended, and start it by the clock; one run at a time.

    The clock is ours: the scheduler of Prefect 3.8.8 fails with SQLAlchemy 2.1 ("bulk DML") and would start nothing.
    """
    name = "mubiao"
    start = partial(run_deployment, f"{ingest_policies.name}/{name}", timeout=0, as_subflow=False)
    threading.Thread(target=tick, args=(cron, timezone, start), daemon=True).start()
    ingest_policies.serve(
        name=name, parameters={"sources": sources, "out": out}, limit=1, entrypoint_type=EntrypointType.MODULE_PATH
    )
