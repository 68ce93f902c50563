"""Name and value pairs that a web page prints around a document (来源：… 发布时间：… 索引号：…)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.facts.words import Words
from extractors.readers.factlines import pairs
from schemas import BlockKind

_HEAD = 25
_FOOT = 12
_LONGEST = 300


def web_data(blocks: Sequence[Words]) -> dict[str, str]:
    """Return the pairs printed in the head and the foot of a page; the first value of a name counts."""
    found: dict[str, str] = {}
    for words in [*blocks[:_HEAD], *blocks[-_FOOT:]]:
        if words.block.kind is BlockKind.BOILERPLATE or (len(words.text) <= _LONGEST and "。" not in words.text):
            for key, value in pairs(" ".join(words.raw.split())).items():
                found.setdefault(key, value)
    return found
