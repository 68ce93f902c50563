"""The columns of a published table, read off its model: name, type, choices, description."""

from __future__ import annotations

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


def plain(value: Any) -> Any:
    """Return a value made of what JSON knows: dict, list, str, int, float, bool, None."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Decimal):
        return number_of(value)
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in value]
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    raise TypeError(f"{type(value).__name__} cannot be published")
