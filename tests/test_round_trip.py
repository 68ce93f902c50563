"""What is written is what is read (写读一致): values, periods, agency lists and whole sentences.

MUBIAO_ROUND_TRIP=10000 reads that many sentences; `python -m benchmarks.round_trip` counts them by template.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_back import CALENDAR, differences, drafts_of
from writing import (
    AREA,
    BINDING,
    COUNTED,
    COUNTS,
    MEASURES,
    MONEY,
    PEOPLE,
    POINTS,
    SHARE,
    Amount,
    When,
    agency_notes,
    amounts,
    periods,
)
from written_sentences import STYLES, TEMPLATES, Expected, Sentence, sentences

from extractors.language.agencies.logic import find_agencies
from extractors.language.periods import find_periods
from extractors.view import view_of

SENTENCES = int(os.environ.get("MUBIAO_ROUND_TRIP", "300"))
# The same examples on every run: what the test finds does not depend on the day.
FEW = settings(max_examples=100, derandomize=True, deadline=None, database=None)
MANY = settings(FEW, max_examples=SENTENCES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
UNITS = (MONEY, AREA, PEOPLE, SHARE, POINTS, *COUNTS, *MEASURES)


def _read(expected: Expected, text: str) -> list[str]:
    return differences(Sentence(text, "", "", (expected,)))


@FEW
@given(st.sampled_from(UNITS).flatmap(lambda unit: amounts(unit, BINDING)))
def test_an_amount_written_is_the_amount_read(amount: Amount) -> None:
    assert not _read(Expected(amount, None), f"力争资源总量{amount.words}。")


@FEW
@given(st.sampled_from(COUNTS).flatmap(lambda unit: amounts(unit, COUNTED)))
def test_a_count_written_is_the_count_read(amount: Amount) -> None:
    assert not _read(Expected(amount, None), f"新增试点单位{amount.words}。")


@FEW
@given(periods())
def test_a_period_written_is_the_period_read(when: When) -> None:
    read = [p for p in find_periods(view_of(f"{when.words}，建成一批项目").text, CALENDAR) if p.last]
    assert [(p.last, p.first if when.start else None) for p in read] == [(when.deadline, when.start)]


@FEW
@given(agency_notes())
def test_agencies_written_are_the_agencies_read(written: tuple[str, list[tuple[str, str]]]) -> None:
    note, pairs = written
    read = [(one.role.value, one.name) for one in find_agencies(view_of(f"新建三座泵站。{note}").text)]
    assert sorted(set(read)) == sorted(set(pairs))


@MANY
@given(sentences())
def test_a_sentence_written_is_the_sentence_read(sentence: Sentence) -> None:
    wrong = [line for line in differences(sentence) if not line.startswith("indicator")]
    assert not wrong, f"{sentence.template}, {sentence.style}: {sentence.text}"


@pytest.mark.parametrize("style", sorted(STYLES))
def test_a_style_of_print_changes_no_value(style: str) -> None:
    text = "到2027年，全市工业总产值达到7,500亿元以上，新建泵站三十二座、公租房1.5万套（市水务局牵头）。"
    plain, other = drafts_of(text), drafts_of(STYLES[style](text))
    assert [(d.quantity.value, d.quantity.unit, d.quantity.comparator, d.indicator, d.due) for d in other] == [
        (d.quantity.value, d.quantity.unit, d.quantity.comparator, d.indicator, d.due) for d in plain
    ] or style == "traditional"
    assert [d.quantity.value for d in other] == [d.quantity.value for d in plain]


def test_every_template_is_drawn() -> None:
    assert len({template.__name__ for template in TEMPLATES}) == len(TEMPLATES) >= 25
