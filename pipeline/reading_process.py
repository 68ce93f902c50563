"""A worker process: it reads the documents it is told of, one after the other, and can be ended at any moment.

`python -m pipeline.reading_process FD PARENT` talks over the socket FD with `pipeline.workers` in the process PARENT. A
module of its own, and not a fork, so that it does not matter what the parent has loaded or which threads it runs.
"""

from __future__ import annotations

import json
import resource
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from pipeline.discover import SourceFile
from pipeline.extract import Outcome, load_models, read_document
from pipeline.preflight import over_limits
from pipeline.server import end_with_parent
from pipeline.settings import Settings
from pipeline.store.packing import pack

READY = b"ready"
# The parent watches what is used; this stops a single request for far too much before it is used.
_ROOM = 2


def _limit_memory(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    loaded = psutil.Process().memory_info().vms
    resource.setrlimit(resource.RLIMIT_AS, (loaded + _ROOM * megabytes * 1_000_000,) * 2)


def answer_for(task: bytes, settings: Settings) -> tuple[bytes, bytes]:
    """Read the document of a task; return the head of the answer as JSON and what was read, packed."""
    asked = json.loads(task)
    source = SourceFile(Path(asked["path"]), asked["name"])
    known = Outcome(source, asked["document_id"], asked["sha256"])
    outcome = read_within(known, settings)
    failure = outcome.failure
    head = {"failure": (failure.code, failure.message) if failure else None, "died": outcome.died}
    return json.dumps(head).encode(), pack(outcome.extraction) if outcome.extraction else b""


def read_within(known: Outcome, settings: Settings) -> Outcome:
    """Read a document unless it is over the limits on pages and pixels."""
    try:
        failure = over_limits(known.source.path, settings)
    except OSError:
        failure = None  # the reader says so
    if failure:
        return Outcome(known.source, known.document_id, known.sha256, failure=failure)
    return read_document(known)


def main(descriptor: int, parent: int) -> None:
    """Answer tasks until the other side is closed."""
    end_with_parent(parent)
    connection = Connection(descriptor)
    settings = Settings.model_validate_json(connection.recv_bytes())
    load_models()
    _limit_memory(settings.max_memory_mb)
    connection.send_bytes(READY)
    while True:
        try:
            task = connection.recv_bytes()
        except EOFError:
            return
        for part in answer_for(task, settings):
            connection.send_bytes(part)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
