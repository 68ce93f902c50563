"""What a person sees while documents are read: a bar on a terminal, plain lines elsewhere (进度)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Protocol

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from pipeline.extract import Outcome

_SECONDS_BETWEEN_LINES = 1.0


class Observer(Protocol):
    """Is told how a run goes on."""

    def stage(self, words: str) -> None:
        """A new part of the run begins."""

    def found(self, documents: int) -> None:
        """The number of files is known."""

    def pages(self, name: str, done: int, total: int) -> None:
        """So many pages of a scanned file that is read in parts have been read."""

    def finished(self, outcome: Outcome) -> None:
        """A file has come to its end, read or failed."""


class Silent:
    """Says nothing."""

    def stage(self, words: str) -> None:
        """Ignore it."""

    def found(self, documents: int) -> None:
        """Ignore it."""

    def pages(self, name: str, done: int, total: int) -> None:
        """Ignore it."""

    def finished(self, outcome: Outcome) -> None:
        """Ignore it."""


class Lines:
    """Plain lines for a log: a line a second at most, and one for every failure."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._total = 0
        self._done = 0
        self._started = self._last = time.monotonic()

    def _say(self, words: str) -> None:
        self._last = time.monotonic()
        print(words, file=self._stream, flush=True)

    def stage(self, words: str) -> None:
        """Print the stage."""
        self._say(f"{words} …")

    def found(self, documents: int) -> None:
        """Print how many files there are."""
        self._total = documents
        self._started = time.monotonic()
        self._say(f"Reading {documents} documents …")

    def pages(self, name: str, done: int, total: int) -> None:
        """Print pages done."""
        if time.monotonic() - self._last >= _SECONDS_BETWEEN_LINES:
            self._say(f"{name}: {done} of {total} pages")

    def finished(self, outcome: Outcome) -> None:
        """Print documents done and time left."""
        self._done += 1
        now = time.monotonic()
        if outcome.failure:
            self._say(f"{outcome.source.name}: {outcome.failure.message}")
        elif now - self._last >= _SECONDS_BETWEEN_LINES or self._done == self._total:
            left = (now - self._started) / self._done * (self._total - self._done)
            self._say(f"{self._done} of {self._total} documents, about {left:.0f} s left")


class Bar:
    """A progress bar with documents done and time left."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("Looking for documents", total=None)

    def stage(self, words: str) -> None:
        """Show the stage before the bar."""
        self._progress.update(self._task, description=words)

    def found(self, documents: int) -> None:
        """Show how many files there are."""
        self._progress.update(self._task, description="Reading", total=documents)

    def pages(self, name: str, done: int, total: int) -> None:
        """Show pages done before the bar."""
        words = f"Reading {escape(name)}, {done} of {total} pages" if done < total else "Reading"
        self._progress.update(self._task, description=words)

    def finished(self, outcome: Outcome) -> None:
        """Move the bar; print a failure above it."""
        self._progress.advance(self._task)
        if outcome.failure:
            words = f"{outcome.source.name}: {outcome.failure.message}"
            self._progress.console.print(words, markup=False, highlight=False)


@contextmanager
def shown_on(console: Console) -> Iterator[Observer]:
    """Show a run's progress: a bar where `console` is a terminal, plain lines elsewhere."""
    if not console.is_terminal:
        yield Lines(console.file)
        return
    parts = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("documents"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )  # fmt: skip
    with Progress(*parts, console=console, transient=True) as progress:
        yield Bar(progress)
