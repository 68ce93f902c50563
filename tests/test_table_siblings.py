"""One form filled in by several parks: what one lost of its row labels, the others lend."""

from __future__ import annotations

from extractors.extraction import extract
from extractors.readers import read_bytes
from schemas import Statement

_HEAD = "工作内容\t细分条款\t2024-2026年\t\n\t\t目标\t具体措施"
_WHOLE = "投资\t工业投资\t{0}亿元\t盯紧项目\n投资\t技改投资\t{1}亿元\t更新设备\n载体\t标准厂房\t{2}万平方米\t加快施工"
_LOST = "\t\t{0}亿元\t盯紧项目\n投资\t\t{1}亿元\t更新设备\n载体\t标准厂房\t{2}万平方米\t加快施工"


def _read(*parks: tuple[str, str]) -> dict[str, list[Statement]]:
    tables = [f"{name}三年行动重点工作计划表\n\n{_HEAD}\n{rows}\n" for name, rows in parks]
    document = read_bytes("\n\n".join(tables).encode(), "parks.txt")
    found: dict[str, list[Statement]] = {}
    for statement in extract(document).statements:
        found.setdefault(statement.scope, []).append(statement)
    return found


def test_lost_labels_are_lent_where_the_siblings_agree() -> None:
    found = _read(
        ("东澜园区", _WHOLE.format(60, 12, 8)),
        ("西坞园区", _WHOLE.format(40, 9, 5)),
        ("北汀园区", _WHOLE.format(30, 7, 4)),
        ("南屿园区", _LOST.format(45, 8, 3)),
    )
    said = [(one.indicator, str(one.value)) for one in found["南屿园区"]]
    assert said[:2] == [("工业投资", "45"), ("技术改造投资", "8")]


def test_nothing_is_lent_where_too_few_tables_say_it() -> None:
    found = _read(("东澜园区", _WHOLE.format(60, 12, 8)), ("南屿园区", _LOST.format(45, 8, 3)))
    assert "工业投资" not in [one.indicator for one in found["南屿园区"]]
