"""Bytes to text (解码): byte order marks, UTF-8, UTF-16, GB18030, Big5, and a declared charset where there is one."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from extractors.errors import ReadError
from extractors.script import simplified

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# GB2312 and GBK are subsets of GB18030; pages that declare them use characters outside them all the time.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_MOST_LOST = 0.01
_FEW_LOST = 0.002
_SENSE = 0.8  # of the ideographs of a text that makes sense are common ones; nearly all are
_CLEARLY = 0.2
_LOOKED_AT = 4000  # characters
_CONTROLS = {code for code in range(32)} - {9, 10, 11, 12, 13}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it was read with. `lost` counts bytes that stand for no character (U+FFFD in the text)."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of `data`; the byte order mark is dropped, nothing else is changed.

    `declared` is the charset that a web page states; it is believed only where the bytes are not valid UTF-8.
    Raises ReadError "not-a-document" where the bytes are no text in any of these encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], (encoding,))
    unmarked = _utf16_without_mark(data)
    if unmarked is not None:
        return _lenient(data, (unmarked,))
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        pass
    # A truncated or slightly damaged UTF-8 file may decode as GB18030 without an error, into other characters.
    damaged = data.decode("utf-8", errors="replace")
    lost = damaged.count("\ufffd")
    letters = sum(1 for char in damaged if "\u4e00" <= char <= "\u9fff")
    if lost <= max(2, _FEW_LOST * len(damaged)) and letters > 4 * lost:
        return _checked(Decoded(damaged, "utf-8", lost))
    candidates = tuple(dict.fromkeys([*([_known(declared)] if declared else []), "gb18030"]))
    for encoding in candidates:
        try:
            found = Decoded(data.decode(encoding), encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return _checked(_or_big5(data, found) if encoding == "gb18030" else found)
    return _lenient(data, ("utf-8", *candidates))


def _or_big5(data: bytes, found: Decoded) -> Decoded:
    """Return what was decoded as GB18030, or as Big5 where only that gives words: most of it is valid GB18030."""
    sense = _common(found.text)
    if sense >= _SENSE:
        return found
    other = data.decode("big5hkscs", errors="replace")
    lost = other.count("\ufffd")
    better = _common(simplified(other)) >= max(_SENSE, sense + _CLEARLY)
    return Decoded(other, "big5hkscs", lost) if better and lost <= _MOST_LOST * len(other) else found


def _common(text: str) -> float:
    """Return the share of the ideographs at the text's beginning that are of the first level of GB 2312; 1 for none."""
    ideographs = [char for char in text[:_LOOKED_AT] if "\u4e00" <= char <= "\u9fff"]
    codes = (char.encode("gb2312", errors="ignore") for char in ideographs)
    return sum(len(code) == 2 and 0xB0 <= code[0] <= 0xD7 for code in codes) / len(ideographs) if ideographs else 1.0


def _known(declared: str) -> str:
    name = _SUPERSETS.get(declared.strip().lower(), declared.strip().lower())
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "gb18030"


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 without a byte order mark by where the zero bytes of line breaks, digits and Latin letters stand."""
    sample = data[:4000]
    if len(sample) < 4 or not sample.count(0):
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 3 * even:
        return "utf-16-le"
    if even > 3 * odd:
        return "utf-16-be"
    return None


def _lenient(data: bytes, encodings: tuple[str, ...]) -> Decoded:
    """Decode with the encoding that loses the fewest bytes; a truncated or slightly damaged file is still read."""
    best: Decoded | None = None
    for encoding in encodings:
        try:
            text = data.decode(encoding, errors="replace")
        except LookupError:
            continue
        lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding, errors="ignore") or b"\0\0\0\0")
        if best is None or lost < best.lost:
            best = Decoded(text, encoding, max(lost, 0))
    if best is None or best.lost > max(2, _MOST_LOST * len(best.text)):
        raise ReadError(
            "not-a-document",
            "the bytes are neither text in UTF-8, UTF-16 or GB18030 nor a known document format; "
            "open the file in its own program and save it as PDF, DOCX or UTF-8 text",
        )
    return _checked(best)


def _checked(decoded: Decoded) -> Decoded:
    """Refuse binary data that happens to decode: text holds hardly any control characters."""
    sample = decoded.text[:20_000]
    controls = sum(1 for char in sample if ord(char) in _CONTROLS)
    if controls > max(2, len(sample) // 100):
        raise ReadError(
            "not-a-document",
            "the file holds binary data, not text; open it in its own program and save it as PDF, DOCX or UTF-8 text",
        )
    return decoded
