"""An extraction with the decisions on it: what is published is what the reviewers stand for (应用复核决定).

A decision stands as long as its words are in the document. It is returned to the queue only where both the words around
it and what is extracted there have changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.decisions.claims import new_statement, said_by, with_claim
from pipeline.decisions.ledger import Standing, standing_of
from pipeline.decisions.matching import Finder, Match
from schemas import CLAIMED, Action, Decision, Extraction, Issue, Review, Said, Severity, State, Statement, content_id

_STATES = {
    Action.ACCEPT: State.ACCEPTED,
    Action.CORRECT: State.CORRECTED,
    Action.REJECT: State.REJECTED,
    Action.MISSED: State.MISSED,
    Action.SPLIT: State.SPLIT,
}


@dataclass(frozen=True, slots=True)
class Thread:
    """All entries on one key and what stands of them; `origin` is the first decision."""

    key: str
    origin: Decision
    standing: Standing


def threads_of(entries: Mapping[str, Sequence[Decision]]) -> list[Thread]:
    """Return the threads that still say something, the oldest first; those that a later one settled are left out."""
    threads = [Thread(key, rows[0], standing_of(rows)) for key, rows in entries.items() if rows]
    settled = {thread.standing.decision.replaces for thread in threads if thread.standing.decision}
    left = [t for t in threads if t.key not in settled and (t.standing.decision or t.standing.notes)]
    return sorted(left, key=lambda thread: thread.origin.sequence)


def reviewed(extraction: Extraction, entries: Mapping[str, Sequence[Decision]]) -> Extraction:
    """Return the extraction with the decisions applied; `entries` are those on this document, by key.

    A decision whose words are gone from the document is an issue, and stays in the ledger.
    """
    threads = threads_of(entries)
    if not threads:
        return extraction
    finder = Finder(extraction)
    results: dict[str, list[Statement]] = {}
    added: list[Statement] = []
    issues: list[Issue] = []
    # Decisions on words that are where they were come first: they are sure of their statement.
    matches = _matched(finder, threads)
    for thread, match in matches:
        if match.anchor is None and match.statement is None:
            issues.append(_gone(thread, extraction))
        elif match.statement is not None:
            results[match.statement.statement_id] = _applied(thread, match, match.statement)
        else:
            added += _added(thread, match, extraction)
    statements = [new for s in extraction.statements for new in results.get(s.statement_id, [s])]
    changes = {
        "statements": tuple(sorted([*statements, *added], key=lambda s: (s.value_start, s.value_end, s.statement_id))),
        "issues": (*extraction.issues, *issues),
    }
    return extraction.model_copy(update=changes)


def _matched(finder: Finder, threads: Sequence[Thread]) -> list[tuple[Thread, Match]]:
    found: dict[str, Match] = {}
    taken: set[str] = set()
    for sure in (True, False):
        for thread in threads:
            if thread.key in found:
                continue
            match = finder.match(_meant(thread), taken)
            if sure and (match.source_changed or match.statement is None):
                continue
            found[thread.key] = match
            if match.statement is not None:
                taken.add(match.statement.statement_id)
    return [(thread, found[thread.key]) for thread in threads]


def _meant(thread: Thread) -> Decision:
    """Return the entry to look for: the one that stands, with the place of the first where it has none of its own."""
    return thread.standing.decision or thread.origin


def _review(thread: Thread, state: State, extracted: Said | None = None, decided: tuple[Said, ...] = ()) -> Review:
    decision = _meant(thread)
    return Review(
        state=state, key=thread.key, reviewer=decision.reviewer, decided_at=decision.decided_at,
        reason=decision.reason if state is not State.UNREVIEWED else "", note="\n".join(thread.standing.notes),
        extracted=extracted, decided=decided,
    )  # fmt: skip


def _decided(decision: Decision) -> tuple[Said, ...]:
    """Return what a decision says the statement is; nothing of a rejection."""
    if decision.claims:
        return decision.claims
    return (decision.extracted,) if decision.action is Action.ACCEPT and decision.extracted else ()


def _applied(thread: Thread, match: Match, statement: Statement) -> list[Statement]:
    """Return what becomes of a statement that is extracted now."""
    decision = thread.standing.decision
    if decision is None:
        return [statement.model_copy(update={"review": _review(thread, State.UNREVIEWED)})]
    now = said_by(statement)
    then = decision.extracted or (decision.claims[0] if decision.claims else None)
    if match.source_changed and then is not None and not _same(now, then):
        return [statement.model_copy(update={"review": _review(thread, State.RETURNED, decided=_decided(decision))})]
    state = _state(thread, decision)
    claims = _decided(decision)
    if not claims:
        return [statement.model_copy(update={"review": _review(thread, state)})]
    made = []
    for index, claim in enumerate(claims):
        extracted = None if _same(now, claim) else now
        part = with_claim(statement, claim).model_copy(update={"review": _review(thread, state, extracted)})
        if decision.action is Action.SPLIT:
            part = part.model_copy(update={"statement_id": content_id(thread.key, "part", index)})
        made.append(part)
    return made


def _added(thread: Thread, match: Match, extraction: Extraction) -> list[Statement]:
    """Return the statements of a decision where nothing is extracted now: marked as missed, or not found any more."""
    decision = thread.standing.decision
    if decision is None or decision.action is Action.REJECT or match.anchor is None:
        return []
    document = extraction.document
    made = []
    for index, claim in enumerate(_decided(decision)):
        same = thread.origin.anchor.document_id == document.document_id
        own = thread.key if same else content_id(document.document_id, thread.key)
        statement_id = content_id(thread.key, "part", index) if decision.action is Action.SPLIT else own
        statement = new_statement(document, statement_id, claim, match.anchor)
        made.append(statement.model_copy(update={"review": _review(thread, _state(thread, decision))}))
    return made


def _state(thread: Thread, decision: Decision) -> State:
    """Return the state; a missed target that was corrected later is still one that was missed."""
    missed = thread.origin.action is Action.MISSED and decision.action in (Action.CORRECT, Action.ACCEPT)
    return State.MISSED if missed else _STATES[decision.action]


def _same(one: Said, other: Said) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in CLAIMED)


def _gone(thread: Thread, extraction: Extraction) -> Issue:
    decision = _meant(thread)
    words = " ".join(decision.anchor.quote.split())[:80]
    return Issue(
        severity=Severity.WARNING,
        code="decision-without-place",
        message=f"{decision.reviewer} decided on “{words}” ({decision.action.value}, {decision.decided_at}), but these "
        "words are not in the document any more. The decision is kept and applied to nothing; look at the new version.",
        document_id=extraction.document.document_id,
        source_file=extraction.document.source_file,
    )
