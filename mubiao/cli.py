"""The command line. Nothing heavy is imported before the first words are on the screen."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from mubiao import __version__

FAILED_SOME = 3
WRONG_USAGE = 2

app = typer.Typer(
    name="mubiao",
    help="目标: numeric targets, measures and agencies out of Chinese policy documents, each with its evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _wrong_usage(message: object) -> typer.Exit:
    typer.echo(f"mubiao: {message}", err=True)
    return typer.Exit(WRONG_USAGE)


@app.command()
def run(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders to read; folders with all below them.")],
    out: Annotated[Path, typer.Option(help="Folder of the published dataset.")] = Path("outputs"),
) -> None:
    """Read documents and publish the dataset. Ends with 0 when all were read, 3 when some failed, 2 on wrong usage."""
    from rich.console import Console

    console = Console(stderr=True)
    started = time.monotonic()
    console.print("[dim]Starting …[/dim]") if console.is_terminal else None
    from pipeline.discover import UsageError
    from pipeline.progress import shown_on
    from pipeline.run import run_documents
    from pipeline.summary import print_summary

    try:
        with shown_on(console) as observer:
            report = run_documents(paths, out, observer=observer)
    except (UsageError, OSError) as error:
        raise _wrong_usage(error) from None
    except KeyboardInterrupt:
        typer.echo(f"Stopped. What was in {out} is as it was.", err=True)
        raise typer.Exit(130) from None
    print_summary(report, time.monotonic() - started, Console())
    raise typer.Exit(FAILED_SOME if report.failed else 0)


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(f"mubiao {__version__} (Python {sys.version.split()[0]})")


def main() -> None:
    """Run the command line."""
    app()
