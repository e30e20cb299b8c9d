"""What a text says about time, before anybody asks which day that was.

An :class:`Expression` is read from the words alone. Resolution (resolve.py) adds the text's own date.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Sort(StrEnum):
    """The sorts of time expression: TIMEX3's four, and intervals."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"
    RANGE = "range"


class Unit(StrEnum):
    """Calendar and clock units, from coarse to fine."""

    MILLENNIUM = "millennium"
    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    HALF = "half"
    SEASON = "season"
    QUARTER = "quarter"
    MONTH = "month"
    FORTNIGHT = "fortnight"
    WEEK = "week"
    WEEKEND = "weekend"
    DAY = "day"
    PART = "part of day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """A time of day. `open` says that the half of the day was not said ("at 4")."""

    hour: int
    minute: int | None = None
    second: int | None = None
    open: bool = False
    zone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Expression:
    """A time expression with its span: only the fields that the words fill.

    `near` is how the words point from the text's date, in steps of `unit`: "last week" is -1 week, "two days ago" -2
    days; `exact` says the step is counted from the moment ("in two hours") and not from the calendar ("next week").
    `edge` is a part of the period: ``start``, ``mid``, ``end``. `bound` is what a word before makes of it: ``before``,
    ``after``, ``since``, ``until``. `told` says that a step is counted from what the text told before ("two
    days later", "that year"), `lead` that "in" stands before a length: a moment ahead, or how long something took.
    """

    start: int
    end: int
    sort: Sort = Sort.DATE
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    week: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: str = ""
    decade: int | None = None
    century: int | None = None
    holiday: str = ""
    fiscal: bool = False
    era: str = ""
    unit: Unit | None = None
    near: int | None = None
    exact: bool = False
    edge: str = ""
    bound: str = ""
    clock: Clock | None = None
    part: str = ""
    amount: Fraction | None = None
    most: Fraction | None = None
    amounts: tuple[tuple[Fraction, Unit], ...] = ()
    every: bool = False
    first: "Expression | None" = None
    last: "Expression | None" = None
    other: tuple[int, int] | None = None
    vague: bool = False
    told: bool = False
    lead: bool = False
    nth: int | None = None

    @property
    def dated(self) -> bool:
        """Say whether it names a day or a longer period of the calendar."""
        return self.sort is Sort.DATE and self.clock is None and not self.part

    @property
    def timed(self) -> bool:
        """Say whether it names only a time of day."""
        return self.sort is Sort.TIME and not self.placed

    @property
    def placed(self) -> bool:
        """Say whether any part of the calendar is named."""
        named = (self.year, self.month, self.day, self.weekday, self.week, self.near)
        return any(v is not None for v in named) or bool(self.holiday)
