"""A worksheet that is written row by row (快速写表).

XlsxWriter checks, keeps and escapes every cell by itself, which took more than half of a publication. Here a row of
texts and numbers becomes XML at once, the same XML (a test compares them); all else is XlsxWriter's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

# What must be escaped in a cell, or needs an attribute so that its blanks are kept; most texts have none of it.
_SPECIAL = re.compile(r"[&<>_\x00-\x08\x0b-\x1f\ufffe\uffff]|^\s|\s$")

Cell = tuple[int, str | int | float, str | None]  # column, value, where it links to


@cache
def _letters(column: int) -> str:
    letters: str = xl_col_to_name(column)
    return letters


class QuickSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A sheet of a workbook with constant_memory, filled from above."""

    def write_cells(self, row: int, cells: Iterable[Cell], link_format: Format) -> None:
        """Write the cells of a row, from left to right; the row is below all rows written so far."""
        number = row + 1
        style = f' s="{link_format._get_xf_index()}"'
        parts: list[str] = []
        places: list[int] = []
        self.ignore_write_string = True  # of a link only its place is kept: its text is in the row
        for column, value, link in cells:
            places.append(column)
            reference = f"{_letters(column)}{number}"
            if not isinstance(value, str):
                parts.append(f'<c r="{reference}"><v>{value!r}</v></c>')
                continue
            if link:
                self._write_url(row, column, link, link_format, value)
            text = self._inline(value) if _SPECIAL.search(value) else f"<t>{value}</t>"
            parts.append(f'<c r="{reference}"{style if link else ""} t="inlineStr"><is>{text}</is></c>')
        self.ignore_write_string = False
        if not parts:
            return
        self._check_dimensions(row, places[0])
        self._check_dimensions(row, places[-1])
        self._write_single_row(row)  # what was written cell by cell before
        self.fh.write(f'<row r="{number}">{"".join(parts)}</row>')

    def _inline(self, text: str) -> str:
        """Return the element of a text with characters that XML or Excel needs escaped, or with blanks at its ends."""
        escaped = self._escape_control_characters(text)
        keep = ' xml:space="preserve"' if escaped[0].isspace() or escaped[-1].isspace() else ""
        return f"<t{keep}>{self._escape_data(escaped)}</t>"
