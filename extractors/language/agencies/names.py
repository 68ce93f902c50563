"""A list of agencies as written into names in full (机构名单): 市发展改革委、教育局 → 市发展改革委, 市教育局."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.language.agencies.patterns import patterns
from schemas import AgencyRole

_SHORTEST, _LONGEST = 2, 32
_LONGEST_EVERY = 6
_BRACKETS = re.compile(r"（(?:[^（）]|（[^（）]*）)*）")
_WORDS = re.compile(r"^[一-鿿A-Za-z0-9、·“”《》\-]+$")
_EVERY_LEVEL = re.compile(r"各[市县区州盟旗镇乡省](?:、[市县区州盟旗镇乡]){1,3}(?=[\x00人政管])")
_LONGEST_REGION = 11


@dataclass(frozen=True, slots=True)
class Name:
    """A name written out in full, and the place of the words it was read from.

    `role` is the role that a bracket of its own gives it: 市商务局（牵头）.
    """

    text: str
    start: int
    end: int
    role: AgencyRole | None = None


def is_name(words: str) -> bool:
    """Say whether the words end like the name of an agency, a firm or a place, or name all of a kind (各地)."""
    if not _SHORTEST <= len(words) <= _LONGEST or not _WORDS.match(words):
        return False
    every = words.startswith("各") and len(words) <= _LONGEST_EVERY and not words.startswith(patterns().not_every)
    return every or words.endswith(patterns().suffixes)


def is_agency(words: str) -> bool:
    """Say whether the words are an organ of government, a collective or a body; in running text only these count."""
    known = patterns()
    if not is_name(words) or known.not_in_names.search(known.in_names.sub("", words)):
        return False
    return words.endswith(known.trusted) or words.startswith("各")


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a list between the words that part names for certain; 各市、县人民政府 stays one."""
    start = 0
    whole = [place for match in _EVERY_LEVEL.finditer(text) for place in range(match.start(), match.end())]
    for match in patterns().parts.finditer(text):
        if match.start() in whole:
            continue
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _split_uncertain(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at 和, 与, 及 where both sides are names: 教育部和财政部, not 工业和信息化局."""
    for match in patterns().uncertain.finditer(text, start, end):
        left, right = text[start : match.start()], text[match.end() : end]
        complete = is_name(left) and (is_name(right) or any(word in right for word in ("和", "与", "及")))
        if complete and not (left.startswith("各") and patterns().nobody.match(right)):
            yield start, match.start()
            yield from _split_uncertain(text, match.end(), end)
            return
    yield start, end


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop the words before a name and the blanks around it."""
    while start < end and text[start] in " ：":
        start += 1
    while end > start and text[end - 1] in " 。":
        end -= 1
    by = text.rfind("由", start, end)
    if by > start and text[by - 1] != "自" and end - by > _SHORTEST:
        return _strip(text, by + 1, end)
    match = patterns().leading.match(text[start:end])
    if match and len(text[start:end]) - match.end() >= _SHORTEST:
        return _strip(text, start + match.end(), end)
    return start, end


def _after_etc(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the names in what stands behind 等: 国务院相关部门 is one, 有关部门 is none, 部门和企业 is 企业."""
    inner = start
    for match in patterns().uncertain.finditer(text, start, end):
        if not patterns().nobody.match(text[inner : match.start()]):
            break
        inner = match.end()
    rest = text[inner:end]
    if rest and not patterns().nobody.match(rest) and is_name(rest):
        yield inner, end


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the names as written, one by one."""
    for first, last in _pieces(text):
        begin, stop = _strip(text, first, last)
        cut = text.find("等", begin + _SHORTEST, stop)
        if cut >= 0:
            yield from _split_uncertain(text, begin, cut)
            yield from _after_etc(text, cut + 1, stop)
        else:
            for start, end in _split_uncertain(text, begin, stop):
                yield _strip(text, start, end)


def _region(words: str) -> str:
    """Return the name of a region the words begin with, or an empty string (广州市教育局 → 广州市)."""
    if words.startswith(patterns().not_place):
        return ""
    for length in range(min(_LONGEST_REGION, len(words) - 1), 1, -1):
        if words[:length] in patterns().regions and not words[:length].endswith(patterns().not_place):
            return words[:length]
    return ""


class Expander:
    """Carries the prefix of one name to those after it; one for every note."""

    def __init__(self) -> None:
        self.prefix = ""

    def expand(self, words: str) -> str:
        """Return the name written out in full and remember its prefix."""
        known = patterns()
        own = known.carried.match(words)
        if own and not words.startswith(known.not_prefix):
            self.prefix = own.group(1)
            return words
        region = _region(words)
        if region:
            if region[-1] in "市省区县州盟旗":
                self.prefix = region
            return words
        if not self.prefix or (words.startswith(known.whole) and not words.startswith(known.inner)):
            return words
        if words.endswith(known.party):
            return f"{self.prefix}委{words}" if len(self.prefix) == 1 else words
        lower = words.endswith(known.provincial) and not self.prefix.endswith(known.provinces)
        if lower or words.endswith(known.above):
            return words
        return self.prefix + words


def names_in(text: str, base: int, expander: Expander, strict: bool) -> list[Name]:
    """Return the names in a list as written, expanded; brackets keep the outer name.

    `base` is the offset of `text` in the searched text. With `strict` a single word that is no agency spoils the
    list, since running text is full of other things.
    """
    sharing = _sharing(text, base)
    if sharing:
        return sharing
    masked = _BRACKETS.sub(lambda match: "\x00" * len(match.group(0)), text)
    names: list[Name] = []
    for start, end in _places(masked):
        bare = masked[start:end].replace("\x00", "")
        if not bare:
            continue
        if bare in patterns().label_roles or not (is_agency(bare) if strict else is_name(bare)):
            if strict:
                return []
            continue
        if patterns().nobody.match(bare) and names and not bare.startswith("各"):
            continue
        words, last = _with_brackets(text, masked, start, end)
        role = patterns().label_roles.get(text[last + 1 : end - 1])
        names.append(Name(expander.expand(words), base + start, base + last, role))
    return names


def _sharing(text: str, base: int) -> list[Name]:
    """Return the departments of 教育、财政等部门: each shares the word at the end."""
    match = patterns().shared.match(text)
    if not match or any(is_name(part) for part in match.group(1).split("、")):
        return []
    middle = match.group(2) or ""
    ending = ("行政" if "行政" in middle else "主管" if "主管" in middle else "") + "部门"
    names: list[Name] = []
    place = 0
    for part in match.group(1).split("、"):
        names.append(Name(part + ending, base + place, base + place + len(part)))
        place += len(part) + 1
    return names


def _with_brackets(text: str, masked: str, start: int, end: int) -> tuple[str, int]:
    """Return a name with the brackets that belong to it, and where it ends.

    各县（市、区）政府 and 各镇街（园区） keep theirs; a second name behind the first (市交通委（市道运局）) is dropped.
    """
    last = end
    while last > start and masked[last - 1] == "\x00":
        last -= 1
    inner = text[last + 1 : end - 1]
    if last < end and inner and all(is_place(part) for part in patterns().parts.split(inner)):
        last = end
    return text[start:last], last


def is_place(words: str) -> bool:
    """Say whether the words are a kind of place (区, 园区, 管委会), not the name of an agency."""
    return words in patterns().places
