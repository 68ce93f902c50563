"""Lines of plain text (行) and what they look like: the start of an item, a page number, a title, a table row.

Patterns are data in `vocabulary/lines.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extractors.radicals import fold_radicals
from extractors.script import simplified
from extractors.vocabulary import terms

_CHINESE = "\u3400-\u9fff，。；：、！？（）〔〕［］《》“”‘’【】—"
_STRAY = re.compile(rf"(?<=[{_CHINESE}])[\s\u3000\xa0]+|[\s\u3000\xa0]+(?=[{_CHINESE}])")
_ZERO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff]")
BLANKS = " \t\u3000\xa0\u200b\u200c\u200d\ufeff\u2002\u2003\u2009"
_BREAKS = re.compile(r"\r\n|[\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]")
FINAL = "。！？!?；;…"
CLOSERS = "”’）)】」』》］]〉\"'"
_CANNOT_START = "，,。；;、：:！!？?）)】」』》”’％%‰］]〕"
_MARKS = re.compile(r"[，。；：、！？,;:!?\d]")
_PAIRS = (("（", "）"), ("《", "》"), ("“", "”"), ("【", "】"), ("〔", "〕"), ("「", "」"), ("『", "』"))
_FOLD_BRACKETS = str.maketrans("()", "（）")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text without its line break. `start` and `end` are offsets into the text, blanks excluded."""

    raw_start: int
    raw_end: int
    start: int
    end: int
    text: str
    indent: int
    gap: int
    tabs: int

    @property
    def width(self) -> int:
        """Width in columns: a Chinese character takes two."""
        return sum(1 if char.isascii() else 2 for char in self.text)


def tidy(raw: str) -> str:
    """Drop line breaks and the blanks between Chinese characters, fold radicals: 珠 海 市 → 珠海市."""
    text = _STRAY.sub("", _ZERO_WIDTH.sub("", fold_radicals(raw)).strip())
    return re.sub(r"\s+", " ", text).strip()


def split_lines(text: str) -> list[Line]:
    """Return the lines that hold words (or a table row's tabs), each with the number of blank lines above it."""
    lines: list[Line] = []
    gap = 0
    place = 0
    for stop, after in [*((m.start(), m.end()) for m in _BREAKS.finditer(text)), (len(text), len(text))]:
        raw = text[place:stop]
        stripped = raw.strip(BLANKS)
        tabs = raw.count("\t")
        if stripped or tabs:
            lead = len(raw) - len(raw.lstrip(BLANKS)) if stripped else 0
            indent = sum(1 if char in " \xa0" else 2 if char in "\u3000\t\u2003" else 0 for char in raw[:lead])
            start = place + lead
            lines.append(Line(place, stop, start, start + len(stripped), stripped, indent, gap, tabs))
            gap = 0
        else:
            gap += 1
        place = after
    return lines


@cache
def pattern(key: str) -> re.Pattern[str]:
    """Return the patterns of `lines.toml` under `key` as one expression."""
    return re.compile("|".join(f"(?:{one})" for one in terms("lines.toml")[key]))


@cache
def endings(key: str) -> tuple[str, ...]:
    """Return the list of words of `lines.toml` under `key`."""
    return tuple(terms("lines.toml")[key])


def starts_item(text: str) -> bool:
    """Tell a line that begins a heading, an item or a note from one that may go on."""
    return bool(pattern("starts").match(text))


def stands_alone(text: str) -> bool:
    """Tell a document number, a date, (此件公开发布): lines nothing runs on from."""
    return bool(pattern("alone").fullmatch(simplified(text)))


def is_table_mark(text: str) -> bool:
    """Tell a caption that is numbered as one: 表 1, 附表 2, 专栏 3."""
    return bool(pattern("table_marks").match(simplified(text)))


def names_agency(text: str) -> bool:
    """Tell a line that is nothing but the names of bodies: 广州市人民政府办公厅."""
    suffixes = tuple(terms("issuers.toml")["suffixes"])
    names = [tidy(simplified(text))] if "\u3000" not in text and " " not in text else simplified(text).split()
    return all(3 <= len(name) <= 30 and name.endswith(suffixes) and not _MARKS.search(name) for name in names)


def is_page_number(text: str) -> bool:
    """Tell a printed page number such as — 3 —."""
    return bool(pattern("page_numbers").fullmatch(text))


def is_contents_line(text: str) -> bool:
    """Tell a line of a table of contents: 一、总体要求………3."""
    return bool(pattern("contents_lines").fullmatch(text))


def is_note(text: str) -> bool:
    """Tell a table's note (注：…)."""
    return bool(pattern("notes").match(simplified(text)))


def is_unit_note(text: str) -> bool:
    """Tell a table's unit line (单位：亿元)."""
    return bool(pattern("units").fullmatch(simplified(text)))


def cannot_start(text: str) -> bool:
    """Tell a line that begins with a mark that never begins a paragraph."""
    return text[0] in _CANNOT_START


def ends_sentence(text: str) -> bool:
    """Tell a line that ends with a full stop, also inside a closing quote or bracket."""
    bare = text.rstrip(CLOSERS)
    return bool(bare) and bare[-1] in FINAL


def closes_bracket(text: str) -> bool:
    """Tell a line whose last mark closes a bracket that was opened in it."""
    return text[-1:] in ("）", ")") and not has_open_pair(text)


def has_open_pair(text: str) -> bool:
    """Tell a text in which a bracket or quotation mark is opened and never closed."""
    folded = text.translate(_FOLD_BRACKETS)
    return any(folded.rfind(opener) > folded.rfind(closer) for opener, closer in _PAIRS)


def ends_like_title(text: str, key: str = "title_ends") -> bool:
    """Tell a line that ends with a kind of document (…的通知, …实施方案（2021—2025年）)."""
    bare = re.sub(r"[（(〔\[][^（()）]{0,30}[）)〕\]]$", "", simplified(text).strip("《》 "))
    return bare.endswith(endings(key))


def is_bracketed_note(text: str) -> bool:
    """Tell a line wholly in brackets that says who is answerable: （市商务局牵头，各区负责）."""
    inner = re.fullmatch(r"[（(](.{4,300})[）)][。.]?", simplified(text))
    return bool(inner and re.search(terms("lines.toml")["closing_notes"], inner[1]))


def most_common(values: Iterable[int], default: int) -> int:
    """Return the value that occurs most often, the smallest of those where several do."""
    counts: dict[int, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return min(counts, key=lambda value: (-counts[value], value)) if counts else default
