"""Pages of scanned files whose document is not whole yet: a run after one that was stopped goes on there (读过的页)."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

_DIGEST = 32  # bytes of the sha256 before the pages: what a crash of the machine cut off is read again


def shelf_for(folder: Path, state: str) -> Path:
    """Return the place for pages read under a state of the extractor; those of other states are cleared away."""
    if folder.is_dir():
        for other in sorted(folder.iterdir()):
            if other.name != state:
                shutil.rmtree(other, ignore_errors=True)
    return folder / state


def put_pages(shelf: Path | None, sha256: str, first: int, last: int, packed: bytes) -> None:
    """Keep the pages `first` to `last` of a document; no shelf keeps nothing."""
    if shelf is None:
        return
    place = _place(shelf, sha256, first, last)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_suffix(".next")
    beside.write_bytes(hashlib.sha256(packed).digest() + packed)
    os.replace(beside, place)


def take_pages(shelf: Path | None, sha256: str, first: int, last: int) -> bytes | None:
    """Return the pages that were kept, None where they were not, or are damaged."""
    place = _place(shelf, sha256, first, last) if shelf else None
    if place is None or not place.is_file():
        return None
    kept = place.read_bytes()
    digest, packed = kept[:_DIGEST], kept[_DIGEST:]
    return packed if hashlib.sha256(packed).digest() == digest else None


def clear_pages(shelf: Path | None, sha256: str) -> None:
    """Forget the pages of a document that is whole, or failed for good."""
    if shelf is not None:
        shutil.rmtree(shelf / sha256, ignore_errors=True)


def _place(shelf: Path, sha256: str, first: int, last: int) -> Path:
    return shelf / sha256 / f"{first}-{last}.pages"
