"""Build the sample documents that are not plain text: the Word file, the PDF and the scan (样例文档的生成).

    python docs/samples/build.py            writes raw_docs/s04_*.docx, s05_*.pdf and s06_*.pdf

Needs python-docx, weasyprint, pypdfium2, pillow, and the fonts Noto Serif CJK SC, Noto Sans CJK SC and AR PL UKai CN.
Nothing imports this file and the built documents are kept in the repository: run it only after changing a source
beside it. The text and web samples are written by hand and are their own source.
"""

from __future__ import annotations

import io
import math
from pathlib import Path

import docx
import pypdfium2
import weasyprint
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HERE = Path(__file__).parent
OUT = HERE.parents[1] / "raw_docs"
SCAN_DPI = 200
SKEW = (0.7, -1.1)  # degrees, one page each: a sheet never lies quite straight
WIDTHS = (1.8, 4.8, 2.0, 2.0, 2.0, 3.0)  # of the Word table's columns, cm
SERIF = "NotoSerifCJK-Bold.ttc"
SIMPLIFIED = 2  # the face inside the Noto collection


def task_division() -> None:
    """Write the Word sample from its marked-up text: % title, # and ## headings, > indented, ) right, | table row."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "仿宋", Pt(15)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    rows: list[list[str]] = []
    for line in (HERE / "s04_task_division.txt").read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "|":
            rows.append([cell.strip() for cell in rest.split("| ")])
            continue
        if rows:
            _word_table(document, rows)
            rows = []
        if mark in ("#", "##"):
            document.add_heading(rest, level=len(mark))
        elif mark == "%":
            document.add_paragraph(rest, style="Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif mark == "^":
            document.add_paragraph(rest).alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif mark == ")":
            document.add_paragraph(rest).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif mark == ">":
            document.add_paragraph(rest).paragraph_format.first_line_indent = Pt(30)
        elif mark == "!":
            document.add_paragraph(rest)
        else:
            document.add_paragraph(line)
    for style in ("Title", "Heading 1", "Heading 2"):
        fonts = document.styles[style].element.rPr.rFonts
        fonts.attrib.clear()
        fonts.set(qn("w:eastAsia"), "黑体")
        document.styles[style].font.size = Pt(20 if style == "Title" else 15)
        document.styles[style].font.color.rgb = RGBColor(0, 0, 0)
        for border in document.styles[style].element.pPr.findall(qn("w:pBdr")):
            document.styles[style].element.pPr.remove(border)
    document.core_properties.author = "棠川市（虚构）"
    document.core_properties.comments = ""
    document.save(str(OUT / "s04_task_division.docx"))


def _word_table(document: docx.document.Document, rows: list[list[str]]) -> None:
    """Append a table; an empty first cell is merged with the one above it."""
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    table.autofit = False
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            cell = table.cell(i, j)
            if j == 0 and not text:
                cell.merge(table.cell(i - 1, 0))
                continue
            cell.text = text
            cell.width = Cm(WIDTHS[j])
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(11)


def park_plan() -> None:
    """Write the born-digital PDF."""
    weasyprint.HTML(str(HERE / "s05_park_plan.html")).write_pdf(str(OUT / "s05_park_plan.pdf"))


def work_plan_scan() -> None:
    """Write the scanned PDF: rendered, stamped, turned a little, speckled by JPEG, no text layer."""
    printed = weasyprint.HTML(str(HERE / "s06_work_plan.html")).write_pdf()
    pages = []
    for number, page in enumerate(pypdfium2.PdfDocument(io.BytesIO(printed))):
        image = page.render(scale=SCAN_DPI / 72).to_pil().convert("RGB")
        if number == 0:
            _stamp(image, centre=(1180, 1560), radius=165)
        turned = image.rotate(SKEW[number], resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
        pages.append(_paper(turned.filter(ImageFilter.GaussianBlur(0.6))))
    pages[0].save(
        OUT / "s06_work_plan_scan.pdf", save_all=True, append_images=pages[1:], resolution=SCAN_DPI, quality=38
    )


def _paper(image: Image.Image) -> Image.Image:
    """Give white paper the grey of a scan and black ink its softness."""
    return image.point(lambda value: 28 + value * 220 // 255)


def _stamp(image: Image.Image, centre: tuple[int, int], radius: int) -> None:
    """Press a round red seal that says it is a sample over the signature."""
    size = radius * 2
    seal = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(seal)
    red = (208, 32, 32, 190)
    draw.ellipse((4, 4, size - 5, size - 5), outline=red, width=9)
    points = []
    for k in range(10):
        reach = radius * (0.34 if k % 2 == 0 else 0.135)
        angle = math.pi * (k / 5 - 0.5)
        points.append((radius + reach * math.cos(angle), radius + reach * math.sin(angle)))
    draw.polygon(points, fill=red)
    font = ImageFont.truetype(SERIF, 44, index=SIMPLIFIED)
    words = "棠川市样例文件用章"
    for k, word in enumerate(words):
        angle = -120 + 240 * k / (len(words) - 1)
        letter = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
        ImageDraw.Draw(letter).text((30, 30), word, font=font, fill=red, anchor="mm")
        letter = letter.rotate(-angle, resample=Image.Resampling.BICUBIC)
        turn = math.radians(angle - 90)
        x, y = radius + radius * 0.74 * math.cos(turn), radius + radius * 0.74 * math.sin(turn)
        seal.alpha_composite(letter, (int(x - 30), int(y - 30)))
    image.paste(seal, (centre[0] - radius, centre[1] - radius), seal)


if __name__ == "__main__":
    task_division()
    park_plan()
    work_plan_scan()
