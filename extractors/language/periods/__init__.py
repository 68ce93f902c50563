"""Points and stretches of time (时间): 到2020年, 2019年底前, “十四五”期间, 三年内, 今年.

Example: in 到2025年底前建成 the period is `2025-12`, kind until.
"""

from extractors.language.periods.logic import Calendar, find_periods

__all__ = ["Calendar", "find_periods"]
