"""Readers (读取): a file to a Document. The format is judged by the file's content, never by its name.

`read(path)` is the one way in. Text, web pages and Word files are read here; PDF by `extractors.readers.pdf`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from extractors.errors import ReadError
from extractors.readers.limits import DEFAULT_LIMITS, Limits
from extractors.readers.sniff import Format, sniff
from schemas import BlockKind, Document, Issue

__all__ = ["DEFAULT_LIMITS", "Limits", "ReadError", "finished", "read", "read_bytes"]


def read(path: Path, source_file: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one file and its document facts (文件要素).

    `source_file` is the name that the records carry; by default the path as given, with / as separator.
    The document's id is the first 16 hexadecimal digits of the sha256 of the file's bytes.
    Raises ReadError with a plain reason: "encrypted", "damaged", "empty", "not-a-document", "unsupported-format",
    "too-large", "no-text"; OSError where the file cannot be opened.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise limits.over("file_bytes", f"the file has {size:,} bytes,", "split it or raise the limit")
    return read_bytes(path.read_bytes(), source_file or path.as_posix(), limits)


def read_bytes(data: bytes, source_file: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a file's bytes; see `read`."""
    return finished(_read_format(data, source_file, limits))


def finished(document: Document) -> Document:
    """Return what the reader of a format gave, with facts (文件要素) and signed issues. Raises ReadError: "no-text"."""
    from extractors.facts import read_facts

    if not any(block.kind is not BlockKind.BOILERPLATE for block in document.blocks) and not _has_page_errors(document):
        raise ReadError("no-text", "no words were found in the file; if it is a form or a picture, ask for the text")
    issues = tuple(_owned(issue, document) for issue in document.issues)
    return document.model_copy(update={"facts": read_facts(document), "issues": issues})


def _read_format(data: bytes, source_file: str, limits: Limits) -> Document:
    """Give the bytes to the reader of their format; each is loaded only when it is needed."""
    match sniff(data):
        case Format.PDF:
            from extractors.readers.pdf import read_pdf

            return read_pdf(data, source_file, hashlib.sha256(data).hexdigest(), limits)
        case Format.HTML:
            from extractors.readers.html import read_html

            return read_html(data, source_file, limits)
        case Format.DOCX:
            from extractors.readers.docx import read_docx

            return read_docx(data, source_file, limits)
        case Format.TEXT:
            from extractors.readers.text import read_text

            return read_text(data, source_file, limits)


def _has_page_errors(document: Document) -> bool:
    return any(page.error for page in document.pages)


def _owned(issue: Issue, document: Document) -> Issue:
    """Return the issue with the document it belongs to; readers need not repeat it."""
    return issue.model_copy(
        update={
            "document_id": issue.document_id or document.document_id,
            "source_file": issue.source_file or document.source_file,
        }
    )
