"""Elements of our own: keys that know what was on the screen, the page with its marks, the text with its marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments


@dataclass(frozen=True, slots=True)
class Press:
    """A key that was pressed, and what was on the screen then."""

    key: str
    shift: bool
    alt: bool
    seen: str


class Keys(Element, component="keys.js"):
    """Keys pressed outside of fields and dialogs.

    NiceGUI's own keyboard element cannot say what the reviewer saw when she pressed: a key that was meant for the
    statement before would then decide on the next one.
    """

    def __init__(self, handler: Callable[[Press], Any]) -> None:
        super().__init__()
        self.on("press", lambda event: handler(_press(event)))

    def shows(self, seen: str) -> None:
        """Say what is on the screen from now on."""
        self._props["seen"] = seen
        self.update()


def _press(event: GenericEventArguments) -> Press:
    given = event.args
    return Press(str(given["key"]), bool(given["shift"]), bool(given["alt"]), str(given["seen"]))


class _Marked(Element):
    """What both views share: they tell which characters were selected with the mouse."""

    def on_select(self, handler: Callable[[int, int], Any]) -> None:
        """Call the handler with the offsets of the selected characters."""
        self.on("chosen", lambda event: handler(int(event.args["start"]), int(event.args["end"])))

    def show(self, **props: object) -> None:
        """Show what is given, and keep the rest as it is."""
        self._props.update(props)
        self.update()


class PageView(_Marked, component="page_view.js"):
    """The image of a page with boxes on it, to zoom and to pan; characters can be selected by their place."""

    def zoom(self, by: float) -> None:
        """Come closer (by > 1) or go away; 0 shows the whole width again."""
        self.run_method("zoom", by)


class TextView(_Marked, component="text_view.js"):
    """Paragraphs and tables as text with marked spans. The text is data throughout: nothing in it is markup."""
