"""Pages that must be read as pictures: scans, glyphs drawn as outlines, text layers that are garbage (扫描页)."""

from extractors.readers.scans.page import read_scanned_page

__all__ = ["read_scanned_page"]
