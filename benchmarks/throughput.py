"""Throughput, memory and the cost of one new document: `throughput.py [COUNT …] [OPTION …]`.

Synthetic plans of six lines, four numbers each; by default 1,000 and 10,000. For every size: a first run, a second with
nothing new, a third with one new document; each a fresh process. Prints seconds by the clock and of processor (which
a busy machine disturbs less), documents a second, and the peak memory of the run itself and of its largest worker.
Options are given to `mubiao run`.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000)
_PLAN = """{city}第{number}号产业行动方案（2024—2026年）

一、主要目标
到2026年，全市规模以上工业企业达到{firms}家以上，高新技术产业产值占比不低于{share}%。

二、重点任务
（一）培育企业。到2025年，新增专精特新企业{new}家。（市工业和信息化局牵头，市财政局配合）
（二）建设园区。每年安排{money}万元支持园区改造。（市商务局负责）
"""
_CITIES = ("青禾市", "白石市", "临川市", "云泽市", "南屏市", "北渡市")


def write_plan(folder: Path, number: int) -> None:
    """Write the plan `number`."""
    text = _PLAN.format(
        city=_CITIES[number % len(_CITIES)], number=number, firms=100 + number, share=10 + number % 60,
        new=5 + number % 90, money=200 + number,
    )  # fmt: skip
    (folder / f"plan_{number:06}.txt").write_text(text, encoding="utf-8")


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _processor() -> float:
    """Return the seconds of processor that all children used which have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(docs: Path, out: Path, *options: str) -> tuple[float, float, int, int]:
    """Run once; return its seconds, those of processor, and the peak memory in bytes of it and its largest child."""
    command = [sys.executable, "-m", "mubiao", "run", str(docs), "--out", str(out), *options]
    started, used = time.monotonic(), _processor()
    own = largest = 0
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            own = max(own, _memory(watched))
            try:
                children = watched.children(recursive=True)
            except psutil.Error:
                children = []
            largest = max([largest, *map(_memory, children)])
            time.sleep(0.2)
    if process.returncode:
        raise RuntimeError(f"the run ended with {process.returncode}")
    return time.monotonic() - started, _processor() - used, own, largest


def main() -> None:
    """Measure every size and print a table."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    options = [word for word in sys.argv[1:] if not word.isdigit()]
    print("documents  run          seconds  processor  documents/s  run MB  worker MB")
    for count in numbers or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            docs, out = Path(folder) / "docs", Path(folder) / "out"
            docs.mkdir()
            for number in range(count):
                write_plan(docs, number)
            for name in ("first", "nothing new", "one new"):
                if name == "one new":
                    write_plan(docs, count)
                seconds, used, own, largest = run(docs, out, *options)
                rate = f"{count / seconds:11.1f}" if name == "first" else " " * 11
                memory = f"{own / 1e6:6.0f}  {largest / 1e6:9.0f}"
                print(f"{count:9,}  {name:11}  {seconds:7.1f}  {used:9.1f}  {rate}  {memory}", flush=True)


if __name__ == "__main__":
    main()
