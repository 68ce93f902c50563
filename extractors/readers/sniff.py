"""What a file is, judged by its content and never by its name (格式识别)."""

from __future__ import annotations

import io
import re
import zipfile
from enum import StrEnum

from extractors.errors import ReadError


class Format(StrEnum):
    """The formats that are read."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


_HTML_TAGS = (
    "html|head|body|meta|title|table|div|p|article|section|main|span|style|script|link|h[1-6]|center|font|ul|ol|img|br|a"
)
_HTML_START = re.compile(
    rf"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|(?:{_HTML_TAGS})\b)", re.I | re.S
)
_HTML_ANYWHERE = re.compile(r"<(?:html|body)\b[^>]*>", re.I)
_CONVERT = "open it in Word, WPS or LibreOffice and save it as .docx (soffice --headless --convert-to docx FILE)"
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ")


def sniff(data: bytes) -> Format:
    """Return the format of a file's bytes.

    Raises ReadError: "empty", "encrypted", "damaged", or "unsupported-format" with a word on how to convert the file.
    """
    if not data.strip(b"\x00\t\n\x0b\x0c\r \xef\xbb\xbf"):
        raise ReadError("empty", "the file is empty; ask for it again where it came from")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _sniff_zip(data)
    _refuse_known(data)
    return Format.HTML if looks_like_html(data) else Format.TEXT


def looks_like_html(data: bytes) -> bool:
    """Tell a web page or a fragment of one from plain text in which a stray tag may stand."""
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", errors="ignore")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    return bool(_HTML_START.match(text) or _HTML_ANYWHERE.search(text[:2048]))


def _sniff_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            locked = any(info.flag_bits & 1 for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ReadError(
            "damaged", "the office file (a zip archive) is truncated or damaged; fetch it again or save it anew in Word"
        ) from error
    if locked:
        raise ReadError("encrypted", "the archive is protected by a password; save a copy without one")
    if "word/document.xml" in names or any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return Format.DOCX
    if "OFD.xml" in names:
        raise ReadError(
            "unsupported-format",
            "this is an OFD file (GB/T 33190), which is not read yet; "
            "open it in an OFD reader or WPS and export it as PDF or .docx",
        )
    if any(name.startswith("xl/") for name in names):
        raise ReadError("unsupported-format", "this is an Excel workbook; save the sheets that matter as PDF or .docx")
    if any(name.startswith("ppt/") for name in names):
        raise ReadError("unsupported-format", "this is a PowerPoint file; export it as PDF")
    if "content.xml" in names:
        raise ReadError("unsupported-format", f"this is an OpenDocument file; {_CONVERT}")
    raise ReadError("unsupported-format", "this is a zip archive, not a document; unpack it and read what it holds")


def _refuse_known(data: bytes) -> None:
    """Name the formats that are common in offices and not read, with the way out."""
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _ole_error(data)
    if data.lstrip().startswith(b"{\\rtf"):
        raise ReadError("unsupported-format", f"this is a rich text file (.rtf); {_CONVERT}")
    if data.startswith(_PICTURES) or data[8:12] == b"WEBP":
        raise ReadError(
            "unsupported-format", "this is a picture; put the scanned pages into one PDF file, which is read by OCR"
        )
    if data.startswith(_ARCHIVES):
        raise ReadError("unsupported-format", "this is a packed archive; unpack it and read what it holds")
    head = data[:4096].lower()
    if b"mime-version:" in head and b"multipart/related" in head:
        raise ReadError(
            "unsupported-format", "this is a web archive (.mht); open it in a browser and save the page as HTML or PDF"
        )
    if b"<?mso-application" in head or b"<pkg:package" in head or b"<w:worddocument" in head:
        raise ReadError("unsupported-format", f"this is a Word document saved as a single XML file; {_CONVERT}")


def _ole_error(data: bytes) -> ReadError:
    """Say what an OLE compound file (the container of .doc, .xls and .wps) is; stream names stand in it as UTF-16."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return ReadError(
            "encrypted", "the office file is protected by a password; open it, remove the password and save it as .docx"
        )
    if holds("WordDocument"):
        return ReadError("unsupported-format", f"this is a binary Word or WPS document, not read yet; {_CONVERT}")
    if holds("Workbook") or holds("Book"):
        return ReadError("unsupported-format", "this is a binary Excel workbook; save the sheets as PDF or .docx")
    return ReadError("unsupported-format", f"this is an old office or WPS file (OLE), not read yet; {_CONVERT}")
