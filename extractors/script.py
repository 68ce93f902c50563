"""Traditional Chinese read as Simplified (繁体转简体), character for character, so that offsets stay what they are.

OpenCC (with its phrases: 乾隆 is not 干隆, 沿著 is 沿着) is loaded only where a text looks Traditional.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_SHARE = 0.04  # of the ideographs: a Traditional text has about one in three, a Simplified one next to none
_MORE = 4  # times as many Traditional as Simplified characters, so that a quoted name does not turn a text
_LOOKED_AT = 40_000  # characters
_SHORT = 300  # characters: a cell, a heading
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


@lru_cache(maxsize=1)
def _scripts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what matches a character of Traditional and one of Simplified Chinese alone.

    Source: the national character sets, Big5 without GB 2312 and GB 2312 without Big5. 著, 乾 and 后 are in both.
    """
    ideographs = "".join(map(chr, range(0x4E00, 0xA000)))
    old, new = (set(ideographs.encode(name, "ignore").decode(name)) for name in ("big5", "gb2312"))
    return re.compile(f"[{''.join(sorted(old - new))}]"), re.compile(f"[{''.join(sorted(new - old))}]")


def is_traditional(text: str) -> bool:
    """Say whether a text is written in Traditional Chinese, judged by its beginning."""
    traditional, simplified = _scripts()
    if traditional.search(text) is None:
        return False
    sample = text[:_LOOKED_AT]
    old = len(traditional.findall(sample))
    new = len(simplified.findall(sample))
    return old > _MORE * new and old >= _SHARE * len(_IDEOGRAPH.findall(sample))


def simplified(text: str) -> str:
    """Return a Traditional text in Simplified characters, of the same length; any other text as it is."""
    return _simplified_whole(text) if len(text) > _SHORT else _simplified(text)


@lru_cache(maxsize=4)  # a document's text is asked for with every passage
def _simplified_whole(text: str) -> str:
    return _simplified(text)


def _simplified(text: str) -> str:
    if not is_traditional(text):
        return text
    return "".join(_converted(part) for part in re.split("([^\u3400-\u9fff\uf900-\ufaff]+)", text))


def _converted(part: str) -> str:
    """Convert a run of ideographs; character by character where a phrase would change its length."""
    whole: str = _converter().convert(part)
    if len(whole) == len(part):
        return whole
    singly = (_converter().convert(char) for char in part)
    return "".join(new if len(new) == 1 else char for char, new in zip(part, singly, strict=True))


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("tw2s")
