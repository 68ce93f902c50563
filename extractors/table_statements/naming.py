"""What a number in a cell measures, from label, group, head and the words in the cell (指标名称)."""

from __future__ import annotations

from dataclasses import replace

from extractors.statements.kinds import dimension_of
from extractors.table_statements.heads import Column
from extractors.table_statements.rows import Label, Name, action_of
from extractors.table_statements.words import ends_with, starts_with, words
from extractors.vocabulary import terms

_AREA: str = terms("table_heads.toml")["measures"]["area"]
GROWTH: str = terms("table_heads.toml")["measures"]["growth"]
_MONEY: str = terms("table_heads.toml")["measures"]["money"]


def is_measure_only(noun: str) -> bool:
    """Tell a noun that says how much but not of what: 产值, 总投入金额, 企业数."""
    return len(words().measure.sub("", noun)) <= 1


def without_measure(noun: str) -> str:
    """Take the measure off the end of an indicator: 天使基金总规模 is 天使基金."""
    found = [match for match in words().measure.finditer(noun) if match.end() == len(noun)]
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
        own = subject if own in subject else own
        adding = starts_with(own, "adding")
        thin = own and own != subject and is_measure_only(own.removeprefix(adding))
        return joined(_thing_of(subject), own) if thin else own
    said = written_out(said)
    if label.what and label.name.text:
        return written_out(_standing_alone(label, unit, False))
    if said and not is_measure_only(said):
        return _of_class(label, _spent(said, unit))
    noun = column.noun
    base = written_out(_standing_alone(label, unit, bool(said or noun))) if label.name.text else ""
    if said:
        return joined(base, said)
    if noun and not is_measure_only(base) and noun not in base:
        return joined(base, noun)
    return base or noun or (subject if not label.raw and not column.index else "")


def _thing_of(subject: str) -> str:
    """Return what a plan is about: 高标准农田建设任务 is 高标准农田."""
    return action_of(subject.removesuffix(ends_with(subject, "plans")))[0] or subject


def counted(said: str) -> str:
    """Return what is counted: 招收博士后数新增 is 招收博士后."""
    more = ends_with(said, "more")
    if more and len(said) > len(more) + 1:
        said = said.removesuffix(more)
    number = ends_with(said, "numbers")
    return said.removesuffix(number) if number and len(said) > len(number) + 2 else said


def written_out(text: str) -> str:
    """Write an abbreviation out: 高企 is 高新技术企业."""
    for short, full in words().short.items():
        if short in text and full not in text:
            text = text.replace(short, full)
    return text


def money_like(unit: str, around: str) -> bool:
    """Tell money, also where the currency is left out: 投资17亿."""
    if dimension_of(unit) == "money":
        return True
    bare = unit != "" and set(unit) <= set("百千万亿")
    money: list[str] = terms("indicator_words.toml")["bare"]["money"]
    return bare and any(word in around for word in money)


def _spent(said: str, unit: str) -> str:
    """…护坡工程：190万元 is what is put into it."""
    return said + "投资" if money_like(unit, said) and ends_with(said, "spent") else said


def _of_class(label: Label, said: str) -> str:
    """龙头企业 in the row 领域一：航空 of the group 龙头企业引进 is 航空领域龙头企业."""
    group = next((one for one in reversed(label.groups) if one.text), None)
    kind = _class_of(label.name.kind, "")
    if not kind or label.name.text in said:
        return said
    if kind in words().lists["fields"] or (group and said in group.raw):
        return label.name.text + _class_of(label.name.kind, label.name.text) + said
    return said


def _standing_alone(label: Label, unit: str, measured: bool) -> str:
    """Make a row label stand alone: 航空 under 领域 under 龙头企业引进 is 航空领域龙头企业."""
    dimension = dimension_of(unit)
    urge = "" if label.what else starts_with(label.name.text, "urges")
    name = replace(label.name, text=written_out(label.name.text.removeprefix(urge)))
    text, action = action_of(name.text)
    group = next((one for one in reversed(label.groups) if one.text and one.text != name.text), None)
    if name.part and group is not None and not words().nouns.search(name.text):
        return group_measure(name.text, group)
    if dimension == "count":
        return _counted_name(name, text if action and len(text) > 2 else name.text, group, unit, measured)
    if dimension in ("share", "percentage_points") or not dimension:
        return group_measure(name.text, group)
    if ends_with(name.text, "said"):
        return name.text
    if measured:
        return text if action else name.text
    if dimension == "area":
        return joined(text, _AREA)
    if dimension == "money":
        return _money_name(name, text, label)
    return group_measure(name.text, group)


def _counted_name(name: Name, thing: str, group: Name | None, unit: str, measured: bool) -> str:
    if not name.kind or group is None or measured:
        return thing
    grouped, done = action_of(group.text)
    overlaps = any(word in name.kind and word in grouped for word in words().lists["classes"])
    if done and grouped and not overlaps:
        return name.text + _class_of(name.kind, name.text) + grouped
    if unit.lstrip("十百千万") in ("家", "户") and name.text.endswith("业"):
        return name.text + "企业"
    return thing


def _class_of(kind: str, name: str) -> str:
    """Return 领域 or 产业 from a class word (行业领域一), unless the name says it already."""
    found = ends_with(kind.rstrip("一二三四五六七八九十"), "classes")
    return "" if ends_with(name, "classes") or name.endswith("业") else found


def _money_name(name: Name, text: str, label: Label) -> str:
    if ends_with(name.text, "spent"):
        return joined(name.text, "投入")
    everything = "".join(one.raw for one in (*label.groups, name))
    if any(word in everything for word in words().lists["industries"]):
        return text + ("" if text.endswith("业") else "产业") + _MONEY
    return name.text


def group_measure(text: str, group: Name | None) -> str:
    """Give a label its group's measure: 化学需氧量 under 主要污染物排放总量减少 is 化学需氧量排放总量减少."""
    if group is None or words().nouns.search(text):
        return text
    measure = words().nouns.search(group.text)
    return text + group.text[measure.start() :] if measure and measure.start() else text
