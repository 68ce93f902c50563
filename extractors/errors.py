"""Errors a person is told about: which file, what is wrong, what to do."""

from __future__ import annotations

from typing import Final, Literal

ReadCode = Literal[
    "encrypted",
    "damaged",
    "empty",
    "not-a-document",
    "unsupported-format",
    "too-large",
    "no-text",
]

READ_CODES: Final[tuple[ReadCode, ...]] = (
    "encrypted",
    "damaged",
    "empty",
    "not-a-document",
    "unsupported-format",
    "too-large",
    "no-text",
)


class ReadError(Exception):
    """A file that cannot be read as a document.

    `code` is a short stable name (one of `READ_CODES`); the message says in plain words what is wrong and what to do.
    The caller knows which file it was and adds its name.
    """

    def __init__(self, code: ReadCode, message: str) -> None:
        super().__init__(message)
        self.code: ReadCode = code
        self.message = message

    def __reduce__(self) -> tuple[type[ReadError], tuple[ReadCode, str]]:
        """Survive the way between processes, where exceptions are pickled."""
        return type(self), (self.code, self.message)
