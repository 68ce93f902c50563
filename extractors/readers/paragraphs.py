"""Lines to logical paragraphs (段落合并): what OCR, page breaks or hard wrapping split is put together again.

A line goes on in the next one where it does not end like a paragraph (no full stop, an open bracket or quotation
mark, words after the last full stop) and the next one does not begin like one (一、 （一） 1. 附件 …). Texts that are
wrapped at a fixed width are told by the widths of their lines; there a full line goes on in the next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers import lines as look
from extractors.readers.lines import Line

_LONG = 30  # a line of so many characters with a comma in it is running text, not a heading
_LONG_ITEM = 40  # the same for a line that begins with an item's number
_OPEN = 80  # a bracket opened further back is one that was never closed
_TITLE = 60  # a title's line is shorter
_SALUTATION = 30
# （2023—2025年）, （试行） below a title is part of it.
_DATED = re.compile(r"[（(](?:(?:19|20)\d\d.{0,14}|试行|暂行|草案|征求意见稿|修订|修订版|第?.{1,6}版)[）)]")
_NOTICE = re.compile("的(?:通知|函|公告|决定|通告|批复)$")


@dataclass(frozen=True, slots=True)
class Habits:
    """How a text is laid out: what holds for most of its lines."""

    gap: int  # blank lines between two lines of text
    wrap: int | None  # width in columns at which lines are wrapped, None where a line is a paragraph
    indents: bool  # paragraphs begin with blanks

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Habits:
        """Measure the lines of one text."""
        prose = [line for line in lines if line.tabs < 2 and line.text]
        gap = look.most_common((line.gap for line in prose[1:]), 0)
        widths = sorted(line.width + line.indent for line in prose if line.width > 20)
        wrap: int | None = None
        # Indents tell paragraphs apart; without them it takes more lines to be sure that a text is wrapped.
        if len(widths) >= (4 if any(line.indent >= 2 for line in prose) else 8):
            widest = widths[max(int(len(widths) * 0.95) - 1, len(widths) // 2)]
            full = sum(1 for width in widths if widest - 4 <= width <= widest + 4)
            if 40 <= widest <= 120 and full >= 0.35 * len(widths):
                wrap = widest
        long = [line for line in prose if len(line.text) >= _LONG or wrap]
        indented = sum(1 for line in long if line.indent >= 2)
        return cls(gap, wrap, bool(long) and indented >= (0.15 if wrap else 0.5) * len(long))


def join_lines(lines: Sequence[Line], habits: Habits | None = None) -> list[list[Line]]:
    """Group the lines of a text, tables left out, into logical paragraphs, in order.

    habits: those of the text that the lines are a part of; by default they are measured on the lines.
    """
    habits = habits or Habits.of(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and goes_on(groups[-1], line, habits):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def goes_on(group: Sequence[Line], line: Line, habits: Habits) -> bool:
    """Tell whether the paragraph of `group` goes on in `line`."""
    last = group[-1]
    # The beginning and the end tell; a paragraph of a thousand lines is not put together anew for each of them.
    so_far = "".join(part.text for part in (group if len(group) <= 8 else [*group[:2], *group[-6:]]))
    if line.gap > max(habits.gap, 1) or look.stands_alone(last.text) or look.stands_alone(line.text):
        # A title may be set with wide gaps at the head of a text; nothing else is joined over them.
        return line.gap <= 3 and line.gap <= habits.gap and _title_goes_on(group, line)
    if look.cannot_start(line.text):
        return True
    if look.starts_item(line.text):
        return False
    if _DATED.fullmatch(line.text) and look.ends_like_title(so_far) and len(so_far) <= _TITLE:
        return True
    if look.is_bracketed_note(line.text):
        return look.ends_sentence(so_far) and len(so_far) >= _LONG
    if _is_salutation(line.text) or _is_salutation(last.text):
        return False
    if look.has_open_pair(so_far[-_OPEN:]) and not look.ends_sentence(last.text):
        return True
    if habits.wrap is not None and _wrapped(last, line, habits):
        return True
    if look.ends_sentence(last.text) or last.text[-1] in "：:" or look.closes_bracket(last.text):
        return False
    if habits.indents and line.indent >= 2:
        return False
    return _unfinished(so_far, line) or _title_goes_on(group, line)


def _wrapped(last: Line, line: Line, habits: Habits) -> bool:
    """Tell a full line of a text wrapped at a fixed width."""
    assert habits.wrap is not None
    if last.width + last.indent < habits.wrap - 4:
        return False
    if habits.indents:
        return line.indent < 2
    return not look.ends_sentence(last.text)


def _unfinished(so_far: str, line: Line) -> bool:
    """Tell running text that stops in the middle of a sentence, which `line` may end, from a heading or a title."""
    if so_far[-1] in "，,、":
        return True
    if look.ends_like_title(so_far) and "。" not in so_far:
        return False
    if "。" in so_far.rstrip("。"):
        return True
    # Lines of a list without full stops look alike; where the next line brings the full stop they belong together.
    comma = ("，" in so_far or "," in so_far) and "。" in line.text
    return comma and len(so_far) >= (_LONG_ITEM if look.starts_item(so_far) else _LONG)


def _is_salutation(text: str) -> bool:
    """Tell 各区人民政府，市政府各部门、各直属机构： from text that goes on."""
    return text[-1] in "：:" and len(text) <= _SALUTATION + 30 and "。" not in text


def _title_goes_on(group: Sequence[Line], line: Line) -> bool:
    """Tell the second line of a title: only together do the lines end like one (…建设 / 实施方案)."""
    first = group[0].text
    so_far = "".join(part.text for part in group)
    if len(group) > 3 or max(len(so_far), len(line.text)) > _TITLE:
        return False
    if look.starts_item(first) or look.stands_alone(first) or look.starts_item(line.text):
        return False
    if any(mark in so_far + line.text for mark in "。；，：！？:;,!?"):
        return False
    if line.text.startswith(("关于", "印发", "转发")):
        return look.names_agency(first) or look.ends_like_title(line.text)
    if not look.ends_like_title(line.text):
        return False
    if look.ends_like_title(so_far):
        # 关于印发…管理办法 / 实施细则的通知: only the last line ends what the first began.
        begun = re.search("关于(?:印发|转发|批转|公布)", so_far) and not _NOTICE.search(so_far)
        return bool(begun) and bool(_NOTICE.search(line.text))
    return len(so_far) >= 6 and not look.names_agency(so_far)
