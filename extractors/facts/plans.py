"""The plan's own period (规划期) and the documents it rests on (依据)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.facts.titles import number_pattern
from extractors.language.numerals import number
from extractors.readers.lines import endings
from extractors.vocabulary import terms

_LONGEST_PLAN = 30
_TITLE = re.compile(r"《(?P<title>[^《》]{2,80}(?:《[^《》]{2,60}》[^《》]{0,30})?)》")
_REFERENCE = re.compile(r"\s?[（(](?P<inside>[^（()）]{4,60}号)[^（()）]{0,20}[）)]")
_BETWEEN = 60


def plan_period(titles: Sequence[str], text: str, issued_on: str | None) -> tuple[str | None, str | None]:
    """Return first and last year of the plan's own period, (None, None) where the document states none.

    Tried in order: years in a title line (三年行动方案（2018—2020年）, “十四五”规划), a stated period (规划期为…),
    a length in the title (三年行动计划) with the one range of that length in the text, a title of one year
    (2020年工作要点).
    """
    for title in titles:
        years = _range_in(title) or _five_year_in(title)
        if years:
            return years
    for stated in terms("facts.toml")["periods"]:
        match = re.search(stated, text)
        if match and _sensible(match["first"], match["last"]):
            return match["first"], match["last"]
    for title in titles:
        length = _length_in(title)
        years = _range_of_length(text, length) if length else None
        if years:
            return years
    single = re.compile(terms("facts.toml")["single_year"])
    for title in titles[:1]:
        match = single.search(title)
        if match and (issued_on is None or abs(int(issued_on[:4]) - int(match["year"])) <= 1):
            return match["year"], match["year"]
    return None, None


def _sensible(first: str, last: str) -> bool:
    return 0 <= int(last) - int(first) <= _LONGEST_PLAN


def _range_in(title: str) -> tuple[str, str] | None:
    match = re.search(terms("facts.toml")["range"], title)
    if match and _sensible(match["first"], match["last"]):
        return match["first"], match["last"]
    return None


def _five_year_in(title: str) -> tuple[str, str] | None:
    names: dict[str, list[int]] = terms("periods.toml")["plans"]
    for name, (first, last) in sorted(names.items(), key=lambda item: -len(item[0])):
        if re.search(rf"[“\"「”]\s?{name}\s?[”\"」“]", title):
            return str(first), str(last)
    return None


def _length_in(title: str) -> int | None:
    match = re.search(terms("facts.toml")["lengths"], title)
    value = number(match["years"]) if match else None
    return int(value) if value is not None and 1 < value <= _LONGEST_PLAN else None


def _range_of_length(text: str, length: int) -> tuple[str, str] | None:
    """Return the range of years of the given length that the text names most often."""
    counts: dict[tuple[str, str], int] = {}
    for match in re.finditer(terms("facts.toml")["range"], text):
        if int(match["last"]) - int(match["first"]) + 1 == length:
            key = (match["first"], match["last"])
            counts[key] = counts.get(key, 0) + 1
    return min(counts, key=lambda key: (-counts[key], key)) if counts else None


def cited(text: str, own_titles: Sequence[str]) -> tuple[str, ...]:
    """Return the documents a text rests on, as printed, with their numbers where given, in order.

    A 《title》 counts where a word such as 根据 or 贯彻落实 stands before it (or before the list it is in).
    """
    grounds = re.compile(terms("facts.toml")["grounds"])
    own = {_bare(title) for title in own_titles}
    found: list[str] = []
    reach = -1
    for match in _TITLE.finditer(text):
        sentence = max(text.rfind("。", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
        before = text[max(sentence, match.start() - _BETWEEN) : match.start()]
        near = sentence <= reach and match.start() - 8 <= reach
        listed = near and not re.search(r"[。；]", text[reach : match.start()])
        reference = _REFERENCE.match(text, match.end())
        if grounds.search(before) or listed:
            reach = reference.end() if reference else match.end()
            title = re.sub(r"\s", "", match["title"])
            # 《纲要》, 《建议》 stand for a document that was named in full before.
            if title in endings("title_ends") or any(_bare(title) in one for one in own):
                continue
            mark = number_pattern().search(reference["inside"]) if reference else None
            found.append(f"{title}（{re.sub(chr(32), '', mark[0])}）" if mark else title)
    return tuple(dict.fromkeys(found))


def _bare(title: str) -> str:
    return re.sub(r"[\s《》（()）]", "", title)
