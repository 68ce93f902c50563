"""The words of a document's blocks as a person would copy them out: without line breaks and stray blanks."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.readers.lines import tidy
from schemas import Block, BlockKind, Document


@dataclass(frozen=True, slots=True)
class Words:
    """A block's words, tidied, and the block they come from."""

    text: str
    block: Block
    raw: str = ""

    @property
    def names(self) -> list[str]:
        """The words parted by blanks, as joint issuers are printed; one where the blanks only space out the letters."""
        parts = self.raw.split()
        return parts if parts and all(len(part) >= 3 for part in parts) else [self.text]


def words_of(document: Document) -> list[Words]:
    """Return the tidied blocks of a document, tables left out, in reading order."""
    return [
        Words(tidy(raw := document.text[block.start : block.end]), block, raw)
        for block in document.blocks
        if block.kind is not BlockKind.TABLE
    ]
