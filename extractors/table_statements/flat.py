"""Indicator tables that lost their lines and cells: one stretch of text, rows told by their ends (失去表格线的指标表).

Example: …森林覆盖率（%）21.6623.04〔1.38〕约束性森林蓄积量（亿立方米）151165〔14〕约束性… The head names the
columns (2015年, 2020年, 〔累计〕), the annotation 约束性 or 预期性 ends most rows. Numbers that ran into each other
are parted by `splitting`; where two readings are about as good, nothing is claimed and an issue says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.language.periods import Calendar
from extractors.table_statements.heads import Column, value_column
from extractors.table_statements.rows import Name, name_of
from extractors.table_statements.splitting import Part, Split, split_run
from extractors.table_statements.words import split_unit, unit_of, words
from extractors.view import View, view_of
from extractors.vocabulary import any_of
from schemas import Block, BlockKind, Document

_YEAR = re.compile(r"(?:19|20)\d{2}\s?年")
_HEAD = re.compile(r"指\s?标[^。；]{0,12}?(?:19|20)\d{2}\s?年[^。；]{0,90}?属\s?性")
_FIRST_HEAD, _LAST_HEAD = re.compile(r"指\s*标"), re.compile(r"属\s*性")
_COLUMN = re.compile(
    r"(?=(?:19|20)\d{2}\s?年)|(?<![速长幅均])(?=[〔［（](?:[五5]年)?(?:年均)?累计)|(?<![〔［（均年])(?=累计)|(?=“?十[一二三四五六]五”?)|(?<![〔［（])(?=年均)"
)
_DIGITS = r"(?>\d+(?:\.\d+)*)"
_VALUE = rf"(?:[<>≥≤约]\s?)?{_DIGITS}(?![.、．]\s?[\u4e00-\u9fff]|[A-Za-z])(?:\s?[%‰])?(?:左右|以上|以下|以内)?"
_RUN = re.compile(rf"(?<![A-Za-z\d.])(?:\s?(?:{_VALUE}|[〔［]\s?{_VALUE}\s?[〕］]|(?:(?<!\d)[-—–]|[-—–](?!\d))|/))+")
_OPEN = r"[^。；：！？注]{2,40}?"
_OPEN_ROW = re.compile(rf"{_OPEN}(?:[-—–]\s?)*[〔［]\s?{_VALUE}\s?[〕］]|{_OPEN}[-—–]\s?[<>≥≤]{_VALUE}")
_TOKEN = re.compile(rf"{_VALUE}|[〔［]\s?{_VALUE}\s?[〕］]|[-—–]|/")
_ITEM = re.compile(r"\d{1,2}[.．、](?=\s?[\u4e00-\u9fffA-Za-z])")
_VALUE_END = re.compile(r"[\d〕］%‰\-—–/左右上下内]\s?$")
_SENTENCE = re.compile(r"[。；！？]")
_GROUP_HEADS = ("类别", "分类", "领域", "类")
_FURTHEST = 400  # characters between two annotations of one table
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A row: its label, what its values are, and the offsets of the whole row in the view."""

    groups: tuple[Name, ...]
    name: Name
    start: int
    end: int
    split: Split


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A table found in running text: offsets of the whole in the source, its title and rows."""

    view: View
    title: str
    columns: tuple[Column, ...]
    rows: tuple[FlatRow, ...]

    @property
    def span(self) -> tuple[int, int]:
        """The stretch of the source that the table takes up."""
        return self.view.start, self.view.end


def flat_tables(document: Document, calendar: Calendar) -> list[FlatTable]:
    """Return the tables that stand in the prose of a document as running text."""
    found: list[FlatTable] = []
    done = 0
    for place, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE or block.start < done or not _may_begin(document.text, block):
            continue
        stop = _run_of_blocks(document, place)
        view = spaced_view(document.text, block.start, stop)
        head = _HEAD.search(view.text)
        end = _last_attribute(view.text, head.end()) if head else None
        if head is None or end is None:
            continue
        table = _read(view, head.start(), head.end(), end, calendar)
        if table.rows:
            found.append(table)
            done = table.view.end
    return found


def _may_begin(text: str, block: Block) -> bool:
    """Tell quickly whether the head of such a table may stand in a block, or begin in it."""
    if not _FIRST_HEAD.search(text, block.start, block.end):
        return False
    return bool(_LAST_HEAD.search(text, block.start, max(block.end, block.start + _FURTHEST)))


def _run_of_blocks(document: Document, first: int) -> int:
    """Return where the stretch of prose from a block on ends: at a real table, or after enough text."""
    stop = document.blocks[first].end
    for block in document.blocks[first + 1 : first + 400]:
        if block.kind is BlockKind.TABLE:
            break
        stop = block.end
    return stop


def spaced_view(source: str, start: int, end: int) -> View:
    """Return a view in which every stretch of blanks is one blank, so that cells that were apart stay apart."""
    text: list[str] = []
    offsets: list[int] = []
    for match in re.finditer(r"\S+", source[start:end]):
        part = view_of(source, start + match.start(), start + match.end())
        if not part.text:
            continue
        if text:
            text.append(" ")
            offsets.append(start + match.start())
        text.extend(part.text)
        offsets.extend(part.offsets)
    return View("".join(text), tuple(offsets), start, end)


def _last_attribute(text: str, place: int) -> int | None:
    """Return where the table ends: behind the last of the annotations that follow each other closely."""
    marks = words().attributes.finditer(text, place)
    ends = [match.end() for match in marks if _VALUE_END.search(text[: match.start()])]
    last, count = place, 0
    for end in ends:
        if end - last > _FURTHEST:
            break
        last, count = end, count + 1
    return _with_open_rows(text, last) if count >= _FEWEST else None


def _with_open_rows(text: str, end: int) -> int:
    """Go on over rows that share the annotation above them: 氨氮--〔10〕 behind 化学需氧量--〔12〕约束性."""
    while row := _OPEN_ROW.match(text, end):
        end = row.end()
    return end


def _read(view: View, head_start: int, head_end: int, end: int, calendar: Calendar) -> FlatTable:
    year = _YEAR.search(view.text, head_start)
    first = year.start() if year else head_start
    label_end = max(view.text.rfind(word, 0, first) + len(word) for word in ("指标", "指 标"))
    names = _COLUMN.split(view.text[label_end : view.text.rfind("属", 0, head_end)])
    with_unit = "单位" in names[0]
    heads = [name.strip() for name in names[1:] if name.strip()]
    columns = tuple(
        value_column(i, (re.sub(r"(?<=[〕］年）])\d$", "", head),), calendar) for i, head in enumerate(heads)
    )
    begin = max((match.end() for match in _SENTENCE.finditer(view.text, 0, head_start)), default=0)
    start, stop = view.source_span(begin, end)
    whole = View(view.text[:end], view.offsets[:end], start, stop)
    title = re.sub(r"\s+", "", view.text[begin : view.text.rfind("指", 0, label_end)])
    title = re.sub(rf"(?:{any_of(words().columns['number'] + _GROUP_HEADS)})+$", "", title)
    rows = _RowFinder(whole, columns, with_unit, _note_number(heads)).rows(head_end)
    return FlatTable(whole, title, columns, rows)


def _note_number(heads: list[str]) -> int:
    """Return the number of the footnote that the head itself bears, 0 where it bears none."""
    marks = [re.search(r"[〕］年）](\d)$", head) for head in heads]
    return max((int(mark[1]) for mark in marks if mark), default=0)


class _RowFinder:
    """Walks over the text of a table from one run of values to the next."""

    def __init__(self, view: View, columns: tuple[Column, ...], with_unit: bool, notes: int) -> None:
        self.view = view
        self.columns = columns
        self.with_unit = with_unit
        self.notes = notes
        self.group: Name | None = None

    def rows(self, place: int) -> tuple[FlatRow, ...]:
        """Return the rows from `place` on."""
        text, found = self.view.text, []
        begin = place
        while run := self._next_run(place, begin):
            start, end = run
            label, at = self._label(text[begin:start], begin)
            groups, name = self._names(label)
            unit = name.unit or (self.group.unit if self.group else "")
            split = split_run(self._tokens(start, end), self.columns, unit, self.notes + 1)
            self.notes += split.notes
            found.append(FlatRow(groups, name, at, end, split))
            attribute = words().attributes.match(text, end) or words().attributes.match(text, end + 1)
            begin = place = attribute.end() if attribute else end
        return tuple(found)

    def _next_run(self, place: int, begin: int) -> tuple[int, int] | None:
        """Return the next run of characters that are the values of a row, and not a number inside a name."""
        text = self.view.text
        for match in _RUN.finditer(text, place):
            start = match.start() + len(match.group()) - len(match.group().lstrip())
            end = match.start() + len(match.group().rstrip())
            behind = text[end:].lstrip()
            tokens = _TOKEN.findall(text[start:end])
            marked = len(tokens) > 1 or re.search(r"[<>≥≤〔［左以]", text[start:end])
            if not re.search(r"[\u4e00-\u9fff]{2}", text[begin:start]):
                continue
            if marked or words().attributes.match(behind) or text[:start].rstrip().endswith("）"):
                return start, end
        return None

    def _tokens(self, start: int, end: int) -> list[Part]:
        return [Part(match.group(), match.start()) for match in _TOKEN.finditer(self.view.text, start, end)]

    def _label(self, words_: str, begin: int) -> tuple[str, int]:
        """Return the row's label, footnote marks taken off, and where it begins."""
        cut = max((item.end() for item in _ITEM.finditer(words_)), default=0)
        if cut:
            self.group = None
        label = words_[cut:]
        kept: list[str] = []
        for place, char in enumerate(label):
            before, after = label[place - 1 : place], label[place + 1 : place + 2]
            if char == str(self.notes + 1) and _is_chinese(before) and (_is_chinese(after) or not after):
                self.notes += 1
                continue
            kept.append(char)
        return "".join(kept).strip(), begin + cut + len(label) - len(label.lstrip())

    def _names(self, label: str) -> tuple[tuple[Name, ...], Name]:
        """Split a group with its unit off the front: 排放总量减少（%）化学需氧量."""
        for match in re.finditer(r"（([^（）]{1,14})）", label):
            if unit_of(match[1]) and label[match.end() :].strip():
                self.group = name_of(label[: match.end()])
                label = label[match.end() :].strip()
                break
        name = name_of(label)
        if self.with_unit and not name.unit:
            name = _unit_at_end(name)
        if split_unit(label)[1]:
            self.group = None
        return ((self.group,) if self.group else ()), name


def _is_chinese(char: str) -> bool:
    return bool(char) and ("\u4e00" <= char <= "\u9fff" or char in "）”")


def _unit_at_end(name: Name) -> Name:
    """Take the unit off the end of a label where the table had a column of units: 地区生产总值亿元."""
    for size in range(min(10, len(name.text) - 2), 0, -1):
        unit = unit_of(name.text[-size:])
        if unit:
            return Name(name.raw, name.text[:-size].strip(), unit, name.kind, name.part)
    return name
