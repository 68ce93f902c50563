"""The role of a column's numbers: target, standard, incentive or fact (列的角色)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.language.periods import Calendar
from extractors.table_statements.heads import Column, ColumnKind
from extractors.table_statements.words import clean, words
from schemas import Role, SectionKind

_PLANNED = re.compile(r"计划|目标|规划|拟|预期|力争|任务|下达|安排")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The role of a column and the name of the rule that gave it."""

    role: Role
    rule: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a table stands in: its title, the document's title, its section's kind and the calendar."""

    title: str
    document_title: str
    section: SectionKind
    calendar: Calendar


def judge(columns: Sequence[Column], setting: Setting) -> dict[int, Judgement]:
    """Return the role of every value and prose column."""
    valued = [column for column in columns if column.kind in (ColumnKind.VALUE, ColumnKind.PROSE)]
    return {column.index: _judge(column, valued, setting) for column in valued}


def _judge(column: Column, valued: Sequence[Column], setting: Setting) -> Judgement:
    known = words()
    head = clean(column.head)
    title = title_role(setting)
    if known.roles["score"].search(head):
        return Judgement(Role.STANDARD, "score_column")
    if known.roles["incentive"].search(head) and title is not Role.TARGET:
        return Judgement(Role.INCENTIVE, "incentive_column")
    planned = bool(_PLANNED.search(head)) and "完成情况" not in head
    if _is_base(column, valued, setting.calendar, planned):
        return Judgement(Role.FACT, "base_year_column")
    if known.roles["fact"].search(head) and not planned:
        return Judgement(Role.FACT, "fact_column")
    if title is Role.STANDARD and _scored(setting.title):
        return Judgement(Role.STANDARD, "score_table")
    if planned and title is not Role.INCENTIVE:
        return Judgement(Role.TARGET, "target_column")
    if setting.section is SectionKind.SITUATION and not column.last:
        return Judgement(Role.FACT, "situation_section")
    if title is Role.INCENTIVE:
        return Judgement(Role.INCENTIVE, "incentive_table")
    if _ahead(column, setting.calendar):
        return Judgement(Role.TARGET, "target_year_column")
    if known.roles["target"].search(head) and title is not Role.FACT:
        return Judgement(Role.TARGET, "target_column")
    if known.roles["standard"].search(head) or title is Role.STANDARD:
        return Judgement(Role.STANDARD, "standard_column")
    if title is Role.TARGET:
        return Judgement(Role.TARGET, "plan_table")
    return Judgement(Role.FACT, "nothing_planned")


def _scored(title: str) -> bool:
    return bool(words().titles["score"].search(clean(title)))


def title_role(setting: Setting) -> Role | None:
    """Return what a table's title, else the document's, says its numbers are."""
    roles = {
        "score": Role.STANDARD,
        "incentive": Role.INCENTIVE,
        "target": Role.TARGET,
        "standard": Role.STANDARD,
        "fact": Role.FACT,
    }
    for title in (setting.title, setting.document_title):
        bare = clean(title)
        for name, role in roles.items():
            if bare and words().titles[name].search(bare):
                return role
    if setting.section in (SectionKind.TASKS, SectionKind.GOALS):
        return Role.TARGET
    return {SectionKind.ASSESSMENT: Role.STANDARD, SectionKind.SUPPORT: Role.INCENTIVE}.get(setting.section)


def _year(column: Column) -> int | None:
    return int(column.last[:4]) if column.last else None


def _is_base(column: Column, valued: Sequence[Column], calendar: Calendar, planned: bool) -> bool:
    """Tell a base year: before the plan or the document, or the first of several years where neither is known."""
    year = _year(column)
    if year is None:
        return False
    later = [other for other in valued if (_year(other) or 0) > year]
    if calendar.plan_start is not None and year < calendar.plan_start:
        return not planned or bool(later)
    if calendar.year is not None and year < calendar.year:
        return not planned or bool(later)
    if planned or column.growth or column.cumulative:
        return False
    known = calendar.plan_start is not None and year >= calendar.plan_start
    single = column.first in (None, column.last)
    return bool(later) and single and not known and (calendar.year is None or year <= calendar.year)


def _ahead(column: Column, calendar: Calendar) -> bool:
    """Tell a period that ends in or after the plan's first year (or the document's)."""
    year = _year(column)
    since = calendar.plan_start or calendar.year
    return year is not None and (since is None or year >= since)
