"""How much a reader takes on before it says that a file is too large (上限)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.errors import ReadError

_WORDS = {
    "file_bytes": "{:,} bytes",
    "unpacked_bytes": "{:,} bytes unpacked",
    "pack_ratio": "{:,} times its size unpacked",
    "parts": "{:,} parts",
    "characters": "{:,} characters",
    "table_cells": "{:,} cells in a table",
    "depth": "{:,} levels of nesting",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file. Going over one raises ReadError "too-large" or is an issue; both name the limit.

    file_bytes: size of the file itself.
    unpacked_bytes: size of what an office file (a zip archive) holds, and of any one stream of a PDF, unpacked.
    pack_ratio: how many times larger than its archive an office file's content may be; a zip bomb goes beyond.
    parts: files in the archive of an office file.
    characters: length of the text that was read.
    table_cells: cells of one table, spans counted out.
    depth: nesting of elements in a web page or an office file; in a page, what is deeper is read as plain text.
    checked_pages: pages of a PDF whose text layer is compared with their picture (`readers.pdf.layer_check`); 0: none.
    names: how a person raises a limit, such as {"depth": "MUBIAO_MAX_DEPTH"}.
    """

    file_bytes: int = 300_000_000
    unpacked_bytes: int = 400_000_000
    pack_ratio: int = 400
    parts: int = 10_000
    characters: int = 2_000_000
    table_cells: int = 200_000
    depth: int = 200
    checked_pages: int = 0
    names: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)

    def told(self, name: str) -> str:
        """Return a limit in words: the limit of 200 levels of nesting (MUBIAO_MAX_DEPTH)."""
        words = f"the limit of {_WORDS[name].format(getattr(self, name))}"
        return f"{words} ({self.names[name]})" if name in self.names else words

    def over(self, name: str, what: str, advice: str) -> ReadError:
        """Return the error of a file that is over a limit: what is, over which limit, and what to do."""
        return ReadError("too-large", f"{what} over {self.told(name)}; {advice}")


DEFAULT_LIMITS = Limits()
