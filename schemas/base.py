"""The base of every record: frozen, closed, and the same bytes for the same content."""

from __future__ import annotations

import hashlib

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A value that flows through the house. Frozen, so that nobody downstream changes what was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def content_id(*parts: object) -> str:
    """Return a 16-digit hexadecimal id that depends on the given parts alone.

    The same content gives the same id on every run and every machine.
    """
    joined = "\x1f".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8")).hexdigest()[:16]
