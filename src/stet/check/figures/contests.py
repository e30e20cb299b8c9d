"""Scores and votes: "3-1", "6-4, 6-3", "220 to 215"."""

import re
from fractions import Fraction

from stet.check.figures.quantity import Measure, Quantity

_SIDES = re.compile(
    r"(?P<a>\d{1,3})\s?[-–—]\s?(?P<b>\d{1,3})(?:\s?[-–—]\s?(?P<c>\d{1,3}))?"
    r"(?![\w%.,/-]*\d|\s?%|\s?per\s?cent|[-–/]|\w|\s?(?:million|billion|thousand|percent)\b)"
)
_VOTES = re.compile(
    r"(?P<a>\d[\d,]{0,12})\s(?:votes?\s)?(?:to|against)\s(?P<b>\d[\d,]{0,12})(?=\s?(?:votes?\b|in\sfavou?r|[.,;)]|$))"
)
_CONTEST = re.compile(
    r"\b(?:w[io]n\w*|lost|los[ei]\w*|beat\w*|defeat\w*|dr[ae]w\w*|score\w*|vot\w+|lead\w*|led"
    r"|victor\w+|match\w*|games?|final"
    r"|half|tie[ds]?|sets?|series|approved|passed|rejected|rul(?:ing|ed)|decision|split|margin"
    r"|aggregate|level\w*|record)\b",
    re.IGNORECASE,
)
_NEAR_BEFORE, _NEAR_AFTER = 60, 40


def read(text: str, at: int) -> Quantity | None:
    """Read a score or vote at `at`: falling or equal sides cannot be a range, rising ones need a contest nearby."""
    found = _SIDES.match(text, at) or _VOTES.match(text, at)
    if not found or (at and text[at - 1] in "$€£¥-–.:"):
        return None
    sides = tuple(int(side.replace(",", "")) for side in found.groups() if side)
    rising = len(sides) == 2 and sides[0] < sides[1]
    if (rising or found.re is _VOTES or max(sides) > 300) and not _spoken_of(text, at, found.end()):
        return None
    low, high = sorted(Fraction(side) for side in sides[:2])
    return Quantity(start=at, end=found.end(), measure=Measure.SCORE, low=low, high=high, sides=sides)


def _spoken_of(text: str, start: int, end: int) -> bool:
    return bool(
        _CONTEST.search(text, max(0, start - _NEAR_BEFORE), start) or _CONTEST.search(text, end, end + _NEAR_AFTER)
    )
