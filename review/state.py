"""What all pages share: the dataset, the door to its decisions, the queue (共享状态)."""

from __future__ import annotations

from pathlib import Path

from pipeline.decisions.desk import Desk
from pipeline.settings import Settings
from review.index import Queue


class AppState:
    """One server works on one dataset: `out` is its folder."""

    def __init__(self, out: Path, settings: Settings) -> None:
        self.out, self.settings = out, settings
        self.desk = Desk.open(out, settings)
        self.queue = Queue(out)
        # What was typed and not yet saved, by reviewer and statement: a reload or a lost connection loses nothing.
        self.drafts: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.catch_up()

    def close(self) -> None:
        """Let go of store and queue."""
        self.desk.close()
        self.queue.close()

    def follow(self) -> None:
        """Go on with the dataset as it is now, where it was published since; every page begins with it."""
        if self.queue.follow():
            self.desk.close()
            self.desk = Desk.open(self.out, self.settings)
            self.catch_up()

    def catch_up(self) -> None:
        """Lay the decisions over the queue that it does not hold yet."""
        newest, seen = self.desk.ledger.newest(), self.queue.ledger_seen()
        entries = self.desk.ledger.last(limit=newest - seen) if newest > seen else []
        touched = {entry.anchor.document_id for entry in entries}
        known = set(self.desk.documents())
        if not touched <= known:
            # Made on an earlier version of a document, which lies under the same name now.
            files = {entry.anchor.source_file for entry in entries}
            touched |= {about.document_id for about, _, _ in self.queue.documents() if about.source_file in files}
        for document_id in sorted(touched & known):
            self.refresh(document_id)
        self.queue.saw(newest)

    def refresh(self, document_id: str) -> None:
        """Bring the queue's rows of a document to what stands now."""
        self.queue.refresh(self.desk.extraction(document_id))
