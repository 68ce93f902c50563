"""The outline of a document (提纲): headings, numbered and titled items, and the prose below them."""

from extractors.outline.build import build_outline

__all__ = ["build_outline"]
