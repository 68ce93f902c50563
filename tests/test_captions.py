"""Captions of tables: their numbers are names and units, and what they say holds for the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.extraction import extract
from extractors.readers import read

HTML = """<html><body><h1>青屿市产业发展规划（2024—2026年）</h1><p>一、主要目标</p><p>表1 主要指标（单位：亿元）</p>
<table><tr><th>指标</th><th>2023年</th><th>2026年</th></tr><tr><td>工业增加值</td><td>310</td><td>380</td></tr></table>
<p>到2026年，规模以上企业达到60家。</p></body></html>"""
TEXT = """青屿市产业发展规划（2024—2026年）

一、主要目标

表1 主要指标（单位：亿元）
指标	2023年	2026年
工业增加值	310	380
出口总额	20	26

到2026年，规模以上企业达到60家。
"""


@pytest.mark.parametrize(("name", "words"), [("plan.html", HTML), ("plan.txt", TEXT)])
def test_a_caption_gives_its_unit_and_no_statement(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_text(words, encoding="utf-8")
    found = extract(read(tmp_path / name))
    targets = [(s.value_text, s.unit) for s in found.statements if s.role == "target"]
    assert ("380", "亿元") in targets and ("60家", "家") in targets
    caption = found.document.text.index("表1"), found.document.text.index("）\n", found.document.text.index("表1"))
    assert not [s.quote for s in found.statements if caption[0] <= s.value_start <= caption[1]]
