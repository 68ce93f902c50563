"""Pieces of one table on following pages, or on following stretches of text, become one logical table (合并表格)."""

from extractors.readers.joining.join import Joined, join_tables
from extractors.readers.joining.pieces import GridCell, GridPiece

__all__ = ["GridCell", "GridPiece", "Joined", "join_tables"]
