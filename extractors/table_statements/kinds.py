"""How a value in a table is to be understood over time: level, increment, cumulative … (表格数值的指标类型)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.statements.kinds import TIME, Surroundings, dimension_of, kind_of
from extractors.statements.lexicon import lexicon
from extractors.table_statements.heads import Column
from extractors.table_statements.naming import group_measure, money_like
from extractors.table_statements.rows import Label, action_of
from extractors.table_statements.words import starts_with, words
from extractors.vocabulary import terms
from schemas import Kind, Quantity

_SUMMABLE = ("area", "length", "volume", "mass", "power", "energy")


@dataclass(frozen=True, slots=True)
class Clues:
    """What the kind is read from: the row, the column, what the cell names, the indicator, the words around."""

    label: Label
    column: Column
    said: str
    indicator: str
    around: str
    bracketed: bool = False
    one_year: bool = False


def kind_in_table(quantity: Quantity, clues: Clues) -> Kind:
    """Return the kind of a value, from the cell's words, the label's and the head's."""
    noun = _noun(quantity, clues)
    if dimension_of(quantity.unit) != "money" and money_like(quantity.unit, noun):
        quantity = quantity.model_copy(update={"unit": f"{quantity.unit}元"})
    dimension = dimension_of(quantity.unit)
    if clues.bracketed:
        return Kind.CHANGE if dimension in ("share", "percentage_points") else Kind.CUMULATIVE
    if clues.column.growth and dimension == "share":
        return Kind.GROWTH_RATE
    if dimension in TIME or (dimension == "money" and "/" in quantity.unit and "/年" not in quantity.unit):
        return Kind.LEVEL
    predicate, by = movement(_before_number(clues.around)) or movement(noun) or ("", False)
    verbs = _verbs(dimension, noun, clues)
    reached = next((word for word in words().lists["reaches"] if word in clues.around), "")
    if reached and not predicate:
        predicate, verbs = reached, "" if verbs not in clues.around else verbs
    return kind_of(
        quantity,
        Surroundings(
            clause=f"{noun}{clues.column.noun}{clues.around}" + ("累计" if clues.column.cumulative else ""),
            noun=noun,
            head="",
            verbs=verbs,
            predicate=predicate,
            by=by,
            every="每年" in clues.around or "年均" in clues.around,
            one_year=clues.one_year,
            length=not clues.one_year,
        ),
    )


def _noun(quantity: Quantity, clues: Clues) -> str:
    if clues.label.who or money_like(quantity.unit, clues.indicator):
        return clues.indicator
    group = next((one for one in reversed(clues.label.groups) if one.text), None)
    return clues.said or group_measure(clues.label.name.text, group)


def _verbs(dimension: str, noun: str, clues: Clues) -> str:
    """Return what is done to reach the number: in the cell, in front of the name, or behind it (高企培育)."""
    lex = lexicon()
    verb = next((word for word in lex.verbs if word in clues.around), "")
    if verb or dimension == "money":
        return verb
    if dimension != "count":
        noun = clues.column.noun if clues.label.who and clues.column.noun else noun
        adding = starts_with(noun, "adding") if dimension in _SUMMABLE or noun.startswith("新增") else ""
        named = noun[len(adding) :].startswith(tuple(terms("indicator_words.toml")["lead_not_before"]))
        return "" if named and not adding.startswith("新") else adding
    if clues.column.noun:
        noun = clues.column.noun
    _, action = action_of(clues.label.name.text)
    if not action and clues.label.name.kind and clues.label.groups:
        action = action_of(clues.label.groups[-1].text)[1]
    return next((word for word in lex.verbs if noun.startswith(word)), "") or action


def _before_number(text: str) -> str:
    return re.split(r"\d", text, maxsplit=1)[0].rstrip("约近超 ")


def movement(text: str) -> tuple[str, bool] | None:
    """Return the verb by which a share moves, where the words end with it: 能耗降低, 产值增长."""
    for word in lexicon().by:
        if len(word) > 1 and text.endswith((word, word + "率", word + "比例", word + "幅度")):
            return word, True
    return None
