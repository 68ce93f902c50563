"""Numeric statements of the prose (数字表述): a role for each, scope, indicator, kind and deadline."""

from extractors.statements.calendars import calendar_of
from extractors.statements.prose import find_prose_statements

__all__ = ["calendar_of", "find_prose_statements"]
