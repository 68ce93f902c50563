"""Documents spread over workers: most of them whole, scanned files by page ranges (分页分发).

`Spread` says what is to be done next, and takes what came of it; who does it, and where, is the business of
`pipeline.workers` and `pipeline.flows`. A page is read the same beside any others, so that the results do not depend
on how many workers there are.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING

from pipeline.extract import Failure, Outcome
from pipeline.settings import Settings
from pipeline.shelf import clear_pages, put_pages, take_pages

if TYPE_CHECKING:  # a worker process shows nothing, so it need not load what shows it
    from pipeline.progress import Observer

PAGES = 4  # of a scanned file, given to a worker at once
_PAGES_IN_TIME = 50  # a document has its time once for so many pages: a long scan is no reason to suspect it
_DEATHS = 8  # of workers, from which on a document is given up
# A worker that ends in one of these ways may have been ended by a single page; the others are read all the same.
_BY_A_PAGE = frozenset(["crashed", "out-of-memory"])


@dataclass(frozen=True, slots=True)
class Work:
    """What a worker does at once: read a document, or the pages `first` to `last` of it, or put its `parts` together.

    Asked for a whole document, a worker may answer that it is a scanned file that is better read in parts.
    """

    known: Outcome
    first: int = 0
    last: int = 0
    parts: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """Name it for a person."""
        name = self.known.source.name
        if self.parts:
            return f"{name}, all pages"
        return f"{name}, pages {self.first}–{self.last}" if self.first else name


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a work: a failure, the number of pages to divide, or the packed extraction or pages."""

    failure: Failure | None = None
    died: bool = False
    pages: int = 0
    packed: bytes = field(default=b"", repr=False)
    seconds: float = 0.0


@dataclass(slots=True)
class _Divided:
    """A document that is being read in parts."""

    pages: int
    parts: dict[int, tuple[int, bytes]] = field(default_factory=dict)  # by first page: last page, pages
    seconds: float = 0.0
    deaths: int = 0

    @property
    def read(self) -> int:
        """The number of pages that came back."""
        return sum(last - first + 1 for first, (last, _) in self.parts.items())

    def whole(self, known: Outcome) -> Work:
        """Return the work that puts the parts together."""
        return Work(known, parts=tuple(part for _, (_, part) in sorted(self.parts.items())))


class Spread:
    """What is still to be done for the documents `known`, in `queue`; the next is on the left."""

    def __init__(self, known: Iterable[Outcome], settings: Settings, observer: Observer | None = None) -> None:
        self.queue = deque(Work(item) for item in known)
        self._settings = settings
        self._observer = observer
        self._divided: dict[str, _Divided] = {}

    def after(self, work: Work, answer: Answer) -> Outcome | None:
        """Take an answer; return the document's outcome where it has come to its end."""
        known = work.known
        if not work.first and not answer.pages:
            return self._end(known, answer.failure, answer.packed or None, answer.died)
        if not work.first:
            self._divide(known, answer.pages)
            return None
        divided = self._divided.get(known.source.name)
        if divided is None:
            return None  # the document ended while this part was being read
        divided.seconds += answer.seconds
        failure = self._take(divided, work, answer)
        if failure:
            self.queue = deque(item for item in self.queue if item.known.source.name != known.source.name)
            return self._end(known, failure, None, answer.died or failure.code == "timed-out")
        if self._observer:
            self._observer.pages(known.source.name, divided.read, divided.pages)
        if divided.read == divided.pages:
            self._add([divided.whole(known)])
        return None

    def _end(self, known: Outcome, failure: Failure | None, packed: bytes | None, died: bool) -> Outcome:
        self._divided.pop(known.source.name, None)
        if not died:  # else the next run goes on with the pages that were read
            clear_pages(known.shelf, known.sha256)
        return replace(known, failure=failure, packed=packed, died=died)

    def _divide(self, known: Outcome, pages: int) -> None:
        """Have the pages read that no earlier run has read."""
        divided = self._divided[known.source.name] = _Divided(pages)
        works = []
        for work in ranges(known, 1, pages, PAGES):
            kept = take_pages(known.shelf, known.sha256, work.first, work.last)
            if kept is None:
                works.append(work)
            else:
                divided.parts[work.first] = work.last, kept
        self._add(works or [divided.whole(known)])

    def _add(self, works: list[Work]) -> None:
        """Put works before all others: what has been begun is brought to its end."""
        self.queue.extendleft(reversed(works))

    def _take(self, divided: _Divided, work: Work, answer: Answer) -> Failure | None:
        """Take the answer for some pages; return why the whole document fails, where it does."""
        failure = answer.failure
        if divided.seconds > self._settings.max_seconds * ceil(divided.pages / _PAGES_IN_TIME):
            return timed_out(self._settings)
        if failure is None:
            divided.parts[work.first] = work.last, answer.packed
            put_pages(work.known.shelf, work.known.sha256, work.first, work.last, answer.packed)
            return None
        divided.deaths += 1
        if failure.code not in _BY_A_PAGE or divided.deaths > _DEATHS:
            return failure
        if work.first < work.last:
            self._add(ranges(work.known, work.first, work.last, 1))
            return None
        from extractors.readers.pdf.parts import unread_page

        divided.parts[work.first] = work.last, unread_page(work.first, failure.message)
        return None


def ranges(known: Outcome, first: int, last: int, pages: int) -> list[Work]:
    """Return the works that read the pages `first` to `last`, so many at once."""
    return [Work(known, start, min(start + pages - 1, last)) for start in range(first, last + 1, pages)]


def timed_out(settings: Settings) -> Failure:
    """Return the failure of a document that took too long."""
    return Failure("timed-out", f"Reading took longer than the limit of {settings.max_seconds} s (MUBIAO_MAX_SECONDS).")
