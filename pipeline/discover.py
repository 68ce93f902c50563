"""Which files a run reads: given files and folders, searched in order of their names (发现文件)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.settings import Settings
from schemas import Issue, Severity


class UsageError(Exception):
    """What was asked for cannot be done as asked; the message says why and what to do instead."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read. `name` is the path as given, with / as separator: the same on every machine."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files of a run in order of their names, and what was left out with the reason."""

    files: tuple[SourceFile, ...]
    issues: tuple[Issue, ...]


def _issue(name: str, code: str, message: str) -> Issue:
    return Issue(severity=Severity.WARNING, code=code, message=message, source_file=name)


def _entries(folder: Path, root: Path, out: Path, depth: int, limit: int) -> Iterator[Path | Issue]:
    """Yield the readable files below `folder`; an Issue for what is refused. Hidden names are skipped by intention."""
    try:
        entries = sorted(folder.iterdir(), key=lambda item: item.name)
    except OSError as error:
        yield _issue(folder.as_posix(), "folder-unreadable", f"The folder cannot be opened: {error.strerror}.")
        return
    for entry in entries:
        name = entry.as_posix()
        if entry.name.startswith((".", "~$")):
            continue
        if entry.is_symlink() and not entry.resolve().is_relative_to(root):
            yield _issue(name, "link-leaves-folder", "The link points outside the folder; give its target as a path.")
        elif entry.is_dir():
            if entry.resolve() == out:
                continue
            if entry.is_symlink():
                yield _issue(name, "link-to-folder", "A link to a folder is not followed, so that none is read twice.")
            elif depth >= limit:
                yield _issue(name, "folder-too-deep", f"Folders deeper than {limit} levels are not searched.")
            else:
                yield from _entries(entry, root, out, depth + 1, limit)
        elif entry.is_file():
            yield entry
        else:
            yield _issue(name, "not-a-file", "Neither a file nor a folder; it was left out.")


def discover(paths: Iterable[Path], out: Path, settings: Settings) -> Discovery:
    """Return the files under `paths`, each once, sorted by name. The folder `out` is never read.

    Raises UsageError where a path does not exist or there are more files than `settings.max_files`.
    """
    found: dict[Path, SourceFile] = {}
    issues: list[Issue] = []
    out = out.resolve()
    for path in sorted(paths, key=lambda item: item.as_posix()):
        if not path.exists():
            raise UsageError(f"{path}: there is no such file or folder.")
        entries = _entries(path, path.resolve(), out, 1, settings.max_folder_depth) if path.is_dir() else iter([path])
        for entry in entries:
            if isinstance(entry, Issue):
                issues.append(entry)
                continue
            found.setdefault(entry.resolve(), SourceFile(entry, entry.as_posix()))
            if len(found) > settings.max_files:
                raise UsageError(
                    f"There are more than {settings.max_files} files; raise MUBIAO_MAX_FILES or run part of them."
                )
    return Discovery(tuple(sorted(found.values(), key=lambda file: file.name)), tuple(issues))
