"""What holds for every document that is read: blocks and cells are slices of the text, in order; no word is lost."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from extractors.errors import ReadError
from extractors.readers import read
from schemas import BlockKind, Document

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "corpus"
SUFFIXES = (".txt", ".html", ".docx")


def files() -> list[Path]:
    """Return the texts, pages and Word files of the samples and, where they are there, of the shared corpora."""
    found = [path for folder in (ROOT / "raw_docs", SHARED) if folder.is_dir() for path in folder.rglob("*")]
    return sorted(path for path in found if path.suffix in SUFFIXES)


def check(document: Document) -> None:
    """Check what everything downstream rests on."""
    assert document.blocks
    for block in document.blocks:
        assert document.text[block.start : block.end].strip("\n")
        assert (block.kind is BlockKind.TABLE) == (block.table is not None)
    for before, after in pairwise(document.blocks):
        assert before.end <= after.start
    for table in document.tables:
        places: set[tuple[int, int]] = set()
        for cell in table.cells:
            assert "\n".join(document.text[piece.start : piece.end] for piece in cell.pieces) == cell.text
            assert all(table.start <= piece.start < piece.end <= table.end for piece in cell.pieces)
            assert cell.row + cell.row_span <= table.rows
            assert cell.column + cell.column_span <= table.columns
            own = {
                (row, column)
                for row in range(cell.row, cell.row + cell.row_span)
                for column in range(cell.column, cell.column + cell.column_span)
            }
            assert not own & places
            places |= own


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_every_document_is_read_in_order(path: Path) -> None:
    try:
        document = read(path)
    except ReadError as error:
        pytest.fail(f"{path.name}: {error}")
    check(document)
    if document.media_type == "text/plain":
        gaps = document.text
        for block in reversed(document.blocks):
            gaps = gaps[: block.start] + gaps[block.end :]
        assert not gaps.strip(" \n\r\t\f\u3000\xa0\ufeff"), "words of the text stand in no block"


@pytest.mark.parametrize("name", ["004_js_manufacturing.doc", "028_ofd_bengbu_letter.ofd", "031_mock_wps_binary.wps"])
def test_formats_of_offices_that_are_not_read_say_how_to_convert(name: str) -> None:
    path = SHARED / "real" / "office" / name
    if not path.is_file():
        pytest.skip("the shared corpora (../shared) are not here")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "unsupported-format"
    assert ".docx" in str(caught.value)
