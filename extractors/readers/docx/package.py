"""Opening a Word file safely (文档包): a zip archive of XML parts, read under limits and without outside references."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from typing import Any

from lxml import etree

from extractors.errors import ReadError
from extractors.readers.limits import Limits

# lxml is untyped; an element of a part.
Element = Any

# What zipfile raises for archives that are cut, spliced or made to confuse.
_UNPACKING = (
    zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError
)
_ALWAYS = 20_000_000  # bytes: a file that unpacks to no more is no bomb, whatever its ratio
_DAMAGED = "the Word file is damaged; open it in Word, WPS or LibreOffice, which may repair it, and save it as .docx"


def local(element: Element) -> str:
    """Return an element's name without its namespace, which differs by version; empty for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute by its local name, whatever its namespace."""
    if element is None:
        return None
    for key, found in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(found)
    return None


def number_of(text: str | None, most: int, default: int = 0) -> int:
    """Return the whole number of an attribute, at most `most`; the default where it holds anything else."""
    if text is None or not re.fullmatch(r"[0-9]+", text):
        return default
    return most if len(text) > 9 else min(int(text), most)


def child(element: Element | None, *names: str) -> Element | None:
    """Return the element reached by the given local names, one below the other."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def is_on(element: Element | None) -> bool:
    """Tell an on/off property that is on: present, and not val="0" or "false"."""
    return element is not None and (value(element) or "true").lower() not in ("0", "false", "off", "none")


def too_deep(root: Element, depth: int) -> list[Element]:
    """Return the elements that stand `depth` levels below the root; what walks a tree by recursion stops above them."""
    found: list[Element] = root.xpath("*" + "/*" * (depth - 1))
    return found


class Package:
    """The parts of a Word file. Raises ReadError "damaged" and "too-large"."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except _UNPACKING as error:
            raise ReadError("damaged", _DAMAGED) from error
        self.limits = limits
        self.deep = 0  # parts left out because they are nested too deep
        if len(self.archive.infolist()) > limits.parts:
            raise limits.over("parts", "the office file is", "save it anew in Word or raise the limit")
        by_ratio = max(limits.pack_ratio * len(data), _ALWAYS)
        self.nearest = "pack_ratio" if by_ratio < limits.unpacked_bytes else "unpacked_bytes"
        self.left = min(limits.unpacked_bytes, by_ratio)
        self.names = {name.lower(): name for name in self.archive.namelist()}
        self.main = self._main_part()

    def _main_part(self) -> str:
        """Return the name of the main part, by the package's relationships."""
        relations = self.part("_rels/.rels")
        if relations is not None:
            for relation in relations:
                if (value(relation, "Type") or "").endswith("/officeDocument"):
                    name = (value(relation, "Target") or "").lstrip("/")
                    if name.lower() in self.names:
                        return name
        return "word/document.xml"

    def sibling(self, name: str) -> Element | None:
        """Return the root of the part of that name beside the main part, None where there is none."""
        return self.part(posixpath.join(posixpath.dirname(self.main), name))

    def part(self, name: str) -> Element | None:
        """Return the root of a part, None where the file has none of that name."""
        stored = self.names.get(name.lower())
        if stored is None:
            return None
        return self._parse(self._read(stored))

    def _read(self, name: str) -> bytes:
        """Unpack one part, no further than the limit: a zip bomb stops here."""
        try:
            with self.archive.open(name) as stream:
                data = stream.read(self.left + 1)
        except _UNPACKING as error:
            raise ReadError("damaged", _DAMAGED) from error
        if len(data) > self.left:
            advice = "it may be a zip bomb; otherwise split it or raise the limit"
            raise self.limits.over(self.nearest, "the office file is", advice)
        self.left -= len(data)
        return data

    def _parse(self, data: bytes) -> Element:
        # Office files have no document type; one is only there to smuggle in entities.
        if b"<!DOCTYPE" in data[:4096].replace(b"\x00", b""):
            raise ReadError("damaged", "a part of the Word file declares entities, which no Word file needs; not read")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "Excessive depth" in str(error):
                raise self.limits.over("depth", "the office file is", "save it anew in Word") from error
            raise ReadError("damaged", _DAMAGED) from error
        for element in too_deep(root, self.limits.depth):
            element.getparent().remove(element)
            self.deep += 1
        return root
