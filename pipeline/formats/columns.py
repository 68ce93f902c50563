"""The columns of a published table, read off its model: name, type, choices, description."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from schemas.base import Record
from schemas.published import TABLES

ColumnType = Literal["string", "integer", "number", "list", "json"]
Rows = Mapping[str, Sequence[Record]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `list` is a list of plain values, joined with ; in a spreadsheet cell; `json` is anything deeper."""

    name: str
    type: ColumnType
    nullable: bool
    choices: tuple[str, ...]
    description: str


def _type_of(annotation: Any) -> tuple[ColumnType, bool, tuple[str, ...]]:
    """Return type, nullable and choices of a field's annotation. Raises TypeError for one no format can hold."""
    nullable = False
    if get_origin(annotation) in (Union, UnionType):
        members = [member for member in get_args(annotation) if member is not NoneType]
        nullable = len(members) < len(get_args(annotation))
        if len(members) != 1:
            raise TypeError(f"a column cannot be {annotation}")
        annotation = members[0]
    if get_origin(annotation) is tuple:
        member = get_args(annotation)[0]
        return ("list" if member in (str, int) else "json"), nullable, ()
    if isinstance(annotation, type):
        if issubclass(annotation, BaseModel):
            return "json", nullable, ()
        if issubclass(annotation, StrEnum):
            return "string", nullable, tuple(member.value for member in annotation)
        if issubclass(annotation, str):
            return "string", nullable, ()
        if issubclass(annotation, int):
            return "integer", nullable, ()
        if issubclass(annotation, (float, Decimal)):
            return "number", nullable, ()
    raise TypeError(f"a column cannot be {annotation}")


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """Return the columns of the published table `table`, in order."""
    model, _ = TABLES[table]
    columns = []
    for name, field in model.model_fields.items():
        kind, nullable, choices = _type_of(field.annotation)
        columns.append(Column(name, kind, nullable, choices, field.description or ""))
    return tuple(columns)


def number_of(value: Decimal) -> int | float:
    """Return the JSON number of a decimal: 1100, 479.13. The shortest float prints the same digits, so no noise."""
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(value: object) -> object:
    """Return what JSON does not know as something it knows."""
    if isinstance(value, Decimal):
        return number_of(value)
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    raise TypeError(f"{type(value).__name__} cannot be published")


# One encoder for all rows: making one takes as long as a short row.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"), default=_plain
)


def json_text(value: object) -> str:
    """Return a value or a record as JSON on one line: no blanks, characters as they are, decimals as numbers.

    Raises ValueError for a number that JSON does not have, TypeError for what cannot be published.
    """
    return _ENCODER.encode(value)


def json_line(record: BaseModel) -> bytes:
    """Return the line of a row in a published JSON file.

    A lone surrogate (from a damaged font) has no UTF-8 form; a question mark is better than no dataset.
    """
    return json_text(record).encode("utf-8", "replace")
