"""Document facts (文件要素): what a document says of itself, read from its blocks.

What the file states outright (meta elements of a web page) is given by the reader in `Document.facts` and kept;
the rest is read from the printed words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.facts.dates import iso_date, issue_date
from extractors.facts.issuers import is_agency, is_national, issuer_of
from extractors.facts.plans import cited, plan_period
from extractors.facts.regions import (
    NATION,
    Region,
    by_code,
    leading,
    mentions,
    named,
    of_number,
    resolve,
    short_mentions,
)
from extractors.facts.titles import number_of, number_pattern, title_lines, title_of
from extractors.facts.webdata import web_data
from extractors.facts.words import Words, words_of
from extractors.own_words import own_facts, reading_copy
from extractors.radicals import fold_radicals
from extractors.vocabulary import terms
from schemas import BlockKind, Document, Facts

__all__ = ["is_agency", "iso_date", "read_facts"]

_READ = 300_000  # characters of a document in which its facts are looked for
_EXPLAINS = re.compile(r"由\s?(?P<body>[^，。；、由]{3,30}?)负责(?:组织)?(?:具体)?解释")
_OURS = re.compile(r"(?:我|全|本)(?P<level>[省市区县州])(?![场域])")
_NATION = re.compile("我国|全国")
_NATION_WIDE = ("各省、自治区、直辖市", "各省（区、市）", "各省、自治区", "全国人民代表大会")


def read_facts(document: Document) -> Facts:
    """Return the facts of a document; those its reader already found are kept.

    Every field stays empty rather than guessed. Dates are ISO and as exact as printed. A document in Traditional
    Chinese is read through its copy in Simplified characters; its title and issuer stay as printed.
    """
    copy = reading_copy(document)
    return _facts(document) if copy is document else own_facts(_facts(copy), document)


def _facts(document: Document) -> Facts:
    known = document.facts
    blocks = words_of(document)
    page = web_data(blocks)
    title = known.title or title_of(blocks) or page.get("title", "")
    number = known.number or number_of(blocks) or _clean_number(page.get("number"))
    year = re.search(r"(?:19|20)\d\d", number) if number else None
    issued = issue_date(blocks, year[0] if year else None) or known.issued_on or iso_date(page.get("issued_on", ""))
    issuer = issuer_of(title, blocks) or known.issuer or page.get("issuer")
    lines = title_lines(blocks, title)
    text = fold_radicals(document.text[:_READ])
    start, end = plan_period(lines, text, issued)
    region = _region(text, blocks, title, issuer, number, issued)
    return Facts(
        title=title,
        number=number,
        issuer=issuer or None,
        region=region.code if region else None,
        region_name=region.name if region else None,
        issued_on=issued,
        published_on=iso_date(known.published_on or "") or iso_date(page.get("published_on", "")),
        source=known.source or page.get("source"),
        plan_start=start,
        plan_end=end,
        cites=cited(text, lines),
    )


def _clean_number(text: str | None) -> str | None:
    match = number_pattern().search(text) if text else None
    return re.sub(r"\s", "", match[0]) if match else None


def _region(
    text: str, blocks: Sequence[Words], title: str, issuer: str | None, number: str | None, issued: str | None
) -> Region | None:
    """Return the region a document is issued for: by issuer, then number, title, and the text's own 我市 and names."""
    year = int(issued[:4]) if issued else None
    counts = mentions(text)
    hints = _hints(counts)
    if number and (of_it := of_number(number)):
        hints = (of_it.code, *hints)
    names = [issuer or "", *_explained_by(text)]
    for name in names:
        if name and is_national(name):
            return by_code()[NATION]
        if name and (region := resolve(leading(name), hints, year)):
            return region
    if number and (region := of_number(number)):
        return region
    if region := _in_title(title, hints, year):
        return region
    if re.sub(r"^\d{4}年", "", title).startswith(tuple(terms("issuers.toml")["national_titles"])):
        return by_code()[NATION]
    head = "".join(words.text for words in blocks[:6] if words.block.kind is not BlockKind.BOILERPLATE)
    if any(words in head[:600] for words in _NATION_WIDE):
        return by_code()[NATION]
    if region := _meant_by_ours(text, counts, hints, year):
        return region
    # A plan that speaks of 我国 and 全国 throughout and never of 我省 or 全市 is the nation's.
    nation, ours = len(_NATION.findall(text)), len(_OURS.findall(text))
    return by_code()[NATION] if nation >= 5 and nation > 5 * ours else None


def _explained_by(text: str) -> list[str]:
    return [match["body"] for match in _EXPLAINS.finditer(text)][:1]


def _in_title(title: str, hints: tuple[str, ...], year: int | None) -> Region | None:
    """Return the first region named in the title, narrowed by the names that follow it directly."""
    for place in range(len(title)):
        region = resolve(leading(title[place:]), hints, year)
        if region:
            return region
    return None


def _hints(counts: dict[str, int]) -> tuple[str, ...]:
    """Return the codes of provinces and prefectures named in the text, the most frequent first."""
    found = [
        (count, region.code)
        for name, count in counts.items()
        for region in named(name)
        if region.level != "county" and len(named(name)) == 1
    ]
    return tuple(code for _, code in sorted(found, key=lambda item: (-item[0], item[1]))[:1])


def _meant_by_ours(text: str, counts: dict[str, int], hints: tuple[str, ...], year: int | None) -> Region | None:
    """Return the region meant by 我市, 我省, 我区: the region of that level that the text names by far most often."""
    match = _OURS.search(text)
    if match is None:
        return None
    endings = {"省": ("省", "自治区"), "市": ("市",), "区": ("区",), "县": ("县",), "州": ("州",)}[match["level"]]
    full = _dominant({name: count for name, count in counts.items() if name.endswith(endings)}, at_least=2)
    # 上海 and 深圳 are often written short; a short name must be named more often to count.
    name = full or (_dominant(short_mentions(text, endings), at_least=5) if match["level"] in "省市" else None)
    return resolve(named(name), hints, year) if name else None


def _dominant(counts: dict[str, int], at_least: int) -> str | None:
    """Return the name that occurs at least so often and twice as often as any other."""
    ranked = sorted(((count, name) for name, count in counts.items()), key=lambda item: (-item[0], item[1]))
    if not ranked or ranked[0][0] < at_least or (len(ranked) > 1 and ranked[0][0] < 2 * ranked[1][0]):
        return None
    return ranked[0][1]
