"""What of a run is already known: which documents need reading, and whether anything is to be published (增量)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from pipeline.extract import Failure, Outcome
from pipeline.settings import Settings
from pipeline.store import Kept, Store
from pipeline.store.packing import pack, unpack
from pipeline.store.versions import Versions, limits_of, versions_under
from schemas import Issue

_PACKAGE = "datapackage.json"
_AT_ONCE = 50  # packed documents fetched from the store; one query for each took a fifth of the time


class Memory:
    """What the store knows of the documents of one run."""

    def __init__(self, store: Store, settings: Settings, run: str, used: Versions | None = None) -> None:
        self._store = store
        self._settings = settings
        self._run = run
        self._limits = limits_of(settings)
        self.versions: Versions = used or versions_under(settings)
        self._kept: dict[str, Kept] = store.kept(self.versions)

    def settled(self, sha256: str) -> bool:
        """Say whether reading the document once more would be idle: it was read, or failed for good."""
        kept = self._kept.get(sha256)
        if kept is None:
            return False
        if kept.code is None:
            return True
        return kept.limits == self._limits and (not kept.died or kept.attempts >= self._settings.max_attempts)

    def to_read(self, known: Sequence[Outcome]) -> list[Outcome]:
        """Return the documents that need reading."""
        return [item for item in known if not (item.failure or item.copy_of or self.settled(item.sha256))]

    def keep(self, outcome: Outcome) -> None:
        """Keep what came of a document at once: whatever happens next, it is not read again."""
        before = self._kept.get(outcome.sha256)
        attempts = 1 + (before.attempts if before and before.limits == self._limits else 0)
        failure = outcome.failure
        packed = outcome.packed
        if packed is None and outcome.extraction is not None:
            packed = pack(outcome.extraction)
        code, message = (failure.code, failure.message) if failure else (None, None)
        kept = Kept(code, message, outcome.died, attempts, self._limits)
        try:
            size = outcome.source.path.stat().st_size
        except OSError:  # gone since it was read; its text is kept all the same
            size = 0
        self._store.keep(outcome.sha256, size, self.versions, kept, packed, self._run)
        self._kept[outcome.sha256] = kept

    def ends(self, known: Sequence[Outcome]) -> list[Outcome]:
        """Return every file with its failure, where it has one, in order of names; nothing is loaded yet."""
        ended = []
        for item in sorted(known, key=lambda item: item.source.name):
            kept = self._kept.get(item.sha256)
            if item.failure is None and kept is not None and kept.code is not None:
                item = replace(item, failure=Failure(kept.code, kept.message or ""))
            ended.append(item)
        return ended

    def load(self, ends: Iterable[Outcome]) -> Iterator[Outcome]:
        """Yield the files one after the other with what was read of them."""
        for some in batched(ends, _AT_ONCE):
            read = {item.sha256 for item in some if item.failure is None}
            packed = self._store.all_packed(read, self.versions) if read else {}
            for item in some:
                if item.failure is None:
                    name = item.copy_of or item.source.name
                    item = replace(item, extraction=unpack(packed[item.sha256], name))
                yield item


def batched(items: Iterable[Outcome], count: int) -> Iterator[list[Outcome]]:
    """Yield the items, so many at once."""
    rest = iter(items)
    while some := list(islice(rest, count)):
        yield some


def inputs_hash(
    ends: Sequence[Outcome], others: Iterable[Issue], used: Versions, settings: Settings, decisions: str
) -> str:
    """Return a hash of all that the published dataset depends on; `decisions` is that of the reviewers' decisions."""
    digest = hashlib.sha256()
    digest.update(f"{used}\x1f{settings.max_sheet_rows}\x1f{decisions}".encode())
    for item in ends:
        end = (item.source.name, item.sha256, item.copy_of, item.failure and (item.failure.code, item.failure.message))
        digest.update(json.dumps(end, ensure_ascii=False).encode("utf-8", "replace"))
    for issue in others:
        digest.update(issue.model_dump_json().encode())
    return digest.hexdigest()


def package_hash(out: Path) -> str | None:
    """Return the sha256 of the published `datapackage.json`; None where there is none."""
    path = out / _PACKAGE
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def untouched(out: Path, package: str | None) -> bool:
    """Say whether every file of the dataset lies there as it was published."""
    if package is None or package_hash(out) != package:
        return False
    listed: Mapping[str, list[dict[str, str]]] = json.loads((out / _PACKAGE).read_text(encoding="utf-8"))
    for item in listed["files"]:
        path = out / item["path"]
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            if f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}" != item["hash"]:
                return False
    return True
