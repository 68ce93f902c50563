"""The commands of the review: the page, publishing with decisions, gold, scores. Registered by `mubiao.cli`."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer

DATASET, GOLD = Path("outputs"), Path("gold")
Dataset = Annotated[Path, typer.Argument(help="Folder of the published dataset.")]

gold_app = typer.Typer(help="Gold: reviewed documents as rows to measure with.", no_args_is_help=True)


def _wrong(message: object) -> typer.Exit:
    from mubiao.cli import wrong_usage

    return wrong_usage(message)


def review(
    out: Dataset = DATASET,
    port: Annotated[int, typer.Option(help="Port of the page.", min=1, max=65535)] = 8080,
    host: Annotated[
        str, typer.Option(help="Address to listen on. One that other machines can reach needs a password.")
    ] = "127.0.0.1",
    password_file: Annotated[
        Path | None, typer.Option(help="File with the password in its first line; else MUBIAO_REVIEW_PASSWORD.")
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(help="A name under which browsers reach this machine; may be given again.")
    ] = None,
) -> None:
    """Open the page on which an analyst checks the extracted targets, until it is stopped with Ctrl-C."""
    typer.echo("Starting …", err=True)
    from pipeline.dataset import DatasetError
    from pipeline.store import StoreError
    from review.server import ServingError, serve

    try:
        lines = password_file.read_text(encoding="utf-8").splitlines() if password_file else ()
        password = next(iter(lines), "") or os.environ.get("MUBIAO_REVIEW_PASSWORD", "")
        serve(out, host, port, password, name or ())
    except (DatasetError, StoreError, ServingError, OSError) as error:
        raise _wrong(error) from None


def publish(out: Dataset = DATASET) -> None:
    """Publish the dataset again with the reviewers' decisions; no document is read."""
    from rich.console import Console

    from pipeline.dataset import DatasetError
    from pipeline.locking import LockedError
    from pipeline.progress import shown_on
    from pipeline.republish import republish
    from pipeline.store import StoreError
    from pipeline.summary import print_summary

    started = time.monotonic()
    try:
        with shown_on(Console(stderr=True)) as observer:
            report = republish(out, observer=observer)
    except (DatasetError, LockedError, StoreError, OSError) as error:
        raise _wrong(error) from None
    print_summary(report, time.monotonic() - started, Console())


@gold_app.command("export")
def export(
    out: Dataset = DATASET,
    to: Annotated[Path, typer.Option(help="Folder for targets.jsonl and measures.jsonl.")] = GOLD,
) -> None:
    """Write the reviewed documents of a dataset as gold. Publish first: what is published is exported."""
    from pipeline.dataset import DatasetError
    from pipeline.scoring.gold import export as write_gold

    try:
        done = write_gold(out, to)
    except (DatasetError, OSError) as error:
        raise _wrong(error) from None
    typer.echo(f"{len(done.documents)} documents, {done.targets} targets, {done.measures} measures: {to}{os.sep}")
    for name, count in done.left_out:
        typer.echo(f"left out: {name}, {count} targets are not decided on")


def score(
    out: Dataset = DATASET,
    gold: Annotated[Path, typer.Option(help="Folder of targets.jsonl and measures.jsonl.")] = GOLD,
    show: Annotated[int, typer.Option(help="List so many missed, extra and weak rows.", min=0)] = 0,
) -> None:
    """Measure a dataset against gold: precision, recall and F1 at the levels of docs/accuracy.md."""
    from pipeline.dataset import DatasetError
    from pipeline.scoring.gold import score as measure

    try:
        scored = measure(out, gold)
    except (DatasetError, OSError) as error:
        raise _wrong(error) from None
    typer.echo(f"{'':10}{'P':>8}{'R':>8}{'F1':>8}{'right':>8}{'given':>8}{'wanted':>8}")
    for name, s in scored.total.items():
        typer.echo(f"{name:10}{s.precision:8.3f}{s.recall:8.3f}{s.f1:8.3f}{s.right:8}{s.given:8}{s.wanted:8}")
    for name, found in scored.by_document.items():
        typer.echo(f"{name}: " + ", ".join(f"{level} {value.f1:.3f}" for level, value in found.scores.items()))
    for title in ("missed", "extra", "weak"):
        rows = [(name, row) for name, found in scored.by_document.items() for row in getattr(found, title)]
        for name, row in rows[:show]:
            typer.echo(f"{title} {name}: {row}")
