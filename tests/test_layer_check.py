"""A text layer that says something else than what is printed (文字层核对), found by reading the page as a picture."""

from __future__ import annotations

import string

import pytest
from lying_pdf import lying_pdf

from extractors.readers import DEFAULT_LIMITS, Limits, read_bytes
from extractors.readers.pdf.layer_check import compared, sampled
from schemas import Document, PageKind

LINES = ["The plan for the years to come:", "industrial output reaches 4600 million", "and 125 factories are renewed."]
CHECK = Limits(checked_pages=3)


def _codes(document: Document) -> list[str]:
    return [issue.code for issue in document.issues]


def test_pages_are_sampled_evenly() -> None:
    assert sampled(10, 0) == frozenset()
    assert sampled(10, 3) == {1, 5, 8}
    assert sampled(2, 5) == {0, 1}


@pytest.mark.parametrize(
    ("layer", "picture", "agrees", "numbers"),
    [
        ("产值达到4600亿元", "产值 达到4600亿元", True, ((), ())),
        ("产值达到４，６００亿元", "产值达到4600亿元", True, ((), ())),
        (
            "到2027年产值达到4600亿元以上，绿地率41%",
            "到2027年产值达到9600亿元以上，绿地率41%",
            True,
            (("4600",), ("9600",)),
        ),
        ("甲乙丙丁戊己庚辛壬癸", "产值达到四千六百亿元", False, ((), ())),
    ],
)
def test_two_readings_are_compared(
    layer: str, picture: str, agrees: bool, numbers: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    found = compared(layer, picture)
    assert (found.share > 0.75) is agrees
    assert (found.only_layer, found.only_picture) == numbers


def test_without_the_setting_nothing_is_checked() -> None:
    assert DEFAULT_LIMITS.checked_pages == 0
    document = read_bytes(lying_pdf(LINES, {"4": "9"}), "plan.pdf")
    assert "9600" in document.text
    assert not {"numbers-differ", "text-layer-differs", "text-layer-checked"} & set(_codes(document))


def test_an_honest_layer_is_kept() -> None:
    document = read_bytes(lying_pdf(LINES, {}), "plan.pdf", CHECK)
    assert "text-layer-checked" in _codes(document)
    assert "4600" in document.text and document.pages[0].kind is PageKind.TEXT


def test_a_layer_with_other_numbers_is_kept_and_told() -> None:
    document = read_bytes(lying_pdf(LINES, {"4": "9"}), "plan.pdf", CHECK)
    (message,) = [issue.message for issue in document.issues if issue.code == "numbers-differ"]
    assert "9600" in message and "4600" in message and "page 1" in message
    assert "9600" in document.text


def test_a_layer_that_is_another_text_is_read_from_the_picture() -> None:
    letters = string.ascii_lowercase
    shifted = dict(zip(letters, letters[7:] + letters[:7], strict=True))
    document = read_bytes(lying_pdf(LINES, shifted), "plan.pdf", CHECK)
    assert "text-layer-differs" in _codes(document)
    assert "4600" in document.text and "factories" in document.text.replace(" ", "")
    assert document.pages[0].kind is PageKind.GARBLED
