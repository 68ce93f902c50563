"""Numbers with their units and comparators (数量): 不低于5000万元/公顷, 2—3个, 三分之一, 近百家.

Example: in 绿地率达到20%以上 the quantity is 20 %, comparator >=.
"""

from extractors.language.quantities.logic import find_quantities, name_spans

__all__ = ["find_quantities", "name_spans"]
