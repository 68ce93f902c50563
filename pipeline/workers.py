"""Documents in worker processes, so that none can take down the rest: limits on time and memory (工作进程).

A worker that dies takes its document with it, with a named reason: timed out, out of memory, crashed. The next document
gets a new worker.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import IO

import psutil

from pipeline.extract import Failure, Outcome
from pipeline.progress import Observer
from pipeline.reading_process import READY
from pipeline.settings import Settings
from pipeline.spread import Answer, Spread, Work, timed_out

_LOOK_SECONDS = 0.2
_START_SECONDS = 180
# A worker makes way for a fresh one after so many documents: what the libraries never give back ends with it.
_DOCUMENTS_A_WORKER = 1000
# How many may end idle, for instance by a person's hand, before something must be wrong with all of them.
_LOST = 3
_ROOT = Path(__file__).resolve().parent.parent


class WorkerError(Exception):
    """No worker can be started; the message says why."""


def out_of_memory(settings: Settings) -> Failure:
    """Return the failure of a document that needed too much memory."""
    limit = f"the limit of {settings.max_memory_mb} MB (MUBIAO_MAX_MEMORY_MB)"
    return Failure("out-of-memory", f"Reading needed more memory than {limit}.")


def crashed(code: int) -> Failure:
    """Return the failure of a document whose worker ended by itself with the exit code `code`."""
    if code == -signal.SIGKILL:
        words = "The system ended the reader (SIGKILL), as it does when there is no memory left."
        return Failure("out-of-memory", words)
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return Failure("crashed", f"The reader crashed on this file ({how}); please report it with the file.")


@dataclass(slots=True)
class Worker:
    """One process and what it does now."""

    process: subprocess.Popen[bytes]
    connection: Connection
    errors: IO[bytes]
    started: float = field(default_factory=time.monotonic)
    ready: bool = False
    work: Work | None = None
    done: int = 0

    @classmethod
    def start(cls, settings: Settings) -> Worker:
        """Start a worker; it says that it is ready a second or two later."""
        ours, theirs = socket.socketpair()
        errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed in `end`)
        # Our own packages come first, and the current folder not at all: it may hold a folder of any name.
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "pipeline.reading_process", str(theirs.fileno()), str(os.getpid())],
            pass_fds=(theirs.fileno(),),
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            start_new_session=True,  # Ctrl-C reaches us first, and we end it
            env={**os.environ, "PYTHONPATH": path},
        )
        theirs.close()
        worker = cls(process, Connection(ours.detach()), errors)
        worker.connection.send_bytes(settings.model_dump_json().encode())
        return worker

    def give(self, work: Work) -> None:
        """Hand over a work. Where the worker has just died, that is heard when it is listened to."""
        known = work.known
        words = {"path": str(known.source.path), "name": known.source.name}
        words |= {"document_id": known.document_id, "sha256": known.sha256}
        head = {**words, "first": work.first, "last": work.last, "parts": len(work.parts)}
        self.work, self.started = work, time.monotonic()
        with suppress(OSError):
            self.connection.send_bytes(json.dumps(head).encode())
            for part in work.parts:
                self.connection.send_bytes(part)

    def memory(self) -> int:
        """Return the bytes it uses; 0 where it has ended."""
        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def end(self) -> int:
        """End it, whatever it does, and return its exit code."""
        if self.process.poll() is None:
            self.process.kill()
        code = self.process.wait()
        self.connection.close()
        self.errors.close()
        return code

    def last_words(self) -> str:
        """Return the last line it wrote."""
        self.errors.seek(0)
        lines = self.errors.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it said nothing"


_OF_THREAD = threading.local()


def answer_apart(work: Work, settings: Settings) -> Answer:
    """Do a work in the worker process of this thread, which is kept for the next one."""
    found = getattr(_OF_THREAD, "workers", None)
    if found is None or found.settings != settings:
        if found is not None:
            found.end()
        found = _OF_THREAD.workers = Workers(settings)
        atexit.register(found.end)
    answer: Answer = found.answer(work)
    return answer


class Workers:
    """Reads documents in `settings.workers` processes; give it to `run_documents` as its runner."""

    def __init__(self, settings: Settings, observer: Observer | None = None) -> None:
        self.settings = settings
        self._observer = observer
        self._workers: list[Worker] = []
        self._lost = 0

    def __call__(self, known: Sequence[Outcome]) -> Iterator[Outcome]:
        """Start the workers now; yield the outcomes in the order in which they come."""
        spread = Spread(known, self.settings, self._observer)
        self._start(len(spread.queue))
        return self._read_and_end(spread)

    def answer(self, work: Work) -> Answer:
        """Do one work and keep the worker for the next."""
        self._start(1)
        queue = deque([work])
        while True:
            for _, answer in self._turn(queue):
                return answer

    def reading(self) -> dict[int, str]:
        """Return which file each worker reads now, by its process id."""
        return {worker.process.pid: worker.work.known.source.name for worker in self._workers if worker.work}

    def end(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _start(self, waiting: int) -> None:
        """Have workers enough for what they do and the works that wait."""
        wanted = waiting + sum(worker.work is not None for worker in self._workers)
        while len(self._workers) < min(wanted, self.settings.workers):
            self._workers.append(Worker.start(self.settings))

    def _read_and_end(self, spread: Spread) -> Iterator[Outcome]:
        try:
            while spread.queue or any(worker.work for worker in self._workers):
                for work, answer in self._turn(spread.queue):
                    outcome = spread.after(work, answer)
                    if outcome is not None:
                        yield outcome
                self._start(len(spread.queue))
        finally:
            self.end()

    def _turn(self, queue: deque[Work]) -> list[tuple[Work, Answer]]:
        """Give works to workers that wait, and return what has come of others."""
        for worker in self._workers:
            if queue and worker.ready and worker.work is None:
                worker.give(queue.popleft())
        talking = wait([worker.connection for worker in self._workers], _LOOK_SECONDS)
        answers = []
        for worker in list(self._workers):
            work = worker.work
            answer = self._hear(worker) if worker.connection in talking else self._look_at(worker)
            if answer is None or work is None:
                continue
            worker.work = None
            worker.done += 1
            if self._worn(worker, answer):
                self._replace(worker, needed=bool(queue))
            answers.append((work, replace(answer, seconds=time.monotonic() - worker.started)))
        return answers

    def _worn(self, worker: Worker, answer: Answer) -> bool:
        used = worker.memory()
        return answer.died or worker.done >= _DOCUMENTS_A_WORKER or used > self.settings.max_memory_mb * 500_000

    def _replace(self, worker: Worker, needed: bool) -> None:
        worker.end()
        self._workers.remove(worker)
        if needed:
            self._workers.append(Worker.start(self.settings))

    def _hear(self, worker: Worker) -> Answer | None:
        """Take what a worker says: that it is ready, an answer, or that it has died."""
        try:
            head = worker.connection.recv_bytes()
            if head == READY:
                worker.ready = True
                return None
            packed = worker.connection.recv_bytes()
        except (EOFError, OSError):
            return self._died(worker)
        answer = json.loads(head)
        failure = Failure(*answer["failure"]) if answer["failure"] else None
        return Answer(failure, answer["died"], answer["pages"], packed)

    def _died(self, worker: Worker) -> Answer | None:
        code = worker.process.wait()
        if worker.work is not None:
            return Answer(crashed(code), died=True)
        self._lost += 1
        if self._lost > _LOST:
            raise WorkerError(f"Worker processes end before they read anything (code {code}): {worker.last_words()}")
        self._replace(worker, needed=True)
        return None

    def _look_at(self, worker: Worker) -> Answer | None:
        """Say so where a worker is over its time or its memory; it is ended then."""
        elapsed = time.monotonic() - worker.started
        if worker.work is None:
            if not worker.ready and elapsed > _START_SECONDS:
                raise WorkerError(f"A worker process did not start within {_START_SECONDS} s: {worker.last_words()}")
            return None
        if elapsed > self.settings.max_seconds:
            return Answer(timed_out(self.settings), died=True)
        if worker.memory() > self.settings.max_memory_mb * 1_000_000:
            return Answer(out_of_memory(self.settings), died=True)
        return None
