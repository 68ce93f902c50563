"""PDF: text layers by pypdfium2, tables by their rules, pages that are pictures by the scan reader (PDF 文件)."""

from extractors.readers.pdf.assemble import assemble
from extractors.readers.pdf.read import read_pdf

__all__ = ["assemble", "read_pdf"]
