"""One scanned file by one worker and by two: `python -m benchmarks.spread [FILE.pdf] [--pages 12] [--runner dask]`.

Runs in pairs, one after the other, each a fresh process with an empty dataset, on the file's first pages; prints the
seconds of each, the processor time of all its processes, the ratio of the pair, and whether the datasets are the same.
Every worker reads with one thread, so that it is the workers that are compared. On a busy machine the processor time
tells how much of it each run was given.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2

from benchmarks.scans import DEFAULT, part

ROOT = Path(__file__).resolve().parent.parent


def run(source: Path, out: Path, runner: str, workers: int) -> tuple[float, float]:
    """Read the file; return the seconds by the clock and those of the processors."""
    command = [sys.executable, "-m", "mubiao", "run", source.name, "--out", str(out)]
    command += ["--runner", runner, "--workers", str(workers)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, cwd=source.parent, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.monotonic() - started, used


def digest(out: Path) -> str:
    """Return a hash of the published files; datapackage.json has the hash of every other."""
    return hashlib.sha256((out / "datapackage.json").read_bytes()).hexdigest()[:12]


def main() -> None:
    """Measure the pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--times", type=int, default=2, help="pairs of runs")
    parser.add_argument("--runner", choices=["process", "dask"], default="process")
    options = parser.parse_args()
    if not options.file.is_file():
        sys.exit(f"{options.file} is not there; name a scanned PDF to read")
    count = min(options.pages, len(pypdfium2.PdfDocument(options.file)))
    print(f"{options.file.name}, {count} pages, {options.runner}; load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "scan.pdf"
        source.write_bytes(part(options.file, list(range(count))))
        found = set()
        for pair in range(options.times):
            seconds = []
            for workers in (1, 2):
                out = Path(folder) / f"out-{pair}-{workers}"
                clock, used = run(source, out, options.runner, workers)
                found.add(digest(out))
                seconds.append(clock)
                print(f"  {workers} workers: {clock:6.1f} s, {used:6.1f} s of processor", flush=True)
            print(f"  ratio {seconds[0] / seconds[1]:.2f}; load {os.getloadavg()[0]:.1f}", flush=True)
    print("datasets: the same bytes" if len(found) == 1 else "datasets: DIFFERENT")


if __name__ == "__main__":
    main()
