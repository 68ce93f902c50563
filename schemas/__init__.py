"""What flows through the house, as pydantic models. This package imports nothing of ours."""

from schemas.base import Record, content_id
from schemas.dataset import Conflict, Dataset, ResolvedAgency, Rollup, Series, Target
from schemas.document import (
    Block,
    BlockKind,
    Box,
    Cell,
    Document,
    Facts,
    Issue,
    Line,
    Page,
    PageKind,
    Piece,
    Severity,
    Status,
    Table,
)
from schemas.language import AgencyMention, AgencyRole, Comparator, Period, Quantity
from schemas.outline import Outline, Passage, Section, SectionKind
from schemas.records import Evidence, Extraction, Measure, Statement
from schemas.review import CLAIMED, Action, Anchor, Claim, Decision, Review, State
from schemas.terms import DeadlineBasis, Kind, Role, TablePlace

__all__ = [
    "CLAIMED",
    "Action",
    "AgencyMention",
    "AgencyRole",
    "Anchor",
    "Block",
    "BlockKind",
    "Box",
    "Cell",
    "Claim",
    "Comparator",
    "Conflict",
    "Dataset",
    "DeadlineBasis",
    "Decision",
    "Document",
    "Evidence",
    "Extraction",
    "Facts",
    "Issue",
    "Kind",
    "Line",
    "Measure",
    "Outline",
    "Page",
    "PageKind",
    "Passage",
    "Period",
    "Piece",
    "Quantity",
    "Record",
    "ResolvedAgency",
    "Review",
    "Role",
    "Rollup",
    "Section",
    "SectionKind",
    "Series",
    "Severity",
    "State",
    "Statement",
    "Status",
    "Table",
    "TablePlace",
    "Target",
    "content_id",
]
