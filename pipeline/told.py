"""What a flow is told besides its parameters, which the server stores (流程之外的交代).

A module without Prefect: a flow is sent to the workers of a cluster by value, with all that it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from pipeline.progress import Observer, Silent
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Told:
    """Who watches the run, its settings, and how far ahead to submit.

    `ahead` is the number of documents handed to the task runner at once; 0 reads one after the other.
    """

    observer: Observer = field(default_factory=Silent)
    settings: Settings = field(default_factory=Settings)
    ahead: int = 0


_TOLD: ContextVar[Told | None] = ContextVar("told", default=None)


@contextmanager
def told(observer: Observer, settings: Settings, ahead: int = 0) -> Iterator[None]:
    """Tell the flows that are run inside."""
    token = _TOLD.set(Told(observer, settings, ahead))
    try:
        yield
    finally:
        _TOLD.reset(token)


def what_is_told() -> Told:
    """Return what the flow that runs now is told; the defaults where nobody said anything."""
    return _TOLD.get() or Told()
