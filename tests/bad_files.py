"""Deliberately bad files of our own making, one for each reason, with what a run must say about each (坏文件).

They are kept as code: small, and plain to see what is wrong with each. The limits they are read under are in `LIMITS`:
low, so that no file has to be large to be over one.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Bytes = Callable[[], bytes]

LIMITS = {
    "max_file_mb": 3, "max_unpacked_mb": 30, "max_pack_ratio": 200, "max_parts": 500, "max_characters": 200_000,
    "max_table_cells": 2_000, "max_depth": 60, "max_pages": 5, "max_page_megapixels": 20,
}  # fmt: skip
SENTENCE = "到2030年，全市建成绿道300公里。"


@dataclass(frozen=True, slots=True)
class BadFile:
    """A bad file: how its bytes are made, how reading it must end, and words that the message must hold.

    `code` is the issue's; empty where the file is read like any other. `page` is the page it must name. A `slow` one
    takes its time or its memory.
    """

    name: str
    data: Bytes
    status: str
    code: str
    words: tuple[str, ...] = ()
    page: int | None = None
    slow: bool = False


def archive(parts: dict[str, bytes | str], stored: bool = False) -> bytes:
    """Return a zip archive of the parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED)
    return packed.getvalue()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def paragraph(words: str) -> str:
    """Return a paragraph of a Word file."""
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def docx(body: str, before: str = "", target: str = "word/document.xml", **others: bytes | str) -> bytes:
    """Return a Word file; __ in the names of other parts stands for /. `before` stands before the root element."""
    relations = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="{_R}/officeDocument" '
    parts: dict[str, bytes | str] = {
        "_rels/.rels": f'{relations}Target="{target}"/></Relationships>',
        "word/document.xml": f'{before}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>',
    }
    return archive(parts | {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in others.items()})


def _locked_zip() -> bytes:
    data = bytearray(docx(paragraph(SENTENCE)))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


def _lying_sizes() -> bytes:
    """A Word file whose directory says that every part has ten bytes, while one unpacks to 60 MB."""
    data = bytearray(docx(paragraph(SENTENCE) + " " * 60_000_000))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = data.find(mark)
        while start >= 0:
            data[start + place : start + place + 4] = struct.pack("<I", 10)
            start = data.find(mark, start + 4)
    return bytes(data)


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1016) + stream.encode("utf-16-le") + bytes(512)


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """Return a PDF of the objects, numbered from 1; the first is the catalog."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(content: bytes, head: bytes = b"") -> bytes:
    """Return a compressed stream object."""
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode %s>>\nstream\n%s\nendstream" % (len(packed), head, packed)


def pdf_pages(pages: Sequence[bytes], size: tuple[int, int] = (595, 842), kids: Sequence[int] | None = None) -> bytes:
    """Return a PDF whose pages have these contents, in Helvetica. `kids` puts other objects into the list of pages."""
    count = len(pages)
    numbers = kids if kids is not None else range(4, 4 + count)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(numbers), b" ".join(b"%d 0 R" % one for one in numbers)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for place in range(count):
        head = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] " % size
        objects.append(head + b"/Resources << /Font << /F 3 0 R >> >> /Contents %d 0 R >>" % (4 + count + place))
    return pdf_of([*objects, *(stream(content) for content in pages)])


_PAGE = b"BT /F 12 Tf 72 700 Td (By 2030 the city builds 300 km of greenways in all its districts.) Tj ET"


def _locked_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    packed = io.BytesIO()
    canvas = Canvas(packed, encrypt=StandardEncryption("a", ownerPassword="b", strength=128), invariant=1)
    canvas.drawString(72, 700, "By 2030 the city builds 300 km of greenways.")
    canvas.save()
    return packed.getvalue()


def _forms_in_forms() -> bytes:
    """A page that draws a form ten times, which draws another ten times, and so on, nine deep."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    draw = b"/F Do " * 10
    use = b"/Resources << /XObject << /F %d 0 R >> >> "
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R " + use % 5
    objects += [page + b">>", stream(draw)]
    objects += [stream(draw, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + use % (6 + deep)) for deep in range(9)]
    objects.append(stream(b"0 0 m 9 9 l S", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "))
    return pdf_of(objects)


def _noise() -> bytes:
    return b"\x00\x9c\x81" + random.Random(7).randbytes(4000)


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "' + f"&e{n - 1};" * 10 + '">' for n in range(1, 10))
    return docx(paragraph("&e9;"), before=f'<!DOCTYPE d [<!ENTITY e0 "laugh">{entities}]>')


def _table(cell: str) -> str:
    return f"<table><tr><td>指标</td><td>目标</td></tr><tr>{cell}<td>300公里</td></tr></table>"


def _nested(times: int) -> str:
    table = paragraph(SENTENCE)
    for _ in range(times):
        table = f"<w:tbl><w:tr><w:tc>{table}</w:tc></w:tr></w:tbl>"
    return paragraph(SENTENCE) + table


def _page(body: str) -> Bytes:
    return lambda: f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


_LOCKED = ("password",)
_CONVERT = ("save it as .docx",)


def bad_files() -> list[BadFile]:
    """Return all of them, by name."""
    failed = [
        BadFile("encrypted.pdf", _locked_pdf, "failed", "encrypted", _LOCKED),
        BadFile("encrypted.docx", lambda: _ole("EncryptedPackage"), "failed", "encrypted", _LOCKED),
        BadFile("encrypted_parts.docx", _locked_zip, "failed", "encrypted", _LOCKED),
        BadFile("damaged.pdf", lambda: b"%PDF-1.7\n" + _noise(), "failed", "damaged", ("print it anew as PDF",)),
        BadFile("damaged.docx", lambda: docx(paragraph(SENTENCE))[:-40], "failed", "damaged", ("truncated",)),
        BadFile("damaged_xml.docx", lambda: docx("<w:p><w:r>"), "failed", "damaged", ("Word file is damaged",)),
        BadFile("no_body.docx", lambda: archive({"word/document2.xml": "<x/>"}), "failed", "damaged", ("no body",)),
        BadFile("empty.txt", lambda: b"", "failed", "empty", ("empty",)),
        BadFile("blanks.html", lambda: b" \r\n\t" * 300, "failed", "empty", ("empty",)),
        BadFile("no_pages.pdf", lambda: pdf_pages([]), "failed", "damaged", ("cannot be opened",)),
        BadFile("noise.txt", _noise, "failed", "not-a-document", ("PDF, DOCX or UTF-8 text",)),
        BadFile("plan.doc", lambda: _ole("WordDocument"), "failed", "unsupported-format", _CONVERT),
        BadFile("plan.wps", lambda: _ole("WpsCustomData"), "failed", "unsupported-format", _CONVERT),
        BadFile("plan.ofd", lambda: archive({"OFD.xml": "<o/>"}), "failed", "unsupported-format", ("OFD", "export it")),
        BadFile("plan.xls", lambda: _ole("Workbook"), "failed", "unsupported-format", ("Excel",)),
        BadFile("plan.xlsx", lambda: archive({"xl/workbook.xml": "<x/>"}), "failed", "unsupported-format", ("Excel",)),
        BadFile("plan.odt", lambda: archive({"content.xml": "<x/>"}), "failed", "unsupported-format", _CONVERT),
        BadFile("plan.rtf", lambda: b"{\\rtf1\\ansi 2030}", "failed", "unsupported-format", _CONVERT),
        BadFile("plan.zip", lambda: archive({"a.docx": docx("")}), "failed", "unsupported-format", ("unpack it",)),
        BadFile("plan.png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(99), "failed", "unsupported-format", ("picture",)),
        BadFile(
            "too_large.txt", lambda: SENTENCE.encode() * 80_000, "failed", "too-large", ("3 MB (MUBIAO_MAX_FILE_MB)",)
        ),
        BadFile(
            "too_long.txt", lambda: (SENTENCE + "\n").encode() * 12_000, "failed", "too-large",
            ("200,000 characters (MUBIAO_MAX_CHARACTERS)",),
        ),
        BadFile(
            "too_many_pages.pdf", lambda: pdf_pages([_PAGE] * 6), "failed", "too-large", ("6 pages", "MUBIAO_MAX_PAGES")
        ),
        BadFile(
            "too_large_page.pdf", lambda: pdf_pages([_PAGE], (9000, 9000)), "failed", "too-large",
            ("Page 1", "MUBIAO_MAX_PAGE_MEGAPIXELS"),
        ),
        BadFile(
            "bomb.pdf", lambda: pdf_pages([b" " * 40_000_000]), "failed", "too-large",
            ("30 MB (MUBIAO_MAX_UNPACKED_MB)", "bomb"),
        ),
        BadFile(
            "bomb.docx", lambda: docx(paragraph(SENTENCE) + " " * 60_000_000), "failed", "too-large",
            ("MUBIAO_MAX_PACK_RATIO", "zip bomb"),
        ),
        BadFile("lying_sizes.docx", _lying_sizes, "failed", "damaged", ("Word file is damaged",)),
        BadFile(
            "too_many_parts.docx", lambda: docx(paragraph(SENTENCE), **{f"a{n}_xml": "" for n in range(600)}), "failed",
            "too-large", ("500 parts (MUBIAO_MAX_PARTS)",),
        ),
        BadFile(
            "too_wide.docx",
            lambda: docx("<w:tbl>" + ("<w:tr>" + f"<w:tc>{paragraph('1')}</w:tc>" * 50 + "</w:tr>") * 50 + "</w:tbl>"),
            "failed", "too-large", ("2,000 cells in a table (MUBIAO_MAX_TABLE_CELLS)",),
        ),
        BadFile(
            "too_wide.html", _page(f"<p>{SENTENCE}</p><table>" + f"<tr>{'<td>1</td>' * 50}</tr>" * 50 + "</table>"),
            "failed", "too-large", ("2,000 cells in a table (MUBIAO_MAX_TABLE_CELLS)",),
        ),
        BadFile("laughs.docx", _laughs, "failed", "damaged", ("declares entities",)),
        BadFile(
            "outside_entity.docx",
            lambda: docx(paragraph("&e;"), before='<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), "failed",
            "damaged", ("declares entities",),
        ),
        BadFile("no_text.pdf", lambda: pdf_pages([b"", b""]), "failed", "no-text", ("words were found",)),
        BadFile("no_text.docx", lambda: docx("<w:p/>"), "failed", "no-text", ("words were found",)),
        BadFile("no_text.html", _page("<script>var x = '2030年'</script>"), "failed", "no-text", ("words were found",)),
        BadFile("frames.html", _page("<iframe src='http://127.0.0.1:9/x.html'>"), "failed", "no-text", ("frame",)),
        BadFile(
            "refresh.html",
            lambda: b"<html><head><meta http-equiv='refresh' content='0; url=http://127.0.0.1:9/x.html'></head></html>",
            "failed", "no-text", ("forwards to another page",),
        ),
    ]  # fmt: skip
    partly = [
        BadFile(
            "damaged_page.pdf", lambda: pdf_pages([_PAGE, _PAGE], kids=[4, 99, 5]), "partly extracted", "page-failed",
            ("page 2", "damaged"), 2,
        ),
        BadFile(
            "too_deep.docx", lambda: docx(_nested(100)), "partly extracted", "nested-too-deep",
            ("60 levels of nesting (MUBIAO_MAX_DEPTH)",),
        ),
    ]  # fmt: skip
    told = [
        BadFile(
            "too_deep.html", _page("<div>" * 90 + SENTENCE + "<b>其中</b>新建" + "</div>" * 90), "extracted",
            "nested-too-deep", ("60 levels of nesting (MUBIAO_MAX_DEPTH)", "plain text"),
        ),
        BadFile(
            "framed_part.html", _page(f"<p>{SENTENCE * 4}</p><iframe src='http://127.0.0.1:9/x.html'></iframe>"),
            "extracted", "frames-not-read", ("http://127.0.0.1:9/x.html", "not fetched"),
        ),
        BadFile("wild_spans.html", _page(f"<p>{SENTENCE}</p>" + _table("<td colspan=2 rowspan=9e9>绿道</td>")),
                "extracted", ""),
        BadFile(
            "outside_parts.docx",
            lambda: docx(
                paragraph(SENTENCE) + '<w:altChunk r:id="r9"/>',
                target="../../../../etc/passwd",
                word___rels__document_xml_rels=f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r9" '
                f'Type="{_R}/aFChunk" TargetMode="External" Target="http://127.0.0.1:9/x"/></Relationships>',
            ),
            "extracted", "embedded-part-not-read", ("not read",),
        ),
    ]  # fmt: skip
    slow = [
        BadFile("forms.pdf", _forms_in_forms, "failed", "timed-out", ("MUBIAO_MAX_SECONDS",), slow=True),
        BadFile(
            "hungry.html", _page("<b></b>" * 4_000_000 + SENTENCE), "failed", "out-of-memory",
            ("MUBIAO_MAX_MEMORY_MB",), slow=True,
        ),
    ]  # fmt: skip
    return sorted([*failed, *partly, *told, *slow], key=lambda bad: bad.name)
