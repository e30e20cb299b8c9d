"""Steps from the text's own date: "last week", "two days ago", "the weekend"."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

from stet.check.dates import iso
from stet.check.dates.calendar import (
    Period,
    add_months,
    choose,
    day_of,
    midnight,
    month_of,
    part_of_year,
    shift,
    week_of,
    weekend_of,
    written,
    year_of,
    years_of,
)
from stet.check.dates.expression import Expression, Sort, Unit


def pointed(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    """Resolve an expression that only points: a step of its unit, or a counted number of them."""
    if e.unit is None:
        return None
    if e.amount is not None:
        return _counted(e, now)
    if e.told:
        return Period(value=f"XXXX-{e.unit.value}", timex="PAST_REF", grain=e.unit.value)
    if now is None:
        return Period(value=f"XXXX-{e.unit.value}{e.near or 0:+d}", timex="XXXX", grain=e.unit.value)
    if e.unit is Unit.WEEKEND and e.near is None:
        days = [now.date() + timedelta(days=7 * k) for k in (-1, 0, 1)]
        return choose([weekend_of(d) for d in days], now, ahead, "XXXX-WXX-WE", "weekend")
    return steps_away(now, e.unit, e.near or 0)


def steps_away(now: datetime, unit: Unit, near: int) -> Period | None:
    """Return the period of this unit that lies `near` steps from the one that holds `now`."""
    today = now.date()
    if unit in (Unit.DAY, Unit.PART):
        return day_of(today + timedelta(days=near))
    if unit in (Unit.WEEK, Unit.WEEKEND):
        return (week_of if unit is Unit.WEEK else weekend_of)(today + timedelta(days=7 * near))
    if unit is Unit.MONTH:
        month = add_months(midnight(now).replace(day=1), near)
        return month_of(month.year, month.month)
    if unit in (Unit.QUARTER, Unit.HALF):
        months = 3 if unit is Unit.QUARTER else 6
        years, part = divmod((today.month - 1) // months + near, 12 // months)
        return part_of_year(today.year + years, part + 1, months)
    if unit is Unit.YEAR:
        return year_of(today.year + near)
    if unit is Unit.DECADE:
        return years_of((today.year // 10 + near) * 10, 10, f"{today.year // 10 + near}", "decade")
    if unit is Unit.CENTURY:
        century = (today.year - 1) // 100 + near
        return years_of(century * 100 + 1, 100, f"{century:02d}", "century")
    start, end = sorted((now, shift(now, Fraction(1 if near >= 0 else -1), unit)))
    return Period(
        value=f"{written(start)}/{written(end)}",
        timex=f"({written(start)},{written(end)},{iso.duration(Expression(start=0, end=0, unit=unit))})",
        start=start,
        end=end,
        grain=unit.value,
        kind=Sort.TIME,
    )


# A step back that is counted in weeks or longer is seldom meant to the day: how far either way it may lie.
_SLACK_DAYS = {Unit.WEEK: 3, Unit.FORTNIGHT: 3, Unit.MONTH: 15, Unit.QUARTER: 45, Unit.YEAR: 182, Unit.DECADE: 1825}


def _counted(e: Expression, now: datetime | None) -> Period | None:
    """Resolve "two days ago", "in three weeks": one moment, as fine as its unit."""
    sign = 1 if (e.near or 0) > 0 else -1
    grain = e.amounts[-1][1]
    length = Period(value=f"{'-' if sign < 0 else '+'}{iso.duration(e)}", timex=iso.duration(e), grain=grain.value)
    if now is None:
        return length
    if e.told:
        counted = _counted(replace(e, told=False), now)
        return replace(length, others=(counted,) if counted else ())
    moment = now
    for amount, unit in e.amounts:
        moment = shift(moment, amount * sign, unit)
    if grain in (Unit.HOUR, Unit.MINUTE, Unit.SECOND):
        return Period(
            value=written(moment), timex=written(moment), start=moment, end=moment, grain=grain.value, kind=Sort.TIME
        )
    day = day_of(moment.date())
    slack = timedelta(days=_SLACK_DAYS.get(grain, 0) if sign < 0 or e.vague else 0)
    assert day.start
    assert day.end
    return replace(day, start=day.start - slack, end=day.end + slack, grain=grain.value)
