"""One run at a time for one dataset; a second one waits, and says for whom (锁)."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.2


class LockedError(Exception):
    """Another run did not end in time; the message says which one."""


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def one_run_at_a_time(folder: Path, wait_seconds: float, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of the dataset whose store lies in `folder`; the kernel lets go of it when the process ends.

    Raises LockedError where another run holds it for longer than `wait_seconds`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        deadline = time.monotonic() + wait_seconds
        told = False
        while not _take(handle):
            holder = os.pread(handle, 100, 0).decode("utf-8", "replace").strip() or "unknown"
            if time.monotonic() >= deadline:
                raise LockedError(
                    f"Another run (process {holder}) is writing to {folder.parent} and did not end within "
                    f"{wait_seconds:.0f} s (MUBIAO_LOCK_SECONDS). Run again later, or use another --out."
                )
            if not told:
                say(f"Waiting for another run (process {holder}) that writes to {folder.parent}")
                told = True
            time.sleep(_PAUSE)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)
