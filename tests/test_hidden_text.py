"""Words of a PDF that nobody can see (隐藏文字): left out and told. White words on a dark ground are read."""

from __future__ import annotations

from pdf_paper import LEFT, Paper

from extractors.readers import read_bytes
from schemas import Document, PageKind

SHOWN = "到2027年，全市工业总产值达到4600亿元以上，绿地率达到百分之四十一，新建污水处理厂十二座，改造老旧管网三百公里。"
HIDDEN = "到2027年，全市工业总产值达到9999亿元以上。"


def _read(paper: Paper) -> Document:
    return read_bytes(paper.bytes(), "plan.pdf")


def _told(document: Document, code: str) -> list[str]:
    return [issue.message for issue in document.issues if issue.code == code]


def _paper() -> Paper:
    paper = Paper()
    paper.prose(200, SHOWN)
    return paper


def _words(document: Document) -> str:
    return document.text.replace("\n", "")


def test_white_words_on_white_paper() -> None:
    paper = _paper()
    paper.canvas.setFillGray(1)
    paper.text(LEFT, 400, HIDDEN)
    document = _read(paper)
    assert _words(document) == SHOWN
    (message,) = _told(document, "hidden-text-left-out")
    assert "page 1" in message and "white on white" in message and "9999" in message


def test_white_words_on_a_dark_ground_are_read() -> None:
    paper = _paper()
    paper.canvas.setFillColorRGB(0.1, 0.2, 0.6)
    paper.canvas.rect(LEFT - 5, paper.height - 410, 420, 30, stroke=0, fill=1)
    paper.canvas.setFillGray(1)
    paper.text(LEFT, 400, "深色底上的白字也是正文，新建泵站五座。")
    document = _read(paper)
    assert "新建泵站五座" in _words(document)
    assert not _told(document, "hidden-text-left-out")


def test_words_drawn_invisibly() -> None:
    paper = _paper()
    line = paper.canvas.beginText(LEFT, paper.height - 400)
    line.setFont("STSong-Light", 12)
    line.setTextRenderMode(3)
    line.textLine(HIDDEN)
    paper.canvas.drawText(line)
    document = _read(paper)
    assert _words(document) == SHOWN
    assert "drawn invisibly" in _told(document, "hidden-text-left-out")[0]


def test_words_too_small_to_be_read() -> None:
    paper = _paper()
    paper.text(LEFT, 400, HIDDEN, 0.8)
    document = _read(paper)
    assert _words(document) == SHOWN
    assert "too small" in _told(document, "hidden-text-left-out")[0]


def test_a_page_shrunk_as_a_whole_is_read() -> None:
    paper = Paper(60, 85)
    for number, line in enumerate(["全市工业总产值达到4600亿元", "新建污水处理厂十二座"]):
        paper.text(6, 20 + 4 * number, line, 1.6)
    assert "4600" in _read(paper).text


def test_words_outside_the_page_are_told() -> None:
    paper = _paper()
    paper.text(LEFT, -40, HIDDEN)
    document = _read(paper)
    assert _words(document) == SHOWN
    assert HIDDEN[:10] in _told(document, "text-outside-page")[0]


def test_a_page_of_nothing_but_invisible_words_is_empty_and_told() -> None:
    paper = _paper()
    paper.page()
    line = paper.canvas.beginText(LEFT, paper.height - 400)
    line.setFont("STSong-Light", 12)
    line.setTextRenderMode(3)
    line.textLine(HIDDEN)
    paper.canvas.drawText(line)
    document = _read(paper)
    assert [page.kind for page in document.pages] == [PageKind.TEXT, PageKind.EMPTY]
    assert "page 2" in _told(document, "hidden-text-left-out")[0]
