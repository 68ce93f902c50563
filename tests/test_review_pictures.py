"""The numbers behind the pictures: what the published file is asked, and what a person is then told."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from reconcile_builders import extraction

from pipeline.conclude import dataset_rows
from pipeline.dataset import DatasetError
from pipeline.discover import SourceFile
from pipeline.extract import Outcome
from pipeline.formats.sqlite_file import write_sqlite
from pipeline.publish import publish
from pipeline.settings import Settings
from review.pictures.data.agency import one_agency
from review.pictures.data.conflicts import codes, find_conflicts
from review.pictures.data.differences import Folders, NotAllowedError, compare
from review.pictures.data.matrix import EARLIER, LATER, UNDATED, agencies_by_year
from review.pictures.data.published import PAGE_SIZE, Published
from review.pictures.data.rollups import find_rollups, one_rollup
from review.pictures.data.series import find_series, one_series
from review.pictures.data.targets import Shown
from review.pictures.numbers import Amount, grouped, percent
from schemas import Extraction

PORTS = """
    全市园区   | 园区工业投资 | >= 1100 亿元  | cumulative | 2019..2021
    临江港区   | 工业投资 | = 2204000 万元 | cumulative | 2019..2021
    北岸科技园 | 工业投资 | = 180.2 亿元   | cumulative | 2019..2021
    西山工业园 | 工业投资 | = 78.53 亿元   | cumulative | 2019..2021
"""
YEARS = """
    全市 | 绿道里程 | >= 300 公里    | level | ..2023
    全市 | 绿道里程 | = 340 公里     | level | ..2024
    全市 | 绿道里程 | = 380-400 公里 | level | ..2025
    全市 | 绿道里程 | = 420 公里     | level | ..2025 | 绿道四百二十公里
    东港区 | 雨污分流率 | <= 4 % | share | ..2024
"""


def outcome(read: Extraction) -> Outcome:
    document = read.document
    source = SourceFile(Path(document.source_file), document.source_file)
    return Outcome(source, document.document_id, document.sha256, extraction=read)


@pytest.fixture
def published(tmp_path: Path) -> Callable[..., Published]:
    """Give the dataset of some documents, as its SQLite file alone."""

    def make(*read: Extraction) -> Published:
        write_sqlite(tmp_path, dataset_rows([outcome(each) for each in read]))
        return Published(tmp_path)

    return make


def led_by(read: Extraction, **agencies: str) -> Extraction:
    """Return what was read with the agencies of every statement: lead="市水务局", support="市财政局 市住建局"."""
    named = {role: tuple(names.split()) for role, names in agencies.items()}
    statements = tuple(each.model_copy(update=named) for each in read.statements)
    measures = tuple(each.model_copy(update=named) for each in read.measures)
    return read.model_copy(update={"statements": statements, "measures": measures})


def in_words(targets: tuple[Shown, ...]) -> list[str]:
    return [f"{target.period}: {target.amount.words()} {target.status}" for target in targets]


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(">=", Decimal(1100), None, "亿元"), "≥ 1,100 亿元"),
        (Amount("range", Decimal("0.30"), Decimal("0.4"), "%"), "0.3–0.4 %"),
        (Amount("~", Decimal("1E+4"), None, ""), "≈ 10,000"),
        (Amount("=", Decimal("-12.5"), None, "公里"), "-12.5 公里"),
    ],
)
def test_amounts_are_written_as_a_reader_would(amount: Amount, words: str) -> None:
    assert amount.words() == words


def test_what_is_not_quite_whole_is_not_shown_as_whole() -> None:
    shares = [Decimal("0.43557"), Decimal("0.99996"), Decimal(1), Decimal("1.0001"), Decimal("148.1667")]
    assert [percent(share) for share in shares] == ["43.6 %", "< 100 %", "100 %", "> 100 %", "14,816.7 %"]
    assert grouped(Decimal("2150.50")) == "2,150.5"


def test_a_series_runs_over_its_years_with_range_and_conflict(published: Callable[..., Published]) -> None:
    base = published(extraction(YEARS))
    found = find_series(base, "绿道")
    (line,) = found.rows
    assert (line.targets, line.first, line.last, line.place, line.conflicting) == (4, "2023", "2025", "珠海市", 2)
    series = one_series(base, line.series_id)
    assert series is not None
    assert in_words(series.targets) == [
        "2023: ≥ 300 公里 active",
        "2024: 340 公里 active",
        "2025: 380–400 公里 conflicting",
        "2025: 420 公里 conflicting",
    ]
    assert (series.unit, series.factor) == ("公里", Decimal(1000))
    assert [said.quote for said in series.said[series.targets[3].target_id]] == ["绿道四百二十公里"]


def test_series_are_searched_by_every_word_and_filtered(published: Callable[..., Published]) -> None:
    base = published(extraction(YEARS), extraction(PORTS, "x02_ports.txt"))
    assert [line.indicator for line in find_series(base, "全市 绿道").rows] == ["绿道里程"]
    assert find_series(base, "绿道 临江").total == 0
    assert find_series(base, "%").total == 0, "a search is for plain text"
    assert [line.indicator for line in find_series(base, only="conflicting").rows] == ["绿道里程"]
    assert find_series(base, region="440400").total == find_series(base).total == 6
    assert find_series(base, region="110000").total == 0


def test_a_long_list_comes_in_pages(published: Callable[..., Published]) -> None:
    lines = "\n".join(f"第{place}园区 | 孵化器数量 | = {place} 个 | level | ..2025" for place in range(1, 61))
    base = published(extraction(lines))
    first, last = find_series(base), find_series(base, page=2)
    assert (len(first.rows), len(last.rows), first.pages, last.total) == (PAGE_SIZE, 10, 2, 60)
    assert not {line.series_id for line in first.rows} & {line.series_id for line in last.rows}
    assert find_series(base, page=10**9).page == 2, "a page past the end is the last"


def test_parts_cover_some_of_a_total_and_the_rest_is_said(published: Callable[..., Published]) -> None:
    """220.4, 180.2 and 78.53 of 1,100 亿元: 43.6 %, in the total's unit though one part is in 万元."""
    base = published(extraction(PORTS))
    (line,) = find_rollups(base).rows
    assert (line.covered, line.total.words(), percent(line.coverage)) == (
        Decimal("479.13"), "≥ 1,100 亿元", "43.6 %",
    )  # fmt: skip
    rollup = one_rollup(base, line.rollup_id)
    assert rollup is not None
    assert [(part.target.scope, part.value) for part in rollup.parts] == [
        ("临江港区", Decimal("220.4")), ("北岸科技园", Decimal("180.2")), ("西山工业园", Decimal("78.53")),
    ]  # fmt: skip
    assert (rollup.missing, percent(rollup.coverage)) == (Decimal("620.87"), "43.6 %")
    assert rollup.parts[0].said[0].amount.words() == "2,204,000 万元"
    series = one_series(base, rollup.total.series_id)
    assert series is not None and series.rollups == {rollup.total.target_id: line.rollup_id}
    assert find_rollups(base, "绿道").total == find_rollups(base, over="period").total == 0


def test_parts_above_their_total_are_not_hidden(published: Callable[..., Published]) -> None:
    base = published(extraction(PORTS.replace(">= 1100", "= 400")))
    rollup = one_rollup(base, find_rollups(base).rows[0].rollup_id)
    assert rollup is not None
    assert (rollup.missing, percent(rollup.coverage)) == (Decimal("-79.13"), "119.8 %")
    assert codes(base) == {"parts-above-total": 1}


def test_a_conflict_puts_the_statements_side_by_side(published: Callable[..., Published]) -> None:
    base = published(extraction(YEARS))
    (conflict,) = find_conflicts(base).rows
    assert conflict.code == "different-values"
    assert sorted((side.target.amount.words(), side.said[0].quote) for side in conflict.sides) == [
        ("380–400 公里", "全市绿道里程= 380-400 公里"),
        ("420 公里", "绿道四百二十公里"),
    ]
    assert find_conflicts(base, "share-above-100").total == 0


def test_an_agency_leads_some_and_supports_others(published: Callable[..., Published]) -> None:
    water = led_by(extraction(YEARS), lead="市水务局", support="市财政局")
    ports = led_by(extraction(PORTS, "x02_ports.txt"), lead="市财政局")
    base = published(water, ports)
    matrix = agencies_by_year(base)
    assert matrix.columns == ("2021", "2022", "2023", "2024", "2025")
    assert [(line.name, line.counts, line.total) for line in matrix.lines.rows] == [
        ("珠海市财政局", (4, 0, 1, 2, 2), 9),
        ("珠海市水务局", (0, 0, 1, 2, 2), 5),
    ]
    finance = one_agency(base, "珠海市财政局")
    assert finance is not None
    assert finance.counts == {"lead": {"2021": 4}, "support": {"2023": 1, "2024": 2, "2025": 2}}
    assert [duty.role for duty in finance.duties.rows] == ["lead"] * 4 + ["support"] * 5
    assert finance.duties.rows[4].target.deadline == "2023"
    only = one_agency(base, "珠海市财政局", year="2025")
    assert only is not None
    assert [duty.target.deadline for duty in only.duties.rows] == ["2025", "2025"]
    assert one_agency(base, "市地震局") is None and one_agency(base, "") is None


def test_a_task_without_a_number_is_on_the_agency_page(published: Callable[..., Published]) -> None:
    base = published(led_by(extraction(YEARS), lead="市水务局"))
    water = one_agency(base, "珠海市水务局")
    assert water is not None
    assert [(task.role, task.title) for task in water.tasks] == [("lead", "措施")]


def test_one_name_in_two_places_can_be_told_apart(published: Callable[..., Published]) -> None:
    """A collective name has no official one; it is the same words for the bodies of two cities."""
    here = led_by(extraction(YEARS), lead="各区政府")
    there = extraction(YEARS, "x02_plan.txt", region="440100", region_name="广州市")
    base = published(here, led_by(there, support="各区政府"))
    both, one = one_agency(base, "各区政府"), one_agency(base, "各区政府", place="440100")
    assert both is not None and one is not None
    assert both.places == {"440100": "广州市", "440400": "珠海市"}
    assert (both.duties.total, one.duties.total, one.documents) == (10, 5, 1)
    assert list(one.counts) == ["support"]


def test_many_years_are_shown_as_ten_and_the_rest_is_counted(published: Callable[..., Published]) -> None:
    years = [1998, *range(2018, 2031), 2049]
    lines = "\n".join(f"第{year}园区 | 孵化器数量 | = 5 个 | level | ..{year}" for year in years)
    base = published(led_by(extraction(f"{lines}\n某园 | 孵化器数量 | = 5 个 | level | .."), lead="市科技局"))
    matrix = agencies_by_year(base, "科")
    assert len(matrix.columns) == 13
    assert (matrix.columns[0], matrix.columns[-2:]) == (EARLIER, (LATER, UNDATED))
    assert sum(matrix.lines.rows[0].counts) == matrix.lines.rows[0].total == len(years) + 1


def test_only_datasets_beside_this_one_are_compared(tmp_path: Path, read_as: Callable[..., Outcome]) -> None:
    here, beside, away = tmp_path / "data" / "here", tmp_path / "data" / "beside", tmp_path / "away"
    for folder, value in ((here, "320"), (beside, "300"), (away, "310")):
        publish(folder, dataset_rows([read_as("a.txt", value)]), Settings())
    (tmp_path / "data" / "empty").mkdir()
    (tmp_path / "data" / "link").symlink_to(away)
    folders = Folders(here)
    assert folders.beside() == ["beside"]
    assert folders.find("beside") == beside.resolve()
    for refused in ("", "here", "empty", "link", "../away", str(away), "../../etc", "\0", "~nobody-here", "."):
        with pytest.raises(NotAllowedError):
            folders.find(refused)
    assert Folders(here, anywhere=True).find(str(away)) == away.resolve()
    difference = compare(beside, here)
    assert (difference.counts, difference.changes[0].kind) == ({"added": 0, "gone": 0, "changed": 1}, "changed")


def test_a_folder_without_a_dataset_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="mubiao run"):
        find_series(Published(tmp_path))
