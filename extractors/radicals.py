"""Radicals where characters should be (部首折叠): ⼀ ⼒ ⼯ and ⺠ ⻔ in the text layer of a PDF."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from extractors.vocabulary import rows


@lru_cache(maxsize=1)
def radicals() -> dict[int, str]:
    """Return a table for `str.translate`: one character for one, so that offsets stay as they are."""
    table = {
        code: folded
        for first, last in ((0x2E80, 0x2FDF), (0xF900, 0xFAFF))
        for code in range(first, last + 1)
        if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1 and folded != chr(code)
    }
    table.update({ord(row["radical"]): row["character"] for row in rows("radicals.csv")})
    return table


def fold_radicals(text: str) -> str:
    """Return the text with radicals and compatibility ideographs as the characters they stand for; same length."""
    return text.translate(radicals())
