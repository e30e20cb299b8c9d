"""Numbers as English writes them: digits, words, and the two mixed.

:func:`read` takes an offset and reads the longest number that starts there. It knows nothing of units, money or dates;
figures and dates both stand on it. Values are exact (`fractions.Fraction`), because 0.1 must compare as 0.1.

Limits: numbers beyond 10^24, runs of more than 40 digits and more than 30 words are no quantity that anybody reports
and are not read, so that hostile text costs linear time.
"""

from stet.check.numerals.numeral import Numeral, scale
from stet.check.numerals.reading import read

__all__ = ["Numeral", "read", "scale"]
