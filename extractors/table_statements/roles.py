"""The role of a column's numbers: target, standard, incentive, condition or fact (列的角色)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.language.periods import Calendar
from extractors.table_statements.heads import Column, ColumnKind
from extractors.table_statements.words import clean, words
from schemas import Role, SectionKind

_TITLE_ROLES = {
    "score": Role.STANDARD,
    "incentive": Role.INCENTIVE,
    "target": Role.TARGET,
    "standard": Role.STANDARD,
    "fact": Role.FACT,
}
_SECTION_ROLES = {
    SectionKind.TASKS: Role.TARGET,
    SectionKind.GOALS: Role.TARGET,
    SectionKind.ASSESSMENT: Role.STANDARD,
    SectionKind.SUPPORT: Role.INCENTIVE,
}


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
    said = words().roles
    head, title, calendar = clean(column.head), title_role(setting), setting.calendar
    planned = bool(said["planned"].search(head)) and not said["not_planned"].search(head)
    if said["score"].search(head):
        return Judgement(Role.STANDARD, "score_column")
    if said["condition"].search(head):
        return Judgement(Role.CONDITION, "condition_column")
    if said["incentive"].search(head) and title is not Role.TARGET:
        return Judgement(Role.INCENTIVE, "incentive_column")
    if _is_base(column, valued, calendar, planned):
        return Judgement(Role.FACT, "base_year_column")
    if said["fact"].search(head) and not planned and not _is_future(column, calendar):
        return Judgement(Role.FACT, "fact_column")
    if title is Role.STANDARD and words().titles["score"].search(clean(setting.title)):
        return Judgement(Role.STANDARD, "score_table")
    if planned and title is not Role.INCENTIVE:
        return Judgement(Role.TARGET, "target_column")
    if setting.section is SectionKind.SITUATION and not column.last:
        return Judgement(Role.FACT, "situation_section")
    if title is Role.INCENTIVE:
        return Judgement(Role.INCENTIVE, "incentive_table")
    if _ahead(column, calendar):
        return Judgement(Role.TARGET, "target_year_column")
    if said["target"].search(head) and title is not Role.FACT:
        return Judgement(Role.TARGET, "target_column")
    if said["standard"].search(head) or title is Role.STANDARD:
        return Judgement(Role.STANDARD, "standard_column")
    if title is Role.TARGET:
        return Judgement(Role.TARGET, "plan_table")
    return Judgement(Role.FACT, "nothing_planned")


def title_role(setting: Setting) -> Role | None:
    """Return what a table's title, else its section, else the document's title says its numbers are."""
    own = _role_of(setting.title)
    if own is not None:
        return own
    return _SECTION_ROLES.get(setting.section) or _role_of(setting.document_title)


def _role_of(title: str) -> Role | None:
    bare = clean(title)
    return next((role for name, role in _TITLE_ROLES.items() if bare and words().titles[name].search(bare)), None)


def _year(column: Column) -> int | None:
    return int(column.last[:4]) if column.last else None


def _is_base(column: Column, valued: Sequence[Column], calendar: Calendar, planned: bool) -> bool:
    """Tell a base year: before the plan or the document, or the first of several years where neither is known."""
    year = _year(column)
    if year is None:
        return False
    later = [other for other in valued if (_year(other) or 0) > year]
    if any(start is not None and year < start for start in (calendar.plan_start, calendar.year)):
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


def _is_future(column: Column, calendar: Calendar) -> bool:
    """Tell a period that ends after the document's year: 2025年完成投资 is no fact yet."""
    year = _year(column)
    return year is not None and calendar.year is not None and year > calendar.year
