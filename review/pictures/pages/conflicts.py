"""What contradicts what (矛盾页面)."""

from __future__ import annotations

import asyncio

from nicegui import ui

from review.language import known
from review.pictures.data.conflicts import codes, find_conflicts
from review.pictures.data.published import Published
from review.pictures.draw.events import conflict
from review.pictures.draw.lists import search
from review.pictures.draw.markup import node
from review.pictures.pages.shared import page_number, picture_page, put, put_list
from review.shell import words
from review.state import AppState


def add(state: AppState) -> None:
    """Add the page."""
    published = Published(state.out)

    @ui.page("/conflicts")
    async def conflicts_page(code: str = "", page: str = "1") -> None:
        with picture_page(state, "titles.conflicts"):
            kinds = await asyncio.to_thread(codes, published)
            found = await asyncio.to_thread(find_conflicts, published, code, page_number(page))
            put(node("h1", words("titles.conflicts")))
            if not kinds:
                put(node("p", words("pictures.no_conflicts"), role="status"))
                return
            options = {"": words("pictures.all_codes", count=sum(kinds.values()))}
            options |= {name: f"{code_words(name)} ({count})" for name, count in kinds.items()}
            put(search("/conflicts", None, words, {"code": (code, options)}))
            cards = [conflict(each, words, code_words(each.code)) for each in found.rows]
            put_list(found, node("div", *cards), "/conflicts", code=code)


def code_words(code: str) -> str:
    """Return the kind of a conflict in words; the code itself where it is newer than our words."""
    key = f"pictures.code_{code}"
    return words(key) if known(key) else code
