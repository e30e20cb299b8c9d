"""Stretches of the calendar, and the steps between them. Nothing here knows how a text says them.

Periods are half-open: `start` belongs, `end` does not. Week numbers are ISO 8601; seasons are meteorological and
northern (spring starts in March); fiscal years are not resolved to days, because they differ by country.
"""

# ruff: noqa: DTZ001, DTZ901 - moments are naive on purpose: they are on the text's own clock

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from stet.check.dates.expression import Sort, Unit

SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
SECONDS = {
    Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600, Unit.DAY: 86400, Unit.PART: 21600, Unit.WEEK: 604800,
    Unit.WEEKEND: 172800,
    Unit.FORTNIGHT: 1209600, Unit.MONTH: 2592000, Unit.SEASON: 7776000, Unit.QUARTER: 7776000, Unit.HALF: 15552000,
    Unit.YEAR: 31536000, Unit.DECADE: 315360000, Unit.CENTURY: 3153600000, Unit.MILLENNIUM: 31536000000,
}  # fmt: skip
_MONTHS = {
    Unit.MONTH: 1,
    Unit.QUARTER: 3,
    Unit.SEASON: 3,
    Unit.HALF: 6,
    Unit.YEAR: 12,
    Unit.DECADE: 120,
    Unit.CENTURY: 1200,
    Unit.MILLENNIUM: 12000,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A stretch of the calendar, how it is written resolved (`value`) and as far as the text alone says (`timex`).

    `others` are readings that the words allow as well. Times are naive: the text's own clock.
    """

    value: str
    timex: str
    start: datetime | None = None
    end: datetime | None = None
    grain: str = "day"
    others: tuple["Period", ...] = ()
    kind: Sort = Sort.DATE


def open_period(timex: str, grain: str) -> Period:
    """Return a period that is written but has no known place."""
    return Period(value=timex, timex=timex, grain=grain)


def day_of(day: date) -> Period:
    """Return one day."""
    start = datetime.combine(day, time())
    return Period(value=day.isoformat(), timex=day.isoformat(), start=start, end=_later(start, 1))


def _later(start: datetime, days: int) -> datetime:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return datetime.max


def week_of(day: date) -> Period:
    """Return the ISO week that holds a day."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    year, week, _ = monday.isocalendar()
    start = datetime.combine(monday, time())
    name = f"{year:04d}-W{week:02d}"
    return Period(value=name, timex=name, start=start, end=_later(start, 7), grain="week")


def weekend_of(day: date) -> Period:
    """Return the Saturday and Sunday of the week that holds a day."""
    week = week_of(day)
    assert week.start
    name = f"{week.value}-WE"
    return Period(value=name, timex=name, start=week.start + timedelta(days=5), end=week.end, grain="weekend")


def month_of(year: int, month: int, day: int | None = None) -> Period | None:
    """Return a month, or a day of it; nothing for a day that does not exist."""
    try:
        if day:
            return day_of(date(year, month, day))
        start = datetime(year, month, 1)
        return Period(
            value=f"{start:%Y-%m}", timex=f"{start:%Y-%m}", start=start, end=add_months(start, 1), grain="month"
        )
    except (ValueError, OverflowError):
        return None


def months_of(year: int, first: int, count: int, name: str, grain: str) -> Period | None:
    """Return some months of a year under a name of their own: a quarter, a half, a season."""
    try:
        start = datetime(year, first, 1)
        return Period(value=name, timex=name, start=start, end=add_months(start, count), grain=grain)
    except (ValueError, OverflowError):
        return None


def part_of_year(year: int, part: int, months: int) -> Period | None:
    """Return a quarter (`months` 3) or half (6) of a year."""
    letter, grain = ("Q", "quarter") if months == 3 else ("H", "half")
    return months_of(year, (part - 1) * months + 1, months, f"{year:04d}-{letter}{part}", grain)


def season_of(year: int, season: str) -> Period | None:
    """Return a season; winter is the one that begins in December of that year."""
    return months_of(year, SEASON_STARTS[season], 3, f"{year:04d}-{season}", "season")


def years_of(first: int, count: int, name: str, grain: str) -> Period | None:
    """Return some whole years: one, a decade, a century."""
    if not 1 <= first <= 9999 - count:
        return None
    return Period(value=name, timex=name, start=datetime(first, 1, 1), end=datetime(first + count, 1, 1), grain=grain)


def year_of(year: int) -> Period | None:
    """Return one year."""
    return years_of(year, 1, f"{year:04d}", "year")


# --- steps ------------------------------------------------------------------------------------------------------------


def add_months(moment: datetime, count: int) -> datetime:
    """Return the moment some months on; the last of a month where that month is shorter.

    Raises OverflowError outside years 1 to 9999.
    """
    year, month = divmod(moment.year * 12 + moment.month - 1 + count, 12)
    for day in (moment.day, 30, 29, 28):
        try:
            return moment.replace(year=year, month=month + 1, day=min(moment.day, day))
        except ValueError:
            continue
    raise OverflowError(f"no such month: {year}-{month + 1}")


def shift(moment: datetime, amount: Fraction, unit: Unit) -> datetime:
    """Return the moment `amount` units on; months and longer by the calendar where they are whole.

    Raises OverflowError outside years 1 to 9999.
    """
    months = amount * _MONTHS.get(unit, 0)
    if months and months.denominator == 1:
        return add_months(moment, int(months))
    return moment + timedelta(seconds=float(amount * SECONDS[unit]))


def midnight(moment: datetime) -> datetime:
    """Return the start of the day."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def written(moment: datetime) -> str:
    """Write a moment without zone or fractions of a second."""
    return moment.replace(microsecond=0, tzinfo=None).isoformat()


# --- choosing ---------------------------------------------------------------------------------------------------------


def choose(
    options: Iterable[Period | None], now: datetime | None, ahead: bool | None, timex: str, grain: str = "day"
) -> Period:
    """Choose among the years or weeks that fit: the nearest past or future one as the sentence says, else the nearest.

    The best of the other side is kept in `others`.
    """
    known = [o for o in options if o and o.start and o.end]
    if now is None or not known:
        return open_period(timex, grain)
    today = midnight(now)
    past = [o for o in known if o.start and o.start <= today]
    future = [o for o in known if o.end and o.end > today]
    nearest = sorted(known, key=_distance(today))
    chosen = ((future[:1] if ahead else past[-1:] if ahead is False else []) or nearest)[0]
    rest = {o.value: o for o in (*past[-1:], *future[:1]) if o.value != chosen.value}
    return replace(chosen, timex=timex, others=tuple(replace(o, timex=timex) for o in rest.values()))


def _distance(today: datetime) -> Callable[[Period], timedelta]:
    return lambda o: (
        abs((o.start or today) - today)
        if (o.start or today) > today
        else min(abs((o.end or today) - today), abs((o.start or today) - today))
    )


def edged(period: Period, edge: str, now: datetime | None = None) -> Period:
    """Narrow a period to its beginning, middle or end (halves, and the middle third), or to what is left of it."""
    if period.start is None or period.end is None or not edge:
        return period
    days = (period.end - period.start).days
    start, end = period.start, period.end
    if edge == "mid":
        start, end = start + timedelta(days=days // 3), end - timedelta(days=days // 3)
    elif edge == "start":
        end = start + timedelta(days=(days + 1) // 2)
    elif edge == "rest":
        start = max(start, midnight(now)) if now else start
    else:
        start = start + timedelta(days=days // 2)
    return replace(period, start=start, end=end, others=tuple(edged(o, edge, now) for o in period.others))
