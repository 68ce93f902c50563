"""Kill runs with SIGKILL at random moments, start each again, compare the dataset with an undisturbed one.

    python -m benchmarks.kills [TIMES] [SEED]

Every other run replaces an older dataset of other documents and is killed in its second half, so that the switch from
one to the other is hit as well. Prints a line for each that differs, and at the end how many were killed in which
stage. Ends with 1 when one differed or a process was left behind.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
_PLAN = "{city}产业行动方案（2024—2026年）\n一、主要目标\n到2026年，全市规模以上工业企业达到{firms}家以上。\n"
_CITIES = ("青禾市", "白石市", "临川市", "云泽市", "南屏市", "北渡市")
_APART = (".mubiao", "runs")
_PATIENCE = 300


def write_documents(folder: Path, firms: int) -> None:
    """Write six invented plans."""
    folder.mkdir(parents=True)
    for place, city in enumerate(_CITIES):
        (folder / f"{place}.txt").write_text(_PLAN.format(city=city, firms=firms + place), encoding="utf-8")


def dataset_hash(out: Path) -> str:
    """Return one hash of all files of the dataset; the store and the run reports lie apart."""
    digest = hashlib.sha256()
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.relative_to(out).parts[0] not in _APART:
            digest.update(path.relative_to(out).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def start(docs: Path, out: Path) -> subprocess.Popen[str]:
    """Start a run as a person does."""
    command = [sys.executable, "-m", "mubiao", "run", docs.name, "--out", str(out)]
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    environment |= {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=docs.parent, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )


def finish(docs: Path, out: Path) -> None:
    """Run to the end. Raises RuntimeError where that fails."""
    process = start(docs, out)
    _, errors = process.communicate(timeout=_PATIENCE)
    if process.returncode:
        raise RuntimeError(f"the run ended with {process.returncode}: {errors}")


def kill_at(docs: Path, out: Path, seconds: float) -> tuple[str, bool]:
    """Start a run and kill it after so many seconds; return the stage it was in, and whether its workers ended too."""
    process = start(docs, out)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        workers = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGKILL)
        _, errors = process.communicate()
        _, alive = psutil.wait_procs(workers, timeout=10)
        return (errors.strip().splitlines() or ["before the first words"])[-1], not alive
    process.communicate()
    return "had ended", True


def killed_runs(folder: Path, times: int, seed: int) -> Iterator[tuple[str, bool, bool]]:
    """Yield for each killed and restarted run: its stage, whether the dataset is right, whether no process was left."""
    dice = random.Random(seed)
    docs, old_docs = folder / "docs" / "plans", folder / "old" / "plans"
    write_documents(docs, 300)
    write_documents(old_docs, 500)
    finish(old_docs, folder / "old_out")
    started = time.monotonic()
    finish(docs, folder / "undisturbed")
    seconds = time.monotonic() - started
    right = dataset_hash(folder / "undisturbed")
    for number in range(times):
        out = folder / f"out_{number}"
        late = bool(number % 2)
        if late:
            shutil.copytree(folder / "old_out", out)
        stage, ended = kill_at(docs, out, dice.uniform(seconds / 2 if late else 0.2, seconds))
        finish(docs, out)
        yield stage, dataset_hash(out) == right, ended
        shutil.rmtree(out)


def main() -> int:
    """Kill so many runs and print what came of it."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    stages: Counter[str] = Counter()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, (stage, same, ended) in enumerate(killed_runs(Path(folder), times, seed), start=1):
            stages[stage] += 1
            if not (same and ended):
                bad += 1
                what = "another dataset" if not same else "a process was left"
                print(f"run {number}, killed in «{stage}»: {what}")
    for stage, count in stages.most_common():
        print(f"{count:4} killed in «{stage}»")
    print(f"{times} runs killed and started again, {bad} of them wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
