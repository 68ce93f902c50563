"""What reconciliation could not settle, for a person to look at (问题)."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.reconcile.claims import Claim, Source
from pipeline.reconcile.scopes import ambiguous_region
from schemas import Issue, Severity


class Notes:
    """Collects one issue for each unknown unit and ambiguous region of a document, however often it occurs."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Issue] = {}

    def read(self, claims: Iterable[Claim]) -> None:
        """Look through claims in reading order."""
        for claim in claims:
            unit, scope = claim.reading.unit_text, claim.reading.scope_text
            if claim.reading.unit_base is None:
                message = (
                    f"The unit “{unit}” is not in extractors/vocabulary/units.csv, so its values cannot be compared. "
                    "Add a row for it, or correct the statement."
                )
                self._add(claim, "unit-unknown", unit, message)
            codes = ambiguous_region(scope, claim.source.region)
            if codes:
                message = (
                    f"“{scope}” is the name of {len(codes)} regions ({', '.join(codes[:5])}); none was chosen. "
                    "State the document's own region to settle it."
                )
                self._add(claim, "region-ambiguous", scope, message)

    def failed(self, source: Source, error: Exception) -> None:
        """Note a document whose statements give no targets, for a reason nobody foresaw."""
        message = (
            f"internal error: {type(error).__name__} while its statements were reconciled; they are published and give "
            "no targets. Please report it with the file."
        )
        self._found[source.document_id, "not-reconciled", ""] = Issue(
            severity=Severity.ERROR, code="not-reconciled", message=message, document_id=source.document_id,
            source_file=source.source_file,
        )  # fmt: skip

    def _add(self, claim: Claim, code: str, what: str, message: str) -> None:
        key = (claim.source.document_id, code, what)
        if key not in self._found:
            self._found[key] = Issue(
                severity=Severity.WARNING,
                code=code,
                message=message,
                document_id=claim.source.document_id,
                source_file=claim.source.source_file,
                start=claim.place,
            )

    def issues(self) -> tuple[Issue, ...]:
        """Return the issues in a fixed order."""
        return tuple(self._found[key] for key in sorted(self._found))
