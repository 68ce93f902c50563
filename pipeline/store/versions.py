"""What a stored extraction depends on besides the document's bytes: our code, the vocabulary, the libraries (版本)."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extractors
import schemas
from extractors import vocabulary
from pipeline.settings import Settings

# Libraries whose next release may read a document differently.
_LIBRARIES = (
    "pypdfium2", "pdfplumber", "pdfminer.six", "lxml", "numpy", "pillow", "opencv-python-headless", "rapidocr",
    "onnxruntime", "spacy", "jieba", "cn2an", "OpenCC", "pydantic",
)  # fmt: skip
_LIMITS = (
    "max_file_mb", "max_seconds", "max_memory_mb", "max_pages", "max_page_megapixels", "max_unpacked_mb",
    "max_pack_ratio", "max_parts", "max_characters", "max_table_cells", "max_depth",
)  # fmt: skip


def _hash_of(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:16]


def _sources(folder: Path, leave_out: Path | None = None) -> Iterable[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and not (leave_out and path.parent == leave_out):
            yield path.relative_to(folder).as_posix().encode()
            yield path.read_bytes()


def _library(name: str) -> bytes:
    try:
        return f"{name}=={version(name)}".encode()
    except PackageNotFoundError:
        return name.encode()


def _folder(module_file: str | None) -> Path:
    return Path(str(module_file)).parent


@dataclass(frozen=True, slots=True)
class Versions:
    """The state of all that reads: `extractor` (code and libraries), `vocabulary`, `publisher` (what comes after)."""

    extractor: str
    vocabulary: str
    publisher: str


@lru_cache(maxsize=1)
def versions() -> Versions:
    """Return the versions of this installation: hashes of bytes, since nobody forgets to raise those."""
    words = _folder(vocabulary.__file__)
    code = [*_sources(_folder(schemas.__file__)), *_sources(_folder(extractors.__file__), leave_out=words)]
    # The vocabulary's own code belongs to the extractor, its tables to the vocabulary.
    code += [path.read_bytes() for path in sorted(words.glob("*.py"))]
    code += [(_folder(__file__).parent / name).read_bytes() for name in ("extract.py", "preflight.py")]
    code += [str(sys.version_info[:2]).encode()]
    code += [_library(name) for name in _LIBRARIES]
    publisher = [*_sources(_folder(__file__).parent), _library("xlsxwriter")]
    return Versions(_hash_of(code), vocabulary.fingerprint(), _hash_of(publisher))


def versions_under(settings: Settings) -> Versions:
    """Return the versions with the setting that changes what is read of a document."""
    now = versions()
    if not settings.check_text_layer:
        return now
    mark = f"check_text_layer={settings.check_text_layer}"
    return replace(now, extractor=_hash_of([now.extractor.encode(), mark.encode()]))


def limits_of(settings: Settings) -> str:
    """Return a hash of the limits a document is read under: a failure is tried again when they change."""
    return _hash_of(f"{name}={getattr(settings, name)}".encode() for name in _LIMITS)
