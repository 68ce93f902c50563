"""Marking a target that was missed: from number to number by keyboard, or with the mouse (补标)."""

from __future__ import annotations

from dataclasses import dataclass

from review.components import Press
from review.evidence import Span, candidates, step
from schemas import Document, Extraction, Statement


def _moved(document: Document, span: Span, press: Press, by: int) -> Span:
    """Return the selection with its end (Shift) or its beginning (Alt) moved by a character."""
    start, end = span
    if press.shift:
        end = min(len(document.text), max(start + 1, end + by))
    else:
        start = max(0, min(end - 1, start + by))
    return start, end


@dataclass(slots=True)
class Marking:
    """A selection in the making. `span` is None where the document holds no number that is not covered yet."""

    extraction: Extraction
    span: Span | None = None

    @classmethod
    def beside(cls, extraction: Extraction, statement: Statement) -> Marking:
        """Begin at the first number after a statement that nobody found, or at the last one before it."""
        spans = candidates(extraction, 0, len(extraction.document.text))
        place = statement.value_start
        return cls(extraction, step(spans, place, True) or step(spans, place, False))

    def press(self, press: Press) -> bool:
        """Move the selection as a key says; say whether the key was meant for it."""
        if press.key not in ("ArrowLeft", "ArrowRight"):
            return False
        forward = press.key == "ArrowRight"
        if self.span is not None and (press.shift or press.alt):
            self.span = _moved(self.extraction.document, self.span, press, 1 if forward else -1)
            return True
        spans = candidates(self.extraction, 0, len(self.extraction.document.text))
        here = self.span[0] if self.span else -1 if forward else len(self.extraction.document.text)
        self.span = step(spans, here, forward) or self.span
        return True

    def words(self) -> str:
        """Return the selected words."""
        return self.extraction.document.text[slice(*self.span)] if self.span else ""
