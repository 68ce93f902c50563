"""The difference between the dataset and another one, from a folder that may be looked into (差异)."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline.diff import Change, diff
from pipeline.formats.package_file import NAME as PACKAGE

CHANGES_SHOWN = 500
FOLDERS_SHOWN = 50


class NotAllowedError(Exception):
    """A folder may not be compared. One message for all reasons: it does not tell what is there and what is not."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first changes between two datasets, and how many there are of each kind."""

    changes: tuple[Change, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Folders:
    """Which other datasets may be compared with the one in `out`.

    Those beside it, in the same parent folder, always; any other one only where the page is served to this machine
    alone (`anywhere`), whose user could read the folder as well without us.
    """

    out: Path
    anywhere: bool = False

    def beside(self) -> list[str]:
        """Return the names of the datasets beside this one."""
        here = self.out.resolve()
        try:
            with os.scandir(here.parent) as entries:
                names = sorted(entry.name for entry in entries if entry.is_dir() and entry.name != here.name)
        except OSError:
            return []
        return [name for name in names if self._is_allowed(here.parent / name)][:FOLDERS_SHOWN]

    def find(self, written: str) -> Path:
        """Return the folder of the dataset a person named: a name beside ours, or a whole path.

        Links are followed before anything is decided. Raises NotAllowedError where it may not be looked into, is no
        dataset, or is this one.
        """
        try:
            folder = (self.out.resolve().parent / os.path.expanduser(written.strip())).resolve(strict=True)
            if written.strip() and self._is_allowed(folder):
                return folder
        except (OSError, ValueError, RuntimeError):  # not there; a NUL in it; a circle of links, an unknown ~user
            pass
        raise NotAllowedError(written)

    def _is_allowed(self, folder: Path) -> bool:
        here = self.out.resolve()
        try:
            folder = folder.resolve(strict=True)
            inside = folder.parent == here.parent
            return folder != here and (self.anywhere or inside) and (folder / PACKAGE).is_file()
        except (OSError, RuntimeError):
            return False


def compare(old: Path, new: Path) -> Difference:
    """Return what changed from `old` to `new`. Slow for large datasets: it reads both whole.

    Raises pipeline.dataset.DatasetError where a folder holds no whole dataset.
    """
    changes = diff(old, new)
    counts = Counter(change.kind for change in changes)
    return Difference(tuple(changes[:CHANGES_SHOWN]), {kind: counts[kind] for kind in ("added", "gone", "changed")})
