"""When a report's event happens, as it says itself: the weekday it names first, the month, and whether it is to come.

Neighbouring events of one affair share names, places and words, and differ in little but their time: the budget that
will be unveiled and the budget that was, Tuesday's vote and Wednesday's. Two reports that were written within hours of
each other may name different days of one event; the further apart they arrived, the more such a difference means.

Of names, places, figures, months and days, compared over all pairs of three days of the earlier half of AllSides 2021
and looked at on the later, only the weekday said more than words and vectors do (average precision .908 to .935 there).
A month is named seldom and says more: May's figures of a series are not October's. Of pairs of AllSides that are .26
alike and more, 7 of 631 within an event name different months, and 70 of 1,430 of two weeks and more apart.
"""

import re
from dataclasses import dataclass
from datetime import datetime

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(r"\b(Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b")
# What headlines say of things to come. "To" is a plan except where it leads to a place or an amount.
_AHEAD = re.compile(
    r"\b(?:will|would|could|may|might|plans?|planned|poised|expected|consider(?:s|ing)?|mulls?|eyes|prepar(?:es?|ing)|"
    r"ahead of|upcoming|likely|about to|weighs?|doomed|whether|approaches|looms?|going up for|awaits?|seeks?|"
    r"proposes?|urges?|threatens?|"
    r"to(?! (?:the|an?|his|her|its|their|all|record|high|low|new|more|make|help)\b| [\d$£€]))\b",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A month alone: with a day or a year after it, it is the date of something else as often as not.
_MONTH = re.compile(
    r"\b(?:in|for|from|of|since|until|end of|by|after|before) (?:early |late |mid-)?"
    r"(January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b)(?!\.? \d)|"
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December)['’]s\b"
)
HALF_A_DAY = 43_200  # seconds


@dataclass(frozen=True, slots=True)
class When:
    """The time of a report's event: its first weekday and all of them (0 for Monday), its months, if it is to come."""

    first: int | None
    days: frozenset[int]
    months: frozenset[int]
    ahead: bool


def when(title: str, opening: str) -> When:
    """Read the days and months that a report names, and whether its headline looks ahead. English; else nothing."""
    said = f"{title}. {opening}"
    days = [_DAYS.index(m[1][:3].lower()) for m in _DAY.finditer(said)]
    months = frozenset(_MONTHS.index((m[1] or m[2])[:3].lower()) for m in _MONTH.finditer(said))
    return When(days[0] if days else None, frozenset(days), months, bool(_AHEAD.search(title)))


def other_day(one: When, other: When) -> float:
    """Return 1 where two reports name no common weekday, 0.5 where only the first differs, else 0."""
    if one.first is None or other.first is None or one.first == other.first:
        return 0.0
    return 0.5 if one.days & other.days else 1.0


def other_month(one: When, other: When) -> bool:
    """Say whether both name months and none in common."""
    return bool(one.months and other.months) and not one.months & other.months


def between(one: datetime, other: datetime) -> float:
    """Return how much a difference in time means for reports that arrived at these moments: all, from half a day on."""
    return min(1.0, abs((one - other).total_seconds()) / HALF_A_DAY)
