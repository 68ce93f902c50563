"""Units to base units: exact, and complete for every unit of the shared corpora."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile.units import parse_unit

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "targets.jsonl"

# As written → dimension, value in the base unit, base unit.
EXAMPLES = [
    ("12亿元", "money", "1200000000 元"),
    ("3000万元", "money", "30000000 元"),
    ("1.3万亿元", "money", "1300000000000 元"),
    ("5亿美元", "money", "500000000 美元"),
    ("8百万港元", "money", "8000000 港元"),
    ("18亿亩", "area", "1200000000000 平方米"),
    ("15亩", "area", "10000 平方米"),
    ("2公顷", "area", "20000 平方米"),
    ("2.5平方公里", "area", "2500000 平方米"),
    ("6万㎡", "area", "60000 平方米"),
    ("6万m²", "area", "60000 平方米"),
    ("6万平", "area", "60000 平方米"),
    ("120公里", "length", "120000 米"),
    ("40km", "length", "40000 米"),
    ("700斤", "mass", "350 千克"),
    ("5万吨", "mass", "50000000 千克"),
    ("35微克/立方米", "mass/volume", "0.000000035 千克/立方米"),
    ("1.8亿吨标准煤", "coal_equivalent", "180000000 吨标准煤"),
    ("150兆瓦", "power", "150000 千瓦"),
    ("9亿千瓦时", "energy", "900000000 千瓦时"),
    ("3成", "share", "30 %"),
    ("65％", "share", "65 %"),
    ("12‰", "share", "1.2 %"),
    ("4个百分点", "percentage_points", "4 个百分点"),
    ("2倍", "multiple", "2 倍"),
    ("30家", "count", "30 家"),
    ("1.2万人次", "count", "12000 人次"),
    ("5万元/公顷", "money/area", "5 元/平方米"),
    ("9万元每亩", "money/area", "135 元/平方米"),
    ("300万元/人", "money/count", "3000000 元/人"),
    ("4个/万人", "count/count", "0.0004 个/人"),
    ("2次/季度", "count/年", "8 次/年"),
    ("1次/月", "count/年", "12 次/年"),
    ("3亿立方米/年", "volume/年", "300000000 立方米/年"),
    ("90分钟", "duration", "1.5 小时"),
    ("5个工作日", "working_days", "5 工作日"),
    ("3年", "calendar_time", "36 月"),
    ("6亿", "number", "600000000 "),
]


@pytest.mark.parametrize(("written", "dimension", "expected"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_a_quantity_in_base_units(written: str, dimension: str, expected: str) -> None:
    value = written[: len(written) - len(written.lstrip("0123456789."))]
    unit = parse_unit(written[len(value) :])
    assert unit is not None
    assert (unit.dimension, f"{unit.to_base(Decimal(value)):f} {unit.base}") == (dimension, expected)


def test_an_unknown_unit_is_said_to_be_unknown() -> None:
    assert parse_unit("蒲式耳") is None
    assert parse_unit("万蒲式耳") is None
    assert parse_unit("元/蒲式耳") is None


def test_currencies_and_kinds_of_percentage_stay_apart() -> None:
    bases = {parse_unit(unit).base for unit in ("亿元", "亿美元", "亿港元")}  # type: ignore[union-attr]
    assert bases == {"元", "美元", "港元"}
    assert parse_unit("%").dimension != parse_unit("个百分点").dimension  # type: ignore[union-attr]


@given(st.decimals(min_value=0, max_value=10**9, places=6, allow_nan=False, allow_infinity=False))
def test_no_value_drifts(value: Decimal) -> None:
    million = parse_unit("万元")
    yuan = parse_unit("元")
    assert million is not None and yuan is not None
    assert million.to_base(value) == yuan.to_base(value * 10000) == value * 10000


def test_every_unit_of_the_gold_resolves() -> None:
    """大 (三大平台) is another reading of one row there: a word of size, not a unit."""
    if not GOLD.is_file():
        pytest.skip(f"{GOLD} is not there: the shared corpora are kept outside the repository")
    with GOLD.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    written = {unit for row in rows for unit in [row["unit"], *(row.get("unit_any") or [])]}
    assert [unit for unit in sorted(written) if parse_unit(unit) is None] == ["大"]
