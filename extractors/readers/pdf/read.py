"""Opening a PDF and reading its pages one by one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extractors.errors import ReadError
from extractors.readers.displayed import as_displayed
from extractors.readers.layout import PageLayout, PageNote, PageTable, TextLine
from extractors.readers.limits import DEFAULT_LIMITS, Limits
from extractors.readers.pdf.assemble import assemble
from extractors.readers.pdf.borderless import borderless
from extractors.readers.pdf.doubts import note_doubts
from extractors.readers.pdf.fill import fill
from extractors.readers.pdf.glyphs import Frame, TextLayer, frame_of, read_layer, turned_frame
from extractors.readers.pdf.hidden import without_hidden
from extractors.readers.pdf.layer_check import agreed, sampled
from extractors.readers.pdf.lines import baselines, segments_of
from extractors.readers.pdf.pages import Judgement, judge
from extractors.readers.pdf.ruled import grids
from extractors.readers.pdf.rules import Drawn, read_drawn
from schemas import Document, PageKind, Severity

ImageReader = Callable[[pdfium.PdfPage, int], PageLayout]
MOST_CURVES = 400  # on one page: its rules are parts of drawings


def read_pdf(data: bytes, source_file: str, sha256: str = "", limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read a PDF file.

    `source_file` is the path as given, `sha256` the hash of `data` (computed where it is not given); both go into the
    document unchanged. A page that cannot be read is named in an issue and leaves the others standing.
    Raises ReadError: encrypted, damaged or empty file, or no page that could be read.
    """
    with closing(opened(data)) as pdf:
        checked = sampled(len(pdf), limits.checked_pages)
        layouts = [read_page(pdf, index, index in checked) for index in range(len(pdf))]
    return document_of(layouts, source_file, sha256 or hashlib.sha256(data).hexdigest(), limits)


def document_of(
    layouts: Sequence[PageLayout], source_file: str, sha256: str, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Return the document of all pages of a file. Raises ReadError where none could be read, or over a limit."""
    failed = [layout for layout in layouts if layout.error is not None]
    if len(failed) == len(layouts):
        raise ReadError("no-text", f"none of its {len(layouts)} pages could be read; page 1: {failed[0].error}")
    _within(layouts, limits)
    return as_displayed(assemble(layouts, source_file, sha256), layouts)


def _within(layouts: Sequence[PageLayout], limits: Limits) -> None:
    """Raise ReadError "too-large" where the pages hold too long a text or too large a table."""
    length = 0
    for layout in layouts:
        length += sum(len(line.text) for line in layout.lines)
        for table in layout.tables:
            length += sum(len(line.text) for cell in table.cells for line in cell.lines)
            if table.rows * table.columns > limits.table_cells:
                what = f"the table of {table.rows:,} rows and {table.columns:,} columns on page {layout.number} is"
                raise limits.over("table_cells", what, "raise the limit")
        if length > limits.characters:
            what = f"the text of pages 1 to {layout.number} has {length:,} characters,"
            raise limits.over("characters", what, "split the file or raise the limit")


def opened(data: bytes) -> pdfium.PdfDocument:
    """Open a PDF. Raises ReadError: empty, encrypted or damaged."""
    if not data:
        raise ReadError("empty", "the file is empty (0 bytes); ask for it again")
    # pdfium leaves its last error standing where it fails without one: this sets one that only means damaged, so
    # that what is said of a file does not depend on the one before.
    raw.FPDF_LoadMemDocument(b"x", 1, None)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError(
                "encrypted", "the PDF is locked with a password; save a copy without it and read that"
            ) from error
        raise ReadError(
            "damaged", "the PDF is damaged and cannot be opened; ask for it again or print it anew as PDF"
        ) from error
    if len(pdf) == 0:
        pdf.close()
        raise ReadError("empty", "the PDF has no pages; ask for it again")
    return pdf


def read_page(pdf: pdfium.PdfDocument, index: int, check: bool = False) -> PageLayout:
    """Return the layout of the page at `index` (counted from 0). Never raises: what went wrong is in `error`.

    check: compare its text layer with its picture (`extractors.readers.pdf.layer_check`).
    """
    number = index + 1
    try:
        page = pdf[index]
    except pdfium.PdfiumError:
        return PageLayout(number, 0.0, 0.0, error="the page is damaged; print the file anew as PDF")
    try:
        layout = _read_page(page, number)
        return _checked(page, layout) if check else layout
    except Exception as error:  # a page must never take its document with it
        return PageLayout(
            number, page.get_width(), page.get_height(), error=f"reading it failed ({type(error).__name__}: {error})"
        )
    finally:
        page.close()


def _read_page(page: pdfium.PdfPage, number: int) -> PageLayout:
    frame = frame_of(page)
    layer = read_layer(page, frame)
    degrees = layer.sideways
    if degrees:
        frame = turned_frame(frame, degrees)
        layer = read_layer(page, frame)
    drawn = read_drawn(page, frame)
    judgement = judge(page, frame, layer, drawn)
    notes: list[PageNote] = []
    if not judgement.as_image:
        shown, notes = without_hidden(page, frame, layer, drawn, number)
        if shown is not layer:
            layer, judgement = shown, judge(page, frame, shown, drawn)
    if judgement.as_image:
        layout = _read_as_image(page, number, frame, judgement)
        layout.notes += notes
        return layout
    layout = _read_text(number, frame, layer, drawn)
    layout.kind, layout.turned = judgement.kind, degrees
    layout.notes += notes
    note_doubts(layout)
    if judgement.pictures:
        _add_pictures(page, layout, judgement)
    return layout


def _checked(page: pdfium.PdfPage, layout: PageLayout) -> PageLayout:
    """Compare a page read from its text layer with its picture; a page read from its picture is as it is."""
    reader = _image_reader()
    as_image = any(note.code == "read-as-image" for note in layout.notes)
    if as_image or layout.error is not None or layout.kind not in (PageKind.TEXT, PageKind.MIXED):
        return layout
    if reader is None:
        missing = f"page {layout.number} was not compared with its picture: the reader of pictures is not installed"
        _note(layout, Severity.WARNING, "text-layer-not-checked", missing)
        return layout
    return agreed(layout, reader(page, layout.number))


def _read_text(number: int, frame: Frame, layer: TextLayer, drawn: Drawn) -> PageLayout:
    """Return what the text layer and the rules of a page say."""
    layout = PageLayout(number, frame.width, frame.height)
    outside = layer.glyphs
    if drawn.level and drawn.curves < MOST_CURVES:
        found = grids(drawn.level, drawn.upright)
        outside = fill(found.tables, layer.glyphs)
        layout.tables, layout.frames, layout.rules = found.tables, found.frames, found.free
        if found.dense:
            message = f"a grid on page {number} has too many cells to be a table; its words were read as prose"
            _note(layout, Severity.WARNING, "grid-too-dense", message)
    more = borderless(baselines(outside), layout.rules, frame.width)
    layout.tables += more.tables
    layout.rules = more.rules
    layout.notes += more.notes
    layout.lines = segments_of(more.outside)
    if layer.turned:
        _note(
            layout,
            Severity.INFO,
            "turned-text-left-out",
            f"{layer.turned} characters that stand aslant or sideways (a watermark, a turned note) were left out: "
            f"{layer.turned_text[:40]}",
        )
    return layout


def _image_reader() -> ImageReader | None:
    """Return the reader of pages as pictures, where it is installed."""
    try:
        from extractors.readers.scans import read_scanned_page
    except ImportError:
        return None
    return read_scanned_page


def _read_as_image(page: pdfium.PdfPage, number: int, frame: Frame, judgement: Judgement) -> PageLayout:
    reader = _image_reader()
    if reader is None:
        missing = f"{judgement.why}, and the reader of pictures (rapidocr) is not installed"
        return PageLayout(number, frame.width, frame.height, judgement.kind, error=missing)
    layout = reader(page, number)
    layout.kind = judgement.kind
    if judgement.kind is not PageKind.SCAN:
        _note(layout, Severity.INFO, "read-as-image", f"page {number} was read as a picture: {judgement.why}")
    return layout


def _add_pictures(page: pdfium.PdfPage, layout: PageLayout, judgement: Judgement) -> None:
    """Add the words of pictures that stand beside the text (a boxed text, a flow chart pasted as an image)."""
    reader = _image_reader()
    if reader is None:
        _note(
            layout,
            Severity.WARNING,
            "picture-not-read",
            f"page {layout.number} has pictures that may hold words, and the reader of pictures is not installed",
        )
        return
    read = reader(page, layout.number)
    if read.error is not None or read.turned != layout.turned:
        why = read.error or "it does not stand as the text around it does"
        _note(layout, Severity.WARNING, "picture-not-read", f"a picture on page {layout.number}: {why}")
        return
    lines = [line for line in read.lines if _in_pictures(line, judgement)]
    tables = [table for table in read.tables if _table_in_pictures(table, judgement)]
    if not lines and not tables:
        return
    layout.lines += lines
    for table in tables:
        table.unsure = table.unsure or "it was read from a picture within the page, which may be a chart"
    layout.tables += tables
    kept = {id(line) for line in lines}
    kept |= {id(line) for table in tables for cell in table.cells for line in cell.lines}
    layout.notes += [note for note in read.notes if note.line is not None and id(note.line) in kept]
    _note(
        layout,
        Severity.INFO,
        "picture-read",
        f"page {layout.number} holds a picture; {len(lines)} lines and {len(tables)} tables were read from it",
    )


def _in_pictures(line: TextLine, judgement: Judgement) -> bool:
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2
    return any(box.holds(x, y) for box in judgement.pictures)


def _table_in_pictures(table: PageTable, judgement: Judgement) -> bool:
    x, y = (table.box.x0 + table.box.x1) / 2, (table.box.top + table.box.bottom) / 2
    return any(box.holds(x, y) for box in judgement.pictures)


def _note(layout: PageLayout, severity: Severity, code: str, message: str) -> None:
    layout.notes.append(PageNote(severity, code, message))
