"""Pages read from their picture: the grid from its rules, the page set straight, seals, repairs, and the whole way.

Pictures are drawn here or cut from the scanned sample in raw_docs; grids are drawn as plans of + - | characters.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from extractors.readers.displayed import displayed_rect
from extractors.readers.layout import PageLayout, PageTable, Rect
from extractors.readers.scans import ocr, read_scanned_page
from extractors.readers.scans.assign import Strip, cut_at_rules
from extractors.readers.scans.crops import crop_of, ink_of, missed_strips
from extractors.readers.scans.deskew import straightened, tilt_of
from extractors.readers.scans.grid import Grid, find_grids
from extractors.readers.scans.orientation import lies_on_its_side, turned
from extractors.readers.scans.repairs import repaired
from extractors.readers.scans.rules import find_rules
from extractors.readers.scans.seals import Gray, without_seals
from schemas import PageKind, Severity

SCALE = 200 / 72
SAMPLE = Path(__file__).resolve().parents[1] / "raw_docs" / "s06_work_plan_scan.pdf"
COLUMN, ROW, MARGIN = 170, 90, 120  # pixels between the + of a plan, and around it
INK, PAPER, HAIRLINE = 40, 240, 150

PLAIN = """
+--+--+
|  |  |
+--+--+
|  |  |
+--+--+
"""
SPANS = """
+--+--+--+
|  |     |
+  +--+--+
|  |  |  |
+--+--+--+
"""
NO_RIGHT_BORDER = """
+--+--
|  |
+--+--
|  |
+--+--
"""
OPEN_BELOW = """
+--+--+
|  |  |
+--+--+
|  |  |
"""
FRAME = """
+--+--+
|     |
+     +
|     |
+--+--+
"""


def drawn(plan: str, ink: int = INK, thickness: int = 3) -> Gray:
    """Return the picture of a plan: + stands at the corners, -- and | are rules."""
    lines = plan.strip("\n").splitlines()
    width = max(len(line) for line in lines)
    picture = np.full((ROW * len(lines) // 2 + 2 * MARGIN, COLUMN * width // 3 + 2 * MARGIN), PAPER, np.uint8)
    for i, line in enumerate(lines):
        y = MARGIN + ROW * (i // 2)
        for j in range(0, width, 3):
            x = MARGIN + COLUMN * (j // 3)
            if i % 2 == 0 and line[j + 1 : j + 3] == "--":
                cv2.line(picture, (x, y), (x + COLUMN, y), ink, thickness)
            if i % 2 == 1 and line[j : j + 1] == "|":
                cv2.line(picture, (x, y), (x, y + ROW), ink, thickness)
    return picture


def grids_of(picture: Gray) -> list[Grid]:
    return find_grids(find_rules(picture, SCALE), SCALE)


def cells_of(grid: Grid) -> list[tuple[int, int, int, int]]:
    """Return row, column, row span, column span of every cell."""
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]


FOUR = [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


@pytest.mark.parametrize(
    ("plan", "cells"),
    [
        (PLAIN, FOUR),
        (SPANS, [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]),
        (NO_RIGHT_BORDER, FOUR),
        (OPEN_BELOW, FOUR),
        (FRAME, [(0, 0, 1, 1)]),
    ],
    ids=["plain", "spans", "no right border", "open below", "frame"],
)
def test_rules_become_cells(plan: str, cells: list[tuple[int, int, int, int]]) -> None:
    (grid,) = grids_of(drawn(plan))
    assert cells_of(grid) == cells
    assert grid.unsure is None and not grid.drawing
    assert grid.open_bottom == (plan == OPEN_BELOW)
    assert grid.is_table == (plan != FRAME)


def test_hairlines_of_one_pixel_are_rules() -> None:
    (grid,) = grids_of(drawn(SPANS, ink=HAIRLINE, thickness=1))
    assert (grid.rows, grid.columns, len(grid.cells)) == (2, 3, 4)


def test_strokes_of_large_type_are_no_table() -> None:
    picture = np.full((400, 900), PAPER, np.uint8)
    for x in range(100, 700, 90):  # 口口口…, 26 points high
        cv2.rectangle(picture, (x, 150), (x + 72, 222), INK, 6)
    assert grids_of(picture) == []


def test_boxes_and_arrows_are_a_drawing() -> None:
    picture = drawn(FRAME)
    for x, y in ((150, 140), (320, 140), (150, 230), (320, 230)):
        cv2.rectangle(picture, (x, y), (x + 90, y + 45), INK, 2)
    cv2.line(picture, (240, 160), (320, 160), INK, 2)
    cv2.line(picture, (195, 185), (195, 230), INK, 2)
    assert not any(grid.is_table for grid in grids_of(picture))


@pytest.mark.parametrize("angle", [-2.8, -0.6, 0.0, 1.35, 3.0])
def test_a_leaning_page_is_set_straight(angle: float) -> None:
    leaning = straightened(drawn(SPANS), -angle)
    tilt = tilt_of(leaning)
    assert tilt == pytest.approx(angle, abs=0.12)
    (grid,) = grids_of(straightened(leaning, tilt))
    assert len(grid.cells) == 4


def test_an_empty_page_has_no_tilt() -> None:
    assert tilt_of(np.full((900, 600), PAPER, np.uint8)) == 0.0


def quad(x0: float, top: float, x1: float, bottom: float) -> ocr.Quad:
    return np.array([[x0, top], [x1, top], [x1, bottom], [x0, bottom]], dtype=np.float32)


def test_print_that_runs_up_the_page_lies_on_its_side() -> None:
    across = [quad(50, y, 500, y + 30) for y in range(50, 400, 50)]
    up = [quad(y, 50, y + 30, 500) for y in range(50, 400, 50)]
    label = [quad(10, 50, 40, 200)]  # one character under the other beside a table
    assert lies_on_its_side(up)
    assert not lies_on_its_side(across + label)


def test_a_line_over_a_rule_is_cut_there() -> None:
    (grid,) = grids_of(drawn(PLAIN))
    middle = grid.xs[1]
    line = Strip(middle - 120, grid.ys[0] + 30, middle + 110, grid.ys[0] + 60)
    left, right = cut_at_rules([line], [grid], rule=2)
    assert (left.cell, right.cell) == (0, 1)
    assert left.x1 == pytest.approx(middle - 2) and right.x0 == pytest.approx(middle + 2)


def test_a_digit_the_detector_passed_over_is_found_by_its_ink() -> None:
    picture = np.full((300, 300), PAPER, np.uint8)
    cv2.putText(picture, "5", (140, 160), cv2.FONT_HERSHEY_SIMPLEX, 1.0, INK, 3)
    (strip,) = missed_strips(ink_of(picture, SCALE), [], SCALE)
    assert strip.x0 < 145 < strip.x1 and strip.top < 150 < strip.bottom


def test_stacked_characters_are_set_side_by_side() -> None:
    picture = np.full((400, 100), PAPER, np.uint8)
    for y in (40, 110, 180, 250):
        cv2.rectangle(picture, (30, y), (70, y + 40), INK, -1)
    crop, stacked = crop_of(picture, Strip(25, 35, 75, 295), usual=50)
    assert stacked and crop.shape[1] == 4 * crop.shape[0]


def test_red_seals_go_and_black_print_and_the_red_head_stay() -> None:
    page = np.full((1200, 900, 3), 250, np.uint8)
    red, black = (50, 45, 205), (30, 30, 30)
    cv2.putText(page, "RED HEAD", (150, 200), cv2.FONT_HERSHEY_SIMPLEX, 3, red, 14)
    cv2.circle(page, (500, 800), 160, red, 10)
    cv2.putText(page, "2023-3-20", (350, 830), cv2.FONT_HERSHEY_SIMPLEX, 2, black, 6)
    gray, clean, soft, seals = without_seals(page, SCALE)
    assert seals == 1
    rim, stroke = gray[800, 660], gray[810:850, 350:640].min()
    assert rim < 130 and stroke < 60
    for picture in (clean, soft):
        assert picture[800, 660] > 200  # the rim is gone
        assert picture[810:850, 350:640].min() < 90  # the date is not
        assert np.array_equal(picture[:400], gray[:400])  # nor the red head


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("2023一2025年累计新建", "2023—2025年累计新建"),
        ("2023年一2025年", "2023年—2025年"),
        ("培育2一3家骨干企业", "培育2—3家骨干企业"),
        ("盘活土地3O0亩", "盘活土地300亩"),
        ("投资2l5亿元", "投资215亿元"),
        ("一是加快建设", "一是加快建设"),
        ("十一五期间", "十一五期间"),
        ("2025年一季度", "2025年一季度"),
        ("第2一批", "第2一批"),
    ],
)
def test_only_safe_repairs_are_made_and_each_is_recorded(read: str, meant: str) -> None:
    text, repairs = repaired(read)
    assert text == meant
    assert bool(repairs) == (read != meant)
    assert len(text) == len(read)  # so that the places of the characters stay true


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (PageLayout(1, 600, 800), Rect(10, 20, 110, 40)),
        (PageLayout(1, 800, 600, turned=90), Rect(20, 690, 40, 790)),
        (PageLayout(1, 600, 800, turned=180), Rect(490, 760, 590, 780)),
        (PageLayout(1, 800, 600, turned=270), Rect(560, 10, 580, 110)),
    ],
    ids=["upright", "90", "180", "270"],
)
def test_boxes_go_back_to_the_page_as_displayed(layout: PageLayout, expected: Rect) -> None:
    assert displayed_rect(layout, Rect(10, 20, 110, 40)) == pytest.approx(expected)


def test_boxes_lean_with_the_page() -> None:
    """A mark on a leaning picture is found on the straightened one, and its box leads back to the mark."""
    leaning = np.full((800, 600), PAPER, np.uint8)
    leaning[100:110, 500:510] = INK
    straight = straightened(leaning, 2.0)
    rows, columns = np.nonzero(straight < 140)
    mark = Rect(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    back = displayed_rect(PageLayout(1, 600, 800, tilt=2.0), mark)
    assert (back.x0 + back.x1) / 2 == pytest.approx(505, abs=1.5)
    assert (back.top + back.bottom) / 2 == pytest.approx(105, abs=1.5)


def pdf_page(picture: Image.Image) -> pypdfium2.PdfPage:
    """Return a scanned page that shows `picture`, 200 dpi."""
    buffer = io.BytesIO()
    picture.save(buffer, "PDF", resolution=200, quality=92)
    return pypdfium2.PdfDocument(buffer)[0]


def sample_part(page: int, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """Return a part of the scanned sample, given in shares of its width and height."""
    picture: Image.Image = pypdfium2.PdfDocument(SAMPLE)[page - 1].render(scale=SCALE).to_pil().convert("RGB")
    width, height = picture.size
    return picture.crop((int(left * width), int(top * height), int(right * width), int(bottom * height)))


def words(table: PageTable) -> list[list[str]]:
    """Return the words of every cell, row by row; cells that go over rows stand where they begin."""
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append("".join(line.text for line in cell.lines))
    return rows


LOWER_LEFT = (0.04, 0.42, 0.49, 0.61)  # of the sample's table: the last lines, cut off above and to the right


@pytest.fixture(scope="module")
def recogniser() -> None:
    """The text recogniser, which the rest of the file needs."""
    pytest.importorskip("rapidocr", reason="RapidOCR is not installed")


@pytest.mark.parametrize("degrees", [0, 90, 180])
def test_a_scanned_table_is_read_whichever_way_it_lies(recogniser: None, degrees: int) -> None:
    picture = turned(np.asarray(sample_part(2, *LOWER_LEFT).convert("L")), -degrees)
    layout = read_scanned_page(pdf_page(Image.fromarray(picture)), 7)
    assert layout.error is None and layout.kind is PageKind.SCAN
    assert layout.turned == degrees
    (table,) = layout.tables
    assert [row[:5] for row in words(table)[-2:]] == [
        ["榆台县", "45", "50", "55", "150"],
        ["禾浦县", "42", "46", "51", "139"],
    ]
    line = next(cell for cell in table.cells if cell.lines and cell.lines[0].text == "139").lines[0]
    assert line.confidence is not None and line.confidence > 0.9
    assert len(line.xs) == len(line.text) + 1 and list(line.xs) == sorted(line.xs)
    assert ("page-turned" in [note.code for note in layout.notes]) == bool(degrees)


def test_words_under_a_seal_are_read_and_the_seal_is_not(recogniser: None) -> None:
    layout = read_scanned_page(pdf_page(sample_part(1, 0.5, 0.58, 0.9, 0.75)), 1)
    assert [line.text for line in layout.lines] == ["棠川市人民政府", "2023年3月20日"]
    assert "seal-removed" in [note.code for note in layout.notes]


def test_a_repair_is_a_note_with_its_line(recogniser: None) -> None:
    layout = read_scanned_page(pdf_page(sample_part(1, 0.1, 0.27, 0.9, 0.32)), 1)
    (line,) = layout.lines
    assert line.text == "提质升级2023—2025年任务的通知"
    for note in layout.notes:
        assert (note.severity, note.code, note.line) == (Severity.INFO, "ocr-repaired", line)


def test_an_empty_sheet_is_no_error(recogniser: None) -> None:
    layout = read_scanned_page(pdf_page(Image.new("L", (600, 800), 245)), 1)
    assert (layout.kind, layout.error, layout.lines) == (PageKind.EMPTY, None, [])


def test_a_picture_without_words_says_so(recogniser: None) -> None:
    picture = Image.new("L", (600, 800), 245)
    picture.paste(60, (150, 200, 450, 600))
    layout = read_scanned_page(pdf_page(picture), 3)
    assert layout.lines == [] and layout.error is not None and "page 3" in layout.error


def test_without_the_recogniser_the_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    ocr.engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    try:
        layout = read_scanned_page(pdf_page(sample_part(1, 0.1, 0.27, 0.9, 0.32)), 1)
    finally:
        ocr.engine.cache_clear()
    assert layout.error is not None and "pip install rapidocr" in layout.error
