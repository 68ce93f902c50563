"""Tables into numeric statements (表格的数字表述): indicator tables, work plans, allocations, scoring, subsidies.

Example: in a table 指标 | 单位 | 2020年 | 2025年 the row 森林覆盖率 | % | 41.2 | ≥42 gives a fact of 2020 and a
target: 森林覆盖率, >= 42 %, due 2025.
"""

from extractors.table_statements.finder import find_table_statements
from extractors.table_statements.flat import flat_tables

__all__ = ["find_table_statements", "flat_tables"]
