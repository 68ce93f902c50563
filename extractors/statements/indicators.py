"""What is measured: the indicator, a noun phrase that stands on its own (指标)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.statements.behind import Behind, attribute_of
from extractors.statements.kinds import TIME, dimension_of
from extractors.statements.lexicon import lexicon
from extractors.statements.phrase import Before
from schemas import Quantity

_UNIT_ATTRIBUTE = {"length": "", "money": "规模", "area": "面积"}
_LEVEL = re.compile(r"(?:国家|省|市|县|区|州|部|厅|校|院|镇|乡|村)级")
_TAIL = re.compile(r"(?:建设|工作|等工作|任务)$")


@dataclass(frozen=True, slots=True)
class Words:
    """The indicator and how it was come by."""

    indicator: str
    scope: str = ""
    inherited: bool = False
    inherits_verbs: bool = False


def words_of(quantity: Quantity, before: Before, behind: Behind, previous: str, thing: str) -> Words:
    """Return the indicator of a number from the words around it; `previous` is that of the number before,
    `thing` what the clause before set up."""
    dimension = dimension_of(quantity.unit)
    whole_words = quantity.spelled and quantity.unit == "%" and quantity.value == 100
    if whole_words:
        return Words(_covered(before))
    if dimension == "share" and behind.head and not before.predicate:
        return _share_of(before, behind)
    sized = behind.modifies and behind.head and before.noun.endswith(lexicon().attributes)
    if behind.head and (before.predicate or before.verbs) in lexicon().words["having"] and quantity.classifier:
        return Words(behind.head, before.scope or before.noun)
    if behind.head and (not before.predicate or sized) and (quantity.classifier or behind.modifies):
        return _counted(quantity, before, behind)
    if behind.head and before.predicate and quantity.classifier and not before.noun:
        return Words(behind.head, before.scope)
    noun = "" if before.noun in ("和", "及", "与", "、", "或") else before.noun.removesuffix("目标")
    if _LEVEL.fullmatch(noun) and _LEVEL.match(previous):
        # 新增省级龙头企业2家、市级5家
        noun += _LEVEL.sub("", previous, count=1)
    if before.predicate and before.by and noun and before.predicate in ("增长", "增幅"):
        return Words(noun)
    if noun in lexicon().attributes and thing and not before.verbs:
        return Words(thing + noun, inherits_verbs=True)
    thing_before, attribute = attribute_of(previous)
    if noun.startswith("首期") and attribute and len(thing_before) > 1 and not before.verbs:
        return Words(thing_before + noun, inherited=True)
    nominal = not noun and not behind.head and before.verbs in lexicon().words["nominal"]
    if noun in ("", *lexicon().words["incomplete"]) and previous and not nominal:
        joined = previous + noun if noun and not previous.endswith(noun) and noun not in ("其中", "其") else previous
        return Words(joined, inherited=True, inherits_verbs=not before.predicate)
    if not noun and behind.head and quantity.comparator == "<=" and dimension in TIME:
        return Words(f"{behind.head}时间")
    if noun:
        return Words(noun, inherits_verbs=not before.verbs and not before.predicate)
    if behind.head:
        return Words(behind.head, inherits_verbs=True)
    if nominal:
        return Words(before.verbs, before.scope)
    if before.verbs and thing:
        return Words(thing, inherited=True)
    return Words(previous, inherited=bool(previous), inherits_verbs=True)


def _covered(before: Before) -> str:
    noun = before.noun
    return f"{noun}覆盖率" if noun else ""


def _share_of(before: Before, behind: Behind) -> Words:
    """60%以上规模以上工业企业开展技术改造: the share of those that do."""
    head = behind.head
    split = _inner_verb(head)
    if split:
        who, deed = head[:split], head[split:]
        return Words(f"{deed}的{who}比例", who)
    return Words(f"{before.verbs}{_TAIL.sub('', head) or head}比例" if before.verbs else f"{head}比例")


def _inner_verb(head: str) -> int:
    """Return where an inner verb begins, 0 where there is none."""
    for place in range(2, len(head) - 2):
        if head.startswith(lexicon().words["sharing"], place):
            return place
    return 0


def _counted(quantity: Quantity, before: Before, behind: Behind) -> Words:
    head = behind.head
    inner = re.search(r"\d[^，。；]*?的(?=[^的]+$)", head)
    if inner and quantity.classifier and "基金" in head:
        head = head[inner.end() :]
    if quantity.classifier:
        return Words(head, before.scope, inherits_verbs=not before.verbs and not before.predicate)
    noun, attribute = attribute_of(before.noun)
    attribute = behind.attribute or attribute or _UNIT_ATTRIBUTE.get(dimension_of(quantity.unit), "")
    if not attribute:
        return Words(head, before.scope)
    if before.verbs.endswith("成为") or noun.endswith(("成为", "成")):
        return Words(attribute, before.scope)
    return Words(head if head.endswith(attribute) else head + attribute, before.scope)
