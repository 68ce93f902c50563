"""For notebooks and scripts: a document read, or a published dataset as pandas tables."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.dataset import read_tables
from pipeline.extract import verified
from pipeline.formats.columns import Column, columns_of
from schemas import Extraction
from schemas.published import TABLES

# Partial ISO dates: these begin a period, those end one.
_FIRST = {"start", "plan_start", "issued_on", "published_on"}
_LAST = {"deadline", "plan_end"}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def extract(path: str | Path) -> Extraction:
    """Read one document and return its measures and statements, each with its evidence.

    Raises extractors.errors.ReadError where the file is not a document that can be read.
    """
    from extractors.extraction import extract as extract_document
    from extractors.readers import read

    return verified(extract_document(read(Path(path))))


def _day(text: str | None, last: bool) -> pd.Period | None:
    """Return the first (or last) day of a partial ISO date: 2021 → 2021-01-01 (2021-12-31)."""
    found = _DATE.fullmatch(text or "")
    if not found:
        return None
    year = int(found[1])
    month = int(found[2] or (12 if last else 1))
    if not 1 <= month <= 12:
        return None
    length = calendar.monthrange(year, month)[1]
    day = int(found[3] or (length if last else 1))
    return pd.Period(year=year, month=month, day=day, freq="D") if 1 <= day <= length else None


def _series(column: Column, values: list[Any]) -> pd.Series:
    if column.choices:
        return pd.Series(pd.Categorical(values, categories=list(column.choices)))
    if column.type == "integer":
        return pd.Series(values, dtype="Int64")
    if column.type == "number":
        return pd.Series(values, dtype="Float64")
    if column.type == "string":
        return pd.Series(values, dtype="string")
    return pd.Series(values, dtype="object")


def _frame(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return a table with the types of its columns; a date is a day period, its words stand in `<name>_text`."""
    data: dict[str, pd.Series] = {}
    for column in columns_of(table):
        values = [row[column.name] for row in rows]
        if column.type == "string" and column.name in _FIRST | _LAST:
            days = [_day(value, column.name in _LAST) for value in values]
            data[column.name] = pd.Series(pd.PeriodIndex(days, freq="D"))
            data[f"{column.name}_text"] = pd.Series(values, dtype="string")
        else:
            data[column.name] = _series(column, values)
    return pd.DataFrame(data)


class Tables(Mapping[str, pd.DataFrame]):
    """The published tables by name: `tables["targets"]`. A table is read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._rows = read_tables(folder)
        self._frames: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            self._frames[name] = _frame(name, self._rows[name])
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def joined(self) -> pd.DataFrame:
        """Return one row a statement, with its document, its measure and the target it was reconciled to.

        Columns of the document begin with `document_`, of the measure with `measure_`, of the target with `target_`.
        """
        documents = self["documents"].drop_duplicates("document_id")
        measures = self["measures"].drop(columns=["document_id", "source_file"])
        targets = self["targets"].explode("statement_ids").rename(columns={"statement_ids": "statement_id"})
        targets["statement_id"] = targets["statement_id"].astype("string")
        parts = (
            (documents.drop(columns="source_file"), "document", "document_id"),
            (measures, "measure", "measure_id"),
            (targets, "target", "statement_id"),
        )
        rows = self["statements"]
        for part, prefix, key in parts:
            named = {name: f"{prefix}_{name.removeprefix(f'{prefix}_')}" for name in part if name != key}
            rows = rows.merge(part.rename(columns=named), on=key, how="left")
        return rows


def load(folder: str | Path) -> Tables:
    """Return the dataset that `mubiao run` published in `folder` as pandas DataFrames with the right types.

    Numbers are nullable, closed vocabularies are categories, dates are day periods (a deadline 2021 is its last day).
    Raises pipeline.dataset.DatasetError where the folder holds no whole dataset.
    """
    return Tables(Path(folder))
