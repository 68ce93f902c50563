"""Finding the words of a decision again: in a later reading of the document, or in a later version of it (重新定位)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from pipeline.decisions.claims import folded, said_by
from pipeline.rows import row_text
from schemas import Action, Anchor, Decision, Document, Extraction, Role, Said, Statement

_DIGITS = re.compile(r"[0-9０-９.,，%％]+")


@dataclass(frozen=True, slots=True)
class Match:
    """Where the words of a decision are now.

    `anchor` is true of the document now, and None where the words are not there any more. `statement` is the one that
    is extracted there now, None where there is none. `source_changed` where paragraph or table row read otherwise.
    """

    anchor: Anchor | None
    statement: Statement | None
    source_changed: bool


class _Folded:
    """A text without white space, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        self.places = [place for place, char in enumerate(text) if not char.isspace()]
        self.text = "".join(text[place] for place in self.places)

    def only(self, words: str) -> int | None:
        """Return where the words begin, None where they are missing or not the only ones."""
        first = self.text.find(words)
        return first if words and first >= 0 and self.text.find(words, first + 1) < 0 else None

    def nearest(self, words: str, place: int) -> int | None:
        """Return where the words begin, of several the closest to a place of the source."""
        found = []
        first = self.text.find(words) if words else -1
        while first >= 0:
            found.append(first)
            first = self.text.find(words, first + 1)
        return min(found, key=lambda start: (abs(self.places[start] - place), start), default=None)


class Finder:
    """Finds decisions in one document as it is extracted now."""

    def __init__(self, extraction: Extraction) -> None:
        self._document: Document = extraction.document
        self._statements = extraction.statements
        self._by_id = {statement.statement_id: statement for statement in extraction.statements}

    @cached_property
    def _text(self) -> _Folded:
        return _Folded(self._document.text)

    def match(self, decision: Decision, taken: Iterable[str] = ()) -> Match:
        """Return where the words of a decision are now; statements whose ids are `taken` belong to others."""
        there, changed = self._located(decision.anchor)
        left = set(taken)
        if there is not None:
            statement = self._at(there, decision, left)
            if statement is not None or not changed:
                return Match(there, statement, changed)
        return Match(there, self._alike(decision, left), True)

    # --- the words in the source

    def _located(self, anchor: Anchor) -> tuple[Anchor | None, bool]:
        """Return the anchor as it is true now, and whether the words around it have changed."""
        text = self._document.text
        if anchor.document_id == self._document.document_id and _true(anchor, text):
            return anchor, False
        if anchor.table is not None:
            return self._in_tables(anchor)
        for words, changed in ((folded(anchor.context), False), (folded(anchor.quote), True)):
            inside = words.find(folded(anchor.quote))
            start = self._text.only(words) if changed else self._text.nearest(words, anchor.char_start)
            if start is not None and inside >= 0:
                moved = self._moved(anchor, start + inside)
                if moved is not None:
                    return moved, changed
        return None, True

    def _moved(self, anchor: Anchor, start: int) -> Anchor | None:
        """Return the anchor with its quote at the place `start` of the folded text."""
        before = len(folded(anchor.quote[: max(0, anchor.value_start - anchor.char_start)]))
        quote, value = folded(anchor.quote), folded(anchor.value_text)
        if self._text.text[start + before : start + before + len(value)] != value or not value:
            return None
        places = self._text.places
        first, last = places[start], places[start + len(quote) - 1] + 1
        value_first, value_last = places[start + before], places[start + before + len(value) - 1] + 1
        return self._set(anchor, (first, last), (value_first, value_last))

    def _set(self, anchor: Anchor, quote: tuple[int, int], value: tuple[int, int]) -> Anchor:
        text = self._document.text
        return anchor.model_copy(
            update={
                "document_id": self._document.document_id, "source_file": self._document.source_file,
                "char_start": quote[0], "char_end": quote[1], "quote": text[quote[0] : quote[1]],
                "value_start": value[0], "value_end": value[1], "value_text": text[value[0] : value[1]],
            }
        )  # fmt: skip

    def _in_tables(self, anchor: Anchor) -> tuple[Anchor | None, bool]:
        """Look for the cell in a row with the same cells, else for one with the same words under the same heads."""
        wanted, value = folded(anchor.context), folded(anchor.value_text)
        place = anchor.table
        assert place is not None
        for table in self._document.tables:
            for cell in table.cells:
                if cell.column != place.column_index or value not in folded(cell.text):
                    continue
                if folded(row_text(table, cell.row)) != wanted:
                    continue
                for piece in cell.pieces:
                    start = self._document.text.find(anchor.value_text, piece.start, piece.end)
                    if start >= 0:
                        end = start + len(anchor.value_text)
                        quote = (piece.start, piece.end) if anchor.quote != anchor.value_text else (start, end)
                        now = place.model_copy(update={"table_id": table.table_id, "row_index": cell.row})
                        return self._set(anchor, quote, (start, end)).model_copy(update={"table": now}), False
        return None, True

    # --- the statement that is extracted there

    def _at(self, there: Anchor, decision: Decision, taken: set[str]) -> Statement | None:
        own = self._by_id.get(decision.key)
        if own is not None and own.statement_id not in taken and _overlap(own, there):
            return own
        found = [s for s in self._statements if s.statement_id not in taken and _overlap(s, there)]
        said = _said(decision)
        if len(found) > 1 and said is not None:
            found = [s for s in found if (s.scope, s.indicator) == (said.scope, said.indicator)] or found
        if decision.action is Action.MISSED:
            # The same number may carry another target already; one that was read as a fact is what was missed.
            found = [s for s in found if s.role is not Role.TARGET or (said is not None and _near(s, said))]
        return found[min(there.ordinal, len(found) - 1)] if found else None

    def _alike(self, decision: Decision, taken: set[str]) -> Statement | None:
        """Return the only statement that can be meant where the words themselves are gone."""
        left = [statement for statement in self._statements if statement.statement_id not in taken]
        anchor, said = decision.anchor, _said(decision)
        masked = _DIGITS.sub("#", folded(anchor.quote))
        ways: list[Callable[[Statement], bool]] = [
            lambda s: folded(s.quote) == folded(anchor.quote) and folded(s.value_text) == folded(anchor.value_text),
            lambda s: len(masked) > 4 and anchor.table is None and _DIGITS.sub("#", folded(s.quote)) == masked,
            lambda s: _same_heads(s, anchor),
            lambda s: said is not None and _same_target(s, said),
        ]
        for way in ways:
            found = [statement for statement in left if way(statement)]
            if len(found) == 1:
                return found[0]
        return None


def _true(anchor: Anchor, text: str) -> bool:
    return (
        text[anchor.value_start : anchor.value_end] == anchor.value_text
        and text[anchor.char_start : anchor.char_end] == anchor.quote
    )


def _overlap(statement: Statement, anchor: Anchor) -> bool:
    return statement.value_start < anchor.value_end and anchor.value_start < statement.value_end


def _said(decision: Decision) -> Said | None:
    """Return what the statement said when it was decided on; of a missed target, what the reviewer says."""
    return decision.extracted or (decision.claims[0] if decision.claims else None)


def _near(statement: Statement, said: Said) -> bool:
    return statement.scope == said.scope or statement.indicator == said.indicator


def _same_heads(statement: Statement, anchor: Anchor) -> bool:
    place, was = statement.table, anchor.table
    if place is None or was is None or not (was.row or was.column):
        return False
    return all(
        folded(now) == folded(then)
        for now, then in ((place.title, was.title), (place.row, was.row), (place.column, was.column))
    )


def _same_target(statement: Statement, said: Said) -> bool:
    now = said_by(statement)
    return bool(said.indicator) and all(
        getattr(now, name) == getattr(said, name) for name in ("role", "scope", "indicator", "kind", "deadline", "unit")
    )
