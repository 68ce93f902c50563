"""Statements in one line, for tests of reconciliation: `全市园区 | 工业投资 | = 900 亿元 | cumulative | 2021..2023`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.reconcile import reconcile
from schemas import (
    Comparator,
    Dataset,
    Document,
    Evidence,
    Extraction,
    Facts,
    Kind,
    Measure,
    Outline,
    Role,
    Statement,
    TablePlace,
    Target,
    content_id,
)

_NUMBER = re.compile(r"^(>=|<=|=|>|<|~)\s*([\d.]+)(?:\s*-\s*([\d.]+))?\s*(.*)$")


def statement(line: str, document: Document, place: int) -> Statement:
    """Return the statement that a line describes: scope | indicator | comparator value unit | kind | start..deadline.

    A sixth field is the quote, a seventh `table: row`.
    """
    fields = [field.strip() for field in line.split("|")]
    scope, indicator, number, kind, period = fields[:5]
    quote = fields[5] if len(fields) > 5 and fields[5] else f"{scope}{indicator}{number}"
    table = fields[6].partition(":") if len(fields) > 6 else None
    match = _NUMBER.match(number)
    assert match, number
    upper = match[3]
    start, _, deadline = period.partition("..")
    return Statement(
        statement_id=content_id(document.document_id, place, line),
        document_id=document.document_id,
        source_file=document.source_file,
        role=Role.TARGET,
        quote=quote,
        scope=scope,
        indicator=indicator,
        comparator=Comparator.RANGE if upper else Comparator(match[1]),
        value=Decimal(match[2]),
        value_max=Decimal(upper) if upper else None,
        unit=match[4],
        kind=Kind(kind),
        start=start or None,
        deadline=deadline or None,
        table=TablePlace(title=table[0].strip(), row=table[2].strip(), column="") if table else None,
        char_start=place,
        char_end=place + len(quote),
        value_text=number,
        value_start=place,
        value_end=place + len(number),
        confidence=0.9,
    )


def extraction(
    lines: str,
    name: str = "x01_plan.txt",
    *,
    region: str | None = "440400",
    region_name: str | None = "珠海市",
    issuer: str | None = None,
    issued_on: str | None = "2017-06-30",
    agencies: Sequence[str] = (),
) -> Extraction:
    """Return what was read out of one document: a statement a line, and one measure with the agencies named."""
    facts = Facts(title=name, region=region, region_name=region_name, issuer=issuer, issued_on=issued_on)
    document = Document(
        document_id=content_id(name),
        source_file=name,
        sha256="0" * 64,
        media_type="text/plain",
        text="",
        pages=(),
        blocks=(),
        facts=facts,
    )
    written = [line.strip() for line in lines.strip().splitlines() if line.strip()]
    found = tuple(statement(line, document, 1000 * place) for place, line in enumerate(written))
    measure = Measure(
        measure_id=content_id(name, "measure"),
        document_id=document.document_id,
        source_file=name,
        section=None,
        number="1",
        heading="措施",
        path=(),
        lead=tuple(agencies),
        text="",
        evidence=Evidence(quote="", start=0, end=0),
    )
    outline = Outline(sections=(), passages=())
    return Extraction(document=document, outline=outline, measures=(measure,), statements=found)


def dataset_of(lines: str) -> Dataset:
    """Return the dataset of one document of a prefecture."""
    return reconcile([extraction(lines)])


def together(dataset: Dataset) -> list[list[str]]:
    """Return, for every series, its targets as `value unit deadline` with the number of statements where above one."""
    targets = {target.target_id: target for target in dataset.targets}
    return sorted([_short(targets[name]) for name in series.target_ids] for series in dataset.series)


def _short(target: Target) -> str:
    times = f" ×{len(target.statement_ids)}" if len(target.statement_ids) > 1 else ""
    return f"{target.value}{target.unit} {target.deadline or '-'}{times}"
