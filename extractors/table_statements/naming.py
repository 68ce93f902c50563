"""What a number in a cell measures, and how: indicator and kind from label, head and the words in the cell (指标与类型)."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.statements.kinds import Surroundings, dimension_of, kind_of
from extractors.statements.lexicon import any_of, lexicon
from extractors.table_statements.heads import Column
from extractors.table_statements.rows import Label, Name, action_of
from extractors.table_statements.words import words
from extractors.vocabulary import terms
from schemas import Kind, Quantity

_AREA = terms("table_heads.toml")["measures"]["area"]
_MONEY = terms("table_heads.toml")["measures"]["money"]
_FIELDS = ("领域", "行业")
_INDUSTRY = ("产业", "行业")


@lru_cache(maxsize=1)
def _measures() -> re.Pattern[str]:
    return re.compile(any_of(terms("table_heads.toml")["cells"]["measures"]))


def is_measure_only(noun: str) -> bool:
    """Tell a noun that says how much but not of what: 产值, 总投入金额, 企业数."""
    return len(_measures().sub("", noun)) <= 1


def without_measure(noun: str) -> str:
    """Take the measure off the end of an indicator: 天使基金总规模 is 天使基金."""
    found = [match for match in _measures().finditer(noun) if match.end() == len(noun)]
    return noun[: found[0].start()] if found and found[0].start() > 1 else noun


def joined(name: str, measure: str) -> str:
    """Put a measure behind a name, once: 孵化器 + 孵化器面积 is 孵化器面积."""
    if not name or measure.startswith(name):
        return measure or name
    for size in range(min(len(name), len(measure)), 0, -1):
        if name.endswith(measure[:size]):
            return name + measure[size:]
    return name + measure


def indicator_of(label: Label, column: Column, subject: str, unit: str, said: str = "") -> str:
    """Return the indicator. `said` is what the cell itself names, `subject` what the table's title plans."""
    if label.who:
        own = column.noun or said or subject
        return joined(subject, own) if own and is_measure_only(own) and subject else own
    said = written_out(said)
    if label.what and label.name.text:
        return written_out(_standing_alone(label, unit, False))
    if said and not is_measure_only(said):
        return _of_class(label, _spent(said, unit))
    base = written_out(_standing_alone(label, unit, bool(said)))
    if said:
        return joined(base, said)
    noun = column.noun
    if noun and not is_measure_only(base) and noun not in base:
        return joined(base, noun) if is_measure_only(noun) else f"{base}{noun}"
    return base or noun or (subject if not label.raw and not column.index else "")


def counted(said: str) -> str:
    """Return what is counted: 招收博士后数新增 is 招收博士后."""
    for word in ("新增加", "新增", "净增", "增加"):
        said = said.removesuffix(word) if len(said) > len(word) + 1 else said
    for word in ("数量", "个数", "家数", "人数", "数"):
        if said.endswith(word) and len(said) > len(word) + 2:
            return said.removesuffix(word)
    return said


def written_out(text: str) -> str:
    """Write an abbreviation out: 高企 is 高新技术企业."""
    for short, full in terms("table_heads.toml")["labels"]["short"].items():
        if short in text and full not in text:
            text = text.replace(short, full)
    return text


def _spent(said: str, unit: str) -> str:
    """…护坡工程：190万元 is what is put into it."""
    if money_like(unit, said) and any(said.endswith(word) for word in words().spent):
        return said + "投资"
    return said


def _of_class(label: Label, said: str) -> str:
    """龙头企业 in the row 领域一：航空 of the group 龙头企业引进 is 航空领域龙头企业."""
    group = next((one for one in reversed(label.groups) if one.text), None)
    kind = _class_of(label.name.kind, "")
    if kind and label.name.text not in said and (kind in _FIELDS or (group and said in group.raw)):
        return label.name.text + _class_of(label.name.kind, label.name.text) + said
    return said


def money_like(unit: str, around: str) -> bool:
    """Tell money, also where the currency is left out: 投资17亿."""
    if dimension_of(unit) == "money":
        return True
    return unit in ("万", "亿", "千万", "万亿") and any(
        word in around for word in terms("indicator_words.toml")["bare"]["money"]
    )


def _standing_alone(label: Label, unit: str, measured: bool) -> str:
    """Make a row label stand alone: 航空 under 领域 under 龙头企业引进 is 航空领域龙头企业."""
    name, dimension = label.name, dimension_of(unit)
    text, action = action_of(name.text)
    group = next((one for one in reversed(label.groups) if one.text and one.text != name.text), None)
    if name.kind and group and dimension == "count":
        thing, done = action_of(group.text)
        if done and thing and not measured and not any(word in name.kind and word in thing for word in words().classes):
            return name.text + _class_of(name.kind, name.text) + thing
        if unit.lstrip("十百千万") in ("家", "户") and name.text.endswith(("业", "产业")):
            return name.text + "企业"
    if dimension in ("share", "percentage_points") or not dimension:
        return _with_group_measure(name.text, group)
    if dimension == "count":
        return text if action and len(text) > 2 else name.text
    if any(name.text.endswith(word) for word in words().said):
        return name.text
    if measured:
        return text if action else name.text
    if dimension == "area":
        return joined(text, _AREA)
    if dimension == "money":
        return _money_name(name, text, label)
    return _with_group_measure(name.text, group)


def _class_of(kind: str, name: str) -> str:
    """Return 领域 or 产业 from a class word (行业领域一), unless the name says it already."""
    found = next((word for word in words().classes if kind.rstrip("一二三四五六七八九十").endswith(word)), "")
    return "" if not found or any(name.endswith(word) for word in (*words().classes, "业")) else found


def _money_name(name: Name, text: str, label: Label) -> str:
    if any(name.text.endswith(word) for word in words().spent):
        return joined(name.text, "投入")
    everything = "".join(one.raw for one in (*label.groups, name))
    if any(word in everything for word in _INDUSTRY):
        industry = "" if text.endswith(("业", "产业")) else "产业"
        return text + industry + _MONEY
    return name.text


def _with_group_measure(text: str, group: Name | None) -> str:
    """化学需氧量 under 主要污染物排放总量减少 is 化学需氧量排放总量减少."""
    if group is None or words().nouns.search(text):
        return text
    measure = words().nouns.search(group.text)
    return text + group.text[measure.start() :] if measure and measure.start() else text


def kind_in_table(
    quantity: Quantity,
    label: Label,
    column: Column,
    said: str,
    indicator: str,
    cell: str,
    bracketed: bool,
    one_year: bool,
) -> Kind:
    """Return the kind of a value, from the cell's words, the label's and the head's."""
    lex = lexicon()
    noun = said or _trailing(label)
    if money_like(quantity.unit, indicator):
        noun = indicator
    if dimension_of(quantity.unit) != "money" and money_like(quantity.unit, noun):
        quantity = quantity.model_copy(update={"unit": f"{quantity.unit}元"})
    dimension = dimension_of(quantity.unit)
    if bracketed:
        return Kind.CHANGE if dimension in ("share", "percentage_points") else Kind.CUMULATIVE
    _, action = action_of(label.name.text)
    if not action and label.name.kind and label.groups:
        action = action_of(label.groups[-1].text)[1]
    predicate, by = _movement(cell) or _movement(noun) or ("", False)
    if column.growth and dimension == "share":
        return Kind.GROWTH_RATE
    verbs = next((word for word in lex.verbs if word in cell), "")
    if dimension == "count" and not verbs:
        verbs = next((word for word in lex.verbs if noun.startswith(word)), "") or action or ""
    if dimension not in ("count", "money") and not verbs:
        verbs = "新增" if noun.startswith("新增") else ""
    return kind_of(
        quantity,
        Surroundings(
            clause=f"{noun}{column.noun}{cell}" + ("累计" if column.cumulative else ""),
            noun=noun,
            head="",
            verbs=verbs,
            predicate=predicate,
            by=by,
            every="每年" in cell or "年均" in cell,
            one_year=one_year,
            length=not one_year,
        ),
    )


def _trailing(label: Label) -> str:
    group = next((one for one in reversed(label.groups) if one.text), None)
    return _with_group_measure(label.name.text, group)


def _movement(text: str) -> tuple[str, bool] | None:
    """Return the verb by which a share moves, where the words end with it: 能耗降低, 产值增长."""
    bare = re.sub(r"[\d.,%％亿万元]+.*$", "", text)
    for word in lexicon().by:
        if len(word) > 1 and bare.endswith((word, word + "率", word + "比例", word + "幅度")):
            return word, True
    return None
