"""One character for another (字符折叠): full width, small and upright forms, other digits, dashes, radicals.

Every fold is one character for one, so that offsets stay what they are.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from extractors.radicals import radicals

INVISIBLE = "\u200b"  # what every mark without a width is folded to
# Joiners, fillers, variation selectors, tags, marks of direction, controls that are no blank: first and last.
_WITHOUT_WIDTH = (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C),
    (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0xE0000, 0xE01EF),
)  # fmt: skip
_TO_CHINESE = {";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！", "[": "［", "]": "］"}
_TO_HALF = {"\xa0": " ", "―": "—", "─": "—", "–": "-", "‒": "-", "‐": "-", "‑": "-", "−": "-", "〜": "～", "∼": "～"}
_KEPT_WIDE = "！（），：；？［］～"
# Small, upright and half-width forms, blanks of all widths; numerals and letters of mathematical type.
_FORMS = ((0x2000, 0x200A), (0x202F, 0x205F), (0x3000, 0x3000), (0xFE10, 0xFE19), (0xFE30, 0xFE6B), (0xFF61, 0xFF64))
_MATHEMATICAL = (0x1D400, 0x1D7CB)


@lru_cache(maxsize=1)
def folds() -> dict[int, str]:
    """Return a table for `str.translate`: one character for one."""
    table = {ord(char): folded for char, folded in {**_TO_CHINESE, **_TO_HALF}.items()}
    for code in range(0xFF01, 0xFF5F):
        if chr(code) not in _KEPT_WIDE:
            table[code] = chr(code - 0xFEE0)
    for first, last in (*_FORMS, _MATHEMATICAL):
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table.setdefault(code, table.get(ord(folded), folded))
    hidden = {code: INVISIBLE for first, last in _WITHOUT_WIDTH for code in range(first, last + 1)}
    return table | _digits() | radicals() | hidden


def _digits() -> dict[int, str]:
    """Digits of mathematical type and of other scripts: 𝟕 is 7. A number must never depend on its type."""
    table = {}
    for first, last in ((0x0660, 0x0669), (0x06F0, 0x06F9), (0x1D7CE, 0x1D7FF)):
        for code in range(first, last + 1):
            table[code] = str(unicodedata.digit(chr(code)))
    return table
