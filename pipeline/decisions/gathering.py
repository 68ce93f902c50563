"""The decisions that concern the documents of a dataset (汇集复核决定)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from pipeline.decisions.applying import reviewed
from pipeline.decisions.ledger import Ledger
from pipeline.extract import Outcome
from schemas import Decision, Extraction

Entries = dict[str, list[Decision]]


class Decided:
    """The decisions on each document, by its id."""

    def __init__(self, by_document: dict[str, Entries]) -> None:
        self._by_document = by_document

    @property
    def digest(self) -> str:
        """A hash of all these decisions: the published dataset depends on it. Empty where there are none."""
        numbers = sorted(
            (document, entry.sequence)
            for document, entries in self._by_document.items()
            for rows in entries.values()
            for entry in rows
        )
        return hashlib.sha256(repr(numbers).encode()).hexdigest() if numbers else ""

    def on(self, document_id: str) -> Entries:
        """Return the entries on one document, by key."""
        return self._by_document.get(document_id, {})

    def applied(self, extraction: Extraction) -> Extraction:
        """Return the extraction as the reviewers stand for it."""
        return reviewed(extraction, self.on(extraction.document.document_id))


def decisions_on(ledger: Ledger, ends: Sequence[Outcome], about: str | None = None) -> Decided:
    """Return the decisions on the files of a dataset, or on one document of it: the one whose id is `about`.

    A decision goes with the bytes it was made on, under whatever name they lie now. Where these are not in the dataset
    any more, it goes with the file that bears their name: a later version of the document.
    """
    if not ledger.newest():
        return Decided({})
    ids = {item.document_id for item in ends if not item.copy_of}
    by_name = {item.source.name: item.document_id for item in ends if not item.copy_of}
    by_document: dict[str, Entries] = {}
    files = [name for name, document_id in by_name.items() if about in (None, document_id)]
    for key, entries in ledger.of_documents(ids if about is None else [about], files).items():
        home = _home(entries, ids, by_name)
        if home is not None and about in (None, home):
            by_document.setdefault(home, {})[key] = entries
    return Decided(by_document)


def _home(entries: Iterable[Decision], ids: set[str], by_name: dict[str, str]) -> str | None:
    """Return the document a thread belongs to: that of its last entry whose document is known."""
    latest = list(entries)[::-1]
    by_bytes = (entry.anchor.document_id for entry in latest if entry.anchor.document_id in ids)
    by_file = (by_name[entry.anchor.source_file] for entry in latest if entry.anchor.source_file in by_name)
    return next(by_bytes, None) or next(by_file, None)
