"""What a person waits for before documents are read: `startup.py FOLDER [--prefect]`, medians of five fresh processes.

Prints the seconds from the start of the process to the first words and to the end of each stage; with --prefect also
for a run as a flow on a temporary server: its very first start, which makes a database, and later ones.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MOMENTS = {
    "Starting": "first words",
    "Loading": "documents counted",
    "Reading": "models loaded",
    "Reconciling": "all documents read",
}
TIMES = 5


def once(folder: Path, home: Path, *options: str) -> dict[str, float]:
    """Run once and return the seconds to each moment and to the end of the process."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "mubiao", "run", str(folder), "--out", out, *options]
        environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
        environment |= {"PREFECT_HOME": str(home)}
        started = time.monotonic()
        seconds: dict[str, float] = {}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            for line in process.stderr or ():
                moment = MOMENTS.get(line.split()[0]) if line.split() else None
                if moment:
                    seconds.setdefault(moment, time.monotonic() - started)
        return seconds | {"end": time.monotonic() - started}


def report(title: str, runs: list[dict[str, float]]) -> None:
    """Print the medians of the runs."""
    print(title)
    for moment in runs[0]:
        print(f"  {moment:20} {statistics.median(run[moment] for run in runs):6.2f} s")


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as home:
        report("mubiao run", [once(folder, Path(home)) for _ in range(TIMES)])
        if "--prefect" in sys.argv:
            report("mubiao run --prefect, first start of the server", [once(folder, Path(home), "--prefect")])
            report("mubiao run --prefect", [once(folder, Path(home), "--prefect") for _ in range(TIMES)])


if __name__ == "__main__":
    main()
