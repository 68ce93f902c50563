"""What tests share: an invented document with every kind of record, without reading any file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.discover import SourceFile
from pipeline.extract import Outcome
from schemas import (
    Block,
    BlockKind,
    Box,
    Cell,
    Comparator,
    DeadlineBasis,
    Document,
    Evidence,
    Extraction,
    Facts,
    Kind,
    Measure,
    Outline,
    Page,
    Passage,
    Role,
    Section,
    Statement,
    Table,
    TablePlace,
    content_id,
)

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

HEADING = "一、培育壮大企业"
CLAUSE = "到2027年，全市高新技术企业达到320家以上"
TABLE_TEXT = "项目\t2027年目标\n=绿道里程\t-12.5公里"


@pytest.fixture
def shared() -> Path:
    """The shared corpora and gold beside the repository; the test is skipped where they are not."""
    if not SHARED.is_dir():
        pytest.skip("the shared corpora (../shared) are not here")
    return SHARED


def _statement(source: str, document_id: str, quote: str, start: int, value: str, unit: str, words: str) -> Statement:
    at = start + quote.index(words)
    return Statement(
        statement_id=content_id(document_id, start, quote),
        document_id=document_id,
        source_file=source,
        role=Role.TARGET,
        quote=quote,
        scope="全市",
        indicator="高新技术企业数量",
        comparator=Comparator.AT_LEAST,
        value=Decimal(value),
        unit=unit,
        kind=Kind.LEVEL,
        deadline="2027",
        deadline_basis=DeadlineBasis.CLAUSE,
        deadline_words="到2027年",
        measure_id=content_id(document_id, "measure"),
        lead=("市科技局",),
        boxes=(Box(page=1, x0=72.0, top=100.5, x1=300.25, bottom=114.0),),
        char_start=start,
        char_end=start + len(quote),
        value_text=words,
        value_start=at,
        value_end=at + len(words),
        confidence=0.9,
        rule="invented",
    )


def _extraction(name: str, value: str) -> Extraction:
    clause = CLAUSE.replace("320", value)
    sentence = f"{clause}。由市科技局牵头。"
    text = f"{HEADING}\n{sentence}\n{TABLE_TEXT}"
    sha256 = hashlib.sha256((name + text).encode()).hexdigest()
    document_id = sha256[:16]
    body, grid = len(HEADING) + 1, len(HEADING) + len(sentence) + 2
    words = ("项目", "2027年目标", "=绿道里程", "-12.5公里")
    cells = tuple(
        Cell(row=place // 2, column=place % 2, text=word, is_head=place < 2) for place, word in enumerate(words)
    )
    table = Table(
        table_id=content_id(document_id, "t"), title="主要<指标>", rows=2, columns=2, head_rows=1, cells=cells,
        start=grid, end=len(text),
    )  # fmt: skip
    cell = _statement(name, document_id, words[3], grid + TABLE_TEXT.index(words[3]), "-12.5", "公里", words[3])
    place = TablePlace(
        title="主要<指标>", row="=绿道里程", column="2027年目标", table_id=table.table_id, row_index=1, column_index=1
    )
    document = Document(
        document_id=document_id, source_file=name, sha256=sha256, media_type="text/plain", text=text,
        pages=(Page(number=1, start=0, end=len(text)),),
        blocks=(
            Block(kind=BlockKind.HEADING, start=0, end=len(HEADING)),
            Block(kind=BlockKind.PARAGRAPH, start=body, end=body + len(sentence)),
            Block(kind=BlockKind.TABLE, start=grid, end=len(text), table=0),
        ),
        tables=(table,), facts=Facts(title="=SUM(1)市行动方案", issued_on="2025-03", plan_end="2027"),
    )  # fmt: skip
    section = Section(
        index=0, parent=None, level=1, number="一", heading=HEADING[2:], heading_start=2, heading_end=len(HEADING)
    )
    outline = Outline(sections=(section,), passages=(Passage(start=body, end=len(text), section=0, block=1),))
    measure = Measure(
        measure_id=content_id(document_id, "measure"), document_id=document_id, source_file=name, section=0,
        number="一", heading=HEADING[2:], path=("总则;附则",), lead=("市科技局", "各区"), text=sentence,
        evidence=Evidence(quote=sentence, start=body, end=body + len(sentence)),
    )  # fmt: skip
    prose = _statement(name, document_id, clause, body, value, "家", f"{value}家以上")
    in_table = cell.model_copy(update={"table": place, "indicator": "绿道里程", "comparator": Comparator.EQUAL})
    return Extraction(document=document, outline=outline, measures=(measure,), statements=(prose, in_table))


@pytest.fixture
def read_as() -> Callable[..., Outcome]:
    """Give the outcome of an invented document under a name, its first target with a number of one's choice."""

    def make(name: str, value: str = "320") -> Outcome:
        extraction = _extraction(name, value)
        document = extraction.document
        return Outcome(SourceFile(Path(name), name), document.document_id, document.sha256, extraction=extraction)

    return make
