"""Mubiao (目标): numeric targets, measures and responsible agencies out of Chinese policy documents.

`mubiao.extract(path)` reads one document, `mubiao.load(folder)` gives a published dataset as pandas tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mubiao.api import extract, load

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "load"]


def __getattr__(name: str) -> Any:
    """Import the functions when they are first used: pandas and the language model take a second."""
    if name in ("extract", "load"):
        from mubiao import api

        return getattr(api, name)
    raise AttributeError(f"module 'mubiao' has no attribute {name!r}")
