"""What a number in a text is, and the words that English makes numbers of."""

from dataclasses import dataclass
from fractions import Fraction

LARGEST = 10**24


def _from(first: int, step: int, words: str) -> dict[str, int]:
    return {word: first + step * i for i, word in enumerate(words.split())}


ONES = _from(
    1,
    1,
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
)
ZERO = {"zero": 0, "nought": 0, "naught": 0}
TENS = _from(20, 10, "twenty thirty forty fifty sixty seventy eighty ninety")
SMALL = ONES | TENS | ZERO
SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
}
SHORT_SCALES = {
    **dict.fromkeys(("k",), 10**3),
    **dict.fromkeys(("m", "mn", "mil", "mln"), 10**6),
    **dict.fromkeys(("b", "bn", "bil", "bln"), 10**9),
    **dict.fromkeys(("t", "tn", "trn", "tln"), 10**12),
    "cr": 10**7,
}
BUNCHES = {"dozen": 12, "dozens": 12, "doz": 12, "dozs": 12, "score": 20, "gross": 144}
ORDINALS = _from(
    1,
    1,
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth",
)
_ROUND_ORDINALS = {
    **{word[:-1] + "ieth": n for word, n in TENS.items()},
    "hundredth": 100,
    "thousandth": 10**3,
    "millionth": 10**6,
    "billionth": 10**9,
    "trillionth": 10**12,
}
RANKS = ORDINALS | _ROUND_ORDINALS
DENOMINATORS = {word: n for word, n in RANKS.items() if n > 2}
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
COUNTABLE = frozenset({*SMALL, *SCALES, *BUNCHES, "hundred"})
WORDS = frozenset({*COUNTABLE, *RANKS, *PARTS, *(f"{w}s" for w in DENOMINATORS), "firsts", "and", "a", "an", "point"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Numeral:
    """A number as written: where it stands, its exact value, and how finely it was given.

    `step` is what one more in the last written digit would add ("2.1 billion": 100,000,000): the precision of the
    claim. `kind` is ``cardinal``, ``ordinal`` or ``fraction``; `form` is ``digits``, ``words`` or ``mixed``; `scale`
    the scale word, or empty. `comma` says that a comma was read as the decimal point.
    """

    start: int
    end: int
    value: Fraction
    step: Fraction = Fraction(1)
    kind: str = "cardinal"
    form: str = "digits"
    scale: str = ""
    vague: bool = False
    comma: bool = False


def scale(name: str) -> int:
    """Return what a scale word multiplies by: 1 for one that is not known."""
    return SCALES.get(name, 100 if name == "hundred" else 1)
