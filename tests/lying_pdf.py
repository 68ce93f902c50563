"""A PDF whose font tells lies: what is printed is one text, what its text layer says another (谎报字符的 PDF)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def lying_pdf(lines: Sequence[str], told_as: Mapping[str, str]) -> bytes:
    """Return one page of Latin lines. told_as: what the text layer says for a printed character, where it lies."""
    pairs = "\n".join(f"<{code:02x}> <{ord(told_as.get(chr(code), chr(code))):04x}>" for code in range(0x20, 0x7F))
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Lies def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"95 beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    words = "\n".join(f"({line}) Tj T*" for line in lines)
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        _stream(f"BT /F 16 Tf 24 TL 60 700 Td\n{words}\nET"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        _stream(mapping),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("ascii")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    return body + f"{tail}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n".encode()


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
