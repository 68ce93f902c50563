"""Run broken files of every format through `mubiao run`: nothing may crash, hang, leak or be lost (模糊测试).

    PYTHONPATH=tests python -m benchmarks.fuzz [FILES] [SEED]        or: make fuzz FUZZ_FILES=5000

The samples in raw_docs/ and our own bad files are broken in many ways (`tests/mutations.py`), the same for a seed, and
read in folders of 250 by the command itself, in a process of its own with worker processes under limits. Prints a line
a folder and the figures at the end. Ends with 1 where a file has no row or no named reason, a run ended otherwise than
with 0 or 3, a process was left, the parent used 1 GB, or a file took longer than its limit and 10 seconds. Files that
met an error nobody foresaw are kept in fuzz-found/.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psutil
from bad_files import bad_files
from mutations import mutated

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "fuzz-found"
A_FOLDER = 250
LIMITS = {"MUBIAO_MAX_SECONDS": "15", "MUBIAO_MAX_MEMORY_MB": "1500", "MUBIAO_WORKERS": "1"}
SLACK = 10  # seconds that a file may take over its limit, until its worker is ended and the next one is there
MOST_MEMORY = 1000  # MB of the parent
SCANS = 0.02  # of the files: to recognise characters takes long
# How many of the files are made of which format.
_SHARES = {"txt": 30, "html": 25, "docx": 25, "pdf": 15, "bad": 5}
_NAMELESS = ("internal error", "The reader crashed", "reading it failed (")
_TAG = "MUBIAO_FUZZ"


@dataclass(slots=True)
class Figures:
    """What the runs came to."""

    files: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    memory: float = 0.0  # MB, of the parent, at most
    longest: float = 0.0  # seconds between two files, at most
    start: float = 0.0  # seconds until the first file of a run was read, at most: a new worker takes as long to start
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def unforeseen(self) -> int:
        return self.codes["internal-error"] + self.codes["crashed"] + self.codes["page-internal-error"]


@cache
def samples() -> dict[str, list[tuple[str, bytes]]]:
    """Return the files to break, by kind: name and bytes."""
    found: dict[str, list[tuple[str, bytes]]] = {kind: [] for kind in (*_SHARES, "scan")}
    for path in sorted((ROOT / "raw_docs").iterdir()):
        kind = "scan" if "scan" in path.name else path.suffix[1:]
        found[kind].append((path.name, path.read_bytes()))
    found["bad"] = [(bad.name, bad.data()) for bad in bad_files() if not bad.slow]
    return found


def broken_files(seed: int, first: int, count: int) -> Iterator[tuple[str, bytes, str]]:
    """Yield name, bytes and how it was broken, of the files `first` and following of a seed."""
    known = samples()
    kinds, shares = list(_SHARES), list(_SHARES.values())
    for number in range(first, first + count):
        dice = random.Random(f"{seed}:{number}")
        kind = "scan" if dice.random() < SCANS else dice.choices(kinds, shares)[0]
        name, data = dice.choice(known[kind])
        other = dice.choice(known[dice.choice(kinds)])[1]
        ending = name.rpartition(".")[2]
        changed, how = mutated(dice, data, ending, other)
        yield f"{number:06}.{ending}", changed, how


class Run:
    """One `mubiao run` of a folder, watched from outside."""

    def __init__(self, folder: Path, out: Path, limits: dict[str, str]) -> None:
        self.tag = f"{os.getpid()}-{folder.name}"
        command = [sys.executable, "-P", "-m", "mubiao", "run", folder.name, "--out", str(out)]
        environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
        environment |= {"PYTHONPATH": str(ROOT), _TAG: self.tag, "OMP_NUM_THREADS": "1", **limits}
        self.printed = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the process that reads it)
        self.process = subprocess.Popen(
            command, cwd=folder.parent, env=environment, stdout=subprocess.DEVNULL, stderr=self.printed
        )
        self.memory = 0.0
        self.longest = 0.0
        self.start = 0.0

    def watch(self) -> int:
        """Wait for its end; measure the parent's peak memory and the longest time between two lines while it reads.

        A file that takes a second prints a line when it is done, and so does every failure: with one worker, no file
        took longer than the longest time between two lines, the start of a new worker between them included.
        """
        size, last, reading = 0, time.monotonic(), False
        while self.process.poll() is None:
            time.sleep(0.05)
            self.memory = max(self.memory, _peak(self.process.pid))
            now = os.fstat(self.printed.fileno()).st_size
            if now != size:
                gap = time.monotonic() - last
                if reading and not self.start:
                    self.start = gap
                elif reading:
                    self.longest = max(self.longest, gap)
                said = self._said(size, now)
                reading = (reading or b"Reading" in said) and b"Reconciling" not in said
                size, last = now, time.monotonic()
        return self.process.returncode

    def _said(self, start: int, end: int) -> bytes:
        return os.pread(self.printed.fileno(), end - start, start)

    def last_words(self) -> str:
        """Return the end of what it printed."""
        size = os.fstat(self.printed.fileno()).st_size
        return self._said(max(0, size - 2000), size).decode("utf-8", "replace")

    def left_behind(self) -> list[int]:
        """Return the processes that it started and that live, after a moment to end."""
        for _ in range(20):
            left = [process.pid for process in psutil.process_iter() if _tagged(process, self.tag)]
            if not left:
                break
            time.sleep(0.5)
        return left


def _peak(pid: int) -> float:
    """Return the most memory a process has used, in MB; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


def _tagged(process: psutil.Process, tag: str) -> bool:
    try:
        return bool(process.environ().get(_TAG) == tag and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return False


def run_folder(
    folder: Path, out: Path, names: Sequence[str], limits: dict[str, str], figures: Figures, slack: int = SLACK
) -> list[str]:
    """Run the command over a folder and check what came of it; return the files that met an unforeseen error."""
    started = time.monotonic()
    run = Run(folder, out, limits)
    code = run.watch()
    figures.files += len(names)
    figures.seconds += time.monotonic() - started
    figures.memory = max(figures.memory, run.memory)
    figures.longest = max(figures.longest, run.longest)
    wrong = figures.wrong
    figures.start = max(figures.start, run.start)
    # Behind a file that ended its worker comes the start of the next one, as long as at the beginning of a run.
    if run.longest > int(limits["MUBIAO_MAX_SECONDS"]) + slack + figures.start:
        wrong.append(f"{folder.name}: a file took {run.longest:.0f} s")
    if run.memory > MOST_MEMORY:
        wrong.append(f"{folder.name}: the parent used {run.memory:.0f} MB")
    left = run.left_behind()
    if left:
        wrong.append(f"{folder.name}: processes {left} were left behind")
    if code not in (0, 3):
        wrong.append(f"{folder.name}: the run ended with {code}: {run.last_words()}")
        return []
    return _check_rows(folder, out, names, figures)


def _check_rows(folder: Path, out: Path, names: Sequence[str], figures: Figures) -> list[str]:
    rows = {row["source_file"]: row for row in json.loads((out / "documents.json").read_text(encoding="utf-8"))}
    reasons: dict[str, str] = {}
    unforeseen: list[str] = []
    for issue in json.loads((out / "issues.json").read_text(encoding="utf-8")):
        if any(words in issue["message"] for words in _NAMELESS):
            unforeseen.append(f"{issue['source_file']}: {issue['message']}")
            figures.codes["page-internal-error"] += issue["code"] == "page-failed"
        if issue["severity"] == "error":
            reasons.setdefault(issue["source_file"], issue["code"])
    for name in names:
        row = rows.get(f"{folder.name}/{name}")
        if row is None:
            figures.wrong.append(f"{name}: it has no row in documents")
            continue
        figures.ends[row["status"]] += 1
        if row["status"] != "extracted":
            figures.codes[reasons.get(row["source_file"], "without a reason")] += 1
        if row["status"] == "failed" and not row["error"]:
            figures.wrong.append(f"{name}: it failed without a reason")
    return unforeseen


def fuzz(count: int, seed: int, work: Path, slack: int = SLACK) -> Figures:
    """Break and run `count` files in folders below `work`."""
    figures = Figures()
    for first in range(0, count, A_FOLDER):
        folder = work / f"f{first:06}"
        folder.mkdir()
        known = len(figures.wrong)
        hows: dict[str, str] = {}
        for name, data, how in broken_files(seed, first, min(A_FOLDER, count - first)):
            (folder / name).write_bytes(data)
            hows[name] = how
        out = work / "out"
        shutil.rmtree(out, ignore_errors=True)
        for words in run_folder(folder, out, list(hows), LIMITS, figures, slack):
            name = words.partition(":")[0].rpartition("/")[2]
            print(f"{words} [{hows.get(name, '')}]", flush=True)
            FOUND.mkdir(exist_ok=True)
            shutil.copy(folder / name, FOUND / name)
        shutil.rmtree(folder)
        print("".join(f"{words}\n" for words in figures.wrong[known:]), end="", flush=True)
        print(f"{figures.files} files in {figures.seconds:.0f} s: {_counted(figures.ends)}", flush=True)
    return figures


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.most_common())


def main() -> int:
    """Break so many files, run them, print the figures."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory(prefix="mubiao-fuzz-") as work:
        figures = fuzz(count, seed, Path(work))
    print(f"files: {figures.files} (seed {seed}) in {figures.seconds:.0f} s; {_counted(figures.ends)}")
    print(f"reasons: {_counted(figures.codes)}")
    print(f"peak memory of the parent: {figures.memory:.0f} MB")
    words = f"limit {LIMITS['MUBIAO_MAX_SECONDS']} s, start of a worker with its first file {figures.start:.1f} s"
    print(f"longest time between two files: {figures.longest:.1f} s ({words})")
    print(f"errors nobody foresaw: {figures.unforeseen}")
    print("\n".join(figures.wrong) or "nothing was lost, aborted or left behind")
    return 1 if figures.wrong or figures.unforeseen else 0


if __name__ == "__main__":
    sys.exit(main())
