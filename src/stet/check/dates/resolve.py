"""From what a text says about time to a place on the calendar, by the text's own date.

News rules, where words leave it open: a weekday in reporting is the nearest past one, the same day included, and after
"will" the next one; a day and month without a year is the one nearest to the text's date; "last Friday" is the most
recent one. Where another reading is usual it is kept in `others`.
"""

# ruff: noqa: DTZ001 - moments are naive on purpose: they are on the text's own clock

from dataclasses import replace
from datetime import date, datetime, timedelta

from stet.check.dates import calendar, holidays, iso, times
from stet.check.dates.calendar import (
    Period,
    add_months,
    choose,
    day_of,
    edged,
    midnight,
    month_of,
    open_period,
    part_of_year,
    season_of,
    shift,
    week_of,
    written,
    year_of,
    years_of,
)
from stet.check.dates.expression import Expression, Sort, Unit
from stet.check.dates.steps import pointed, steps_away


def resolve(e: Expression, now: datetime | None, ahead: bool | None = None) -> Period | None:
    """Return the period an expression means in a text dated `now`, or nothing where it means none.

    `ahead` says that the sentence speaks of the future (True) or the past (False). Without `now`, what depends on it is
    left open: `start` and `end` are then None.
    """
    try:
        if e.sort is Sort.SET:
            return Period(value=iso.repetition(e), timex=iso.repetition(e), grain="set", kind=Sort.SET)
        if e.sort is Sort.DURATION:
            return Period(
                value=iso.duration(e), timex=iso.duration(e), grain=e.amounts[-1][1].value, kind=Sort.DURATION
            )
        if e.sort is Sort.RANGE:
            return _range(e, now, ahead)
        if e.clock or e.part:
            base = _dated(replace(e, clock=None, part="", edge=""), now, ahead) if e.placed else None
            return times.on(base, e) if base else times.alone(e)
        return _dated(e, now, ahead)
    except (OverflowError, ValueError):
        return None


def _dated(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    found = _plain(e, now, ahead)
    if found and e.other:
        turned = _plain(replace(e, month=e.other[0], day=e.other[1], other=None), now, ahead)
        found = replace(found, others=(*found.others, turned)) if turned else found
    if found and e.unit is Unit.WEEK and e.month and found.start:
        others = tuple(replace(week_of(o.start.date()), timex=found.timex) for o in found.others if o.start)
        found = replace(week_of(found.start.date()), start=found.start, timex=found.timex, others=others)
    return edged(found, e.edge, now) if found else None


def _plain(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    if e.unit is Unit.SECOND and e.near == 0:
        return Period(
            value=written(now) if now else "PRESENT_REF",
            timex="PRESENT_REF",
            start=now,
            end=now,
            grain="now",
            kind=Sort.TIME,
        )
    for field, read in _FIELDS.items():
        if getattr(e, field) not in (None, ""):
            return read(e, now, ahead)
    return pointed(e, now, ahead)


# --- named on the calendar --------------------------------------------------------------------------------------------


def _month(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    assert e.month is not None
    year = _pointed_year(e, now) if e.near is not None and e.unit is Unit.YEAR and now else e.year
    grain, tail = ("day", f"-{e.day:02d}") if e.day else ("month", "")
    if year is not None:
        return month_of(year, e.month, e.day) or open_period(f"{year:04d}-{e.month:02d}{tail}", grain)
    timex = f"XXXX-{e.month:02d}{tail}"
    reach = 8 if (e.month, e.day) == (2, 29) else 1  # a leap day may be eight years off, any other day is not
    options = [month_of(y, e.month, e.day) for y in range(now.year - reach, now.year + reach + 1)] if now else []
    if e.weekday and now:
        near = [o for o in options if o and o.start and abs(o.start.year - now.year) <= 1]
        options = [o for o in near if o.start and o.start.isoweekday() == e.weekday] or options
    return choose(options, now, ahead, timex, grain)


def _pointed_year(e: Expression, now: datetime | None) -> int | None:
    """Return the year of "this May", "last May", "next May", "May last year"."""
    if now is None or e.near is None or e.month is None:
        return None
    if not e.exact or e.near == 0:
        return now.year + e.near
    if e.near < 0:
        return now.year if e.month < now.month else now.year - 1
    return now.year if e.month > now.month else now.year + 1


def _weekday(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    assert e.weekday is not None
    timex = f"XXXX-WXX-{e.weekday}"
    if now is None:
        return open_period(timex, "day")
    today = now.date()
    if e.day:
        months = [add_months(datetime(now.year, now.month, 1), k) for k in range(-14, 15)]
        days = [month_of(m.year, m.month, e.day) for m in months]
        return choose([d for d in days if d and d.start and d.start.isoweekday() == e.weekday], now, ahead, timex)
    if e.near is None:
        return _bare_weekday(today, e.weekday, ahead, timex)
    by_week = today + timedelta(days=e.weekday - today.isoweekday() + 7 * e.near)
    if e.near == 0 or (e.unit is Unit.WEEK and not e.exact):
        return day_of(by_week)
    back, on = (today.isoweekday() - e.weekday - 1) % 7 + 1, (e.weekday - today.isoweekday() - 1) % 7 + 1
    by_day = today - timedelta(days=back) if e.near < 0 else today + timedelta(days=on)
    others = (replace(day_of(by_week), timex=timex),) if by_week != by_day and e.exact else ()
    return replace(day_of(by_day), others=others)


def _bare_weekday(today: date, weekday: int, ahead: bool | None, timex: str) -> Period:
    past = today - timedelta(days=(today.isoweekday() - weekday) % 7)
    coming = today + timedelta(days=(weekday - today.isoweekday()) % 7)
    chosen, other = (coming, past) if ahead else (past, coming)
    if other == chosen:
        other = chosen + timedelta(days=-7 if ahead else 7)
    return replace(day_of(chosen), timex=timex, others=(replace(day_of(other), timex=timex),))


def _day(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    timex = f"XXXX-XX-{e.day:02d}"
    if now is None:
        return open_period(timex, "day")
    first = datetime(now.year, now.month, 1)
    if e.near is not None:
        month = add_months(first, e.near)
        return month_of(month.year, month.month, e.day)
    months = [add_months(first, k) for k in (-2, -1, 0, 1, 2)]
    return choose([month_of(m.year, m.month, e.day) for m in months], now, ahead, timex)


def _holiday(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    year = e.year if e.year is not None else now.year + e.near if e.near is not None and now else None
    rule = holidays.HOLIDAYS.get(e.holiday)
    timex = f"XXXX-{rule[0]:02d}-{rule[1]:02d}" if isinstance(rule, tuple) and len(rule) == 2 else e.holiday
    if year is not None:
        day = holidays.on(e.holiday, year)
        return (
            replace(day_of(day), timex=f"{year:04d}-{timex[5:]}" if "XXXX" in timex else timex)
            if day
            else open_period(f"{year:04d}", "year")
        )
    days = [holidays.on(e.holiday, y) for y in range(now.year - 1, now.year + 2)] if now and rule is not None else []
    return choose([day_of(d) for d in days if d], now, ahead, timex, "holiday")


def _season(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    if e.year is not None:
        return season_of(e.year, e.season)
    timex = f"XXXX-{e.season}"
    if now is None:
        return open_period(timex, "season")
    if e.near is None:
        return choose([season_of(now.year + k, e.season) for k in (-1, 0, 1)], now, ahead, timex, "season")
    gone = calendar.SEASON_STARTS[e.season] + 3 <= now.month
    coming = calendar.SEASON_STARTS[e.season] > now.month
    back = 0 if (e.near < 0 and gone) or (e.near > 0 and coming) else e.near
    return season_of(now.year + back, e.season)


def _part_of_year(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    months, part = (3, e.quarter) if e.quarter else (6, e.half)
    letter = "Q" if e.quarter else "H"
    assert part is not None
    year = (
        e.year
        if e.year is not None
        else now.year + e.near
        if now and e.near is not None and e.unit is Unit.YEAR
        else None
    )
    if e.fiscal:
        return open_period(f"FY{year or 'XXXX'}-{letter}{part}", "fiscal quarter")
    if year is not None:
        return part_of_year(year, part, months)
    options = [part_of_year(now.year + k, part, months) for k in (-1, 0, 1)] if now else []
    return choose(options, now, ahead, f"XXXX-{letter}{part}", "quarter" if e.quarter else "half")


def _year(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    assert e.year is not None
    if e.era:
        return open_period(f"BC{e.year:04d}", "year")
    return open_period(f"FY{e.year}", "fiscal year") if e.fiscal else year_of(e.year)


def _decade(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    assert e.decade is not None
    return years_of(e.decade * 10, 10, f"{e.decade}", "decade")


def _century(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    assert e.century is not None
    if e.era:
        return open_period(f"BC{e.century:02d}", "century")
    return years_of(e.century * 100 + 1, 100, f"{e.century:02d}", "century")


def _week(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    assert e.week is not None
    year = e.year or (now.year if now else None)
    return week_of(date.fromisocalendar(year, e.week, 1)) if year else open_period(f"XXXX-W{e.week:02d}", "week")


def _nth_week(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    """Resolve "the last week of July": the weeks whose Thursday lies in the month or year, counted."""
    nth = e.nth or 1
    outer = _dated(replace(e, nth=None), now, ahead)
    if not outer or not outer.start or not outer.end:
        return open_period("XXXX-WXX", "week")
    found = _count_weeks(outer, nth)
    inside = f"{outer.timex}-W{nth if nth > 0 else 5:02d}" if outer.grain == "month" else found.timex
    return replace(found, timex=inside, others=tuple(_count_weeks(o, nth) for o in outer.others))


def _count_weeks(outer: Period, nth: int) -> Period:
    assert outer.start
    assert outer.end
    if nth < 0:
        week = week_of((outer.end - timedelta(days=1)).date())
        assert week.start
        return week if week.start + timedelta(days=3) < outer.end else week_of((outer.end - timedelta(days=8)).date())
    first = week_of(outer.start.date())
    assert first.start
    late = 7 if first.start + timedelta(days=3) < outer.start else 0
    return week_of((first.start + timedelta(days=late + 7 * (nth - 1))).date())


# What decides how an expression is resolved, in order: a weekday beside a date only checks the date.
_FIELDS = {
    "holiday": _holiday,
    "season": _season,
    "quarter": _part_of_year,
    "half": _part_of_year,
    "decade": _decade,
    "century": _century,
    "nth": _nth_week,
    "week": _week,
    "month": _month,
    "weekday": _weekday,
    "day": _day,
    "year": _year,
}


# --- ranges -----------------------------------------------------------------------------------------------------------


def _range(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    if e.edge:
        return _so_far(e, now)
    if e.first is None or e.last is None:
        return _stretch(e, now)
    first, last = resolve(e.first, now, ahead), resolve(e.last, now, ahead)
    if not first or not last:
        return None
    if first.start and last.start and last.start < first.start and e.last.clock and e.last.clock.open:
        later = replace(e.last.clock, hour=(e.last.clock.hour + 12) % 24, open=False)
        last = resolve(replace(e.last, clock=later), now, ahead) or last
    if first.start and last.end and first.start > last.end:
        fits = [o for o in first.others if o.start and o.start <= last.end]
        first = fits[0] if fits else first
    others = tuple(_joined(a, b) for a, b in zip(first.others, last.others, strict=False))
    return replace(_joined(first, last), others=others)


def _joined(first: Period, last: Period) -> Period:
    length = f",{_length(first, last)}" if first.start and last.start else ""
    return Period(
        value=f"{first.value}/{last.value}", timex=f"({first.timex},{last.timex}{length})", start=first.start,
        end=last.end, grain=last.grain,
        kind=Sort.RANGE,
    )  # fmt: skip


def _length(first: Period, last: Period) -> str:
    assert first.start
    assert last.start
    gap = last.start - first.start
    if first.grain in ("hour", "minute", "second", "now"):
        hours, minutes = divmod(int(gap.total_seconds()) // 60, 60)
        return "PT" + ((f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") or "0M")
    if first.grain == last.grain == "month":
        return f"P{(last.start.year - first.start.year) * 12 + last.start.month - first.start.month}M"
    if first.grain == last.grain == "year":
        return f"P{last.start.year - first.start.year}Y"
    return f"P{gap.days}D"


def _stretch(e: Expression, now: datetime | None) -> Period | None:
    """Resolve "the past three years", "the next two days": up to the text's date, or from the day after it."""
    length, grain = iso.duration(e), e.amounts[-1][1]
    if now is None:
        return Period(value=length, timex=length, grain=grain.value, kind=Sort.RANGE)
    sign = 1 if (e.near or 0) > 0 else -1
    fine = grain in (Unit.HOUR, Unit.MINUTE, Unit.SECOND)
    here = now if fine else midnight(now) + timedelta(days=sign > 0)
    there = here
    for amount, unit in e.amounts:
        there = shift(there, amount * sign, unit)
    return _between(*sorted((here, there)), length=length, grain=grain.value, fine=fine)


def _so_far(e: Expression, now: datetime | None) -> Period | None:
    """Resolve "year to date"."""
    whole = steps_away(now, e.unit or Unit.YEAR, 0) if now else None
    if not whole or not whole.start or now is None:
        return open_period("XXXX", "year")
    return replace(
        _between(whole.start, midnight(now), length=f"P{(now - whole.start).days}D", grain="day", fine=False),
        timex=whole.value,
    )


def _between(start: datetime, end: datetime, *, length: str, grain: str, fine: bool) -> Period:
    a, b = (written(start), written(end)) if fine else (start.date().isoformat(), end.date().isoformat())
    return Period(value=f"{a}/{b}", timex=f"({a},{b},{length})", start=start, end=end, grain=grain, kind=Sort.RANGE)
