"""The little parser of marked sentences has a test of its own."""

from __future__ import annotations

import pytest
from markup import Mark, parse


def test_a_mark_knows_its_words_and_its_place() -> None:
    text, marks = parse("（<agency lead=市商务局>市商务局</agency>牵头）")
    assert text == "（市商务局牵头）"
    assert marks == [Mark("agency", 1, 5, "市商务局", {"lead": "市商务局"})]
    assert text[marks[0].start : marks[0].end] == marks[0].text


def test_values_may_hold_blanks_and_be_empty() -> None:
    _, marks = parse('<quantity value=300 unit="家 次" comparator=>300家次</quantity>')
    assert marks[0].attributes == {"value": "300", "unit": "家 次", "comparator": ""}


def test_tags_nest_and_come_outer_first() -> None:
    text, marks = parse("<target>到<period last=2027>2027年</period>达到<quantity value=5>5家</quantity></target>")
    assert text == "到2027年达到5家"
    assert [mark.name for mark in marks] == ["target", "period", "quantity"]


def test_a_less_than_sign_is_text() -> None:
    assert parse("失业率<5.5%，占比 < 3") == ("失业率<5.5%，占比 < 3", [])


@pytest.mark.parametrize("wrong", ["<agency>市商务局", "市商务局</agency>", "<a><b>x</a></b>"])
def test_tags_that_do_not_match_are_an_error(wrong: str) -> None:
    with pytest.raises(ValueError, match="clos"):
        parse(wrong)
