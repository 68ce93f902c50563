"""Read the numbers of one sentence from left to right (逐句读数)."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace

from extractors.statements.behind import Behind, read_behind
from extractors.statements.case import Case
from extractors.statements.chars import Chars, chars_of
from extractors.statements.clauses import Stretch, clause_at
from extractors.statements.context import Context, Earlier
from extractors.statements.deadlines import Due, governing, is_past, looks_back, of_each, repeats
from extractors.statements.draft import Draft
from extractors.statements.extents import Extents
from extractors.statements.indicators import Words, words_of
from extractors.statements.kinds import Surroundings, kind_of, same_measure
from extractors.statements.lexicon import lexicon, region_names
from extractors.statements.phrase import Before, read_before, read_deed, split_scope, strip_lead
from extractors.statements.roles import role_of
from extractors.statements.run import Near, Run, completed, confidence_of, with_rate
from extractors.vocabulary import terms
from schemas import Comparator, DeadlineBasis, Kind, Period, Quantity, Role, SectionKind

_BASIS = re.compile("的?(?:基础上|水平上|基数上)")
_OWN = (DeadlineBasis.CLAUSE, DeadlineBasis.SENTENCE)
_BOUNDS = (Comparator.AT_LEAST, Comparator.ABOVE)
_PERCENT = ("%", "倍")


class SentenceReader:
    """Reads one sentence; `run` holds what it hands on. lead: the period that a sentence before it opened with.

    earlier: what the last target of the sentences before said. said: that of this sentence, once it is read.
    """

    def __init__(
        self,
        text: str,
        starts: Container[int],
        context: Context,
        sentence: Stretch,
        quantities: Sequence[Quantity],
        periods: Sequence[Period],
        lead: Due | None,
        earlier: Earlier | None = None,
    ) -> None:
        self.text, self.starts, self.context, self.sentence = text, starts, context, sentence
        self.quantities = [q for q in quantities if sentence.holds(q.start)]
        self.periods = [p for p in periods if sentence.holds(p.start)]
        self.extents = Extents(text, sentence, self.quantities)
        self.lead, self.earlier = lead, earlier
        self.run = Run()
        self.said: Earlier | None = None

    def read(self) -> list[Draft]:
        """Return the drafts of the sentence."""
        drafts, place = [], self.sentence.start
        for index in range(len(self.quantities)):
            place = self._set_stage(place, index)
            drafts.append(self._draft(index))
        return drafts

    def opening_scope(self) -> str:
        """Return the scope that the sentence's first clauses name: 到2019年，全市各产业园区…"""
        start = self.sentence.start
        for _ in range(3):
            clause = clause_at(self.text, start, self.sentence)
            scope, _rest = split_scope(strip_lead(self._chars(clause.start, clause.end)))
            if scope or clause.end + 1 >= self.sentence.end:
                return scope
            start = clause.end + 1
        return ""

    def _chars(self, start: int, end: int, left_out: Sequence[tuple[int, int]] = ()) -> Chars:
        dates = [self._date_span(p) for p in self.periods if self.text[p.start : p.end] != "年均"]
        return chars_of(self.text, start, end, [*dates, *left_out], self.starts)

    def _date_span(self, period: Period) -> tuple[int, int]:
        """The span of a date, with the 比 or 较 before a base year and what ties it to the next words.

        提高到2027年的41%, 2025年和2030年分别达到…: neither 的 nor 和 is part of a noun.
        """
        compared = period.kind == "base" and self.text[period.start - 1 : period.start] in ("比", "较", "在")
        basis = _BASIS.match(self.text, period.end) if period.kind == "base" else None
        if basis:
            return period.start - compared, basis.end()
        tie = self.text[period.end : period.end + 1]
        numbered = tie == "的" and any(q.outer_start == period.end + 1 for q in self.quantities)
        listed = tie in ("、", "和", "及", "与") and any(p.start == period.end + 1 for p in self.periods)
        return period.start - compared, period.end + (numbered or listed)

    def _set_stage(self, place: int, index: int) -> int:
        """Read the clauses without a number that stand before this one; return where the next reading begins."""
        clause = self.extents.clause(index)
        if "；" in self.text[place : clause.start] and not self.run.whole:
            self.run.scope = ""
        while place < clause.start:
            stage = clause_at(self.text, place, self.sentence)
            if stage.end >= clause.start:
                break
            if not any(stage.holds(q.start) for q in self.quantities):
                deed = read_deed(self._chars(stage.start, stage.end))
                self.run.scope, self.run.whole = deed.scope or self.run.scope, bool(deed.scope) or self.run.whole
                self.run.verbs = deed.verbs or self.run.verbs
                if deed.thing:
                    self.run.thing, self.run.fresh = deed.thing, True
            place = stage.end + 1
        return max(place, clause.start)

    def _near(self, index: int) -> Near:
        quantity = self.quantities[index]
        left = self._chars(self.extents.left_start(index), quantity.start, self.extents.comparators(index))
        if self.extents.begins_a_change(index):
            left = left.cut(0, max(left.text.rfind("由"), left.text.rfind("从")) + 1)
        right = chars_of(self.text, quantity.outer_end, self.extents.right_end(index), (), self.starts)
        behind = read_behind(right, not quantity.classifier and quantity.unit not in _PERCENT)
        compared = "" if quantity.classifier and behind.head else self.text[quantity.outer_start : quantity.start]
        before = read_before(left, compared, bool(behind.head), quantity.comparator in _BOUNDS)
        if before.predicate == "为" and not before.noun and behind.head:
            # 为100名儿童提供服务: 为 is no predicate there
            before = replace(before, predicate="", verbs="提供")
        if not behind.head:
            behind = self._listed_head(index) or self._shared_head(index, behind, before)
        return Near(before, behind, left)

    def _listed_head(self, index: int) -> Behind | None:
        """突破10亿元、50亿元、100亿元的企业: all of a list share what stands behind the last."""
        last = index
        while last + 1 < len(self.quantities):
            gap = self.text[self.quantities[last].outer_end : self.quantities[last + 1].outer_start]
            same = self.quantities[last].unit == self.quantities[last + 1].unit
            if gap not in ("、", "和", "及", "或") or not same:
                break
            last += 1
        if last == index:
            return None
        right = chars_of(self.text, self.quantities[last].outer_end, self.extents.right_end(last), (), self.starts)
        behind = read_behind(right, not self.quantities[last].classifier)
        return behind if behind.modifies and right.text.startswith("的") else None

    def _shared_head(self, index: int, behind: Behind, before: Before) -> Behind:
        """总规模为100亿元、首期规模为50亿元的母基金: the first number shares the thing behind the second."""
        attributes = lexicon().attributes
        if not before.noun.endswith(attributes) or index + 1 >= len(self.quantities):
            return behind
        after = self.quantities[index + 1]
        between = self.text[self.quantities[index].outer_end : after.outer_start].rstrip("为达约")
        if not between.startswith("、") or not between.endswith(attributes):
            return behind
        end = self.extents.clause(index + 1).end
        shared = read_behind(chars_of(self.text, after.outer_end, end, (), self.starts), True)
        return shared if shared.modifies else behind

    def _draft(self, index: int) -> Draft:
        quantity, near, clause = self.quantities[index], self._near(index), self.extents.clause(index)
        inherited = self._led() or self.context.lead_due or self.context.heading_due
        year = (inherited.year if inherited else None) or self.context.calendar.year
        own = governing(self.periods, self.text, quantity.start, clause, self.sentence, year)
        due = self._own_year(index) or own or inherited
        words = self._words(index, near)
        every = repeats(self.periods, self.text, quantity, clause)
        role, rule = role_of(self._case(index, near, due, words, every))
        scope, sure = self._scope(near.before, words)
        kind = self._kind(index, near, words, due, every)
        part, whole = words.inherited or self._grows_as_before(quantity, words), self._whole
        if whole and part and not near.before.predicate and same_measure(whole.unit, quantity.unit):
            kind = kind if kind is Kind.CUMULATIVE else whole.kind or kind
        self.run.kind = kind
        self._remember(near.before, words, scope if sure else "", role, quantity.unit)
        if every and due is not None and due.basis not in _OWN:
            due = None
        if every and kind in (Kind.FREQUENCY, Kind.INCREMENT) and "/" not in quantity.unit:
            quantity = quantity.model_copy(update={"unit": f"{quantity.unit}/{every}"})
        words = with_rate(words, kind, near)
        confidence = confidence_of(rule, due, sure, words)
        return Draft(quantity, role, rule, scope, words.indicator, kind, due, clause, confidence)

    def _led(self) -> Due | None:
        """Return the period of the sentence before; one that says 力争 or 每年 looks ahead, whatever year that was."""
        sentence = self.text[self.sentence.start : self.sentence.end]
        again = any(p.kind == "every" and self.text.startswith("每", p.start) for p in self.periods)
        ahead = again or any(word in sentence for word in lexicon().words["bound"])
        return None if ahead and is_past(self.lead, self.context.calendar) else self.lead

    @property
    def _whole(self) -> Run | Earlier | None:
        """What the numbers of this sentence may be parts of: the number before, else the last target before it."""
        return self.run if self.run.unit else self.earlier

    def _grows_as_before(self, quantity: Quantity, words: Words) -> bool:
        """生产总值增长8%，其中一产3%: a part without a predicate grows as the whole does, unless it is a ratio."""
        moving = self.run.kind in (Kind.GROWTH_RATE, Kind.CHANGE) and quantity.unit == "%"
        return moving and not words.indicator.endswith(lexicon().words["shares"])

    def _own_year(self, index: int) -> Due | None:
        """Return the year that a list gives each of its numbers in turn."""
        clause = self.extents.clause(index)
        group = [i for i, q in enumerate(self.quantities) if clause.holds(q.start)]
        dues = of_each(self.periods, self.text, clause, self.quantities[group[0]].start, len(group))
        return dues[group.index(index)] if dues else None

    def _words(self, index: int, near: Near) -> Words:
        quantity = self.quantities[index]
        previous = self.run.thing if self.run.fresh else self.run.indicator
        if not previous and self.earlier and same_measure(self.earlier.unit, quantity.unit) and not near.behind.head:
            previous = self.earlier.indicator
        words = words_of(quantity, near.before, near.behind, previous, self.run.thing)
        whole = self._whole
        if whole and words.indicator in region_names() and same_measure(whole.unit, quantity.unit):
            # 其中湖北400万亩、湖南350万亩: the parts of what was said before, place by place
            return replace(words, indicator=whole.indicator, scope=words.indicator, inherited=True)
        part = self._distributed(index, near)
        if part:
            return replace(words, indicator=part)
        shared = self.extents.beside_bracket(index) and self.run.unit == quantity.unit
        if shared and 0 < len(words.indicator) <= 6:
            return replace(words, indicator=words.indicator + self.run.indicator)
        return words

    def _distributed(self, index: int, near: Near) -> str:
        """A和B分别达到98%和90%: each number goes with its own noun; empty where the counts differ."""
        clause = self.extents.clause(index)
        if "分别" not in self.text[clause.start : clause.end]:
            return ""
        group = [i for i, q in enumerate(self.quantities) if clause.holds(q.start)]
        nouns = re.split("、|和|以及|及|与", self.run.indicator if index != group[0] else near.before.noun)
        if index == group[0]:
            self.run.list = nouns
        listed = completed(self.run.list)
        measured = all(noun.endswith(lexicon().words["measures"]) for noun in listed)
        return listed[group.index(index)] if len(listed) == len(group) > 1 and measured else ""

    def _case(self, index: int, near: Near, due: Due | None, words: Words, every: str) -> Case:
        quantity, clause = self.quantities[index], self.extents.clause(index)
        behind = near.behind
        written = self.text[quantity.start : quantity.end]
        sized = behind.modifies and "基金" not in behind.head and self.extents.sizes_what_is_counted(index)
        inherited_due = due is not None and due.basis == DeadlineBasis.HEADING
        return Case(
            quantity=quantity,
            clause=self.text[clause.start : clause.end],
            sentence=self.text[self.sentence.start : self.sentence.end],
            lead=self.text[clause.start : quantity.start][-12:],
            before=near.before,
            behind=behind,
            due=due,
            past=looks_back(self.periods, self.text, quantity.start, clause, self.context.calendar.year),
            section=self.context.section,
            calendar=self.context.calendar,
            embedded=self.extents.embedded(index),
            after_count=sized,
            in_brackets=self.extents.in_brackets(index),
            bare_word=written if written in terms("numbers.toml")["words"] else "",
            inherited=words.inherited,
            outer=self.extents.outer(index),
            run_verbs=self.run.verbs,
            written=written,
            ends=self.text[quantity.outer_end : quantity.outer_end + 1] in ("", *"，；。、）和及\n"),
            procedure=self.context.procedure,
            every=every,
            near=self.extents.beside(index),
            measure=words.indicator,
            own_due=due is not None and due.basis in _OWN,
            run_role=self.run.role,
            run_unit=self.run.unit,
            titled=inherited_due and self.context.section not in (SectionKind.TASKS, SectionKind.GOALS),
        )

    def _scope(self, before: Before, words: Words) -> tuple[str, bool]:
        """Return the scope and whether this sentence names it."""
        named = words.scope or before.scope
        if named and not (named in ("全国", "我国") and self.context.region not in ("", "全国")):
            return named, True
        if self.run.scope:
            return self.run.scope, True
        inherited = self.context.heading_scope or self.context.lead_scope
        return inherited or self.context.region, False

    def _kind(self, index: int, near: Near, words: Words, due: Due | None, every: str) -> Kind:
        clause, before = self.extents.clause(index), near.before
        year, due_year = self.context.calendar.year, due.year if due else None
        return kind_of(
            self.quantities[index],
            Surroundings(
                clause=self.text[clause.start : clause.end],
                noun=words.indicator if words.inherited else before.noun,
                head=near.behind.head,
                verbs=before.verbs or (self.run.verbs if words.inherits_verbs else ""),
                predicate=before.predicate,
                by=before.by,
                every=bool(every),
                one_year=due_year is None or (year is not None and due_year - year <= 1),
                length=bool(due and due.kind == "length"),
            ),
        )

    def _remember(self, before: Before, words: Words, scope: str, role: Role, unit: str) -> None:
        if scope and not scope.startswith("每") and scope not in region_names():
            whole = lexicon().collective.fullmatch(scope) or scope in lexicon().words["wholes"]
            self.run.scope, self.run.whole = scope, bool(whole)
        self.run.indicator = words.indicator or self.run.indicator
        self.run.verbs = before.verbs or self.run.verbs
        self.run.role, self.run.unit, self.run.fresh = role, unit, False
        if role == Role.TARGET and words.indicator:
            self.said = Earlier(words.indicator, unit, self.run.kind or Kind.LEVEL)
