"""The left half of the desk: where it is printed (证据栏)."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import ui

from review import evidence
from review.components import PageView, TextView
from review.evidence import Span
from review.language import words
from review.parts import text
from review.session import Session
from schemas import Page


class EvidencePanel:
    """The page image or the text around the statement; shows another page, zooms, and takes selections."""

    def __init__(self, session: Session, on_select: Callable[[int, int], None]) -> None:
        self.session = session
        self.chosen: Span | None = None
        self.marking = False
        self.number = 0
        self._document = ""
        self._page_view: PageView | None = None
        self._text_view: TextView | None = None
        self._on_select = on_select
        with ui.element("section").classes("evidence panel"):
            self._head = ui.element("div").classes("evidence-head")
            self._place = ui.element("div").classes("evidence-body")

    def show(self) -> None:
        """Show the statement of the session, at its own page."""
        extraction, statement = self.session.extraction, self.session.statement
        assert extraction is not None and statement is not None
        pages = evidence.places_of(extraction.document, statement).pages()
        self.number = pages[0] if pages else statement.page
        self.update()

    def update(self) -> None:
        """Show what is to be shown now: page, marks and selection."""
        extraction = self.session.extraction
        assert extraction is not None
        document = extraction.document
        if self._document != document.document_id:
            self._document = document.document_id
            self._make(evidence.has_pages(document) and self.session.path() is not None)
        self._update_head()
        statement = self.session.statement
        if self._page_view is not None:
            page = self._page()
            address = f"/image/{document.document_id}/{page.number}"
            self._page_view.show(
                src=f"{address}/1200.png", close=f"{address}/2400.png", width=page.width, height=page.height,
                alt=words("evidence.page", page=page.number, pages=len(document.pages)), marking=self.marking,
                marks=evidence.page_marks(extraction, statement, page.number, self.chosen),
                lines=evidence.page_lines(document, page.number) if self.marking else [],
            )  # fmt: skip
        elif self._text_view is not None:
            blocks = evidence.text_blocks(extraction, statement, self.chosen)
            self._text_view.show(blocks=blocks, marking=self.marking)

    def _make(self, as_pages: bool) -> None:
        self._place.clear()
        with self._place:
            view: PageView | TextView = PageView() if as_pages else TextView()
            view.on_select(self._on_select)
        self._page_view = view if isinstance(view, PageView) else None
        self._text_view = view if isinstance(view, TextView) else None

    def _page(self) -> Page:
        assert self.session.extraction is not None
        pages = self.session.extraction.document.pages
        return next((page for page in pages if page.number == self.number), pages[0])

    # --- head

    def _update_head(self) -> None:
        self._head.clear()
        extraction, statement = self.session.extraction, self.session.statement
        assert extraction is not None and statement is not None
        document = extraction.document
        with self._head:
            with ui.element("div").classes("where"):
                name = document.source_file.rpartition("/")[2]
                text(document.facts.title or name, "b").props["title"] = document.source_file
                for heading in evidence.headings(extraction, statement):
                    text("›").classes("soft")
                    text(heading)
            if statement.table is not None:
                self._table_head()
            with ui.element("div").classes("tools"):
                if self._page_view is not None:
                    self._page_tools()
                elif evidence.has_pages(document):
                    text(words("evidence.no_file")).classes("soft")
                text(words("evidence.legend_number")).classes("legend number")
                where = "cell" if statement.table else "quote"
                text(words(f"evidence.legend_{where}")).classes("legend quote")
                text(words("evidence.legend_other")).classes("legend other")

    def _table_head(self) -> None:
        assert self.session.statement is not None and self.session.statement.table is not None
        place = self.session.statement.table
        with ui.element("div").classes("table-place"):
            for key, said in (("title", place.title), ("row", place.row), ("column", place.column)):
                if said:
                    text(words(f"table.{key}")).classes("soft")
                    text(said)

    def _page_tools(self) -> None:
        extraction, statement = self.session.extraction, self.session.statement
        assert extraction is not None and statement is not None
        count = len(extraction.document.pages)
        self._tool("‹", "[", lambda: self.turn(-1), "evidence.page_before")
        text(words("evidence.page", page=self.number, pages=count)).classes("page-of")
        self._tool("›", "]", lambda: self.turn(1), "evidence.next_page")
        self._tool("−", "-", lambda: self.zoom(1 / 1.25), "evidence.smaller")
        self._tool("＋", "+", lambda: self.zoom(1.25), "evidence.larger")
        self._tool("⤢", "0", lambda: self.zoom(0), "evidence.whole")
        pieces = evidence.places_of(extraction.document, statement).pages()
        if len(pieces) > 1:
            text(words("evidence.pieces")).classes("soft")
            for page in sorted(pieces):
                with ui.element("button").classes("thumb").on("click", lambda page=page: self.go(page)) as thumb:
                    image = ui.element("img")
                    image.props["src"] = f"/image/{extraction.document.document_id}/{page}/160.png"
                    image.props["alt"] = words("evidence.page", page=page, pages=count)
                    text(str(page), "b")
                thumb.classes("here" if page == self.number else "")

    @staticmethod
    def _tool(sign: str, key: str, on_click: Callable[[], None], title: str) -> None:
        button = ui.button(sign, on_click=on_click, color=None).props("flat dense no-caps").classes("tool")
        button.props["title"] = f"{words(title)} ({key})"
        button.props["aria-label"] = words(title)

    # --- going about

    def turn(self, step: int) -> None:
        """Show the next page or the one before."""
        self.go(self.number + step)

    def go(self, number: int) -> None:
        """Show a page, where there is such a one."""
        assert self.session.extraction is not None
        if self._page_view is not None and any(p.number == number for p in self.session.extraction.document.pages):
            self.number = number
            self.update()

    def zoom(self, by: float) -> None:
        """Come closer or go away."""
        if self._page_view is not None:
            self._page_view.zoom(by)

    def choose(self, span: Span | None) -> None:
        """Show a selection, on the page it stands on."""
        self.chosen = span
        if span is not None and self.session.extraction is not None:
            self.number = evidence.page_at(self.session.extraction.document, span[0]).number
        self.update()
