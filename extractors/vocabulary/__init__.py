"""Terms as data, not code: one CSV or TOML file a subject, each with a comment on where its list comes from.

Adding a unit, an agency suffix or an alias is a row here; no code is touched.
"""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import Any


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the CSV file `name`; lines that begin with # are comments."""
    lines = [line for line in _text(name).splitlines() if line.strip() and not line.startswith("#")]
    return tuple({key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(lines))


@cache
def terms(name: str) -> dict[str, Any]:
    """Return the content of the TOML file `name`."""
    return tomllib.loads(_text(name))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the words."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a hash of all vocabulary files, so that a store knows when a term has changed."""
    digest = hashlib.sha256()
    for entry in sorted(resources.files(__package__).iterdir(), key=lambda item: item.name):
        if entry.name.endswith((".csv", ".toml")):
            digest.update(entry.name.encode())
            digest.update(entry.read_bytes())
    return digest.hexdigest()[:16]
