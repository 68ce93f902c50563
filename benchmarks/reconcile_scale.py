"""Time and memory of reconciliation for 10,000, 100,000 and 1,000,000 synthetic statements.

    python benchmarks/reconcile_scale.py [COUNT ...]

A million statements are 5,000 documents of 333 prefectures, 200 numbers each, on sixteen parks and thirty indicators;
nine in ten numbers agree with what other documents of the prefecture say of the same thing. Every size runs in a
process of its own, so that its peak memory is its own. Documents are made one at a time while reconciliation reads
them, as from a store; what making them costs is measured apart and printed beside. `reconcile` is everything from the
first statement read to the finished dataset, without the making; CPU seconds are printed as well, for machines that do
other work meanwhile.
"""

from __future__ import annotations

import json
import math
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal

from extractors.vocabulary import rows
from pipeline.reconcile import reconcile
from schemas import Comparator, Document, Extraction, Facts, Kind, Outline, Role, Statement, content_id

SIZES = (10_000, 100_000, 1_000_000)
PER_DOCUMENT = 200
PREFECTURES = [
    (row["code"], row["name"]) for row in rows("regions.csv") if row["level"] == "prefecture" and not row["until"]
]
PARKS = [f"{first}{second}产业园区" for first in "东西南北" for second in "山江湖湾"]
SUBJECTS = ["智能装备", "生物医药", "新材料", "软件服务", "航空物流"]
MEASURES = [
    ("{}产业产值", "亿元", Kind.LEVEL),
    ("{}产业投资", "万元", Kind.CUMULATIVE),
    ("{}企业数量", "家", Kind.INCREMENT),
    ("{}产业占比", "%", Kind.SHARE),
    ("{}载体建筑面积", "万平方米", Kind.LEVEL),
    ("{}产业年均增速", "%", Kind.GROWTH_RATE),
]


def documents(count: int, spent: list[float]) -> Iterator[Extraction]:
    """Yield documents with `count` statements in all; the time and CPU time spent on making them go to `spent`."""
    rng = random.Random(count)
    for number in range(count // PER_DOCUMENT):
        begun, cpu = time.perf_counter(), time.process_time()
        made = _document(number, rng)
        spent[0] += time.perf_counter() - begun
        spent[1] += time.process_time() - cpu
        yield made


def _document(number: int, rng: random.Random) -> Extraction:
    region, name = PREFECTURES[number % len(PREFECTURES)]
    document_id = content_id("document", number)
    issued = f"{2019 + number // len(PREFECTURES) % 6}-03"
    facts = Facts(title=f"计划{number}", region=region, region_name=name, issuer=f"{name}人民政府", issued_on=issued)
    document = Document(
        document_id=document_id,
        source_file=f"{number:06}.txt",
        sha256="0" * 64,
        media_type="text/plain",
        text="",
        pages=(),
        blocks=(),
        facts=facts,
    )
    statements = tuple(_statement(document_id, number, place, rng) for place in range(PER_DOCUMENT))
    return Extraction(document=document, outline=Outline(sections=(), passages=()), statements=statements)


def _statement(document_id: str, number: int, place: int, rng: random.Random) -> Statement:
    wording, unit, kind = rng.choice(MEASURES)
    indicator = wording.format(rng.choice(SUBJECTS))
    scope = rng.choice(PARKS) if rng.random() < 0.9 else "全市园区"
    year = rng.randint(2021, 2026)
    # Nine in ten statements give the number that stands for this scope, indicator and year; the others differ.
    usual = sum(map(ord, scope + indicator)) + number % len(PREFECTURES) * 7 + year
    value = Decimal(usual % 980 if rng.random() < 0.9 else rng.randint(10, 990)) / 10
    quote = f"{scope}{indicator}达到{value}{unit}"
    return Statement(
        statement_id=content_id(document_id, place),
        document_id=document_id,
        source_file=f"{number:06}.txt",
        role=Role.TARGET,
        quote=quote,
        scope=scope,
        indicator=indicator,
        comparator=Comparator.EQUAL,
        value=value,
        unit=unit,
        kind=kind,
        start=str(year - rng.choice((0, 0, 0, 0, 2))) if kind in (Kind.CUMULATIVE, Kind.INCREMENT) else None,
        deadline=str(year),
        char_start=place * 100,
        char_end=place * 100 + len(quote),
        value_text=f"{value}{unit}",
        value_start=place * 100 + len(quote) - 6,
        value_end=place * 100 + len(quote),
        confidence=0.9,
    )


def measure(count: int) -> dict[str, float]:
    """Run one size in this process and return its figures: seconds, MB at the peak, and how much came out."""
    spent = [0.0, 0.0]
    begun, cpu = time.perf_counter(), time.process_time()
    dataset = reconcile(documents(count, spent))
    whole, used = time.perf_counter() - begun, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "statements": count,
        "making": spent[0],
        "reconcile": whole - spent[0],
        "cpu": used - spent[1],
        "peak": peak,
        "targets": len(dataset.targets),
        "series": len(dataset.series),
        "rollups": len(dataset.rollups),
        "conflicts": len(dataset.conflicts),
    }


def main(arguments: list[str]) -> None:
    """Print a line for each size, with the growth of the time against n log n."""
    sizes = [int(argument) for argument in arguments] or list(SIZES)
    print("statements  making s  reconcile s  (cpu s)  peak MB   targets    series  rollups  conflicts  µs/(n·log2 n)")
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size)]
        row = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        rate = row["cpu"] * 1e6 / (size * math.log2(size))
        print(
            f"{size:10,}  {row['making']:8.1f}  {row['reconcile']:11.1f}  {row['cpu']:7.1f}  {row['peak']:7.0f}  "
            f"{row['targets']:8,}  {row['series']:8,}  {row['rollups']:7,}  {row['conflicts']:9,}  {rate:13.2f}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(int(sys.argv[2]))))
    else:
        main(sys.argv[1:])
