"""The pictures as trees: the right numbers in the right places, and a document's words never as markup."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise

import pytest

from review.language import table as all_words
from review.language import words
from review.pictures.data.matrix import AgencyLine, Matrix
from review.pictures.data.published import Slice
from review.pictures.data.rollups import Part, RollupView
from review.pictures.data.series import SeriesView
from review.pictures.data.targets import Shown
from review.pictures.draw.agencies import heat, shade
from review.pictures.draw.axes import apart, ticks, year_of, years_between
from review.pictures.draw.bars import bars, coverage_words, rows_of
from review.pictures.draw.details import rollup_table, series_table
from review.pictures.draw.markup import address, html, link, node, text_of
from review.pictures.draw.trajectory import trajectory
from review.pictures.numbers import Amount

HOSTILE = "<script>alert('{{1+1}}')</script>\x00\"&"


def target(value: str, unit: str = "亿元", factor: str = "1e8", **fields: object) -> Shown:
    """Return a target: target(">= 1100", deadline="2025"); target("30-40", "%", "1")."""
    sign, _, digits = value.rpartition(" ")
    low, _, high = digits.partition("-")
    amount = Amount(
        sign or ("range" if high else "="), Decimal(low), Decimal(high) if high else None, unit,
        Decimal(low) * Decimal(factor), Decimal(high) * Decimal(factor) if high else None,
    )  # fmt: skip
    known = {"scope": "全市园区", "indicator": "工业投资", "status": "active", "start": None, "deadline": None}
    given = {**known, "superseded_by": None, "kind": "level", **fields}
    name = f"{value}{given['scope']}{given['deadline']}"
    return Shown(target_id=name, series_id="s", amount=amount, agencies=(), confidence=0.9, **given)  # type: ignore[arg-type]


def series_of(*targets: Shown, unit: str = "亿元", factor: str | None = "1e8") -> SeriesView:
    kept = None if factor is None else Decimal(factor)
    return SeriesView("s", "工业投资", "全市园区", "", "", unit, kept, targets, len(targets), {}, {})


def rollup_of(total: str, *parts: str, sign: str = "=") -> RollupView:
    whole, values = Decimal(total), [Decimal(part) for part in parts]
    made = tuple(
        Part(target(part, scope=f"第{place}园区"), value, value / whole, ())
        for place, (part, value) in enumerate(zip(parts, values, strict=True), 1)
    )
    covered = sum(values, Decimal(0))
    head = target(f"{sign} {total}", start="2019", deadline="2021")
    return RollupView("r", "scope", "", head, (), covered, whole - covered, covered / whole, made, len(made))


def texts(tree: ET.Element, name: str) -> list[str]:
    return [text_of(each) for each in tree.iter("text") if name in (each.get("class") or "").split()]


def test_words_of_a_document_are_text_whatever_is_in_them() -> None:
    made = node("p", HOSTILE, link(HOSTILE, address("/series", HOSTILE, q=HOSTILE)), title=HOSTILE, class_="x")
    written = html(made)
    assert "<script" not in written and "\x00" not in written
    assert text_of(made).startswith("<script>alert(")
    again = ET.fromstring(written)
    assert again.get("title") == HOSTILE.replace("\x00", "\ufffd")


@pytest.mark.parametrize("to", ["https://example.org/", "//example.org/", "javascript:alert(1)", "series"])
def test_links_lead_to_our_own_pages_only(to: str) -> None:
    with pytest.raises(ValueError, match="not a page of ours"):
        link("x", to)


@pytest.mark.parametrize("tag", ["script", "style", "iframe", "foreignObject"])
def test_elements_that_could_run_something_are_never_drawn(tag: str) -> None:
    with pytest.raises(ValueError, match="never drawn"):
        node(tag)


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (70, 75, "70 71 72 73 74 75"),
        (45, 150, "0 50 100 150"),
        (2, 4, "0 1 2 3 4"),
        (3, 4, "3 3.2 3.4 3.6 3.8 4"),
        (5, 5, "0 1 2 3 4 5"),
        (-13, -2, "-15 -10 -5 0"),
        (0.0004, 0.0012, "0 0.00025 0.0005 0.00075 0.001 0.00125"),
    ],
)
def test_axis_has_round_numbers_and_zero_where_it_is_near(low: float, high: float, marks: str) -> None:
    assert [f"{value.normalize():f}" for value in ticks(low, high)] == marks.split()


def test_a_year_is_its_end_and_a_month_stands_before_it() -> None:
    dates = ["2025-03-31", "2025-06", "2025", "2025-12-31", "2026-01"]
    assert [round(year_of(date), 2) for date in dates] == [2024.25, 2024.5, 2025, 2025, 2025.08]
    assert years_between(2024.5, 2027) == [2024, 2025, 2026, 2027]
    assert years_between(1990, 2060) == list(range(1990, 2061, 10))
    assert apart([10, 12, 40], 15) == [10, 25, 40]
    assert apart([10, 12], 15) == [3.5, 18.5]


def test_a_trajectory_shows_bounds_ranges_and_status_by_shape() -> None:
    old = target("= 90", deadline="2024", status="superseded", superseded_by="= 95全市园区2024")
    drawn = trajectory(
        series_of(
            target(">= 80", deadline="2023"), old, target("= 95", deadline="2024"),
            target("100-110", deadline="2025", status="conflicting"), target("= 300", start="2023", deadline="2025"),
            target("<= 70"),
        ),
        words,
    )  # fmt: skip
    assert texts(drawn, "label") == ["≥ 80", "95", "90", "300", "100–110", "≤ 70"]
    assert [text for text in texts(drawn, "tick") if text.isdecimal() and len(text) == 4] == ["2023", "2024", "2025"]
    marks = [each for each in drawn.iter("a") if each.get("href", "").startswith("#target-")]
    assert len(marks) == 6
    shapes = {each.get("class"): {part.tag for part in each.iter() if part.get("class") == "shape"} for each in marks}
    assert shapes["mark active"] == {"circle"}
    assert shapes["mark superseded"] == shapes["mark conflicting"] == {"path"}
    assert sum(each.get("class") == "succession" for each in drawn.iter("line")) == 1
    assert len([each for each in drawn.iter("polyline")]) == 1, "one line through the years, sums over years not on it"
    legend = text_of(next(each for each in drawn.iter("g") if each.get("class") == "signs"))
    assert [name for name in ("有效", "矛盾", "已被取代", "下限", "上限", "区间", "跨年") if name not in legend] == []


def test_values_in_several_units_share_one_axis() -> None:
    series = series_of(target("= 2", deadline="2023"), target("= 30000", "万元", "1e4", deadline="2024"))
    assert texts(trajectory(series, words), "label") == ["2", "3"]
    assert "30,000 万元" in text_of(series_table(series, words))


def test_nothing_to_draw_is_no_error() -> None:
    assert texts(trajectory(series_of(), words), "label") == []
    assert texts(trajectory(series_of(target("= 0", deadline="2025")), words), "label") == ["0"]


def test_bars_lie_end_to_end_and_the_missing_part_has_its_own() -> None:
    rollup = rollup_of("1100", "220.4", "180.2", "78.53", sign=">=")
    rows = rows_of(rollup, words)
    assert [(row.kind, row.figures, row.share) for row in rows] == [
        ("total", "≥ 1,100", ""), ("part", "220.4", "20 %"), ("part", "180.2", "16.4 %"), ("part", "78.53", "7.1 %"),
        ("missing", "620.87", "56.4 %"),
    ]  # fmt: skip
    assert all(before.end == after.start for before, after in pairwise(rows[1:]))
    assert coverage_words(rollup, words) == "≥ 1,100 亿元 中已分解 479.13 亿元，占 43.6 %"
    assert "620.87" in text_of(rollup_table(rollup, words))
    drawn = [each for each in bars(rollup, words).iter("rect") if str(each.get("class")).startswith("bar ")]
    widths = [float(each.get("width", "0")) for each in drawn]
    assert widths[0] == pytest.approx(sum(widths[1:]), abs=0.5)


def test_parts_above_the_total_stand_out() -> None:
    rows = rows_of(rollup_of("400", "300", "179.13"), words)
    assert (rows[-1].kind, rows[-1].figures, rows[-1].share) == ("excess", "79.13", "19.8 %")


def test_many_parts_are_drawn_as_some_and_the_rest() -> None:
    rows = rows_of(rollup_of("1000", *["10"] * 40), words)
    assert len(rows) == 26
    assert (rows[-2].name, rows[-2].figures, rows[-1].kind) == ("其余 17 项", "170", "missing")


def test_every_cell_of_the_matrix_has_its_number_and_leads_to_it() -> None:
    lines = (AgencyLine("市水务局", (4, 0, 1), 5), AgencyLine("市<b>局", (0, 1, 0), 1))
    made = heat(Matrix(("2024", "2025", ""), Slice(lines, 2, 1), (4, 1, 1), 4, 0), words)
    cells = {each.get("aria-label"): each for each in made.iter("a") if each.get("aria-label")}
    assert {text_of(each) for each in cells.values()} == {"4", "1"}
    assert cells["市水务局，2024：4 个目标"].get("href") == address("/agency", agency="市水务局", year="2024")
    assert "<b>" not in html(made)
    assert [shade(count, 100) for count in (0, 1, 4, 16, 50, 100)] == [0, 1, 1, 2, 4, 5]


def test_every_word_of_the_pictures_is_there_in_both_languages() -> None:
    for key, said in all_words().items():
        if key.startswith(("pictures.", "titles.", "picture_keys.")):
            assert set(said) == {"zh", "en"} and all(said.values()), key
