"""Read a number at an offset, in digits or in words."""

import re
from dataclasses import replace
from fractions import Fraction

from stet.check.numerals import digits
from stet.check.numerals.numeral import COUNTABLE, LARGEST, RANKS, SCALES, Numeral
from stet.check.numerals.words import Words

_START = re.compile(
    "(?:" + "|".join(sorted({*COUNTABLE, *RANKS, "half", "quarter", "a", "an"}, key=len, reverse=True)) + r")\b",
    re.IGNORECASE,
)
_AND_PART = re.compile(r"\s(?:and\s)?(?=a\s(?:half|quarter|third)\b)", re.IGNORECASE)
_AND_DIGITS = re.compile(r"\s(?:and\s)?(?=\d)")
_AND_WORDS = re.compile(r"\sand\s(?=[a-z])", re.IGNORECASE)


def read(text: str, at: int) -> Numeral | None:
    """Read the longest number that starts at offset `at`, or nothing."""
    first = text[at : at + 1]
    if first.isalpha():
        found = Words(text, at).read() if _START.match(text, at) else None
    else:
        found = digits.read(text, at)
        if found and found.form == "mixed":
            found = _more(text, found)
    return found if found and abs(found.value) <= LARGEST else None


def _more(text: str, number: Numeral) -> Numeral:
    """Go on after digits with a scale: "3 million and a half", "4 thousand 3 hundred and 21", "3 hundred and one"."""
    tail = _AND_PART.match(text, number.end)
    if tail and number.scale in SCALES and (part := Words(text, tail.end()).part()):
        share = part.value * SCALES[number.scale]
        return replace(number, end=part.end, value=number.value + share, kind="fraction")
    return _smaller_digits(text, number) or _smaller_words(text, number) or number


def _smaller_digits(text: str, number: Numeral) -> Numeral | None:
    link = _AND_DIGITS.match(text, number.end)
    whole = number.step > 1 and (number.value / number.step).denominator == 1
    follow = read(text, link.end()) if link and whole else None
    if not link or not follow or follow.kind != "cardinal" or not 0 < follow.value < number.step:
        return None
    if follow.step < 1 or not (follow.scale or "and" in link[0]):
        return None
    return replace(number, end=follow.end, value=number.value + follow.value, step=follow.step)


def _smaller_words(text: str, number: Numeral) -> Numeral | None:
    link = _AND_WORDS.match(text, number.end)
    rest = Words(text, link.end()).number() if link and number.step == 100 else None
    if not rest or rest.kind != "cardinal" or not 0 < rest.value < 100:
        return None
    return replace(number, end=rest.end, value=number.value + rest.value, step=Fraction(1))
