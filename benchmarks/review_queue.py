"""How fast the review queue opens and pages with many statements in the store.

    python benchmarks/review_queue.py [COUNT]

COUNT synthetic statements (100,000 by default), 200 a document, are put into a store and published as SQLite. The real
server then runs in a process of its own, and a signed-in client fetches the queue's pages over HTTP; the queue itself
is asked in this process as well. Printed are medians in milliseconds, and beside each its ratio to a plain
`SELECT * … ORDER BY … LIMIT 15 OFFSET n` on the published table.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import httpx

from benchmarks.extraction import commit
from benchmarks.reconcile_scale import documents
from pipeline.discover import SourceFile
from pipeline.extract import Outcome
from pipeline.formats.package_file import NAME as PACKAGE
from pipeline.formats.sqlite_file import NAME as SQLITE
from pipeline.formats.sqlite_file import write_sqlite
from pipeline.origin import write_origin
from pipeline.rows import document_tables
from pipeline.store import Kept, Store
from pipeline.store.packing import pack
from pipeline.store.versions import versions
from review.filters import Filters
from review.index import Queue
from review.queue_page import ROWS
from schemas import Extraction, Page, content_id
from schemas.published import TABLES

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
SERVE = "import sys, pathlib; from review.server import serve; serve(pathlib.Path(sys.argv[1]), port=int(sys.argv[2]))"


def _outcome(made: Extraction) -> Outcome:
    name = made.document.source_file
    sha256 = content_id(name) * 4
    update = {"sha256": sha256, "pages": (Page(number=1, start=0, end=0),)}
    document = made.document.model_copy(update=update)
    source = SourceFile(Path(name), name)
    return Outcome(source, document.document_id, sha256, extraction=made.model_copy(update={"document": document}))


def fill(out: Path, count: int) -> None:
    """Put a dataset of synthetic documents into a folder: the store, the published SQLite file, what they came from."""
    outcomes = [_outcome(made) for made in documents(count, [0.0, 0.0])]
    state = versions()
    with Store.open(out, None) as store:
        for item in outcomes:
            assert item.extraction is not None
            store.keep(item.sha256, 0, state, Kept(None, None, False, 1, ""), pack(item.extraction), "benchmark")
    tables = document_tables(outcomes)
    write_sqlite(out, {name: tables.get(name, []) for name in TABLES})
    (out / PACKAGE).write_text(json.dumps({"files": [{"path": SQLITE, "hash": str(count)}]}), encoding="ascii")
    write_origin(out, outcomes, (), state)


def milliseconds(action: Callable[[], object]) -> float:
    """Return the median time of an action."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begun) * 1000)
    return median(taken)


def plain(out: Path, offset: int) -> float:
    """Return what the peer takes: the same rows by a plain SELECT on the published table."""
    query = f"SELECT * FROM statements ORDER BY confidence, source_file, value_start LIMIT {ROWS} OFFSET {offset}"
    with sqlite3.connect(out / SQLITE) as base:
        return milliseconds(lambda: base.execute(query).fetchall())


def over_http(out: Path, paths: dict[str, str]) -> dict[str, float]:
    """Return what fetching pages from the running server takes, by their names."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", SERVE, str(out), str(port)], env=environment) as server:
        try:
            with httpx.Client(base_url=address, timeout=60, headers={"Accept": "text/html"}) as client:
                for _ in range(200):
                    try:
                        client.post("/login", data={"name": "benchmark"}, headers={"Origin": address})
                        break
                    except httpx.TransportError:
                        time.sleep(0.2)
                return {name: milliseconds(lambda: client.get(path).raise_for_status()) for name, path in paths.items()}  # noqa: B023
        finally:
            server.terminate()


def main() -> None:
    """Print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        fill(out, count)
        begun = time.perf_counter()
        queue = Queue(out)
        built = time.perf_counter() - begun
        offsets = {"first page": 0, "page in the middle": count // 2, "last page": count - ROWS}
        peers = {name: plain(out, offset) for name, offset in offsets.items()}
        print(f"{count:,} statements, commit {commit()}; medians of {ROUNDS} in ms; peer: a plain SELECT of these rows")
        print(f"made once a publication: the queue, {built:.1f} s")
        print(f"{'':24}{'peer':>9}{'queue':>9}{'ratio':>8}{'over HTTP':>11}{'ratio':>8}")
        paths = {name: f"/?from={offset}" for name, offset in offsets.items()}
        paths["one indicator"], paths["one agency"] = "/?indicator=产业投资", "/?agency=没有"
        fetched = over_http(out, paths)
        for name, offset in offsets.items():
            asked = milliseconds(lambda offset=offset: queue.page(Filters(), offset, ROWS))  # type: ignore[misc]
            peer, page = peers[name], fetched[name]
            print(f"{name:24}{peer:9.1f}{asked:9.1f}{asked / peer:8.3f}{page:11.1f}{page / peer:8.2f}")
        for name, filters in (("one indicator", Filters(indicator="产业投资")), ("one agency", Filters(agency="没有"))):
            asked = milliseconds(lambda filters=filters: queue.page(filters, 0, ROWS))  # type: ignore[misc]
            print(f"{name:24}{'':9}{asked:9.1f}{'':8}{fetched[name]:11.1f}")
        queue.close()


if __name__ == "__main__":
    main()
