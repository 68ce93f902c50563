"""A worker process: it reads the documents it is told of, one after the other, and can be ended at any moment.

`python -m pipeline.reading_process FD PARENT` talks over the socket FD with `pipeline.workers` in the process PARENT. A
module of its own, and not a fork, so that it does not matter what the parent has loaded or which threads it runs.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from extractors.errors import ReadError
from pipeline.discover import SourceFile
from pipeline.extract import (
    Failure,
    Outcome,
    changed_while_read,
    internal_error,
    load_models,
    no_memory,
    outcome_of,
    read_document,
    reader_limits,
    sentence,
)
from pipeline.preflight import is_pdf, over_limits
from pipeline.server import end_with_parent
from pipeline.settings import Settings
from pipeline.spread import Answer, Work
from pipeline.store.packing import pack
from schemas import Document

READY = b"ready"
# The parent watches what is used; this stops a single request for far too much before it is used.
_ROOM = 2


def _limit_memory(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    loaded = psutil.Process().memory_info().vms
    resource.setrlimit(resource.RLIMIT_AS, (loaded + _ROOM * megabytes * 1_000_000,) * 2)


def answer_to(task: bytes, parts: list[bytes], settings: Settings) -> tuple[bytes, bytes]:
    """Do a task; return the head of the answer as JSON and what was read, packed."""
    asked = json.loads(task)
    source = SourceFile(Path(asked["path"]), asked["name"])
    known = Outcome(source, asked["document_id"], asked["sha256"])
    try:
        answer = answer_for(Work(known, asked["first"], asked["last"], tuple(parts)), settings)
    except MemoryError:
        answer = Answer(no_memory(), died=True)
    except Exception as error:  # nothing may end the worker without a word
        answer = Answer(internal_error(error))
    failure = answer.failure
    head = {"failure": (failure.code, failure.message) if failure else None}
    return json.dumps({**head, "died": answer.died, "pages": answer.pages}).encode(), answer.packed


def answer_for(work: Work, settings: Settings) -> Answer:
    """Do a work in this process."""
    if work.first:
        return _pages(work, settings)
    known = work.known
    if work.parts:
        return _answer(outcome_of(known, lambda: _put_together(work, settings)))
    try:
        failure = over_limits(known.source.path, settings)
        pages = 0 if failure else _pages_to_divide(known.source.path)
    except OSError:
        failure, pages = None, 0  # the reader says so
    if failure or pages:
        return Answer(failure, pages=pages)
    return _answer(read_document(known, settings))


def _answer(outcome: Outcome) -> Answer:
    return Answer(outcome.failure, outcome.died, packed=pack(outcome.extraction) if outcome.extraction else b"")


def _pages_to_divide(path: Path) -> int:
    from extractors.readers.pdf.parts import pages_to_divide

    try:
        return pages_to_divide(path.read_bytes()) if is_pdf(path) else 0
    except Exception:  # only a look: whatever is wrong with the file, its reader says
        return 0


def _pages(work: Work, settings: Settings) -> Answer:
    """Read some pages. What is wrong with one of them is in the page; only the file as a whole can fail."""
    from extractors.readers.pdf.parts import read_part

    try:
        data = work.known.source.path.read_bytes()
        if hashlib.sha256(data).hexdigest() != work.known.sha256:
            return Answer(changed_while_read(), died=True)
        return Answer(packed=read_part(data, work.first, work.last, reader_limits(settings)))
    except ReadError as error:
        return Answer(Failure(error.code, sentence(error.message)))
    except MemoryError:
        return Answer(no_memory(), died=True)
    except Exception as error:
        return Answer(internal_error(error))


def _put_together(work: Work, settings: Settings) -> Document:
    from extractors.readers import finished
    from extractors.readers.pdf.parts import put_together

    limits = reader_limits(settings)
    return finished(put_together(work.parts, work.known.source.name, work.known.sha256, limits))


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
        parts = [connection.recv_bytes() for _ in range(json.loads(task)["parts"])]
        for part in answer_to(task, parts, settings):
            connection.send_bytes(part)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
