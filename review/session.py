"""A reviewer at work: the statement before her, what she decides, where she goes on (复核过程).

No element of a page is in here. Every decision is made on the statement as it was shown: `seen` is how many entries its
history had then, and where somebody else was faster OvertakenError passes through.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.decisions.ledger import NothingToUndoError
from review.filters import TODO, Filters
from review.items import Item
from review.state import AppState
from schemas import Action, Claim, Decision, Extraction, State, Statement

_LOOK_BACK = 200


class Session:
    """One reviewer on one page. `item`, `extraction` and `statement` are what is shown, None before `open`."""

    def __init__(self, state: AppState, reviewer: str, filters: Filters) -> None:
        self.state, self.reviewer, self.filters = state, reviewer, filters
        self.item: Item | None = None
        self.extraction: Extraction | None = None
        self.statement: Statement | None = None
        self.history: list[Decision] = []

    # --- going about

    def open(self, statement_id: str) -> bool:
        """Show a statement as it stands now; say whether there is one."""
        item = self.state.queue.item(statement_id)
        if item is None:
            return False
        extraction = self.state.desk.extraction(item.document_id)
        found = [s for s in extraction.statements if s.statement_id == statement_id]
        if not found:
            return False
        self.item, self.extraction, self.statement = item, extraction, found[0]
        self.history = self.state.desk.history(found[0])
        self.state.queue.prefer(self.reviewer, "place", f"/desk/{statement_id}?{self.filters.query()}")
        return True

    def path(self) -> Path | None:
        """Return the document's file; None where it is gone or holds other bytes now."""
        return self.state.desk.document(self.item.document_id).path if self.item else None

    def again(self) -> bool:
        """Show the statement again, as it stands now."""
        return self.statement is not None and self.open(self.statement.statement_id)

    def move(self, step: int) -> bool:
        """Go to the next (1) or the one before (-1) in the queue; say whether there is one."""
        beside = self.state.queue.beside(self.filters, self.item, step) if self.item else None
        return beside is not None and self.open(beside.statement_id)

    def move_on(self) -> bool:
        """Go to the next after a decision; after the last one, to the first that is left to do."""
        if self.move(1):
            return True
        first = self.state.queue.page(self.filters, 0, 1) if self.filters.state == TODO else []
        if first and self.open(first[0].statement_id):
            return True
        self.again()
        return False

    def place(self) -> tuple[int, int]:
        """Return the how-manieth it is of how many in the queue, from 1; 0 where the filters leave it out."""
        queue, count = self.state.queue, self.state.queue.count(self.filters)
        if self.item is None or not queue.holds(self.filters, self.item):
            return 0, count
        return queue.before(self.filters, self.item) + 1, count

    # --- deciding

    def _decide(
        self, action: Action, claims: tuple[Claim, ...] = (), reason: str = "", note: str = ""
    ) -> Decision:
        assert self.statement is not None
        decision = self.state.desk.decide(
            self.statement, action, self.reviewer, seen=len(self.history), claims=claims, reason=reason, note=note
        )
        self.forget_draft()
        self.state.catch_up()
        return decision

    def accept(self) -> Decision:
        """Sign the statement as it is."""
        return self._decide(Action.ACCEPT)

    def correct(self, claim: Claim) -> Decision:
        """Say what the statement is."""
        return self._decide(Action.CORRECT, (claim,))

    def split(self, claims: tuple[Claim, ...]) -> Decision:
        """Make several statements of it."""
        return self._decide(Action.SPLIT, claims)

    def reject(self, reason: str) -> Decision:
        """Say that it is no statement, and why."""
        return self._decide(Action.REJECT, reason=reason)

    def note(self, words: str) -> Decision:
        """Write something down beside it."""
        return self._decide(Action.NOTE, note=words)

    def missed(self, start: int, end: int, claim: Claim) -> Decision:
        """Mark a target that was not found; the statement she was at stays before her."""
        assert self.extraction is not None
        document_id = self.extraction.document.document_id
        decision = self.state.desk.missed(document_id, start, end, claim, self.reviewer)
        self.forget_draft()
        self.state.catch_up()
        self.again()
        return decision

    def undo(self) -> Decision:
        """Take back what stands on this statement; where nothing does, the reviewer's last decision, and show that.

        Raises NothingToUndoError where there is neither.
        """
        assert self.statement is not None
        review = self.statement.review
        if review is not None and review.state is not State.RETURNED:
            key, seen = review.key, len(self.history)
        else:
            key, seen = self._last_own(), -1
        entries = self.state.desk.ledger.history(key)
        decision = self.state.desk.undo(key, self.reviewer, seen=len(entries) if seen < 0 else seen)
        self.state.catch_up()
        self._show_thread(decision.anchor.document_id, key) or self.again() or self.move_on()
        return decision

    def _last_own(self) -> str:
        known = set(self.state.desk.documents())
        mine = self.state.desk.ledger.last(self.reviewer, _LOOK_BACK)
        undone = {entry.undoes for entry in mine}
        for entry in mine:
            if entry.action is Action.UNDO or entry.sequence in undone or entry.anchor.document_id not in known:
                continue
            standing = self.state.desk.ledger.standing(entry.key)
            if entry.action is Action.NOTE or (standing.decision and standing.decision.sequence == entry.sequence):
                return entry.key
        raise NothingToUndoError("You decided nothing that could be taken back.")

    def _show_thread(self, document_id: str, key: str) -> bool:
        """Show the statement that a thread of decisions is about; say whether it is there."""
        for statement in self.state.desk.extraction(document_id).statements:
            if statement.statement_id == key or (statement.review is not None and statement.review.key == key):
                return self.open(statement.statement_id)
        return False

    # --- drafts

    def draft(self, kind: str) -> list[dict[str, str]] | None:
        """Return what was typed for this statement and not saved."""
        return self.state.drafts.get(self._draft_key(kind))

    def keep_draft(self, kind: str, forms: list[dict[str, str]]) -> None:
        """Keep what is being typed."""
        self.state.drafts[self._draft_key(kind)] = forms

    def forget_draft(self) -> None:
        """Drop what was typed for this statement: it was saved or given up."""
        for kind in ("correct", "split", "missed"):
            self.state.drafts.pop(self._draft_key(kind), None)

    def _draft_key(self, kind: str) -> tuple[str, str]:
        return self.reviewer, f"{kind} {self.statement.statement_id if self.statement else ''}"
