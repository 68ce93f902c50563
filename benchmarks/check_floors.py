"""Run the shared corpora, score them, compare every figure with its floor: `check_floors.py SHARED [RUN…]`.

Prints a line a figure. Ends with 1 when a figure is below its floor or a run or scorer failed, else with 0.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.toml")
READ_ALL, FAILED_SOME = 0, 3


def figure(answer: Any, path: str) -> float:
    """Return the figure of a scorer's answer that `path` names; 0 where the scorer has none (nothing was found)."""
    for key in path.split("/"):
        answer = answer.get(key, {}) if isinstance(answer, dict) else {}
    return float(answer) if isinstance(answer, (int, float)) else 0.0


def check(run: dict[str, Any], shared: Path, out: Path) -> bool:
    """Read the run's documents, score them, print each figure; say whether all stand at or above their floors."""
    paths = [shared / path for path in run["paths"]]
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        print(f"{run['name']}: skipped, {', '.join(missing)} is not there.")
        return True
    started = time.monotonic()
    ended = subprocess.run([sys.executable, "-m", "mubiao", "run", *map(str, paths), "--out", str(out)], check=False)
    print(f"{run['name']}: read in {time.monotonic() - started:.0f} s")
    good = ended.returncode in (READ_ALL, FAILED_SOME)
    for item in run["checks"]:
        command = [sys.executable, str(shared / "gold" / item["scorer"]), str(out), "--json", *item["arguments"]]
        scored = subprocess.run(command, capture_output=True, text=True, check=False)
        if scored.returncode:
            print(f"  {item['scorer']} failed: {scored.stderr.strip()}")
            good = False
            continue
        answer = json.loads(scored.stdout)
        for path, floor in item["floors"].items():
            value = figure(answer, path)
            good = good and value >= floor
            name = " ".join([item["scorer"], *item["arguments"], path])
            print(f"  {'ok   ' if value >= floor else 'BELOW'} {name} {value:.4f} (floor {floor})")
    return good


def main(arguments: list[str]) -> int:
    """Check all runs of floors.toml, or those named."""
    shared, wanted = Path(arguments[0]), set(arguments[1:])
    runs = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["runs"]
    good = True
    for run in runs:
        if wanted and run["name"] not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            good = check(run, shared, Path(folder)) and good
    print("All figures stand at or above their floors." if good else "A figure fell below its floor.")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
