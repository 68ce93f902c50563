"""One document, from its bytes to what was read out of it, or to a named reason why not (读取一份文件)."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import TracebackType

from extractors.errors import ReadError
from extractors.readers.limits import Limits
from pipeline.discover import SourceFile
from pipeline.settings import Settings
from schemas import Document, Extraction, Issue, Severity, Statement, content_id

_LOG = logging.getLogger("mubiao")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_CHUNK = 1 << 20
_MOST_DIGITS = 15  # before the point: the finest unit of the nation's wealth has that many


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document was not read: a short stable code and a sentence for a person."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one source file: an extraction, or a failure, or the name of the file it is a copy of.

    From a worker the extraction comes as `packed` bytes, as the store keeps it. `died` where the worker died of it.
    `shelf` is where pages of a scanned file are kept while it is being read.
    """

    source: SourceFile
    document_id: str
    sha256: str
    extraction: Extraction | None = None
    failure: Failure | None = None
    copy_of: str | None = None
    packed: bytes | None = field(default=None, repr=False)
    died: bool = False
    shelf: Path | None = None


def fingerprint(source: SourceFile, settings: Settings) -> Outcome:
    """Return the file's sha256 and document id; a failure where its bytes cannot be read or are too many."""
    digest = hashlib.sha256()
    nameless = content_id("unreadable", source.name)
    try:
        # Without waiting: a pipe that has taken the file's place since it was found would never answer.
        with open(os.open(source.path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                return Outcome(source, nameless, "", failure=Failure("unreadable", "It is no file any more."))
            size, most, taken = found.st_size, settings.max_file_mb * 1_000_000, 0
            while max(size, taken) <= most and (chunk := stream.read(_CHUNK)):
                digest.update(chunk)
                taken += len(chunk)
        if max(size, taken) > most:
            limit = f"The file is larger than the limit of {settings.max_file_mb} MB (MUBIAO_MAX_FILE_MB)"
            failure = Failure("too-large", f"{limit}; split it or raise the limit.")
            return Outcome(source, nameless, "", failure=failure)
    except OSError as error:
        message = f"The file cannot be opened: {error.strerror or type(error).__name__}."
        return Outcome(source, nameless, "", failure=Failure("unreadable", message))
    sha256 = digest.hexdigest()
    return Outcome(source, sha256[:16], sha256)


def _place(trace: TracebackType | None) -> str:
    """Return module and line where an exception was raised, of our own code where there is any in the trace."""
    place = ""
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] in {"extractors", "schemas"} or not place:
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def no_memory() -> Failure:
    """Return the failure of a file that needed too much memory at once."""
    words = "Reading needed more memory than there is, or than is allowed (MUBIAO_MAX_MEMORY_MB)."
    return Failure("out-of-memory", words)


def changed_while_read() -> Failure:
    """Return the failure of a file that is not what its fingerprint says any more."""
    return Failure("changed-while-read", "The file changed while it was being read; run again.")


def internal_error(error: Exception) -> Failure:
    """Describe an exception nobody foresaw so that a person can report it; never the same run, another text."""
    words = _ADDRESS.sub("0x…", " ".join(str(error).split()))[:300]
    detail = f"{type(error).__name__}: {words}" if words else type(error).__name__
    where = _place(error.__traceback__)
    return Failure("internal-error", f"internal error: {detail} (at {where}); please report it with the file.")


def _mismatch(extraction: Extraction, what: str, record_id: str, page: int) -> Issue:
    document = extraction.document
    return Issue(
        severity=Severity.ERROR,
        code="evidence-mismatch",
        message=f"{what} {record_id} was left out: its quote is not the text at its place; please report it.",
        document_id=document.document_id,
        source_file=document.source_file,
        page=page,
    )


def _is_a_number(value: Decimal | None) -> bool:
    """Tell a number of a document from a row of digits, which would fill a table or be more than a format holds."""
    return value is None or (value.adjusted() < _MOST_DIGITS and len(value.as_tuple().digits) <= 2 * _MOST_DIGITS)


def _too_many_digits(extraction: Extraction, statement: Statement) -> Issue:
    words = statement.value_text[:40]
    return Issue(
        severity=Severity.WARNING,
        code="number-out-of-range",
        message=f"“{words}…” has {len(statement.value_text)} characters and is more than a number may be; left out.",
        document_id=extraction.document.document_id,
        source_file=extraction.document.source_file,
        page=statement.page,
        start=statement.char_start,
        end=statement.char_end,
    )


def verified(extraction: Extraction) -> Extraction:
    """Return the extraction without the records whose quote is not the document's text at its offsets.

    Each record left out is an issue: a number without its evidence is not published, nor one of a thousand digits.
    """
    text = extraction.document.text
    issues = list(extraction.issues)
    statements = []
    for statement in extraction.statements:
        if not (_is_a_number(statement.value) and _is_a_number(statement.value_max)):
            issues.append(_too_many_digits(extraction, statement))
            continue
        exact = text[statement.char_start : statement.char_end] == statement.quote
        if exact and text[statement.value_start : statement.value_end] == statement.value_text:
            statements.append(statement)
        else:
            issues.append(_mismatch(extraction, "Statement", statement.statement_id, statement.page))
    measures = []
    for measure in extraction.measures:
        evidence = measure.evidence
        if text[evidence.start : evidence.end] == evidence.quote:
            measures.append(measure)
        else:
            issues.append(_mismatch(extraction, "Measure", measure.measure_id, evidence.page))
    changes = {"statements": tuple(statements), "measures": tuple(measures), "issues": tuple(issues)}
    return extraction.model_copy(update=changes)


def load_models() -> None:
    """Import what reads documents: spaCy, jieba and the vocabulary take two seconds, once a process."""
    import extractors.extraction
    import extractors.readers  # noqa: F401


def reader_limits(settings: Settings) -> Limits:
    """Return the readers' limits, each with the setting that raises it."""
    fields = {
        "file_bytes": ("max_file_mb", 1_000_000), "unpacked_bytes": ("max_unpacked_mb", 1_000_000),
        "pack_ratio": ("max_pack_ratio", 1), "parts": ("max_parts", 1), "characters": ("max_characters", 1),
        "table_cells": ("max_table_cells", 1), "depth": ("max_depth", 1),
        "checked_pages": ("check_text_layer", 1),
    }  # fmt: skip
    values: dict[str, int] = {field: getattr(settings, name) * factor for field, (name, factor) in fields.items()}
    return Limits(**values, names={field: f"MUBIAO_{name.upper()}" for field, (name, _) in fields.items()})


def sentence(words: str) -> str:
    """Return a reader's words as a sentence, as all other reasons are."""
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "…")) else ".")


def read_document(known: Outcome, settings: Settings | None = None) -> Outcome:
    """Read one file whose fingerprint is known. Never raises for what is wrong with a document.

    An exception nobody foresaw becomes a failure that names its class and place; the others go on.
    """
    # Imported here and not above, so that progress is shown before they are loaded.
    from extractors.readers import read

    limits = reader_limits(settings or Settings())
    return outcome_of(known, lambda: read(known.source.path, known.source.name, limits))


def outcome_of(known: Outcome, document: Callable[[], Document]) -> Outcome:
    """Return the outcome of a file from its `document`; whatever goes wrong with that is a failure."""
    from extractors.extraction import extract

    source = known.source
    try:
        extraction = verified(extract(document()))
    except ReadError as error:
        return Outcome(source, known.document_id, known.sha256, failure=Failure(error.code, sentence(error.message)))
    except MemoryError:
        return Outcome(source, known.document_id, known.sha256, failure=no_memory(), died=True)
    except Exception as error:
        _LOG.debug("%s", source.name, exc_info=True)
        return Outcome(source, known.document_id, known.sha256, failure=internal_error(error))
    if extraction.document.sha256 != known.sha256:
        return Outcome(source, known.document_id, known.sha256, failure=changed_while_read(), died=True)
    return Outcome(source, known.document_id, known.sha256, extraction=extraction)


def fingerprints(sources: Iterable[SourceFile], settings: Settings) -> list[Outcome]:
    """Return the fingerprints in order; a file with the bytes of an earlier one is marked as its copy."""
    first: dict[str, str] = {}
    outcomes = []
    for source in sources:
        outcome = fingerprint(source, settings)
        if outcome.sha256:
            original = first.setdefault(outcome.sha256, source.name)
            if original != source.name:
                outcome = Outcome(source, outcome.document_id, outcome.sha256, copy_of=original)
        outcomes.append(outcome)
    return outcomes
