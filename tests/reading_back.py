"""Read a written sentence back (读回) and say in what the reading differs from what it was written from."""

from __future__ import annotations

from decimal import Decimal

from writing import MULTIPLIERS, PLAN, YEAR
from written_sentences import Expected, Sentence

from extractors.language.periods import Calendar
from extractors.statements.context import Context
from extractors.statements.draft import Draft
from extractors.statements.passage import read_passage
from extractors.statements.prose import found_in
from extractors.view import view_of
from schemas import Role, SectionKind

CALENDAR = Calendar(YEAR, *PLAN)
CONTEXT = Context(CALENDAR, "全市", SectionKind.TASKS, None, "", None, "")


def drafts_of(text: str) -> list[Draft]:
    """Return what is read of every number of a sentence under a heading that names tasks, in reading order."""
    drafts, _ = read_passage(found_in(view_of(text).text, CALENDAR), CONTEXT)
    return sorted(drafts, key=lambda draft: draft.quantity.start)


def _base(value: Decimal, unit: str, bare: str) -> tuple[Decimal, str]:
    """Return a value in the bare unit: 1.5 万人 is 15000 人, 5 场/年 is 5 场; another unit as it is."""
    unit = unit if "/" in bare else unit.split("/")[0]
    if not unit.endswith(bare):
        return value, unit
    for multiplier in unit.removesuffix(bare):
        value *= MULTIPLIERS[multiplier]
    return value, bare


def differences(sentence: Sentence) -> list[str]:
    """Return what differs, each as “field: written, read”; empty where all targets were read and no other."""
    found = [draft for draft in drafts_of(sentence.text) if draft.role is Role.TARGET]
    if len(found) != len(sentence.targets):
        words = [f"{d.quantity.comparator.value}{d.quantity.value}{d.quantity.unit}" for d in found]
        return [f"number of targets: {len(sentence.targets)}, {len(found)} {words}"]
    return [
        f"{field}: {one}, {other}"
        for expected, draft in zip(sentence.targets, found, strict=True)
        for field, one, other in _compared(expected, draft)
        if one != other
    ]


def _compared(expected: Expected, draft: Draft) -> list[tuple[str, object, object]]:
    q = draft.quantity
    value, unit = _base(q.value, q.unit, expected.amount.unit)
    value_max = _base(q.value_max, q.unit, expected.amount.unit)[0] if q.value_max is not None else None
    due = draft.due
    rows: list[tuple[str, object, object]] = [
        ("value", expected.amount.value, value),
        ("value_max", expected.amount.value_max, value_max),
        ("unit", expected.amount.unit, unit),
        ("comparator", expected.amount.comparator, q.comparator.value),
        ("deadline", expected.when.deadline if expected.when else None, due.deadline if due else None),
    ]
    if expected.when and expected.when.start:
        rows.append(("start", expected.when.start, due.start if due else None))
    if expected.indicator:
        rows.append(("indicator", expected.indicator, draft.indicator))
    return rows
