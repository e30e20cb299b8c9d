"""Scores and votes: "3-1", "6-4, 6-3", "220 to 215"."""

import re
from fractions import Fraction

from stet.check.figures.quantity import Measure, Quantity

_SIDES = re.compile(
    r"(?P<a>\d{1,3})\s?[-–—]\s?(?P<b>\d{1,3})(?:\s?[-–—]\s?(?P<c>\d{1,3}))?"
    r"(?![\w%.,/-]*\d|\s?%|\s?per\s?cent|[-–/]|\w|\s?(?:million|billion|thousand|percent)\b)"
)
_COUNT = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9})"
_VOTES = re.compile(
    rf"(?P<a>{_COUNT})\s(?P<said>votes?\s)?(?:to|against)\s(?P<b>{_COUNT})"
    r"(?![\w,]*\d|\.\d|\s?%|\s(?:per\s?cent|million|billion|thousand)\b|\w)"
)
_VOTED = re.compile(r"\bvoted\s$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s$", re.IGNORECASE)
_CLOSED = re.compile(r"\s?(?:votes?\b|in\sfavou?r|[.,;)]|$)")
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
    if at and text[at - 1] in "$€£¥-–.:":
        return None
    found = _SIDES.match(text, at)
    if not found:
        return _votes(text, at)
    sides = tuple(int(side) for side in found.groups() if side)
    rising = len(sides) == 2 and sides[0] < sides[1]
    return None if (rising or max(sides) > 300) and not _spoken_of(text, at, found.end()) else _made(found, sides)


def _votes(text: str, at: int) -> Quantity | None:
    """Read "118 votes to 102", "voted 118 to 102"; "won 118 to 102" only where the clause ends there."""
    found = _VOTES.match(text, at)
    if not found or _FROM.search(text, max(0, at - 5), at):
        return None
    named = found["said"] or _VOTED.search(text, max(0, at - 6), at)
    if not named and not (_CLOSED.match(text, found.end()) and _spoken_of(text, at, found.end())):
        return None
    return _made(found, tuple(int(found[side].replace(",", "")) for side in "ab"))


def _made(found: re.Match[str], sides: tuple[int, ...]) -> Quantity:
    low, high = sorted(Fraction(side) for side in sides[:2])
    return Quantity(start=found.start(), end=found.end(), measure=Measure.SCORE, low=low, high=high, sides=sides)


def _spoken_of(text: str, start: int, end: int) -> bool:
    return bool(
        _CONTEST.search(text, max(0, start - _NEAR_BEFORE), start) or _CONTEST.search(text, end, end + _NEAR_AFTER)
    )
