"""Raised digits in formats that say so (上标): written as such, so that 15 with a footnote 1 is never read as 151.

PDF and scans know where a character stands and keep its place instead (`schemas.Line.raised`).
"""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"\s*\d{1,3}\s*")


def raised(words: str) -> str:
    """Return the words of a raised part: digits as raised digits (m², 15¹), anything else as it is."""
    return words.strip().translate(_RAISED) if _MARK.fullmatch(words) else words
