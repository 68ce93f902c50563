"""Word files (.docx): paragraphs and tables in order, with the numbers that Word prints before them."""

from __future__ import annotations

import hashlib

from extractors.errors import ReadError
from extractors.readers.composing import Composer, Paragraph
from extractors.readers.docx.body import Body, Counts
from extractors.readers.docx.numbering import Numbering
from extractors.readers.docx.package import Element, Package, child, local, value
from extractors.readers.docx.styles import Styles
from extractors.readers.limits import DEFAULT_LIMITS, Limits
from schemas import BlockKind, Document, Severity
from schemas.document import MediaType

__all__ = ["read_docx"]

_MEDIA_TYPE: MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, source_file: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a Word file. The text is composed: one line a paragraph, cells parted by tabs, rows by line breaks.

    A number that Word generates (自动编号) stands in no run of the file; it is written into the text before its
    paragraph as Word prints it: 一、 （一） 1. Text boxes follow the paragraph they are anchored in; footnotes and
    endnotes stand at the end. Tracked insertions are kept; deletions, comments, hidden words, headers and footers are
    left out, and an issue says how many.
    Raises ReadError: "damaged", "no-text", "too-large".
    """
    package = Package(data, limits)
    root = package.part(package.main)
    body = child(root, "body")
    if body is None:
        raise ReadError("damaged", "the Word file has no body; open it in Word or WPS and save it anew as .docx")
    composer = Composer()
    reader = Body(composer, Numbering(package.sibling("numbering.xml")), Styles(package.sibling("styles.xml")), limits)
    reader.read(body)
    for name in ("footnotes.xml", "endnotes.xml"):
        _notes(package.sibling(name), reader, composer)
    _say(reader.counts, _comments(package.sibling("comments.xml")), composer)
    _say_deep(reader.counts.deep + package.deep, composer, limits)
    return composer.document(
        sha256=hashlib.sha256(data).hexdigest(), source_file=source_file, media_type=_MEDIA_TYPE, limits=limits
    )


def _notes(root: Element | None, reader: Body, composer: Composer) -> None:
    """Add footnotes or endnotes; the separators that Word keeps among them are none."""
    for note in root if root is not None else ():
        if value(note, "type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        words = reader.words_of(note)
        composer.add(Paragraph(words, BlockKind.NOTE))


def _comments(root: Element | None) -> int:
    return sum(1 for comment in root if local(comment) == "comment") if root is not None else 0


def _say(counts: Counts, comments: int, composer: Composer) -> None:
    """Say in issues what was left out or taken in."""
    if comments:
        composer.say(Severity.INFO, "comments-left-out", f"{comments} comments in the margin were left out")
    if counts.inserted or counts.deleted:
        composer.say(
            Severity.WARNING,
            "tracked-changes",
            f"the file has tracked changes: {counts.inserted} insertions were kept and {counts.deleted} deletions left "
            "out; check that this is the final wording",
        )
    if counts.hidden:
        composer.say(Severity.INFO, "hidden-text", f"{counts.hidden} letters marked as hidden were left out")
    if counts.pictures:
        composer.say(
            Severity.INFO,
            "pictures-not-read",
            f"{counts.pictures} pictures stand in the file; words in them are not read",
        )
    if counts.embedded:
        composer.say(
            Severity.WARNING,
            "embedded-part-not-read",
            f"{counts.embedded} embedded documents were not read; open the file in Word and save it anew as .docx",
        )


def _say_deep(count: int, composer: Composer, limits: Limits) -> None:
    """Say that something was nested too deep to be read; the document is then partly extracted."""
    if count:
        composer.partly = True
        composer.say(
            Severity.ERROR,
            "nested-too-deep",
            f"{count} tables, text boxes or other parts of the Word file were not read: they are nested over "
            f"{limits.told('depth')}",
        )
