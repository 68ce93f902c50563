"""Characters that mislead a reader or a program (误导性字符), told once a page: nothing of them disappears silently."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from extractors.view import view_of
from schemas import Document, Issue, Severity

_TURNED = re.compile("[\u202d\u202e]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_LOST = re.compile("\ufffd")
_IN_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+[\d.,]+)+")
_SHOWN = 5


def doubts(document: Document) -> list[Issue]:
    """Return what a person should know of the characters of a document, in the order of its pages."""
    told = {(issue.code, issue.page) for issue in document.issues}
    found = sorted(_found(document), key=lambda issue: (issue.page or 0, issue.code))
    return [issue for issue in found if (issue.code, issue.page) not in told]


def _found(document: Document) -> Iterator[Issue]:
    for page, matches in _by_page(_TURNED, document).items():
        yield _issue(
            document, page, Severity.WARNING, "text-direction-turned",
            f"{len(matches)} marks turn the direction of the text: it is shown in another order than it is stored and "
            "read. Compare its numbers with what is shown",
        )  # fmt: skip
    for page, matches in _by_page(_PRIVATE, document).items():
        signs = ", ".join(f"U+{ord(sign):04X}" for sign in sorted({match[0] for match in matches})[:_SHOWN])
        yield _issue(
            document, page, Severity.INFO, "private-use-characters",
            f"{len(matches)} characters have no Unicode meaning (signs of a special font, such as {signs}); they are "
            "kept as they are, and a number beside one is not read",
        )  # fmt: skip
    for page, matches in _by_page(_LOST, document).items():
        yield _issue(
            document, page, Severity.WARNING, "characters-lost",
            f"{len(matches)} characters were replaced by � before the file was made or when it was decoded; ask for "
            "another copy",
        )  # fmt: skip
    for page, matches in _by_page(_IN_NUMBER, document).items():
        numbers = ", ".join(view_of(match[0]).text for match in matches[:_SHOWN])
        yield _issue(
            document, page, Severity.INFO, "marks-in-numbers",
            f"{len(matches)} numbers have marks without a width inside; they were read without them: {numbers}",
        )  # fmt: skip


def _by_page(pattern: re.Pattern[str], document: Document) -> dict[int, list[re.Match[str]]]:
    starts = [page.start for page in document.pages]
    found: dict[int, list[re.Match[str]]] = {}
    for match in pattern.finditer(document.text):
        place = max(bisect_right(starts, match.start()) - 1, 0)
        found.setdefault(document.pages[place].number if document.pages else 1, []).append(match)
    return found


def _issue(document: Document, page: int, severity: Severity, code: str, message: str) -> Issue:
    return Issue(
        severity=severity,
        code=code,
        message=message,
        document_id=document.document_id,
        source_file=document.source_file,
        page=page,
    )
