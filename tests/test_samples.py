"""The documents of raw_docs/ against what a careful reader finds in them (tests/data/samples)."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from extractors.extraction import extract
from extractors.readers import read
from pipeline.scoring.agreement import compare_measures, compare_targets
from schemas import Extraction, PageKind, Role

ROOT = Path(__file__).parents[1]
GOLD = Path(__file__).parent / "data" / "samples"

class Floors(NamedTuple):
    """A little below what was measured. Targets: found, core, full."""

    prose: tuple[float, float, float]
    tables: tuple[float, float, float]
    measures: float
    agencies: float


FLOORS = {
    "s01": Floors((0.97, 0.97, 0.94), (1.00, 1.00, 1.00), 1.00, 1.00),
    "s02": Floors((1.00, 1.00, 1.00), (1.00, 1.00, 1.00), 1.00, 1.00),
    "s03": Floors((0.97, 0.97, 0.92), (1.00, 1.00, 1.00), 0.90, 1.00),
    "s04": Floors((0.97, 0.97, 0.95), (1.00, 1.00, 1.00), 0.84, 0.93),
    "s05": Floors((0.96, 0.93, 0.93), (1.00, 1.00, 1.00), 1.00, 0.90),
    "s06": Floors((1.00, 1.00, 1.00), (0.97, 0.97, 0.95), 1.00, 1.00),
}

# One number of each kind of sentence that is not a target, and what it is.
ROLES = [
    ("s01", "园区规模以上工业总产值完成2860亿元", "2860亿元", Role.FACT),
    ("s01", "规划面积约86平方公里", "约86平方公里", Role.FACT),
    ("s01", "总投资超过10亿元的项目", "超过10亿元", Role.CONDITION),
    ("s01", "投资强度原则上不低于6000万元每公顷", "不低于6000万元每公顷", Role.STANDARD),
    ("s01", "一次性奖励20万元", "20万元", Role.INCENTIVE),
    ("s02", "单个项目最高不超过1500万元", "不超过1500万元", Role.INCENTIVE),
    ("s02", "亩均投资不得低于400万元", "不得低于400万元", Role.STANDARD),
    ("s02", "总分85分以上的列为A类", "85分以上", Role.STANDARD),
    ("s02", "对担保费率低于1%的融资担保机构", "低于1%", Role.CONDITION),
    ("s03", "新建标准厂房84万平方米", "84万平方米", Role.FACT),
    ("s03", "对总投资5亿元以上的项目", "5亿元以上", Role.CONDITION),
    ("s04", "年用电量超过500万千瓦时的企业", "超过500万千瓦时", Role.CONDITION),
    ("s05", "高新技术企业增加到1068家", "1068家", Role.FACT),
    ("s05", "新建项目投资强度不得低于7500万元/公顷", "不得低于7500万元/公顷", Role.STANDARD),
]
ROLES_WRONG = 0


@cache
def sample(name: str) -> Extraction:
    """Read a sample once; the scan takes a few seconds."""
    path = next((ROOT / "raw_docs").glob(f"{name}_*"))
    return extract(read(path, source_file=path.name))


def rows(kind: str, name: str) -> list[dict[str, object]]:
    """Return the expected rows of one sample."""
    lines = (GOLD / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["doc"] == name]


@pytest.mark.parametrize("name", FLOORS)
@pytest.mark.parametrize("part", ["prose", "tables"])
def test_targets_are_those_a_careful_reader_finds(name: str, part: str) -> None:
    inside = part == "tables"
    expected = [row for row in rows("targets", name) if bool(row["table"]) == inside]
    given = [s.model_dump(mode="json") for s in sample(name).statements if bool(s.table) == inside]
    result = compare_targets(expected, given)
    floors = FLOORS[name].tables if inside else FLOORS[name].prose
    assert all(got >= floor for got, floor in zip(result.f1, floors, strict=True)), result


@pytest.mark.parametrize("name", FLOORS)
def test_measures_and_agencies_are_those_a_careful_reader_finds(name: str) -> None:
    result = compare_measures(rows("measures", name), [m.model_dump(mode="json") for m in sample(name).measures])
    assert result.f1[0] >= FLOORS[name].measures and result.f1[1] >= FLOORS[name].agencies, result


def test_numbers_that_are_no_targets_have_their_role() -> None:
    wrong = []
    for name, words, value, role in ROLES:
        assert words in sample(name).document.text.replace("\n", "")
        quotes = [(s, s.quote.replace("\n", "")) for s in sample(name).statements if s.value_text == value]
        given = [s.role for s, quote in quotes if quote in words or words in quote]
        wrong += [] if given == [role] else [(words, given, role)]
    assert len(wrong) <= ROLES_WRONG, wrong


@pytest.mark.parametrize("name", FLOORS)
def test_every_quote_is_the_text_at_its_place(name: str) -> None:
    extraction = sample(name)
    for statement in extraction.statements:
        assert extraction.document.text[statement.char_start : statement.char_end] == statement.quote


def test_the_web_page_is_read_without_its_frame() -> None:
    page = sample("s03").document
    words = "".join(page.text[b.start : b.end] for b in page.blocks if b.kind.value != "boilerplate")
    assert "重点工作安排" in words and "走进棠川" not in words and "图解" not in words
    assert (page.facts.source, page.facts.published_on) == ("市政府办公室", "2024-02-06")


def test_the_scan_has_no_text_layer_and_is_read_all_the_same() -> None:
    assert {page.kind for page in sample("s06").document.pages} == {PageKind.SCAN}


def test_the_indicator_table_over_two_pages_is_one() -> None:
    joined = [table for table in sample("s05").document.tables if table.pages == (2, 3)]
    assert [table.columns for table in joined] == [6]


def test_the_row_in_the_readme_is_what_a_run_gives() -> None:
    block = re.search(r"```json\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.S)
    assert block is not None
    printed = json.loads(block[1])
    name = Path(printed.pop("source_file")).name
    boxes = printed.pop("boxes")
    found = [s for s in sample(name[:3]).statements if s.quote == printed["quote"]]
    rows_of_it = [s.model_dump(mode="json", include=set(printed)) | {"value": float(s.value)} for s in found]
    assert rows_of_it == [printed]
    given = [(box.page, box.x0, box.top, box.x1, box.bottom) for box in found[0].boxes]
    assert [[round(figure, 2) for figure in box] for box in given] == boxes
