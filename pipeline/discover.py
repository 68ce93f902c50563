"""Which files a run reads: given files and folders, searched in order of their names (发现文件)."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.settings import Settings
from schemas import Issue, Severity


class UsageError(Exception):
    """What was asked for cannot be done as asked; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `name` is the path as given, with / as separator and `shown`: the same on every machine."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files of a run in order of their names, and what was left out with the reason."""

    files: tuple[SourceFile, ...]
    issues: tuple[Issue, ...]


# Control characters, marks without a width (also those that turn the direction), bytes that are no text, line breaks.
_UNSEEN = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])


def shown(path: Path) -> str:
    """Return a path as records and screens show it; a character that is not seen is written out: \\x1b, \\u202e.

    So a name can neither pass for another one nor give a terminal orders. A byte that is no UTF-8 is \\xff.
    """
    return "".join(_written_out(char) if unicodedata.category(char) in _UNSEEN else char for char in path.as_posix())


def _written_out(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte that is no UTF-8
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _issue(path: Path, code: str, message: str) -> Issue:
    return Issue(severity=Severity.WARNING, code=code, message=message, source_file=shown(path))


def _entries(folder: Path, root: Path, out: Path, depth: int, limit: int) -> Iterator[Path | Issue]:
    """Yield the readable files below `folder`; an Issue for what is refused. Hidden names are skipped by intention."""
    try:
        entries = sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError as error:
        yield _issue(folder, "folder-unreadable", f"The folder cannot be opened: {error.strerror}.")
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        try:
            refused = _refused(entry, root)
            if refused is not None:
                yield refused
            elif not entry.is_dir():
                yield entry
            elif entry.resolve() == out:
                continue
            elif depth >= limit:
                words = f"Folders deeper than the limit of {limit} levels (MUBIAO_MAX_FOLDER_DEPTH) are not searched."
                yield _issue(entry, "folder-too-deep", words)
            else:
                yield from _entries(entry, root, out, depth + 1, limit)
        except OSError as error:
            yield _issue(entry, "not-reachable", f"It cannot be looked at: {error.strerror}.")


def _refused(entry: Path, root: Path) -> Issue | None:
    """Return why an entry of a folder is not read; None for a file and a folder. Raises OSError."""
    if entry.is_symlink():
        try:
            target = entry.resolve()
        except RuntimeError:  # how pathlib of Python 3.11 says so
            return _issue(entry, "link-to-nothing", "The link points to itself.")
        if not target.is_relative_to(root):
            words = "The link points outside the folder and is not followed; give its target as a path."
            return _issue(entry, "link-leaves-folder", words)
        if not target.exists():
            return _issue(entry, "link-to-nothing", "The link points to nothing.")
        if target.is_dir():
            return _issue(entry, "link-to-folder", "A link to a folder is not followed, so that none is read twice.")
    if not (entry.is_dir() or entry.is_file()):
        return _issue(entry, "not-a-file", "Neither a file nor a folder (a pipe, a device); it was left out.")
    return None


def discover(paths: Iterable[Path], out: Path, settings: Settings) -> Discovery:
    """Return the files under `paths`, each once, sorted by name. The folder `out` is never read.

    Raises UsageError where a path does not exist or there are more files than `settings.max_files`.
    """
    found: dict[Path, SourceFile] = {}
    issues: list[Issue] = []
    out = out.resolve()
    for path in sorted(paths, key=lambda item: item.as_posix()):
        if not path.exists():
            raise UsageError(f"{shown(path)}: there is no such file or folder.")
        if not (path.is_dir() or path.is_file()):
            raise UsageError(f"{shown(path)}: neither a file nor a folder (a pipe, a device); it cannot be read.")
        entries = _entries(path, path.resolve(), out, 1, settings.max_folder_depth) if path.is_dir() else iter([path])
        for entry in entries:
            if isinstance(entry, Issue):
                issues.append(entry)
                continue
            found.setdefault(entry.resolve(), SourceFile(entry, shown(entry)))
            if len(found) > settings.max_files:
                raise UsageError(
                    f"There are more than {settings.max_files} files; raise MUBIAO_MAX_FILES or run part of them."
                )
    return Discovery(_told_apart(found.values()), tuple(issues))


def _told_apart(files: Iterable[SourceFile]) -> tuple[SourceFile, ...]:
    """Return the files in order of their names; where two are shown alike, the second has (2) behind its name."""
    ordered = sorted(files, key=lambda file: (file.name, os.fsencode(file.path)))
    taken: set[str] = set()
    for place, file in enumerate(ordered):
        name, number = file.name, 1
        while name in taken:
            number += 1
            name = f"{file.name} ({number})"
        taken.add(name)
        ordered[place] = replace(file, name=name)
    return tuple(sorted(ordered, key=lambda file: file.name))
