"""Which words belong to which number of a sentence (数字的左右文)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.statements.clauses import Stretch, clause_at
from extractors.statements.lexicon import lexicon
from extractors.vocabulary import any_of, terms
from schemas import Quantity

# Marks that part a list; 惠及 and 共和 hold none.
_LIST_MARK = re.compile(r"、|（|(?<![惠普涉波])及|(?<![共饱缓温柔总])和(?!谐)")
# 20张床位以下的敬老院
_SIZED = re.compile(r"[\u4e00-\u9fff]{1,4}(?:以上|以下|以内)的")
_BREAKS = "，、；。：（）"
_TO = re.compile(r"[\u4e00-\u9fff][到至为]$")
_JOINTS = ("和", "及", "至", "到", "与")
_COMPARATORS = re.compile(any_of(word for group in terms("comparators.toml")["before"] for word in group["words"]))


def _open_mark(text: str, start: int, end: int) -> int | None:
    """Return the last 、 or （ of a stretch that stands in no bracket closed again before its end."""
    depth = 0
    for place in reversed(range(start, end)):
        if text[place] == "）":
            depth += 1
        elif text[place] == "（" and depth:
            depth -= 1
        elif text[place] in "、（" and not depth:
            return place
    return None


@dataclass(frozen=True, slots=True)
class Extents:
    """The numbers of one sentence and the text around them."""

    text: str
    sentence: Stretch
    quantities: Sequence[Quantity]

    def clause(self, index: int) -> Stretch:
        """Return the clause of a number, or the bracket it stands in."""
        return clause_at(self.text, self.quantities[index].start, self.sentence)

    def embedded(self, index: int) -> bool:
        """Say whether a number is part of the name of what the next one counts: 超100亿元企业4家."""
        if index + 1 >= len(self.quantities):
            return False
        one, two = self.quantities[index], self.quantities[index + 1]
        gap = self.text[one.outer_end : two.outer_start]
        if any(char in gap for char in _BREAKS):
            return False
        if one.classifier and two.unit in ("%", "倍") and gap.endswith(lexicon().by):
            return True
        if two.unit == "%" and gap.endswith("的占"):
            return True
        if not 2 <= len(gap) <= 20 or one.unit == "%" or gap.startswith((*_JOINTS, *lexicon().verbs)):
            return False
        if (gap.startswith("的") and (two.classifier or two.unit == "%")) or _SIZED.match(gap):
            return True
        same = one.unit == two.unit and not gap.endswith(lexicon().to)
        behind = one.outer_end > one.end and (same or two.unit == "%")
        bounded = one.comparator.value not in ("=", "~")
        return bounded and not one.classifier and (two.classifier or behind)

    def left_start(self, index: int) -> int:
        """Return where the words of a number begin: after the number before it, or at its clause."""
        clause, quantity = self.clause(index), self.quantities[index]
        if self.alone_in_bracket(index):
            return clause_at(self.text, clause.start - 1, self.sentence).start
        for earlier in range(index - 1, -1, -1):
            other = self.quantities[earlier]
            if other.start < clause.start:
                break
            if not self.embedded(earlier):
                cut = _open_mark(self.text, other.outer_end, quantity.outer_start)
                return other.outer_end if cut is None else cut + 1
        return clause.start

    def right_end(self, index: int) -> int:
        """Return where they end: at the clause, or at the list mark before the next number."""
        clause, quantity = self.clause(index), self.quantities[index]
        if index + 1 < len(self.quantities) and self.quantities[index + 1].start < clause.end:
            other = self.quantities[index + 1]
            marks = [m.start() for m in _LIST_MARK.finditer(self.text, quantity.outer_end, other.outer_start)]
            if marks:
                return marks[-1] - 1 if self.text.startswith("以及", marks[-1] - 1) else marks[-1]
        return clause.end

    def comparators(self, index: int) -> list[tuple[int, int]]:
        """Return the spans of comparator words before a number."""
        quantity = self.quantities[index]
        return [match.span() for match in _COMPARATORS.finditer(self.text, quantity.outer_start, quantity.start)]

    def sizes_what_is_counted(self, index: int) -> bool:
        """10家收入超50亿元的企业: say whether a size stands inside the name of what the number before it counts."""
        sized = self.text.startswith("的", self.quantities[index].outer_end) if index else False
        if not index or (self.quantities[index].classifier and not sized):
            return False
        one, two = self.quantities[index - 1], self.quantities[index]
        gap = self.text[one.end : two.start]
        return one.classifier and one.start >= self.clause(index).start and not any(char in gap for char in "、，（")

    def outer(self, index: int) -> str:
        """Return the words of the clause; for a bracket, those of the clause it stands in."""
        clause = self.clause(index)
        if self.in_brackets(index) and clause.end < len(self.text):
            clause = clause_at(self.text, clause.start - 1, self.sentence)
        return self.text[clause.start : clause.end]

    def beside(self, index: int) -> str:
        """Return the words of the clause and of those right before and behind it."""
        clause = self.clause(index)
        before = clause_at(self.text, clause.start - 1, self.sentence) if clause.start > self.sentence.start else clause
        behind = clause_at(self.text, clause.end + 1, self.sentence) if clause.end + 1 < self.sentence.end else clause
        return self.text[before.start : behind.end]

    def begins_a_change(self, index: int) -> bool:
        """由每百户30台提高到45台: say whether a number is where the change to the next one begins."""
        if index + 1 >= len(self.quantities):
            return False
        one, two, clause = self.quantities[index], self.quantities[index + 1], self.clause(index)
        ahead, gap = self.text[self.left_start(index) : one.outer_start], self.text[one.outer_end : two.outer_start]
        near = two.start < clause.end and len(gap) <= 12 and not any(char in gap for char in _BREAKS)
        return near and one.unit == two.unit and ("由" in ahead or "从" in ahead) and bool(_TO.search(gap))

    def in_brackets(self, index: int) -> bool:
        """Say whether the clause opens a bracket."""
        start = self.clause(index).start
        return start > 0 and self.text[start - 1] in "（【" and not self.alone_in_bracket(index)

    def alone_in_bracket(self, index: int) -> bool:
        """建设公共停车场（66处）: say whether a bracket holds the number alone, as a count of what stands before it."""
        clause, quantity = self.clause(index), self.quantities[index]
        bracketed = clause.start > 0 and self.text[clause.start - 1] == "（"
        return bracketed and (clause.start, clause.end) == (quantity.outer_start, quantity.outer_end)

    def beside_bracket(self, index: int) -> bool:
        """Say whether the clause opens or closes a bracket: 达到8%（风电11%左右，光伏6%左右）."""
        end = self.clause(index).end
        return self.in_brackets(index) or self.text[end : end + 1] == "）"
