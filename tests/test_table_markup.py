"""The table markup has a test of its own."""

from __future__ import annotations

import pytest
from table_markup import check, document_of


def test_spans_become_spans() -> None:
    document = document_of("主要指标", "类别 | 指标 | 2026年\n生态 | 湿地率 | 8\n^ | 绿地率 | 41\n合计 | < | 49")
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in document.tables[0].cells}
    assert spans["生态"] == (2, 1)
    assert spans["合计"] == (1, 2)
    assert spans["绿地率"] == (1, 1)


def test_a_wrong_mark_is_found_out() -> None:
    with pytest.raises(AssertionError):
        check("主要指标", "指标 | 2026年目标\n绿地率（%） | <s is='全市 | 绿地率 | = 42 % | share | 2026'>41</s>")
    with pytest.raises(AssertionError):
        check("主要指标", "指标 | 2026年目标\n绿地率（%） | <s role=fact>41</s>")
