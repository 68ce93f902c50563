"""Small PDFs of our own for the tests of the PDF reader: words, rules and pictures at places given in points."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, SIZE, PITCH = 90.0, 505.0, 12.0, 20.0  # the prose's


def typeset(words: str) -> list[str]:
    """Break a paragraph into full lines, the first one shorter by an indent of two characters."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    lines = [""]
    for char in words:
        room = RIGHT - LEFT - (2 * SIZE if len(lines) == 1 else 0)
        if pdfmetrics.stringWidth(lines[-1] + char, FONT, SIZE) > room:
            lines.append("")
        lines[-1] += char
    return lines


class Paper:
    """A PDF in the making. y is measured from the top of the page, as in the reader."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.height = height
        self.buffer = io.BytesIO()
        self.canvas = canvas.Canvas(self.buffer, pagesize=(width, height), invariant=True)

    def text(self, x: float, y: float, words: str, size: float = SIZE) -> None:
        """Print words with their baseline at y."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.height - y, words)

    def centred(self, y: float, words: str, size: float = SIZE) -> None:
        """Print words in the middle between the margins."""
        self.text((LEFT + RIGHT) / 2 - len(words) * size / 2, y, words, size)

    def lines(self, y: float, lines: Sequence[str], indent: float = 2) -> float:
        """Print lines of prose, the first set in by `indent` characters; return the y of the line after them."""
        for number, line in enumerate(lines):
            self.text(LEFT + (indent * SIZE if number == 0 else 0), y, line)
            y += PITCH
        return y

    def prose(self, y: float, words: str) -> float:
        """Print a paragraph; return the y of the line after it."""
        return self.lines(y, typeset(words))

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5) -> None:
        """Draw a straight rule."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def grid(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        rows: Sequence[Sequence[str]],
        missing: Sequence[str] = (),
    ) -> None:
        """Draw a table. A cell ← goes on from its left neighbour, ↑ from the one above; | parts lines in a cell.

        `missing` names outer borders that are not drawn: left, right, top, bottom.
        """
        for i, y in enumerate(ys):
            for j in range(len(xs) - 1):
                inner = 0 < i < len(ys) - 1
                outer = (i == 0 and "top" in missing) or (i == len(ys) - 1 and "bottom" in missing)
                if not outer and not (inner and rows[i][j].startswith("↑")):
                    self.rule(xs[j], y, xs[j + 1], y)
        for j, x in enumerate(xs):
            for i in range(len(ys) - 1):
                inner = 0 < j < len(xs) - 1
                outer = (j == 0 and "left" in missing) or (j == len(xs) - 1 and "right" in missing)
                if not outer and not (inner and rows[i][j].startswith("←")):
                    self.rule(x, ys[i], x, ys[i + 1])
        for i, row in enumerate(rows):
            for j, words in enumerate(row):
                for k, line in enumerate(words.lstrip("←↑").split("|")):
                    self.text(xs[j] + 4, ys[i] + 14 + 14 * k, line, 10)

    def picture(self, x0: float, y0: float, x1: float, y1: float, png: bytes) -> None:
        """Print a picture."""
        self.canvas.drawImage(ImageReader(io.BytesIO(png)), x0, self.height - y1, x1 - x0, y1 - y0)

    def page(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()

    def bytes(self) -> bytes:
        """Return the finished file."""
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()
