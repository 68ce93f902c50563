"""The words of the page in Chinese and English, from the tables in words/ (界面文字)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from nicegui import app

CHINESE, ENGLISH = "zh", "en"
LANGUAGES = (CHINESE, ENGLISH)
_FOLDER = Path(__file__).resolve().parent / "words"


@cache
def table() -> dict[str, dict[str, str]]:
    """Return all words: key such as `queue.title` → language → words. Raises ValueError where two files share a key."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        for group, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name, said in entries.items():
                key = f"{group}.{name}"
                if key in found:
                    raise ValueError(f"{path.name}: {key} is in another file already.")
                found[key] = said
    return found


def current() -> str:
    """Return the language of the page that is being built or used; Chinese outside of a page."""
    try:
        return str(app.storage.client.get("language", CHINESE))
    except RuntimeError:
        return CHINESE


def words(key: str, language: str | None = None, /, **values: object) -> str:
    """Return the words for `key` in the page's language, with `{name}` replaced by the given values.

    Raises KeyError for a key that no table holds.
    """
    text = table()[key][language or current()]
    return text.format(**values) if values else text


def known(key: str) -> bool:
    """Say whether there are words for the key: codes that come from elsewhere may be newer than the tables."""
    return key in table()
