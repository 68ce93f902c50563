"""The pages of the pictures. `add_pages` puts them on the server and into its navigation (页面)."""

from __future__ import annotations

from review.pictures.pages import agencies, conflicts, history, rollups, series
from review.shell import add_to_navigation
from review.state import AppState


def add_pages(state: AppState, *, loopback: bool = False) -> None:
    """Add the pages. `loopback` says that only this machine can reach the server: then any folder may be compared."""
    series.add(state)
    rollups.add(state)
    agencies.add(state)
    conflicts.add(state)
    history.add(state, loopback=loopback)
    for path, key in (
        ("/series", "titles.series"), ("/rollups", "titles.rollups"), ("/agencies", "titles.agencies"),
        ("/conflicts", "titles.conflicts"), ("/runs", "titles.runs"),
    ):  # fmt: skip
        add_to_navigation(path, key)
