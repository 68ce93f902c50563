"""`mubiao prune`: the store forgets readings of earlier states of the extractor (清理旧读取结果)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset import DatasetError
from pipeline.locking import one_run_at_a_time
from pipeline.origin import read_origin
from pipeline.progress import Observer, Silent
from pipeline.settings import Settings
from pipeline.store import FOLDER, Store
from pipeline.store.pruning import Code, State, datasets_here, forget, states, unused
from pipeline.store.versions import versions


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was, or would be, forgotten and what is kept: states of the extractor, readings, megabytes packed."""

    states: int
    readings: int
    megabytes: float
    kept: int

    def line(self, dry_run: bool) -> str:
        """Say it in a line."""
        done = "would be forgotten" if dry_run else "forgotten"
        what = f"{self.readings} readings under {self.states} earlier states of the extractor"
        return f"{what} {done} ({self.megabytes:.1f} MB); {self.kept} states are kept."


def prune(
    out: Path, keep: int = 1, dry_run: bool = False, settings: Settings | None = None, observer: Observer | None = None
) -> Pruned:
    """Forget what was read under states of the extractor that no dataset of the store uses.

    Kept are the present state, that which each dataset in this machine's folders was published from, and the `keep`
    newest under which anything was read for a dataset. Documents, files, runs, fetches and decisions stay. Raises
    DatasetError where `out` has no store, LockedError where a run holds it, StoreError where it cannot be opened.
    """
    settings = settings or Settings()
    if not (out / FOLDER).is_dir():
        raise DatasetError(f"{out}: there is no dataset of `mubiao run` here.")
    with (
        one_run_at_a_time(out / FOLDER, settings.lock_seconds, (observer or Silent()).stage),
        Store.open(out, settings.store) as store,
    ):
        found = states(store.engine)
        old = unused(found, _used(found, out), keep)
        codes = {state.code for state in old}
        if codes and not dry_run:
            forget(store.engine, codes)
        readings, size = sum(state.readings for state in old), sum(state.size for state in old)
        return Pruned(len(codes), readings, size / 1e6, len({state.code for state in found} - codes))


def _used(found: list[State], out: Path) -> set[Code]:
    """Return the present state, and those from which the datasets were published."""
    now = versions()
    used = {(now.extractor, now.vocabulary)}
    for folder in {out.resolve(), *datasets_here(found)}:
        try:
            origin = read_origin(folder, now.publisher).versions
        except DatasetError:
            continue  # nothing was published there
        used.add((origin.extractor, origin.vocabulary))
    return used
