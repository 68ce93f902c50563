"""Ways to break a file (变异), each a function of dice and bytes: the same seed gives the same broken file.

Some work on bytes, whatever they are. The others open a format first, so that the damage lies behind the checksum or
the compression, where bit flips never get: the XML inside a Word file, the streams inside a PDF, the tags of a page.
"""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

Mutator = Callable[[random.Random, bytes, bytes], bytes]  # dice, the file, another file to borrow from

_LARGEST = 8_000_000  # bytes of a mutated file
_NUMBERS = (b"0", b"-1", b"1e9", b"65536", b"2147483648", b"99999999999999999999", b"0.00000001", b"NaN", b"")
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")


def _slice(dice: random.Random, data: bytes, longest: int = 4096) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.randint(1, longest))


def flip_bits(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Turn over some bits."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 8, 64)) if data else 0):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def truncate(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Cut off the end, as a broken download does."""
    return data[: dice.randrange(len(data) + 1)]


def behead(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Cut off the beginning."""
    return data[dice.randrange(min(len(data), 2000) + 1) :]


def splice(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Go on with another file in the middle."""
    return data[: dice.randrange(len(data) + 1)] + other[dice.randrange(len(other) + 1) :]


def insert_other(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Put a piece of another file into this one."""
    start, end = _slice(dice, other, 20_000)
    place = dice.randrange(len(data) + 1)
    return data[:place] + other[start:end] + data[place:]


def repeat_block(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Repeat a block, sometimes very often."""
    start, end = _slice(dice, data)
    return data[:end] + data[start:end] * dice.choice((1, 2, 30, 400)) + data[end:]


def remove_block(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Leave out a block."""
    start, end = _slice(dice, data)
    return data[:start] + data[end:]


def blank_block(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Overwrite a block with zeros, as a bad disk does."""
    start, end = _slice(dice, data, 20_000)
    return data[:start] + bytes(end - start) + data[end:]


def shuffle_blocks(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Put blocks of one size into another order."""
    size = dice.choice((16, 512, 4096))
    blocks = [data[place : place + size] for place in range(0, len(data), size)]
    dice.shuffle(blocks)
    return b"".join(blocks)


def odd_number(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Write extreme numbers where numbers stand."""
    found = list(_NUMBER.finditer(data))
    for match in sorted(dice.sample(found, min(len(found), dice.choice((1, 3, 20)))), key=lambda m: -m.start()):
        data = data[: match.start()] + dice.choice(_NUMBERS) + data[match.end() :]
    return data


BYTES: tuple[Mutator, ...] = (
    flip_bits, truncate, behead, splice, insert_other, repeat_block, remove_block, blank_block, shuffle_blocks,
    odd_number,
)  # fmt: skip

_ODD_CHARACTERS = (
    "\x00", "\x1b", "\x85", "\u200b", "\u202e", "\u2028", "\u3000", "\ue000", "\ufdd0", "\ufeff", "\uffff",
    "\U000e0041", "\U0010ffff", "①", "²", "٣", "㎡", "½", "万亿", "９", "%" * 300, "（" * 3000, "〔〕", "到", "年",
    "1" * 5000, ".", ",",
)  # fmt: skip
_ENCODINGS = ("gb18030", "utf-16", "utf-16-le", "utf-32", "utf-8-sig", "big5hkscs")


def _as_text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def odd_characters(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Strew in characters that few programs expect."""
    text = _as_text(data)
    for _ in range(dice.choice((1, 5, 100))):
        place = dice.randrange(len(text) + 1)
        text = text[:place] + dice.choice(_ODD_CHARACTERS) + text[place:]
    return text.encode("utf-8", "replace")


def other_encoding(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Save in another encoding, sometimes in two by turns."""
    text = _as_text(data)
    place = dice.choice((len(text), dice.randrange(len(text) + 1)))
    first, second = dice.sample(_ENCODINGS, 2)
    return text[:place].encode(first, "replace") + text[place:].encode(second, "replace")


def without_breaks(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Take out all line breaks, or put one behind every character, or make tables of everything."""
    text = _as_text(data)
    way = dice.randrange(3)
    if way == 0:
        return text.replace("\n", "").encode()
    return ("\n".join(text) if way == 1 else re.sub("[，。、]", "\t", text)).encode()


_SOUP = (
    b"<table>", b"</table>", b"<td colspan=99999 rowspan=99999>", b"<tr>", b"<div>" * 3000, b"</div></body>", b"<!--",
    b"-->", b"<script>", b"<ol start=-99999 type=i><li>", b"&#0;", b"&#xD800;", b"&#x110000;", b"&#11;&#27;", b"\x00",
    b"<iframe src='file:///etc/passwd'>", b"<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
    b"<svg><title>", b"<h1><h2><h3>", b"<p style='display:none'>", b"<?xml version='1.0'?>", b"<a href='x.doc'>",
    b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;", b"<textarea>", b"<frameset><frame src=x>",
    b"<br>" * 500, b"<plaintext>", b"<![CDATA[",
)  # fmt: skip
_TAG = re.compile(rb"<[^>]{1,300}>")


def tag_soup(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Take out, double, swap and throw in tags."""
    tags = list(_TAG.finditer(data))
    for match in sorted(dice.sample(tags, min(len(tags), dice.choice((1, 5, 40)))), key=lambda m: -m.start()):
        new = dice.choice((b"", match[0] * 2, dice.choice(tags)[0], dice.choice(_SOUP)))
        data = data[: match.start()] + new + data[match.end() :]
    return data


_XML_ODD = (
    b"0", b"-1", b"1", b"99999999999", "²".encode(), "１２".encode(), b"", b"x", b"true", b"A" * 5000, b"1e400",
    b"http://127.0.0.1:9/", b"FFFFFFFF", b"d800", b"../../../etc/passwd",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb'="([^"]*)"')


def odd_attributes(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Give attributes values that they should not have."""
    found = list(_ATTRIBUTE.finditer(data))
    for match in sorted(dice.sample(found, min(len(found), dice.choice((1, 10, 100)))), key=lambda m: -m.start()):
        data = data[: match.start(1)] + dice.choice(_XML_ODD) + data[match.end(1) :]
    return data


def move_elements(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Delete, double, move and nest whole elements; the XML stays well-formed."""
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    except etree.XMLSyntaxError:
        return flip_bits(dice, data, other)
    for _ in range(dice.choice((1, 3, 30))):
        inner = [one for one in root.iter() if one.getparent() is not None]
        if not inner:
            break
        one, there = dice.choice(inner), dice.choice(inner)
        way = dice.randrange(4)
        if way == 0:
            one.getparent().remove(one)
        elif way == 1:
            one.addnext(copy.deepcopy(one))
        elif way == 2 and one not in there.iterancestors() and one is not there:
            there.append(one)
        else:
            _nest(one, dice.choice((10, 150)))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _nest(element: object, times: int) -> None:
    """Put an element into copies of itself without its children."""
    from lxml import etree

    assert isinstance(element, etree._Element)
    place = element.getparent()
    if place is None:
        return
    index = place.index(element)
    outer = top = etree.Element(element.tag)
    for _ in range(times):
        outer = etree.SubElement(outer, element.tag)
    outer.append(element)
    place.insert(index, top)


XML: tuple[Mutator, ...] = (
    odd_attributes, move_elements, tag_soup, odd_characters, flip_bits, truncate, repeat_block, remove_block
)


def inside_archive(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Break a part inside an office file and pack it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > 2 * _LARGEST:
                return flip_bits(dice, data, other)
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError):
        return flip_bits(dice, data, other)
    names = sorted(name for name in parts if name.endswith((".xml", ".rels")))
    wanted = [name for name in names if re.search(r"document|numbering|styles|notes", name)] or names
    for name in dice.sample(wanted, min(len(wanted), dice.choice((1, 1, 2)))):
        parts[name] = dice.choice(XML)(dice, parts[name], other[:20_000])
    if dice.random() < 0.1 and names:
        parts.pop(dice.choice(names))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


_OBJECT = re.compile(rb"(?m)^(\d+) (\d+) obj\b(.*?)\bendobj", re.S)
_STREAM = re.compile(rb"(.*?)\bstream\r?\n(.*)\r?\nendstream\s*", re.S)
_OPERATOR = re.compile(rb"\b(?:Tj|TJ|Tf|Td|Tm|BT|ET|re|cm|q|Q|Do|l|m|S|f|n|W)\b")
_NAMES = (b"/Type", b"/Kids", b"/Count", b"/MediaBox", b"/Contents", b"/Font", b"/Filter", b"/Parent", b"/Encoding")


def _odd_operators(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Swap the operators of a page's content."""
    found = list(_OPERATOR.finditer(data))
    for match in sorted(dice.sample(found, min(len(found), dice.choice((1, 10, 100)))), key=lambda m: -m.start()):
        data = data[: match.start()] + dice.choice(found)[0] + data[match.end() :]
    return data


def _odd_stream(dice: random.Random, head: bytes, packed: bytes, other: bytes) -> bytes:
    """Return a stream object whose content was broken behind its compression."""
    ways: Sequence[Mutator] = (_odd_operators, odd_number, flip_bits, remove_block, repeat_block, truncate)
    if b"/ASCII85Decode" in head or b"/FlateDecode" not in head:
        packed = dice.choice(ways)(dice, packed, other)
    else:
        try:
            packed = zlib.compress(dice.choice(ways)(dice, zlib.decompress(packed), other))
        except zlib.error:
            packed = flip_bits(dice, packed, other)
    head = re.sub(rb"/Length \d+(?: \d+ R)?", b"/Length %d" % len(packed), head)
    return head + b"stream\n" + packed + b"\nendstream\n"


def inside_pdf(dice: random.Random, data: bytes, other: bytes) -> bytes:
    """Break objects and streams of a PDF, and write the table of its objects anew so that they are found."""
    objects = [(int(match[1]), match[3]) for match in _OBJECT.finditer(data)]
    trailer = re.search(rb"trailer\s*(<<.*?>>)\s*startxref", data, re.S)
    if not objects or trailer is None:
        return flip_bits(dice, data, other)
    for place in dice.sample(range(len(objects)), min(len(objects), dice.choice((1, 2, 8)))):
        number, body = objects[place]
        stream = _STREAM.fullmatch(body)
        if stream is not None and dice.random() < 0.7:
            body = _odd_stream(dice, stream[1], stream[2], other)
        elif dice.random() < 0.5:
            body = odd_number(dice, body, other)
        else:
            body = body.replace(dice.choice(_NAMES), dice.choice((b"/X", b"", dice.choice(_NAMES))))
        objects[place] = (number, body)
    return _written(objects, trailer[1])


def _written(objects: Sequence[tuple[int, bytes]], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places: dict[int, int] = {}
    for number, body in objects:
        places[number] = len(out)
        out += b"%d 0 obj" % number + body + b"endobj\n"
    start = len(out)
    count = max(places) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    out += b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


# The ways into a format, by the ending of the sample's name.
INSIDE: Mapping[str, tuple[Mutator, ...]] = {
    "txt": (odd_characters, other_encoding, without_breaks, odd_number),
    "html": (tag_soup, odd_attributes, odd_characters, other_encoding, without_breaks),
    "docx": (inside_archive,),
    "pdf": (inside_pdf,),
}


def mutated(dice: random.Random, data: bytes, ending: str, other: bytes) -> tuple[bytes, str]:
    """Return a broken copy of a file and the names of the ways it was broken: one to three, half of them inside it."""
    ways: list[Mutator] = []
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        inside = INSIDE.get(ending, ())
        ways.append(dice.choice(inside) if inside and dice.random() < 0.5 else dice.choice(BYTES))
    # What opens the format comes first: afterwards it may not open any more.
    ways.sort(key=lambda way: way in BYTES)
    for way in ways:
        data = way(dice, data, other)[:_LARGEST]
    return data, "+".join(way.__name__ for way in ways)
