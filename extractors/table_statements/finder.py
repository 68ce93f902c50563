"""From the tables of a document to its numeric statements (表格的数字表述)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.language.periods import Calendar
from extractors.statements.context import region_words, section_kind
from extractors.table_statements.align import families_of, spanless, whole_head
from extractors.table_statements.build import Desk
from extractors.table_statements.columns import columns_of
from extractors.table_statements.flat import FlatTable
from extractors.table_statements.flat_reader import read_flat
from extractors.table_statements.frame import frame_of
from extractors.table_statements.grid import Grid, raised_marks
from extractors.table_statements.ground import Ground
from extractors.table_statements.heads import ColumnKind, calendar_of_title
from extractors.table_statements.lines import Carry
from extractors.table_statements.reader import TableReader
from extractors.table_statements.roles import Setting, judge
from extractors.table_statements.scope import scope_of_title, subject_of_title
from extractors.table_statements.sheet import Sheet, sheet_of
from extractors.table_statements.siblings import lend_labels
from extractors.table_statements.words import clean
from schemas import Document, Issue, Measure, Outline, SectionKind, Statement

_LONGEST_LABEL = 12


def find_table_statements(
    document: Document,
    outline: Outline,
    measures: Sequence[Measure],
    calendar: Calendar,
    flattened: Sequence[FlatTable],
) -> tuple[list[Statement], list[Issue]]:
    """Return the statements of all tables of a document in reading order, and what a person should look at.

    calendar: the document's year and the plan's own years. flattened: its tables in running text.
    Numbers in label, agency and remark columns are no values.
    """
    desk = Desk.of(document, measures)
    raised = raised_marks(document)
    grids = [Grid(document, table, raised) for table in document.tables]
    statements: list[Statement] = []
    issues: list[Issue] = []
    for sheet in lend_labels(_sheets(grids, calendar)):
        ground = _ground(document, sheet, _section_at(outline, sheet.grid.table.start), calendar)
        reader = TableReader(sheet, ground, desk)
        reader.read()
        statements += reader.statements
        issues += reader.issues
    for table in flattened:
        ground = _ground(document, table, _section_at(outline, table.span[0]), calendar)
        found, unclear = read_flat(table, ground, desk)
        statements += found
        issues += unclear
    return sorted(statements, key=lambda one: (one.value_start, one.value_end)), issues


def _sheets(grids: Sequence[Grid], calendar: Calendar) -> list[Sheet]:
    """Return all tables ready to be read; a piece takes over what the piece before it left."""
    families, known = families_of(grids), _known_labels(grids)
    carry = Carry()
    sheets: list[Sheet] = []
    for place, grid in enumerate(grids):
        if not place or not _follows(grids[place - 1], grid):
            carry = Carry()
        sheets.append(sheet_of(grid, calendar, carry, families, known))
    return sheets


def _ground(document: Document, table: Sheet | FlatTable, section: SectionKind, calendar: Calendar) -> Ground:
    """Return what holds for all numbers of a table."""
    scope = scope_of_title(table.title)
    calendar = calendar_of_title(table.title, calendar)
    sheet = table if isinstance(table, Sheet) else None
    return Ground(
        calendar=calendar,
        region=region_words(document),
        scope=scope,
        subject=subject_of_title(table.title, scope),
        title=table.title,
        unit=sheet.unit if sheet else "",
        roles=judge(table.columns, Setting(table.title, document.facts.title, section, calendar)),
        unsure=sheet is not None and sheet.grid.table.unsure is not None,
    )


def _follows(previous: Grid, grid: Grid) -> bool:
    """Tell a piece that goes on from the table before it: no title of its own and nothing but blanks between."""
    between = grid.document.text[previous.table.end : grid.table.start]
    return not grid.table.title and not between.strip()


def _known_labels(grids: Sequence[Grid]) -> frozenset[str]:
    """Return the short row labels of tables whose head is whole, to tell labels from other words."""
    labels: set[str] = set()
    for grid in grids:
        frame = frame_of(grid)
        if not spanless(grid) or whole_head(grid, frame) is None:
            continue
        heads = [c.index for c in columns_of(grid, frame, Calendar()) if c.kind is ColumnKind.LABEL]
        for column in heads[-1:]:
            texts = (clean(grid.text(row, column)) for row in frame.body)
            labels |= {
                text for text in texts if 2 < len(text) <= _LONGEST_LABEL and not any(char.isdigit() for char in text)
            }
    return frozenset(labels)


def _section_at(outline: Outline, place: int) -> SectionKind:
    """Return the kind of the section that a table stands in."""
    section = None
    for one in outline.sections:
        if one.heading_start <= place:
            section = one.index
    return section_kind(outline.ancestors(section))
