"""How much a reader takes on before it says that a file is too large."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one file. Exceeding one raises `ReadError("too-large", …)` that names the limit.

    file_bytes: size of the file itself.
    unpacked_bytes: decompressed size of what an office file (a zip archive) holds.
    pack_ratio: how many times larger than its archive an office file's content may be; a zip bomb goes beyond.
    characters: length of the text that was read.
    table_cells: cells of one table, spans counted out.
    depth: nesting of elements in a web page or of tables in an office file; deeper parts are read as plain text.
    """

    file_bytes: int = 300_000_000
    unpacked_bytes: int = 400_000_000
    pack_ratio: int = 400
    characters: int = 20_000_000
    table_cells: int = 200_000
    depth: int = 200


DEFAULT_LIMITS = Limits()
