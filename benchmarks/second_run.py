"""What a second run with nothing new costs: `python -m benchmarks.second_run PATH... [--workers 2] [--out DIR]`.

A first run over the files and folders, then three with nothing new, and between them the start of the program alone
(`mubiao version`), each a fresh process. Prints the seconds by the clock and of processor, the share that the quickest
second run beyond the start has of the first, and whether bytes and times of all published files stayed. With `--out` a
dataset that is there is used, and the first run is whatever is left to do.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Published = dict[str, tuple[int, bytes]]


def seconds(*words: str) -> tuple[float, float]:
    """Run `mubiao` with these words; return the seconds by the clock and those of the processors."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "mubiao", *words]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    if ended.returncode not in (0, 3):  # 3: some documents failed
        sys.exit(f"mubiao ended with {ended.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return time.monotonic() - started, used


def published(out: Path) -> Published:
    """Return time and bytes of every published file and run report."""
    files = [path for path in sorted(out.rglob("*")) if path.is_file() and ".mubiao" not in path.parts]
    return {path.relative_to(out).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--workers", default="2")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = options.out or Path(folder) / "out"
        command = ["run", *options.paths, "--out", str(out), "--workers", options.workers]
        clock, used = first = seconds(*command)
        print(f"first run:   {clock:7.1f} s, {used:7.1f} s of processor; load {os.getloadavg()[0]:.1f}", flush=True)
        before = published(out)
        second, start = [], []
        for _ in range(3):
            second.append(seconds(*command))
            start.append(seconds("version"))
        stayed = published(out) == before
    for name, measured in (("nothing new", second), ("start alone", start)):
        clock, used = min(measured)
        print(f"{name}: {clock:7.2f} s, {used:7.2f} s of processor; the quickest of {len(measured)}")
    shares = [(min(second)[place] - min(start)[place]) / first[place] for place in (0, 1)]
    print(f"share of the first run, beyond the start: {shares[0]:.2%} by the clock, {shares[1]:.2%} of processor")
    print(f"{len(before)} published files: {'untouched' if stayed else 'CHANGED'}; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
