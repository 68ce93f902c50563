"""A file is what its bytes say, whatever its name; what is not read says what to do instead."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path

import pytest

from extractors.errors import ReadError
from extractors.readers import Limits, read, read_bytes
from extractors.readers.sniff import Format, sniff


def archive(**parts: str) -> bytes:
    """Return a zip archive; __ in a name stands for /."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n", Format.PDF),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><p>", Format.HTML),
        ("<div>一、目标</div>".encode("gbk"), Format.HTML),
        ("<html>".encode("utf-16"), Format.HTML),
        ("一、目标\n<p>残留标签</p>".encode(), Format.TEXT),
        (archive(word__document_xml="<w/>"), Format.DOCX),
    ],
)
def test_formats_by_content(data: bytes, expected: Format) -> None:
    assert sniff(data) is expected


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "unsupported-format", ".docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "password"),
        (archive(OFD_xml="<o/>"), "unsupported-format", "OFD"),
        (archive(xl__workbook_xml="<x/>"), "unsupported-format", "Excel"),
        (archive(readme="x"), "unsupported-format", "unpack"),
        (archive(word__document_xml="<w/>")[:60], "damaged", "damaged"),
        (b"{\\rtf1 \\ansi}", "unsupported-format", ".docx"),
        (b"\x89PNG\r\n\x1a\n....", "unsupported-format", "picture"),
        (b"\x1f\x8b\x08\0....", "unsupported-format", "unpack"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "unsupported-format", "HTML"),
        (b"", "empty", "empty"),
    ],
)
def test_what_is_not_read_says_what_to_do(data: bytes, code: str, word: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "x")
    assert caught.value.code == code
    assert word in str(caught.value)


def test_the_name_of_a_file_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_text("青溪市绿道建设方案\n建成绿道300公里。", encoding="utf-8")
    document = read(path, "plan.pdf")
    assert document.media_type == "text/plain"
    assert document.source_file == "plan.pdf"


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 101)
    with pytest.raises(ReadError) as caught:
        read(path, limits=Limits(file_bytes=100))
    assert caught.value.code == "too-large"
    assert "100" in str(caught.value)


def test_an_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(ReadError("damaged", "the file is damaged")))
    assert (error.code, str(error)) == ("damaged", "the file is damaged")
