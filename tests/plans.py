"""Short invented plans for tests and benchmarks that need many documents."""

from __future__ import annotations

import hashlib
from pathlib import Path

CITIES = ("青禾市", "白石市", "临川市", "云泽市", "南屏市", "北渡市")
_PLAN = """{city}第{number}号产业行动方案（2024—2026年）

一、主要目标
到2026年，全市规模以上工业企业达到{firms}家以上，高新技术产业产值占比不低于{share}%。

二、重点任务
（一）培育企业。到2025年，新增专精特新企业{new}家。（市工业和信息化局牵头，市财政局配合）
（二）建设园区。每年安排{money}万元支持园区改造。（市商务局负责）
"""


def plan_text(number: int, firms: int = 0) -> str:
    """Return the text of the plan `number`: a title, a goal with two numbers, two measures."""
    city = CITIES[number % len(CITIES)]
    return _PLAN.format(
        city=city, number=number, firms=firms or 100 + number, share=10 + number % 60, new=5 + number % 90,
        money=200 + number,
    )  # fmt: skip


def write_plans(folder: Path, numbers: range) -> list[Path]:
    """Write the plans into the folder, each in a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in numbers:
        path = folder / f"plan_{number:05}.txt"
        path.write_text(plan_text(number), encoding="utf-8")
        paths.append(path)
    return paths


def dataset_bytes(out: Path) -> dict[str, str]:
    """Return the hash of every file of the dataset; the store and the run reports know the time and lie apart."""
    apart = {out / ".mubiao", out / "runs"}
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.parent not in apart
    }
