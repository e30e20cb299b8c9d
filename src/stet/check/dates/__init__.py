"""Dates and times: every moment, period, duration and repetition that a text names.

:func:`dates` lists them, resolved from the text's own date; :func:`compare` says how two of them stand to each other.
:func:`spans` says only where they are, so that figures leave them alone.
"""

from stet.check.dates.compare import Comparison, Relation, compare
from stet.check.dates.find import dates, spans

__all__ = ["Comparison", "Relation", "compare", "dates", "spans"]
