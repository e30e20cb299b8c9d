"""Figures: every number that a reader could check, with its unit, money, precision, qualifier and what it measures.

:func:`figures` lists them; :func:`compare` says how two of them stand to each other, and under which rule.
"""

from stet.check.figures.compare import Comparison, Relation, compare
from stet.check.figures.find import figures

__all__ = ["Comparison", "Relation", "compare", "figures"]
