"""Publishing a dataset again from what was read before, with the decisions made since (重新发布)."""

from __future__ import annotations

from pathlib import Path

from pipeline.conclude import conclude, finished, recorded
from pipeline.incremental import Memory
from pipeline.locking import one_run_at_a_time
from pipeline.origin import check_published, read_origin
from pipeline.progress import Observer, Silent
from pipeline.report import RunReport
from pipeline.settings import Settings
from pipeline.store import FOLDER, Store
from pipeline.store.versions import versions


def republish(out: Path, settings: Settings | None = None, observer: Observer | None = None) -> RunReport:
    """Publish the dataset in `out` again with the reviewers' decisions; no source file is read.

    Raises DatasetError where nothing was published there, LockedError where a run holds it, StoreError where the store
    cannot be opened.
    """
    settings = settings or Settings()
    observer = observer or Silent()
    check_published(out)
    with (
        one_run_at_a_time(out / FOLDER, settings.lock_seconds, observer.stage),
        Store.open(out, settings.store) as store,
        recorded(store, out) as record,
    ):
        origin = read_origin(out, versions().publisher)
        memory = Memory(store, settings, record.run, origin.versions)
        report = conclude(record, origin.ends, origin.issues, memory, store, out, settings, observer)
        return finished(record, report)
