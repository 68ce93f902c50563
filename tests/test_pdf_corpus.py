"""Real PDFs of the shared corpora: everything points where it says, and what was printed together is read together."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers.pdf import read_pdf
from schemas import BlockKind, Document

FILES = (
    "real/scored/r12_renewables_plan.pdf",
    "real/pdf/018_unified_market_guidance_macprint.pdf",
    "real/pdf/030_anhui_credit_scoring.pdf",
    "real/pdf/046_anhui_landuse_standard_page.pdf",
)


def document_of(shared: Path, name: str) -> Document:
    """Read a file of the corpora."""
    path = shared / "corpus" / name
    if not path.is_file():
        pytest.skip(f"{name} is not in the shared corpora")
    return read_pdf(path.read_bytes(), path.name)


@pytest.mark.parametrize("name", FILES)
def test_blocks_lines_and_cells_are_slices_of_the_text(shared: Path, name: str) -> None:
    document = document_of(shared, name)
    ends = 0
    for block in document.blocks:
        assert block.start >= ends and block.end <= len(document.text)
        ends = block.end
        for line in block.lines:
            assert block.start <= line.start < line.end <= block.end
            assert len(line.xs) == line.end - line.start + 1 and line.box is not None
            page = document.pages[line.box.page - 1]
            assert page.start <= line.start and line.end <= page.end
    for table in document.tables:
        places = {
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        assert len(places) == table.rows * table.columns
        for cell in table.cells:
            assert cell.text == "\n".join(document.text[piece.start : piece.end] for piece in cell.pieces)


def test_an_indicator_table_over_two_pages_is_one_table_and_boxed_prose_is_none(shared: Path) -> None:
    document = document_of(shared, FILES[0])
    (table,) = document.tables
    assert (table.pages, table.rows, table.columns, table.head_rows) == ((2, 3), 20, 5, 2)
    assert table.notes.startswith("注")
    assert sum(block.kind is BlockKind.NOTE for block in document.blocks) >= 4


def test_a_scoring_table_over_many_pages_is_joined(shared: Path) -> None:
    tables = document_of(shared, FILES[2]).tables
    assert [len(table.pages) for table in tables] == [2, 4, 6, 4, 6, 1, 3]
    assert all(table.head_rows in (1, 2) for table in tables)
