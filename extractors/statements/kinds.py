"""The kind of a value: level, increment, cumulative, growth rate, change, share, frequency (指标类型)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.statements.lexicon import lexicon
from extractors.vocabulary import rows
from schemas import Kind, Quantity

# 三年累计, 五年内累计: summed up whatever else is said.
_OVER_YEARS = re.compile(r"[\d一二两三四五六七八九十]年[内间]?累计")
_MULTIPLIERS = "十百千万亿"
TIME = ("calendar_time", "duration", "working_days", "working_hours", "age")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the kind is read from: the words of the clause and of the sentence's verb."""

    clause: str
    noun: str
    head: str
    verbs: str
    predicate: str
    by: bool
    every: bool
    one_year: bool
    length: bool


def dimension_of(unit: str) -> str:
    """Return the dimension of a unit with its multiplier: 亿元 is money, 万人 is count; '' where unknown."""
    table = _dimensions()
    base = unit.split("/")[0]
    while base and base not in table and base[0] in "十百千万亿":
        base = base[1:]
    return table.get(base, "count" if unit and not base else "")


def same_measure(one: str, two: str) -> bool:
    """Say whether two units count or measure the same: 万个 and 个, 亿元 and 万元."""
    return one == two or (bool(one) and one.lstrip(_MULTIPLIERS) == two.lstrip(_MULTIPLIERS))


def _dimensions() -> dict[str, str]:
    if not _CACHE:
        _CACHE.update({row["term"]: row["dimension"] for row in rows("units.csv")})
    return _CACHE


_CACHE: dict[str, str] = {}


def kind_of(quantity: Quantity, words: Surroundings) -> Kind:
    """Return the kind. The rules go from the most exact to the default, which is a level."""
    unit = quantity.unit
    if words.every and unit.split("/")[0] in lexicon().words["occasions"] and "培训" not in words.verbs:
        return Kind.FREQUENCY
    dimension = dimension_of(unit)
    if dimension == "percentage_points":
        return Kind.CHANGE
    if dimension in ("share", "multiple"):
        return _ratio_kind(quantity, words)
    return _amount_kind(quantity, words, dimension)


def _ratio_kind(quantity: Quantity, words: Surroundings) -> Kind:
    lex = lexicon()
    if quantity.unit == "倍":
        return Kind.CHANGE
    near = words.noun[-6:] + words.predicate
    if words.predicate and words.by:
        if lex.down.search(words.predicate):
            return Kind.CHANGE
        steady = words.every or words.one_year or any(word in words.clause for word in lex.words["steady"])
        return Kind.GROWTH_RATE if steady else Kind.CHANGE
    if any(word in near for word in lex.words["rates"]):
        return Kind.GROWTH_RATE
    if quantity.spelled and words.predicate == "" and lex.down.search(words.clause):
        return Kind.CHANGE
    return Kind.SHARE


def _amount_kind(quantity: Quantity, words: Surroundings, dimension: str) -> Kind:
    lex = lexicon()
    if words.predicate and words.by and not lex.up.search(words.predicate):
        return Kind.CHANGE
    if words.predicate and words.by and words.predicate.startswith(lex.words["raised"]):
        return Kind.CHANGE
    if dimension == "length" and not added_length(words):
        return Kind.LEVEL
    if words.verbs and lex.reduce.fullmatch(words.verbs):
        return Kind.CHANGE
    added = "新增" in words.verbs or words.noun.startswith("新增") or "新增" in words.noun
    if (words.length or _OVER_YEARS.search(words.clause)) and "累计" in words.clause and dimension not in TIME:
        return Kind.INCREMENT if added else Kind.CUMULATIVE
    if dimension == "money" and words.predicate and words.by:
        return Kind.INCREMENT
    if dimension == "money":
        return _money_kind(words, added)
    if dimension in TIME or words.verbs in lex.words["having"]:
        return Kind.LEVEL
    if added or (words.predicate and words.by):
        return Kind.INCREMENT
    if words.every and words.verbs:
        return Kind.INCREMENT
    if words.predicate and not words.verbs:
        return Kind.CUMULATIVE if "累计" in words.predicate and words.length else Kind.LEVEL
    if words.verbs and words.verbs not in lex.words["reached"]:
        return Kind.INCREMENT
    if words.noun and lex.level_nouns.search(words.noun[-4:]):
        return Kind.LEVEL
    if quantity.classifier and words.verbs != "实现" and not words.noun.endswith(("数", "数量")):
        return Kind.INCREMENT if words.verbs or words.head else Kind.LEVEL
    return Kind.LEVEL


def added_length(words: Surroundings) -> bool:
    """Say whether a length is something built anew (新建公路50公里) and not a width or height."""
    return not any(word in words.head + words.noun for word in lexicon().words["widths"]) and bool(words.verbs)


def _money_kind(words: Surroundings, added: bool) -> Kind:
    lex = lexicon()
    noun = words.noun + words.head
    if any(word in noun for word in ("基金", "债券", "资金池", "授信")):
        return Kind.INCREMENT
    if any(word in words.clause for word in lex.words["flows"]) and (
        words.length or "累计" in words.clause or any(word in words.verbs + noun for word in lex.words["flow_verbs"])
    ):
        return Kind.CUMULATIVE
    if "累计" in words.clause and not lex.level_nouns.search(words.noun[-4:]):
        return Kind.CUMULATIVE
    return Kind.INCREMENT if added else Kind.LEVEL
