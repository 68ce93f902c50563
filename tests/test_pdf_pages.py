"""What a page is made of, what goes wrong with files and pages, and that nothing goes wrong in silence."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from pdf_paper import HEIGHT, WIDTH, Paper
from PIL import Image

from extractors.errors import ReadError
from extractors.readers.layout import PageLayout, PageNote, Rect, TextLine
from extractors.readers.pdf import assemble, read_pdf
from extractors.readers.pdf.glyphs import frame_of, read_layer
from extractors.readers.pdf.pages import Judgement, judge
from extractors.readers.pdf.rules import read_drawn
from schemas import PageKind, Severity, Status

PROSE = (
    "各区要按季度报送供水管网改造的进展情况，对进度滞后的项目逐个提出整改措施，并在年底前完成全部任务的验收和评估工作。"
)


def png() -> bytes:
    """Return a small grey picture."""
    buffer = io.BytesIO()
    Image.new("L", (20, 20), 200).save(buffer, "PNG")
    return buffer.getvalue()


def judged(paper: Paper) -> Judgement:
    """Return what the first page is judged to be."""
    pdf = pdfium.PdfDocument(paper.bytes())
    page = pdf[0]
    frame = frame_of(page)
    return judge(page, frame, read_layer(page, frame), read_drawn(page, frame))


def test_prose_is_text() -> None:
    paper = Paper()
    paper.prose(100, PROSE)
    assert judged(paper) == Judgement(PageKind.TEXT)


def test_a_seal_or_logo_does_not_make_a_page_mixed() -> None:
    paper = Paper()
    paper.prose(100, PROSE)
    paper.picture(300, 300, 420, 420, png())
    assert judged(paper).kind is PageKind.TEXT


def test_a_page_that_is_one_picture_is_a_scan_whatever_the_scanner_printed_below() -> None:
    paper = Paper()
    paper.picture(0, 0, WIDTH, HEIGHT, png())
    paper.text(200, HEIGHT - 20, "扫描全能王 创建", 8)
    found = judged(paper)
    assert found.kind is PageKind.SCAN and found.as_image


def test_text_beside_a_large_picture_is_mixed() -> None:
    paper = Paper()
    paper.prose(100, PROSE)
    paper.picture(90, 300, 505, 700, png())
    found = judged(paper)
    assert found.kind is PageKind.MIXED and not found.as_image and len(found.pictures) == 1


def test_private_use_characters_are_garbage() -> None:
    paper = Paper()
    paper.text(90, 100, "".join(chr(0xE000 + i) for i in range(30)))
    assert judged(paper).kind is PageKind.GARBLED


def test_mojibake_is_garbage() -> None:
    paper = Paper()
    paper.canvas.setFont("Helvetica", 12)
    for number in range(6):
        paper.canvas.drawString(90, 700 - 20 * number, "ÖÐ¹ú¹¤ÒµÍ¶×ÊÄêµ×Ç°Íê³É")
    assert judged(paper).kind is PageKind.GARBLED


def test_ideographs_that_no_prose_is_made_of_are_garbage() -> None:
    paper = Paper()
    rare = "".join(chr(0x9F00 + i) for i in range(100))
    for number in range(4):
        paper.text(90, 100 + 20 * number, rare[25 * number : 25 * number + 25])
    assert judged(paper).kind is PageKind.GARBLED


def test_a_blank_page_is_empty_and_no_error() -> None:
    paper = Paper()
    paper.page()
    paper.prose(100, PROSE)
    document = read_pdf(paper.bytes(), "blank.pdf")
    assert [page.kind for page in document.pages] == [PageKind.EMPTY, PageKind.TEXT]
    assert document.status is Status.EXTRACTED


def test_turned_text_is_left_out_and_named() -> None:
    paper = Paper()
    paper.prose(100, PROSE)
    paper.canvas.saveState()
    paper.canvas.translate(200, 300)
    paper.canvas.rotate(45)
    paper.canvas.setFont("STSong-Light", 40)
    paper.canvas.drawString(0, 0, "内部资料")
    paper.canvas.restoreState()
    document = read_pdf(paper.bytes(), "watermark.pdf")
    assert "内部" not in document.text
    assert "turned-text-left-out" in [issue.code for issue in document.issues]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_shown(turn: int) -> None:
    paper = Paper()
    paper.canvas.setPageRotation(turn)
    x, y, angle = {90: (100, 90, 90), 180: (WIDTH - 90, 100, 180), 270: (HEIGHT - 100, WIDTH - 90, 270)}[turn]
    paper.canvas.translate(x, y)
    paper.canvas.rotate(angle)
    paper.canvas.setFont("STSong-Light", 12)
    paper.canvas.drawString(0, 0, "供水管网改造六十处")
    document = read_pdf(paper.bytes(), "turned.pdf")
    assert document.text == "供水管网改造六十处"
    box = document.blocks[0].lines[0].box
    assert box is not None and box.x1 - box.x0 == pytest.approx(9 * 12, abs=2)
    assert box.top >= 0 and box.bottom <= (document.pages[0].height or 0)


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "empty", "0 bytes"),
        (b"%PDF-1.7\nnothing of use", "damaged", "damaged"),
    ],
)
def test_files_that_cannot_be_read_say_why(data: bytes, code: str, says: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_pdf(data, "broken.pdf")
    assert caught.value.code == code and says in caught.value.message


def test_a_locked_file_says_so() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen import canvas

    buffer = io.BytesIO()
    locked = canvas.Canvas(buffer, encrypt=StandardEncryption("secret", strength=128))
    locked.drawString(100, 100, "locked")
    locked.save()
    with pytest.raises(ReadError) as caught:
        read_pdf(buffer.getvalue(), "locked.pdf")
    assert caught.value.code == "encrypted" and "password" in caught.value.message


def test_a_truncated_file_still_gives_what_it_holds_or_says_that_it_is_damaged() -> None:
    paper = Paper()
    for _ in range(3):
        paper.prose(100, PROSE)
        paper.page()
    data = paper.bytes()
    for share in (0.3, 0.6, 0.9):
        try:
            document = read_pdf(data[: int(share * len(data))], "cut.pdf")
        except ReadError as error:
            assert error.code in ("damaged", "empty", "no-text")
        else:
            assert document.pages


def test_a_failed_page_leaves_the_others_standing() -> None:
    good = PageLayout(1, WIDTH, HEIGHT, lines=[TextLine("新建水厂三座。", Rect(90, 100, 174, 112), size=12)])
    bad = PageLayout(2, WIDTH, HEIGHT, error="its picture is damaged")
    document = assemble([good, bad], "half.pdf", "0" * 64)
    assert document.status is Status.PARTLY and document.text == "新建水厂三座。"
    assert [(issue.code, issue.page) for issue in document.issues] == [("page-failed", 2)]
    assert "page 2" in document.issues[0].message and document.pages[1].error


def test_a_note_on_a_line_gets_its_offsets() -> None:
    sure = TextLine("新建水厂三座。", Rect(90, 100, 174, 112), size=12)
    unsure = TextLine("总投资八亿元。", Rect(90, 140, 174, 152), confidence=0.4, size=12)
    note = PageNote(Severity.WARNING, "line-unsure", "the line was hard to read", unsure)
    document = assemble([PageLayout(1, WIDTH, HEIGHT, lines=[sure, unsure], notes=[note])], "n.pdf", "0" * 64)
    (issue,) = document.issues
    assert issue.start is not None and document.text[issue.start : issue.end] == "总投资八亿元。"


@pytest.mark.parametrize("angle", [90, 270])
def test_a_page_printed_sideways_is_read_and_its_boxes_stand_where_they_are_seen(angle: int) -> None:
    paper = Paper()
    x, y = {90: (150, 100), 270: (450, 700)}[angle]
    paper.canvas.translate(x, y)
    paper.canvas.rotate(angle)
    paper.canvas.setFont("STSong-Light", 12)
    paper.canvas.drawString(0, 0, "供水管网改造六十处，新建水厂三座。")
    document = read_pdf(paper.bytes(), "sideways.pdf")
    assert document.text == "供水管网改造六十处，新建水厂三座。"
    (page,) = document.pages
    assert (page.width, page.height) == (WIDTH, HEIGHT)
    box = document.blocks[0].lines[0].box
    assert box is not None and box.bottom - box.top == pytest.approx(17 * 12, abs=2)
    assert box.x0 < x < box.x1 + 12 and box.top - 1 < HEIGHT - y < box.bottom + 1


def test_brackets_that_do_not_match_are_named() -> None:
    paper = Paper()
    for number in range(4):
        paper.text(90, 100 + 20 * number, f"项目{number}）加快建设")
    document = read_pdf(paper.bytes(), "brackets.pdf")
    assert [(issue.code, issue.page) for issue in document.issues] == [("brackets-unbalanced", 1)]
