"""What must hold for every document there is: quotes are the source's own words, and nothing is counted twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SHARED

from extractors.extraction import extract
from extractors.readers import read
from schemas import Extraction, Kind, Role

_FORMATS = (".txt", ".html", ".docx")
_DIGITAL = ("corpus/real/scored/r12_renewables_plan.pdf", "corpus/real/pdf/041_ncha_revolution_relics_14fyp.pdf")


def _papers() -> list[Path]:
    if not SHARED.is_dir():
        return []
    found = [p for p in sorted((SHARED / "corpus").rglob("*")) if p.suffix in _FORMATS and "corpus/pdf" not in str(p)]
    return found + [SHARED / name for name in _DIGITAL]


PAPERS: list[Path | None] = [*_papers()] or [None]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name if paper else "none")
def test_every_quote_is_exactly_the_text_at_its_offsets(paper: Path | None) -> None:
    if paper is None:
        pytest.skip("the shared corpora (../shared) are not here")
    extraction = extract(read(paper))
    text = extraction.document.text
    for statement in extraction.statements:
        assert text[statement.char_start : statement.char_end] == statement.quote
        assert text[statement.value_start : statement.value_end] == statement.value_text
    for measure in extraction.measures:
        evidence = measure.evidence
        assert text[evidence.start : evidence.end] == evidence.quote
    _is_well_formed(extraction)


def _is_well_formed(extraction: Extraction) -> None:
    ids = [statement.statement_id for statement in extraction.statements]
    assert len(ids) == len(set(ids))
    measures = {measure.measure_id for measure in extraction.measures}
    assert len(measures) == len(extraction.measures)
    for statement in extraction.statements:
        assert statement.measure_id is None or statement.measure_id in measures
        assert (statement.value_max is not None) == (statement.comparator.value == "range")
        if statement.role == Role.TARGET and statement.kind == Kind.FREQUENCY:
            assert "/" in statement.unit or statement.deadline is None


def test_reading_twice_says_the_same(shared: Path) -> None:
    paper = shared / "corpus/seeds/002_3a2aab8b7852ced7.txt"
    assert extract(read(paper)) == extract(read(paper))
