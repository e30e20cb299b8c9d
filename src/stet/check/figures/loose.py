"""Figures without a number of their own: "dozens", "hundreds of thousands", "doubled", "twofold"."""

import re
from fractions import Fraction

from stet.check.figures.quantity import Measure, Quantity

SIZES = {
    "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
    "trillions": 10**12,
}  # fmt: skip
_BARE = {"double": Fraction(2), "triple": Fraction(3), "treble": Fraction(3), "halve": Fraction(1, 2)}
TIMES = {
    **_BARE,
    "twice": Fraction(2), "thrice": Fraction(3), "doubled": Fraction(2), "doubling": Fraction(2),
    "doubles": Fraction(2),
    "tripled": Fraction(3), "tripling": Fraction(3), "triples": Fraction(3), "trebled": Fraction(3),
    "quadrupled": Fraction(4), "quintupled": Fraction(5), "halved": Fraction(1, 2), "halving": Fraction(1, 2),
    "twofold": Fraction(2), "threefold": Fraction(3), "fourfold": Fraction(4), "fivefold": Fraction(5),
    "sixfold": Fraction(6), "tenfold": Fraction(10),
}  # fmt: skip
_SIZE = re.compile(rf"(?:(?P<of>tens|hundreds|dozens)\sof\s)?(?P<word>{'|'.join(SIZES)})\b", re.IGNORECASE)
_COMPARES = re.compile(r"\s(?:as|the|that|its|their|his|her|what|over)\b", re.IGNORECASE)
_A_VERB = re.compile(
    r"\b(?:to|will|would|could|may|might|should|shall|must|can|not)\s(?:\w+ly\s|more\sthan\s)?$", re.IGNORECASE
)
_IDIOM = re.compile(r"\s(?:down|up|back|for|as)\b", re.IGNORECASE)
_OF = {"tens": 10, "hundreds": 100, "dozens": 12}
_NOT_A_SIZE = re.compile(r"\b(?:the|his|her|their|test|box|high)\s$", re.IGNORECASE)


def size(text: str, at: int) -> Quantity | None:
    """Read "dozens", "tens of thousands": a size, of which only the least is known."""
    found = _SIZE.match(text, at)
    if not found or (
        found["word"].lower() == "scores" and not re.match(r"\sof\b", text[found.end() : found.end() + 3])
    ):
        return None
    least = Fraction(SIZES[found["word"].lower()] * _OF.get((found["of"] or "").lower(), 1))
    return Quantity(
        start=at, end=found.end(), measure=Measure.COUNT, low=least, high=least, step=least, form="words", vague=True
    )


def times(text: str, at: int, word: str) -> Quantity | None:
    """Read "doubled", "twofold", "will double" as a multiple; "twice" counts unless it compares ("twice as many")."""
    value, end = TIMES[word.lower()], at + len(word)
    if word in _BARE and (_IDIOM.match(text, end) or not _A_VERB.search(text, max(0, at - 30), at)):
        return None  # "a double room", "to double down"
    counts = word.lower() in ("twice", "thrice") and not _COMPARES.match(text, end)
    measure = Measure.COUNT if counts else Measure.MULTIPLE
    return Quantity(start=at, end=end, measure=measure, low=value, high=value, form="words")
