"""What a reviewer wants to see of the queue, and the SQL that finds it (筛选)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

BY_RISK, BY_PLACE = "risk", "place"
TODO, ALL = "todo", "all"
# Columns that give the order; each has an index.
ORDERS = {
    BY_RISK: ("rank", "source_file", "place", "statement_id"),
    BY_PLACE: ("source_file", "place", "statement_id"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means: whatever. `indicator` and `agency` are parts of names; `state` may be todo or all as well."""

    document: str = ""
    region: str = ""
    indicator: str = ""
    agency: str = ""
    due: str = ""
    role: str = ""
    state: str = TODO
    order: str = BY_RISK

    def of_any_state(self) -> Self:
        """Return the filters without the state."""
        return replace(self, state=ALL)

    @classmethod
    def of(cls, given: object) -> Self:
        """Return filters from what was kept or came with an address; what is not understood is left out."""
        if not isinstance(given, dict):
            return cls()
        found = {name: str(given[name])[:200] for name in cls.__dataclass_fields__ if given.get(name)}
        if found.get("order", BY_RISK) not in ORDERS:
            del found["order"]
        return cls(**found)

    def query(self, **more: object) -> str:
        """Return the filters as the query of an address, those left as they are left out."""
        own = {name: getattr(self, name) for name in self.__dataclass_fields__}
        said = {name: value for name, value in own.items() if value != getattr(type(self)(), name)}
        return urlencode({**said, **more})


def condition(filters: Filters) -> tuple[str, tuple[str, ...]]:
    """Return the condition in SQL and its values."""
    parts: list[str] = []
    values: list[str] = []
    columns = {
        "document_id": filters.document,
        "region": filters.region,
        "due_year": filters.due,
        "role": filters.role,
    }
    for column, wanted in columns.items():
        if wanted:
            parts.append(f"{column} = ?")
            values.append(wanted)
    if filters.indicator:
        parts.append("instr(indicator, ?) > 0")
        values.append(filters.indicator)
    if filters.agency:
        parts.append("statement_id IN (SELECT statement_id FROM agency WHERE instr(name, ?) > 0)")
        values.append(filters.agency)
    if filters.state == TODO:
        parts.append("todo = 1")
    elif filters.state != ALL:
        parts.append("state = ?")
        values.append(filters.state)
    return " AND ".join(parts) or "1", tuple(values)
