"""A JSON Schema for every published table, generated from its model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from schemas.published import TABLES

FOLDER = "json-schema"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _Published(GenerateJsonSchema):
    """A decimal is published as a JSON number, not as text."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> dict[str, Any]:
        return {"type": "number"}


def json_schema(table: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of `<table>.json`: an array of rows, every column present."""
    model = TABLES[table][0]
    row = model.model_json_schema(mode="serialization", schema_generator=_Published)
    definitions = row.pop("$defs", {})
    row["required"] = list(row["properties"])
    schema: dict[str, Any] = {"$schema": _DIALECT, "title": table, "type": "array", "items": row}
    if definitions:
        schema["$defs"] = definitions
    return schema


def write_schemas(folder: Path) -> None:
    """Write `json-schema/<table>.json` for every table."""
    place = folder / FOLDER
    place.mkdir()
    for table in TABLES:
        text = json.dumps(json_schema(table), ensure_ascii=False, indent=1)
        (place / f"{table}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
