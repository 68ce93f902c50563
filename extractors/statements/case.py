"""All that the rules of a number's role look at (角色判断的依据)."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.language.periods import Calendar
from extractors.statements.behind import Behind
from extractors.statements.deadlines import Due
from extractors.statements.phrase import Before
from schemas import Quantity, Role, SectionKind


@dataclass(frozen=True, slots=True)
class Case:
    """One number with its surroundings. lead: the last dozen characters before it in its clause.

    embedded: part of the name of what the next number counts. after_count: a size inside the name of what the number
    before it counts. outer: the clause, or the one its bracket stands in. run_…: what the number before it was.
    titled: its date comes from a heading that promises nothing. own_due: its own clause or sentence
    dates it. written: the number's own characters. every: 年 or the like where it comes again. near: the clause with
    those beside it. ends: nothing stands behind it. measure: the indicator, inherited or not.
    procedure: the document says how one applies for something.
    """

    quantity: Quantity
    clause: str
    sentence: str
    lead: str
    before: Before
    behind: Behind
    due: Due | None
    past: bool
    section: SectionKind
    calendar: Calendar
    embedded: bool
    after_count: bool
    in_brackets: bool
    bare_word: str
    inherited: bool
    outer: str = ""
    run_verbs: str = ""
    run_role: Role | None = None
    run_unit: str = ""
    titled: bool = False
    own_due: bool = False
    written: str = ""
    ends: bool = False
    procedure: bool = False
    every: str = ""
    near: str = ""
    measure: str = ""
