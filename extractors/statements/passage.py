"""Read the numeric statements of one passage (段落中的数字表述)."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from extractors.statements.clauses import Stretch, clause_at, sentences
from extractors.statements.context import Carry, Context
from extractors.statements.deadlines import Due, governing, leading
from extractors.statements.indicators import Words, words_of
from extractors.statements.kinds import Surroundings, kind_of
from extractors.statements.lexicon import lexicon
from extractors.statements.phrase import (
    Before,
    Behind,
    chars_of,
    read_before,
    read_behind,
    read_deed,
    split_scope,
    strip_lead,
)
from extractors.statements.roles import Case, role_of
from extractors.vocabulary import terms
from schemas import DeadlineBasis, Kind, Period, Quantity, Role, SectionKind

_BOOK = re.compile(r"《[^》]*》|“[^”，。；]{1,9}”")
_COMPARATOR_WORDS = re.compile(
    "|".join(
        re.escape(word)
        for word in sorted((w for group in terms("comparators.toml")["before"] for w in group["words"]), key=len, reverse=True)
    )
)


_LIST_MARKS = ("、", "（", "和", "以及", "及")
_EVERY = {"每年度": "年", "每季": "季度", "每个月": "月", "每天": "日"}


@dataclass(frozen=True, slots=True)
class Found:
    """What the language components found in a passage: the view's text and offsets into it."""

    text: str
    quantities: Sequence[Quantity]
    periods: Sequence[Period]
    starts: Container[int]
    names: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement on its way, in the view's offsets."""

    quantity: Quantity
    role: Role
    rule: str
    scope: str
    indicator: str
    kind: Kind
    due: Due | None
    clause: Stretch
    confidence: float


@dataclass(slots=True)
class _Run:
    """What one sentence hands on from number to number."""

    scope: str = ""
    indicator: str = ""
    verbs: str = ""
    thing: str = ""
    role: Role | None = None
    unit: str = ""


def hidden_spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of titles in 《》 and of short quoted names, whose numbers promise nothing."""
    return [match.span() for match in _BOOK.finditer(text)]


def read_passage(found: Found, context: Context) -> tuple[list[Draft], Carry]:
    """Return the drafts of a passage and what it hands on to the passages below its heading."""
    drafts: list[Draft] = []
    carry = Carry()
    lead: Due | None = None
    scope = ""
    hidden = hidden_spans(found.text)
    quantities = [q for q in found.quantities if not any(a <= q.start < b for a, b in hidden)]
    books = [(a, b) for a, b in hidden if found.text[a] == "《"]
    periods = [p for p in found.periods if not any(a <= p.start < b for a, b in books)]
    for number, sentence in enumerate(sentences(found.text)):
        opened = leading(periods, found.text, sentence)
        inside = [q for q in quantities if sentence.holds(q.start)]
        reader = _SentenceReader(found, context, sentence, inside, periods, lead, scope)
        drafts.extend(reader.read())
        lead = opened or lead
        if number == 0 and opened:
            carry.due = Due(opened.start, opened.deadline, DeadlineBasis.HEADING, opened.words, opened.kind)
            carry.scope = reader.opening_scope()
        scope = reader.run.scope
    return drafts, carry


class _SentenceReader:
    """Reads the numbers of one sentence from left to right."""

    def __init__(
        self,
        found: Found,
        context: Context,
        sentence: Stretch,
        quantities: Sequence[Quantity],
        periods: Sequence[Period],
        lead: Due | None,
        scope: str,
    ) -> None:
        self.found = found
        self.text = found.text
        self.context = context
        self.sentence = sentence
        self.quantities = quantities
        self.periods = [p for p in periods if sentence.holds(p.start)]
        self.lead = lead
        self.run = _Run()
        self.before_scope = scope

    def read(self) -> list[Draft]:
        """Return the drafts of the sentence."""
        drafts = []
        place = self.sentence.start
        for index, quantity in enumerate(self.quantities):
            place = self._set_stage(place, quantity)
            drafts.append(self._draft(index, quantity))
        return drafts

    def _set_stage(self, place: int, quantity: Quantity) -> int:
        """Read the clauses without a number that stand before this one; return where the next reading begins."""
        clause = clause_at(self.text, quantity.start, self.sentence)
        while place < clause.start:
            stage = clause_at(self.text, place, self.sentence)
            if stage.end >= clause.start:
                break
            if not any(stage.holds(q.start) for q in self.quantities):
                deed = read_deed(chars_of(self.text, stage.start, stage.end, self._dates(), self.found.starts))
                self.run.scope = deed.scope or self.run.scope
                self.run.verbs = deed.verbs or self.run.verbs
                self.run.thing = deed.thing
            place = stage.end + 1
        return max(place, clause.start)

    def opening_scope(self) -> str:
        """Return the scope that the sentence's first clauses name: 到2019年，全市各产业园区…"""
        start = self.sentence.start
        for _ in range(3):
            clause = clause_at(self.text, start, self.sentence)
            chars = strip_lead(chars_of(self.text, clause.start, clause.end, self._dates(), self.found.starts))
            scope, _rest = split_scope(chars)
            if scope:
                return scope
            start = clause.end + 1
            if start >= self.sentence.end:
                break
        return ""

    def _dates(self) -> list[tuple[int, int]]:
        return [(p.start, p.end) for p in self.periods if self.text[p.start : p.end] != "年均"]

    def _embedded(self, index: int) -> bool:
        """Say whether the number is part of the name of what the next number counts: 超100亿元企业4家."""
        if index + 1 >= len(self.quantities):
            return False
        one, two = self.quantities[index], self.quantities[index + 1]
        gap = self.text[one.outer_end : two.outer_start]
        if any(char in gap for char in "，、；。：（）"):
            return False
        if one.classifier and two.unit in ("%", "倍") and gap.endswith(lexicon().by):
            return True
        bounded = one.comparator.value not in ("=", "~") or "的" in gap[:1]
        return (
            two.classifier
            and not one.classifier
            and bounded
            and 2 <= len(gap) <= 20
            and not gap.startswith(("和", "及", "至", "到", "与", "，"))
            and not any(gap.startswith(verb) for verb in lexicon().verbs)
        )

    def _left_start(self, index: int, quantity: Quantity, clause: Stretch) -> int:
        """Where the words of this number begin: after the number before it, or at the clause."""
        for earlier in range(index - 1, -1, -1):
            other = self.quantities[earlier]
            if other.start < clause.start:
                break
            if not self._embedded(earlier):
                start = other.outer_end
                cut = max(self.text.rfind(mark, start, quantity.outer_start) for mark in "、（")
                return cut + 1 if cut >= start else start
        return clause.start

    def _right_end(self, index: int, quantity: Quantity, clause: Stretch) -> int:
        """Where they end: at the clause, or at the list mark before the next number."""
        if index + 1 < len(self.quantities):
            other = self.quantities[index + 1]
            if other.start < clause.end:
                cut = max(self.text.rfind(mark, quantity.outer_end, other.outer_start) for mark in _LIST_MARKS)
                if cut >= quantity.outer_end:
                    return cut - 1 if self.text.startswith("以及", cut - 1) else cut
        return clause.end

    def _draft(self, index: int, quantity: Quantity) -> Draft:
        clause = clause_at(self.text, quantity.start, self.sentence)
        left_start = self._left_start(index, quantity, clause)
        left_out = self._dates() + [
            (m.start(), m.end()) for m in _COMPARATOR_WORDS.finditer(self.text, quantity.outer_start, quantity.start)
        ]
        left = chars_of(self.text, left_start, quantity.start, left_out, self.found.starts)
        right_end = self._right_end(index, quantity, clause)
        right = chars_of(self.text, quantity.outer_end, right_end, (), self.found.starts)
        money = not quantity.classifier and quantity.unit not in ("%", "倍")
        behind = read_behind(right, money)
        compared = self.text[quantity.outer_start : quantity.start]
        before = read_before(left, "" if quantity.classifier and behind.head else compared)
        if before.predicate == "为" and not before.noun and behind.head:
            before = replace(before, predicate="", verbs="提供")
        behind = self._behind(index, quantity, behind, before)
        due = self._due(quantity, clause, left_start)
        words = words_of(quantity, before, behind, self.run.indicator, self.run.thing)
        if start_of_bracket(self.text, clause) and self.run.unit == quantity.unit and 0 < len(words.indicator) <= 6:
            words = replace(words, indicator=words.indicator + self.run.indicator)
        case = self._case(index, quantity, clause, before, behind, due, left, words)
        role, rule = role_of(case)
        every = self._every(quantity, clause)
        scope, sure = self._scope(before, words)
        kind = self._kind(quantity, clause, before, behind, words, due, every)
        self._remember(before, words, scope if sure else "")
        self.run.role, self.run.unit = role, quantity.unit
        if every and due is not None and due.basis not in (DeadlineBasis.CLAUSE, DeadlineBasis.SENTENCE):
            due = None
        if every and kind in (Kind.FREQUENCY, Kind.INCREMENT) and "/" not in quantity.unit:
            quantity = quantity.model_copy(update={"unit": f"{quantity.unit}/{every}"})
        words = _with_rate(words, kind, before, left.text)
        confidence = _confidence(role, rule, due, sure, words)
        return Draft(quantity, role, rule, scope, words.indicator, kind, due, clause, confidence)

    def _behind(self, index: int, quantity: Quantity, behind: Behind, before: Before) -> Behind:
        """总规模为100亿元、首期规模为50亿元的母基金: the first number shares the thing behind the second."""
        if behind.head or not before.noun.endswith(lexicon().attributes) or index + 1 >= len(self.quantities):
            return behind
        after = self.quantities[index + 1]
        between = self.text[quantity.outer_end : after.outer_start].rstrip("为达约")
        if not between.startswith("、") or not between.endswith(lexicon().attributes):
            return behind
        clause = clause_at(self.text, after.start, self.sentence)
        shared = read_behind(chars_of(self.text, after.outer_end, clause.end, (), self.found.starts), True)
        return shared if shared.modifies else behind

    def _due(self, quantity: Quantity, clause: Stretch, floor: int) -> Due | None:
        own = governing(self.periods, self.text, quantity.start, clause, self.sentence, floor)
        if own is not None:
            return own
        return self.lead or self.context.lead_due or self.context.heading_due

    def _every(self, quantity: Quantity, clause: Stretch) -> str:
        """Return 年, 季度 or 月 where the clause says how often."""
        for period in self.periods:
            if period.kind == "every" and clause.start <= period.start <= quantity.start:
                words = self.text[period.start : period.end]
                return _EVERY.get(words, words[1:]) if words.startswith("每") else ""
        for period in self.periods:
            if period.kind == "every" and period.start < quantity.start and quantity.unit in ("次", "场", "场次"):
                words = self.text[period.start : period.end]
                return _EVERY.get(words, words[1:]) if words.startswith("每") else ""
        return ""

    def _case(
        self,
        index: int,
        quantity: Quantity,
        clause: Stretch,
        before: Before,
        behind: Behind,
        due: Due | None,
        left: object,
        words: Words,
    ) -> Case:
        start = clause.start
        previous = self.quantities[index - 1] if index else None
        after_count = bool(
            previous
            and previous.classifier
            and previous.start >= start
            and not quantity.classifier
            and behind.modifies
            and not any(char in self.text[previous.end : quantity.start] for char in "、，（")
            and "基金" not in behind.head
        )
        return Case(
            quantity=quantity,
            clause=self.text[clause.start : clause.end],
            sentence=self.text[self.sentence.start : self.sentence.end],
            lead=self.text[clause.start : quantity.start][-12:],
            before=before,
            behind=behind,
            due=due,
            past=self._past(quantity, clause),
            section=self.context.section,
            calendar=self.context.calendar,
            embedded=self._embedded(index),
            after_count=after_count,
            in_brackets=start > 0 and self.text[start - 1] in "（【",
            bare_word=self.text[quantity.start : quantity.end] if quantity.spelled and _is_word(self.text, quantity) else "",
            inherited=words.inherited,
            outer=self._outer(clause),
            run_verbs=self.run.verbs,
            run_role=self.run.role,
            run_unit=self.run.unit,
            titled=due is not None and due.basis == DeadlineBasis.HEADING and self.context.section == SectionKind.OTHER,
        )

    def _outer(self, clause: Stretch) -> str:
        """The words of the clause that a bracket stands in; those of the clause itself outside brackets."""
        start, end = clause.start, clause.end
        if start > 0 and self.text[start - 1] == "（" and end < len(self.text):
            around = clause_at(self.text, start - 1, self.sentence)
            return self.text[around.start : around.end]
        return self.text[start:end]

    def _past(self, quantity: Quantity, clause: Stretch) -> bool:
        """Say whether the nearest period before the number lies in the past."""
        near = [p for p in self.periods if p.end <= quantity.start and p.kind not in ("every", "plan-name", "base")]
        if near and near[-1].kind in ("past", "since"):
            return True
        base = [p for p in self.periods if p.kind == "base" and clause.start <= p.start and p.end <= quantity.start]
        return bool(base) and self.text[base[-1].end : quantity.start].strip() in ("的", "")

    def _scope(self, before: Before, words: Words) -> tuple[str, bool]:
        """Return the scope and whether this sentence names it."""
        named = words.scope or before.scope
        if named and not (named in ("全国", "我国") and self.context.region not in ("", "全国")):
            return named, True
        if self.run.scope:
            return self.run.scope, True
        for inherited in (self.before_scope, self.context.heading_scope, self.context.lead_scope):
            if inherited:
                return inherited, False
        return self.context.region, False

    def _kind(
        self,
        quantity: Quantity,
        clause: Stretch,
        before: Before,
        behind: Behind,
        words: Words,
        due: Due | None,
        every: str,
    ) -> Kind:
        year = self.context.calendar.year
        due_year = due.year if due else None
        verbs = before.verbs or (self.run.verbs if words.inherits_verbs else "")
        return kind_of(
            quantity,
            Surroundings(
                clause=self.text[clause.start : clause.end],
                noun=before.noun or (words.indicator if words.inherited else ""),
                head=behind.head,
                verbs=verbs,
                predicate=before.predicate,
                by=before.by,
                every=bool(every),
                one_year=due_year is None or (year is not None and due_year - year <= 1),
                length=bool(due and due.kind == "length"),
            ),
        )

    def _remember(self, before: Before, words: Words, scope: str) -> None:
        if not scope.startswith("每"):
            self.run.scope = scope or self.run.scope
        if words.indicator:
            self.run.indicator = words.indicator
        self.run.verbs = before.verbs or self.run.verbs


def _with_rate(words: Words, kind: Kind, before: Before, left: str) -> Words:
    """地区生产总值增长5%: what grows by 5 % is measured by its growth rate."""
    if kind != Kind.GROWTH_RATE or not words.indicator or before.predicate not in ("增长", "提高", "增加", "上升", "上涨"):
        return words
    if words.indicator.endswith(("速", "率", "幅")):
        return words
    return replace(words, indicator=words.indicator + ("年均增速" if "年均" in left else "增速"))


def start_of_bracket(text: str, clause: Stretch) -> bool:
    """Say whether a clause stands in a bracket: 达到8%（风电11%左右，光伏6%左右）."""
    return clause.start > 0 and (text[clause.start - 1] == "（" or text[clause.end : clause.end + 1] == "）")


def _is_word(text: str, quantity: Quantity) -> bool:
    return text[quantity.start : quantity.end] in terms("numbers.toml")["words"]


def _confidence(role: Role, rule: str, due: Due | None, sure: bool, words: Words) -> float:
    """A plain score: each thing that was inherited or missing takes a little away."""
    score = 0.95
    if not words.indicator:
        score -= 0.3
    if words.inherited:
        score -= 0.1
    if not sure:
        score -= 0.05
    if due is not None and due.basis in (DeadlineBasis.PARAGRAPH, DeadlineBasis.HEADING):
        score -= 0.1
    if rule in ("bare_value", "nothing_promised"):
        score -= 0.15
    return round(max(score, 0.2), 2)
