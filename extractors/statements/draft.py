"""A statement on its way, in the view's offsets (草稿)."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.statements.clauses import Stretch
from extractors.statements.deadlines import Due
from schemas import Kind, Quantity, Role


@dataclass(frozen=True, slots=True)
class Draft:
    """What was read of one number. `rule` names the rule that gave the role."""

    quantity: Quantity
    role: Role
    rule: str
    scope: str
    indicator: str
    kind: Kind
    due: Due | None
    clause: Stretch
    confidence: float
