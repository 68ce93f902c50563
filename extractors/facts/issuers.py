"""Issuing bodies (发文机关): which words name one, and which one issued a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.facts.regions import leading
from extractors.facts.words import Words
from extractors.readers.lines import tidy
from extractors.vocabulary import terms
from schemas import BlockKind

_OF_TITLE = re.compile(r"^(?P<issuer>[^《》“”，。；：]{2,60}?)(?=关于|印发|转发|批转|颁布|发布|公布)")
_LETTERHEAD = re.compile(r"^(?P<issuer>[^，。；：《》]{3,40}?)(?:文件|公告|通告|令|函)?$")
_SPEAKS_FOR = re.compile(r"我代表(?P<issuer>[^，。；、]{3,16}?)[，,]?向大会")
_REPORT = re.compile(r"^(?:\d{4}年)?(?P<issuer>[^，。；：《》\d]{2,12}?(?:人民)?政府)工作报告$")


@lru_cache(maxsize=1)
def _suffixes() -> tuple[str, ...]:
    return tuple(terms("issuers.toml")["suffixes"])


@lru_cache(maxsize=1)
def _national() -> tuple[str, ...]:
    return tuple(terms("issuers.toml")["national"])


def is_agency(text: str) -> bool:
    """Tell the name of a body, or several joint issuers parted by blanks, from other short lines."""
    names = text.split()
    if not names or len(text) > 80 or any(mark in text for mark in "，。；：《》,;:、“”?？！!"):
        return False
    return all(_is_name(name) for name in names) or _is_name("".join(names))


def _is_name(name: str) -> bool:
    if name in _national():
        return True
    return len(name) >= 3 and name.endswith(_suffixes()) and not re.search(r"\d", name)


def is_national(issuer: str) -> bool:
    """Tell a body of the nation: it begins like one and no region's name stands before."""
    return issuer.startswith(_national()) and not leading(issuer)


def issuer_of(title: str, blocks: Sequence[Words]) -> str | None:
    """Return the issuing body as printed: from the title, the signature above the date, or the letterhead."""
    return (
        _from_title(title, blocks)
        or _signature(blocks)
        or _letterhead(blocks)
        or _below_title(title, blocks)
        or _from_report(title)
        or _speaks_for(blocks)
    )


def _from_title(title: str, blocks: Sequence[Words]) -> str | None:
    match = _OF_TITLE.match(title)
    if match is None or not is_agency(match["issuer"]):
        return None
    # Joint issuers are printed with a blank between them, which the tidied title has lost.
    for words in blocks:
        if words.text == title:
            printed = _OF_TITLE.match(" ".join(words.raw.split()))
            names = printed["issuer"].split() if printed else []
            if len(names) > 1 and all(is_agency(name) for name in names):
                return " ".join(tidy(name) for name in names)
    return match["issuer"].strip()


def _from_report(title: str) -> str | None:
    match = _REPORT.match(title)
    if match is None or not leading(match["issuer"]):
        return None
    return match["issuer"]


def _speaks_for(blocks: Sequence[Words]) -> str | None:
    """Return the body a report is given for: 我代表国务院，向大会报告政府工作."""
    for words in blocks[:8]:
        match = _SPEAKS_FOR.search(words.text)
        if match and is_national(match["issuer"]):
            return match["issuer"]
    return None


def _below_title(title: str, blocks: Sequence[Words]) -> str | None:
    """Return joint issuers that are printed behind the title in one line."""
    for words in blocks[:4]:
        if title and words.text != title and words.text.startswith(title):
            names = words.raw[words.raw.find(title[-2:]) + 2 :].split()
            if names and all(is_agency(name) for name in names):
                return " ".join(names)
    return None


def _signature(blocks: Sequence[Words]) -> str | None:
    """Return the name (or the joint names) that stand directly above a date that stands alone."""
    from extractors.facts.dates import iso_date

    for place, words in enumerate(blocks):
        bare = words.text.strip("（）() 。")
        if words.block.kind is BlockKind.BOILERPLATE or len(bare) > 14 or iso_date(bare) is None:
            continue
        names: list[str] = []
        for above in reversed(blocks[max(0, place - 6) : place]):
            if len(above.raw) > 80 or not all(is_agency(name) for name in above.names):
                break
            names[:0] = above.names
        if names:
            return " ".join(names)
    return None


def _letterhead(blocks: Sequence[Words]) -> str | None:
    for words in [block for block in blocks if block.block.kind is not BlockKind.BOILERPLATE][:3]:
        match = _LETTERHEAD.match(words.text)
        if match and is_agency(match["issuer"]):
            return match["issuer"]
    return None
