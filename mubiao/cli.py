"""The command line. Nothing heavy is imported before the first words are on the screen."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from mubiao import __version__, reviewed
from pipeline.names import RunnerName

WRONG_USAGE, FAILED_SOME, STOPPED = 2, 3, 130

app = typer.Typer(
    name="mubiao",
    help="目标: numeric targets, measures and agencies out of Chinese policy documents, each with its evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Dataset = Annotated[Path, typer.Option(help="Folder of the published dataset.")]
OUTPUTS = Path("outputs")


def wrong_usage(message: object) -> typer.Exit:
    """Say what is wrong with what was asked for, and end with the code for it."""
    typer.echo(f"mubiao: {message}", err=True)
    return typer.Exit(WRONG_USAGE)


def _stop(*_: object) -> NoReturn:
    """End on SIGTERM as on Ctrl-C, so that nothing started is left behind."""
    raise KeyboardInterrupt


@app.command()
def run(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders to read; folders with all below them.")],
    out: Dataset = OUTPUTS,
    prefect: Annotated[
        bool, typer.Option("--prefect", help="Run as a Prefect flow; without PREFECT_API_URL on a temporary server.")
    ] = False,
    runner: Annotated[
        RunnerName,
        typer.Option(help="Read in worker processes with limits, in this process, or on a Dask cluster (a flow)."),
    ] = RunnerName.PROCESS,
    workers: Annotated[int | None, typer.Option(help="Worker processes side by side.", min=1, max=64)] = None,
    dask_address: Annotated[
        str | None, typer.Option(help="Scheduler of the Dask cluster; without it one is started here.")
    ] = None,
) -> None:
    """Read documents and publish the dataset.

    Ends with 0 when all were read, 3 when some failed, 2 on wrong usage. With PREFECT_API_URL set, the run is a flow on
    that server; without it no server is needed or started.
    """
    from rich.console import Console

    console = Console(stderr=True)
    started = time.monotonic()
    signal.signal(signal.SIGTERM, _stop)
    # A bar takes a quarter of a second to come up: say at once that something is done.
    console.print("Starting …", end="\r" if console.is_terminal else "\n")
    from pydantic import ValidationError

    from pipeline.discover import UsageError
    from pipeline.locking import LockedError
    from pipeline.orchestrate import run_as_flow
    from pipeline.progress import shown_on
    from pipeline.run import run_documents
    from pipeline.runners import runner_of
    from pipeline.server import ServerError
    from pipeline.settings import Settings
    from pipeline.store import StoreError
    from pipeline.summary import print_summary
    from pipeline.workers import WorkerError

    try:
        with shown_on(console) as observer:
            settings = Settings() if workers is None else Settings(workers=workers)
            if prefect or os.environ.get("PREFECT_API_URL") or runner is RunnerName.DASK:
                report = run_as_flow(paths, out, settings, observer, runner, dask_address)
            else:
                report = run_documents(paths, out, settings, observer, runner_of(runner, settings, observer))
    except (UsageError, ServerError, StoreError, LockedError, WorkerError, ValidationError, OSError) as error:
        raise wrong_usage(error) from None
    except KeyboardInterrupt:
        typer.echo("Stopped; run it again to finish.", err=True)
        raise typer.Exit(STOPPED) from None
    print_summary(report, time.monotonic() - started, Console())
    raise typer.Exit(FAILED_SOME if report.failed else 0)


@app.command()
def ingest(
    sources: Annotated[Path, typer.Argument(help="sources.toml: folders and web listings.")],
    out: Dataset = OUTPUTS,
) -> None:
    """Fetch what the sources have now, then read what is new and publish the dataset."""
    from pydantic import ValidationError
    from rich.console import Console

    signal.signal(signal.SIGTERM, _stop)
    from pipeline.discover import UsageError
    from pipeline.ingest import ingest as fetch_and_run
    from pipeline.locking import LockedError
    from pipeline.progress import shown_on
    from pipeline.settings import Settings
    from pipeline.store import StoreError
    from pipeline.workers import WorkerError, Workers

    try:
        settings = Settings()
        with shown_on(Console(stderr=True)) as observer:
            report = fetch_and_run(sources, out, settings, observer, Workers(settings, observer))
    except (UsageError, StoreError, LockedError, WorkerError, ValidationError, OSError) as error:
        raise wrong_usage(error) from None
    except KeyboardInterrupt:
        typer.echo("Stopped; run it again to finish.", err=True)
        raise typer.Exit(STOPPED) from None
    typer.echo("\n".join(report.lines()))
    raise typer.Exit(FAILED_SOME if report.run.failed or any(part.failed for part in report.fetched.values()) else 0)


@app.command()
def serve(
    sources: Annotated[Path, typer.Argument(help="sources.toml: folders and web listings.")],
    cron: Annotated[str, typer.Option(help="When: minute, hour, day, month, weekday.")] = "0 6 * * *",
    timezone: Annotated[str | None, typer.Option(help="Such as Asia/Shanghai; by default UTC.")] = None,
    out: Dataset = OUTPUTS,
) -> None:
    """Run `mubiao ingest` by the clock, as a Prefect deployment, until it is stopped."""
    from rich.console import Console

    signal.signal(signal.SIGTERM, _stop)
    from pipeline.discover import UsageError
    from pipeline.progress import Lines
    from pipeline.schedule import serve as serve_sources
    from pipeline.server import ServerError

    try:
        serve_sources(sources, out, cron, timezone, Lines(Console(stderr=True).file))
    except (UsageError, ServerError, OSError) as error:
        raise wrong_usage(error) from None
    except KeyboardInterrupt:
        raise typer.Exit(STOPPED) from None


@app.command()
def show(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Id, or its beginning.")],
    out: Dataset = OUTPUTS,
) -> None:
    """Show a statement, target or measure with its evidence: the quote in its paragraph, what was read beside it."""
    from rich.console import Console

    from mubiao.show import show as print_row
    from pipeline.dataset import DatasetError

    try:
        print_row(identity, out, Console())
    except DatasetError as error:
        raise wrong_usage(error) from None


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the earlier dataset.")],
    new: Annotated[Path, typer.Argument(help="Folder of the later dataset.")],
) -> None:
    """Say what changed between two datasets: targets added, gone and changed, by document."""
    from pipeline.dataset import DatasetError
    from pipeline.diff import diff as compare

    try:
        changes = compare(old, new)
    except DatasetError as error:
        raise wrong_usage(error) from None
    documents: tuple[str, ...] | None = None
    for change in changes:
        if change.documents != documents:
            documents = change.documents
            typer.echo(", ".join(documents))
        typer.echo(f"  {change.kind:8}{change.line()}")
    counts = {kind: sum(change.kind == kind for change in changes) for kind in ("added", "gone", "changed")}
    typer.echo(", ".join(f"{count} {kind}" for kind, count in counts.items()))


@app.command()
def prune(
    out: Dataset = OUTPUTS,
    keep: Annotated[int, typer.Option(help="Newest states of the extractor to keep for each dataset.", min=1)] = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be forgotten.")] = False,
) -> None:
    """Let the store forget what earlier states of the extractor read; documents, files, runs, decisions stay."""
    from pipeline.dataset import DatasetError
    from pipeline.locking import LockedError
    from pipeline.prune import prune as forget
    from pipeline.store import StoreError

    try:
        typer.echo(forget(out, keep, dry_run).line(dry_run))
    except (DatasetError, LockedError, StoreError, OSError) as error:
        raise wrong_usage(error) from None


app.command()(reviewed.review)
app.command()(reviewed.publish)
app.command()(reviewed.score)
app.add_typer(reviewed.gold_app, name="gold")


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(f"mubiao {__version__} (Python {sys.version.split()[0]})")


def main() -> None:
    """Run the command line."""
    app()
