"""Safe repairs of what the recogniser is known to confuse: one character for one, always recorded (识别修正)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractors.vocabulary import terms


@dataclass(frozen=True, slots=True)
class Repair:
    """A character that was replaced, with the words it stood in."""

    rule: str
    before: str
    after: str

    def message(self, page: int) -> str:
        """Say what was replaced, for a person."""
        return f"page {page}: the recogniser gave {self.before!r}, read as {self.after!r} (rule {self.rule})"


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (rule["name"], re.compile(rule["pattern"]), rule["char"]) for rule in terms("ocr_repairs.toml")["repair"]
    )


def repaired(text: str) -> tuple[str, list[Repair]]:
    """Return `text` with every safe repair made, as long as before, and the repairs."""
    repairs: list[Repair] = []
    for name, pattern, char in _rules():
        for match in pattern.finditer(text):
            place = match.start("wrong")
            before, text = text, text[:place] + char + text[place + 1 :]
            start, end = max(0, place - 6), place + 7
            repairs.append(Repair(name, before[start:end], text[start:end]))
    return text, repairs
