"""From what a text says about time to a place on the calendar, by the text's own date.

News rules, where words leave it open: a weekday in reporting is the nearest past one, the same day included, and after
"will" the next one; a day and month without a year is the one nearest to the text's date; "last Friday" is the most
recent one. Where another reading is usual it is kept in `others`. Periods are half-open: `start` belongs, `end` does
not. Week numbers are ISO 8601; seasons are meteorological and northern; fiscal years are not resolved to days.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from stet.check.dates import holidays
from stet.check.dates.expression import Clock, Expression, Sort, Unit
from stet.check.dates.vocabulary import HOURS

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """A stretch of the calendar: how it is written (`value`, resolved, and `timex`, as far as the text says)."""

    value: str
    timex: str
    start: datetime | None = None
    end: datetime | None = None
    grain: str = "day"
    others: tuple["Period", ...] = ()
    kind: Sort = Sort.DATE


def resolve(e: Expression, now: datetime | None, ahead: bool | None = None) -> Period | None:
    """Return the period an expression means in a text dated `now`, or nothing for a day that does not exist.

    `ahead` says that the sentence speaks of the future (True) or the past (False). Without `now`, what depends on it is
    left open: `start` and `end` are then None.
    """
    if e.sort is Sort.SET:
        return Period(value=_set(e), timex=_set(e), grain="set", kind=Sort.SET)
    if e.sort is Sort.DURATION:
        return _duration(e)
    if e.sort is Sort.RANGE:
        return _range(e, now, ahead)
    return _clocked(e, now, ahead) if e.clock or e.part else _dated(e, now, ahead)


# --- days and longer --------------------------------------------------------------------------------------------------


def _dated(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    found = _plain(e, now, ahead)
    return _edged(found, e.edge) if found and e.edge else found


def _plain(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    if e.unit is Unit.SECOND and e.near == 0:
        return Period(
            value=_moment(now) if now else "PRESENT_REF",
            timex="PRESENT_REF",
            start=now,
            end=now,
            grain="second",
            kind=Sort.TIME,
        )
    if e.holiday:
        return _holiday(e, now, ahead)
    if e.season:
        return _season(e, now, ahead)
    if e.quarter or e.half:
        return _part_of_year(e, now, ahead)
    if e.decade is not None:
        return _years(e.decade * 10, 10, f"{e.decade}", "decade")
    if e.century is not None:
        return (
            _years(e.century * 100 + 1, 100, f"{e.century:02d}", "century")
            if not e.era
            else Period(value=f"BC{e.century:02d}", timex=f"BC{e.century:02d}", grain="century")
        )
    if e.nth is not None:
        return _nth_week(e, now, ahead)
    if e.week is not None:
        return _numbered_week(e, now)
    if e.month is not None:
        return _month(e, now, ahead)
    if e.weekday is not None:
        return _weekday(e, now, ahead)
    if e.day is not None:
        return _month_day_alone(e, now, ahead)
    if e.year is not None:
        period = _years(e.year, 1, f"{e.year:04d}", "year")
        return (
            replace(period, value=f"FY{e.year}", timex=f"FY{e.year}", start=None, end=None, grain="fiscal year")
            if e.fiscal
            else period
        )
    return _pointed(e, now)


def _years(first: int, count: int, value: str, grain: str) -> Period | None:
    if not 1 <= first <= 9999 - count:
        return None
    return Period(value=value, timex=value, start=datetime(first, 1, 1), end=datetime(first + count, 1, 1), grain=grain)


def _day(day: date, timex: str = "", grain: str = "day") -> Period:
    start = datetime.combine(day, time())
    return Period(
        value=day.isoformat(), timex=timex or day.isoformat(), start=start, end=start + timedelta(days=1), grain=grain
    )


def _choose(options: list[Period], now: datetime | None, ahead: bool | None, timex: str) -> Period | None:
    """Choose among the years or weeks that fit: the nearest past or future one, as the sentence says, else the nearest."""
    options = [o for o in options if o.start]
    if now is None or not options:
        return Period(value=timex, timex=timex, grain="day")
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    past = [o for o in options if o.start <= today]  # type: ignore[operator]
    future = [o for o in options if o.end > today]  # type: ignore[operator]
    near = sorted(options, key=lambda o: abs(o.start - today))  # type: ignore[operator]
    chosen = (future[:1] if ahead else past[-1:] if ahead is False else near[:1]) or near[:1]
    rest = tuple(o for o in (*past[-1:], *future[:1]) if o.value != chosen[0].value)
    return replace(chosen[0], timex=timex, others=tuple(replace(o, timex=timex) for o in rest))


def _month(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    assert e.month is not None
    year = e.year
    if e.near is not None and e.unit is Unit.YEAR and now:
        year = _pointed_year(e, now)
    grain = "day" if e.day else "month"
    if year is not None:
        return _in_year(year, e.month, e.day) or Period(
            value=f"{year:04d}-{e.month:02d}-{e.day or 1:02d}",
            timex=f"{year:04d}-{e.month:02d}-{e.day or 1:02d}",
            grain=grain,
        )
    timex = f"XXXX-{e.month:02d}" + (f"-{e.day:02d}" if e.day else "")
    if now is None:
        return Period(value=timex, timex=timex, grain=grain)
    options = [p for y in range(now.year - 8, now.year + 9) if 1 <= y <= 9999 and (p := _in_year(y, e.month, e.day))]
    if e.weekday:
        fitting = [
            p for p in options if p.start and p.start.isoweekday() == e.weekday and abs(p.start.year - now.year) <= 1
        ]
        options = fitting or options
    return _choose(options, now, ahead, timex) if options else Period(value=timex, timex=timex, grain=grain)


def _pointed_year(e: Expression, now: datetime) -> int:
    """Return the year of "this May", "last May", "next May", "May last year"."""
    assert e.near is not None
    if not e.exact or e.near == 0 or e.month is None:
        return now.year + e.near
    if e.near < 0:
        return now.year if e.month < now.month else now.year - 1
    return now.year if e.month > now.month else now.year + 1


def _in_year(year: int, month: int, day: int | None) -> Period | None:
    try:
        if day:
            return _day(date(year, month, day))
        start = datetime(year, month, 1)
        return Period(
            value=f"{year:04d}-{month:02d}",
            timex=f"{year:04d}-{month:02d}",
            start=start,
            end=_add(start, 1, Unit.MONTH),
            grain="month",
        )
    except ValueError:
        return None


def _weekday(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    assert e.weekday is not None
    timex = f"XXXX-WXX-{e.weekday}"
    if now is None:
        return Period(value=timex, timex=timex, grain="day")
    today = now.date()
    if e.day:
        return _weekday_and_day(e, now, ahead, timex)
    if e.near is None:
        before = today - timedelta(days=(today.isoweekday() - e.weekday) % 7)
        after = today + timedelta(days=(e.weekday - today.isoweekday()) % 7)
        chosen, other = (after, before) if ahead else (before, after)
        rest = other if other != chosen else chosen - timedelta(days=7) if not ahead else chosen + timedelta(days=7)
        return replace(_day(chosen), timex=timex, others=(replace(_day(rest), timex=timex),))
    monday = today - timedelta(days=today.isoweekday() - 1)
    by_week = monday + timedelta(days=7 * e.near + e.weekday - 1)
    if e.near == 0 or (e.unit is Unit.WEEK and not e.exact):
        return _day(by_week)
    if e.near < 0:
        by_day = today - timedelta(days=(today.isoweekday() - e.weekday - 1) % 7 + 1)
    else:
        by_day = today + timedelta(days=(e.weekday - today.isoweekday() - 1) % 7 + 1)
    return replace(_day(by_day), others=(_day(by_week),) if by_week != by_day and e.exact else ())


def _weekday_and_day(e: Expression, now: datetime, ahead: bool | None, timex: str) -> Period | None:
    """Resolve "Monday 21": the months nearby in which the 21st is a Monday."""
    options = []
    for back in range(-14, 15):
        month = _add(datetime(now.year, now.month, 1), back, Unit.MONTH)
        found = _in_year(month.year, month.month, e.day)
        if found and found.start and found.start.isoweekday() == e.weekday:
            options.append(found)
    return _choose(options, now, ahead, timex)


def _month_day_alone(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    timex = f"XXXX-XX-{e.day:02d}"
    if now is None:
        return Period(value=timex, timex=timex, grain="day")
    first = datetime(now.year, now.month, 1)
    if e.near is not None:
        month = _add(first, e.near, Unit.MONTH)
        return _in_year(month.year, month.month, e.day)
    months = [_add(first, k, Unit.MONTH) for k in (-2, -1, 0, 1, 2)]
    options = [p for m in months if (p := _in_year(m.year, m.month, e.day))]
    return _choose(options, now, ahead, timex)


def _holiday(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    year = e.year if e.year is not None else now.year + e.near if e.near is not None and now else None
    rule = holidays.HOLIDAYS.get(e.holiday)
    timex = f"XXXX-{rule[0]:02d}-{rule[1]:02d}" if isinstance(rule, tuple) and len(rule) == 2 else e.holiday
    if year is not None:
        day = holidays.on(e.holiday, year)
        return _day(day) if day else Period(value=f"{year:04d}", timex=e.holiday, grain="holiday")
    if now is None or rule is None:
        return Period(value=timex, timex=timex, grain="holiday")
    options = [_day(d) for y in range(now.year - 1, now.year + 2) if (d := holidays.on(e.holiday, y))]
    return _choose(options, now, ahead, timex)


def _season(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    year = e.year
    if year is None and now is not None:
        year = now.year + (e.near or 0)
        if e.near == -1 and _SEASONS[e.season] + 3 <= now.month:
            year = now.year
    if year is None or (e.year is None and e.near is None):
        timex = f"XXXX-{e.season}"
        if year is None:
            return Period(value=timex, timex=timex, grain="season")
        options = [_season_of(y, e.season) for y in (year - 1, year, year + 1)]
        return _choose(options, now, ahead, timex)
    return _season_of(year, e.season)


def _season_of(year: int, season: str) -> Period:
    start = datetime(year, _SEASONS[season], 1)
    return Period(
        value=f"{year:04d}-{season}",
        timex=f"{year:04d}-{season}",
        start=start,
        end=_add(start, 3, Unit.MONTH),
        grain="season",
    )


def _part_of_year(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    year = (
        e.year
        if e.year is not None
        else now.year + e.near
        if now and e.near is not None and e.unit is Unit.YEAR
        else None
    )
    label, months, n = (f"Q{e.quarter}", 3, e.quarter) if e.quarter else (f"H{e.half}", 6, e.half)
    assert n is not None
    if e.fiscal:
        value = f"FY{year or 'XXXX'}-{label}"
        return Period(value=value, timex=value, grain="fiscal quarter")
    if year is not None:
        return _stretch(year, (n - 1) * months + 1, months, f"{year:04d}-{label}")
    timex = f"XXXX-{label}"
    if now is None:
        return Period(value=timex, timex=timex, grain="quarter")
    options = [_stretch(y, (n - 1) * months + 1, months, f"{y:04d}-{label}") for y in range(now.year - 1, now.year + 2)]
    return _choose(options, now, ahead, timex)


def _stretch(year: int, month: int, months: int, value: str) -> Period:
    start = datetime(year, month, 1)
    return Period(
        value=value,
        timex=value,
        start=start,
        end=_add(start, months, Unit.MONTH),
        grain="quarter" if months == 3 else "half",
    )


def _numbered_week(e: Expression, now: datetime | None) -> Period | None:
    year = e.year or (now.year if now else None)
    if year is None:
        return Period(value=f"XXXX-W{e.week:02d}", timex=f"XXXX-W{e.week:02d}", grain="week")
    try:
        return _week_of(date.fromisocalendar(year, e.week or 1, 1))
    except ValueError:
        return None


def _week_of(day: date) -> Period:
    monday = day - timedelta(days=day.isoweekday() - 1)
    year, week, _ = monday.isocalendar()
    start = datetime.combine(monday, time())
    return Period(
        value=f"{year:04d}-W{week:02d}",
        timex=f"{year:04d}-W{week:02d}",
        start=start,
        end=start + timedelta(days=7),
        grain="week",
    )


def _nth_week(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    """Resolve "the last week of July": the weeks whose Thursday lies in the month or year, counted."""
    if e.near is not None and e.unit is not None:
        outer = _pointed(replace(e, nth=None), now)
    else:
        outer = _dated(replace(e, nth=None), now, ahead)
    if not outer or not outer.start or not outer.end:
        return Period(value="XXXX-WXX", timex="XXXX-WXX", grain="week")
    nth = e.nth or 1
    found = _count_weeks(outer, nth)
    return replace(
        found,
        timex=f"{outer.timex}-W{nth:02d}" if nth > 0 else f"{outer.timex}-W05",
        others=tuple(_count_weeks(o, nth) for o in outer.others),
    )


def _count_weeks(outer: Period, nth: int) -> Period:
    assert outer.start and outer.end
    if nth < 0:
        week = _week_of((outer.end - timedelta(days=1)).date())
        return (
            week
            if week.start and week.start + timedelta(days=3) < outer.end
            else _week_of((outer.end - timedelta(days=8)).date())
        )
    first = _week_of(outer.start.date())
    assert first.start
    late = 7 if first.start + timedelta(days=3) < outer.start else 0
    return _week_of((first.start + timedelta(days=late + 7 * (nth - 1))).date())


# --- pointing from the text's date ------------------------------------------------------------------------------------


def _pointed(e: Expression, now: datetime | None) -> Period | None:
    unit, near = e.unit, e.near or 0
    if unit is None:
        return None
    if e.amount is not None:
        return _counted(e, now)
    if now is None:
        return Period(value=f"XXXX-{unit.value}{near:+d}", timex="XXXX", grain=unit.value)
    return _at(now, unit, near)


def _at(now: datetime, unit: Unit, near: int) -> Period | None:
    """Return the period of this unit that lies `near` steps from the one that holds `now`."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit in (Unit.DAY, Unit.PART):
        return _day((day + timedelta(days=near)).date())
    if unit is Unit.WEEK:
        return _week_of((day + timedelta(days=7 * near)).date())
    if unit is Unit.FORTNIGHT:
        start = day + timedelta(days=14 * near)
        return Period(
            value=f"{start.date()}/P2W", timex="P2W", start=start, end=start + timedelta(days=14), grain="fortnight"
        )
    if unit is Unit.WEEKEND:
        week = _week_of((day + timedelta(days=7 * near)).date())
        assert week.start
        return Period(
            value=f"{week.value}-WE",
            timex=f"{week.value}-WE",
            start=week.start + timedelta(days=5),
            end=week.end,
            grain="weekend",
        )
    if unit is Unit.MONTH:
        month = _add(day.replace(day=1), near, Unit.MONTH)
        return _in_year(month.year, month.month, None)
    if unit in (Unit.QUARTER, Unit.HALF):
        months = 3 if unit is Unit.QUARTER else 6
        index = (day.month - 1) // months + near
        year, n = day.year + index // (12 // months), index % (12 // months) + 1
        return _stretch(year, (n - 1) * months + 1, months, f"{year:04d}-{'Q' if months == 3 else 'H'}{n}")
    if unit is Unit.YEAR:
        return _years(day.year + near, 1, f"{day.year + near:04d}", "year")
    if unit is Unit.DECADE:
        return _years((day.year // 10 + near) * 10, 10, f"{day.year // 10 + near}", "decade")
    if unit is Unit.CENTURY:
        first = (day.year - 1) // 100 + near
        return _years(first * 100 + 1, 100, f"{first:02d}", "century")
    start = now if near >= 0 else _shift(now, Fraction(-1), unit)
    return Period(
        value=_moment(start),
        timex=_moment(start),
        start=start,
        end=_shift(start, Fraction(1), unit),
        grain=unit.value,
        kind=Sort.TIME,
    )


def _counted(e: Expression, now: datetime | None) -> Period | None:
    """Resolve "two days ago", "in three weeks": one moment, as fine as its unit."""
    near = 1 if (e.near or 0) > 0 else -1
    timex = iso_duration(e)
    grain = e.amounts[-1][1]
    if now is None:
        return Period(value=f"{'-' if near < 0 else '+'}{timex}", timex=timex, grain=grain.value)
    moment = now
    try:
        for amount, unit in e.amounts:
            moment = _shift(moment, amount * near, unit)
    except (OverflowError, ValueError):
        return None
    if grain in (Unit.HOUR, Unit.MINUTE, Unit.SECOND):
        return Period(
            value=_moment(moment), timex=_moment(moment), start=moment, end=moment, grain=grain.value, kind=Sort.TIME
        )
    day = _day(moment.date())
    slack = {Unit.DAY: 0, Unit.WEEK: 3, Unit.MONTH: 15, Unit.YEAR: 182}.get(grain, 0) if near < 0 or e.vague else 0
    assert day.start and day.end
    return replace(day, start=day.start - timedelta(days=slack), end=day.end + timedelta(days=slack), grain=grain.value)


def _shift(moment: datetime, amount: Fraction, unit: Unit) -> datetime:
    months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF: 6, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}.get(
        unit
    )
    if months and (amount * months).denominator == 1:
        return _add(moment, int(amount * months), Unit.MONTH)
    return moment + timedelta(seconds=float(amount * _SECONDS[unit]))


def _add(moment: datetime, count: int, unit: Unit) -> datetime:
    index = moment.year * 12 + moment.month - 1 + count
    year, month = divmod(index, 12)
    for day in (moment.day, 30, 29, 28):
        try:
            return moment.replace(year=year, month=month + 1, day=min(moment.day, day))
        except ValueError:
            continue
    raise OverflowError(f"no such month: {year}-{month + 1}")


_SECONDS = {
    Unit.SECOND: 1, Unit.MINUTE: 60, Unit.HOUR: 3600, Unit.DAY: 86400, Unit.PART: 21600, Unit.WEEK: 604800, Unit.WEEKEND: 172800, Unit.FORTNIGHT: 1209600,
    Unit.MONTH: 2592000, Unit.SEASON: 7776000, Unit.QUARTER: 7776000, Unit.HALF: 15552000, Unit.YEAR: 31536000, Unit.DECADE: 315360000,
    Unit.CENTURY: 3153600000, Unit.MILLENNIUM: 31536000000,
}  # fmt: skip


def _edged(period: Period, edge: str) -> Period:
    """Narrow a period to its beginning, middle or end: halves, and the middle third."""
    if period.start is None or period.end is None:
        return period
    whole = period.end - period.start
    days = whole.days
    if edge == "mid":
        start, end = period.start + timedelta(days=days // 3), period.end - timedelta(days=days // 3)
    elif edge == "start":
        start, end = period.start, period.start + timedelta(days=(days + 1) // 2)
    else:
        start, end = period.start + timedelta(days=days // 2), period.end
    return replace(period, start=start, end=end, others=tuple(_edged(o, edge) for o in period.others))


# --- clock ------------------------------------------------------------------------------------------------------------


def _clocked(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    base = _dated(replace(e, clock=None, part="", edge=""), now, ahead) if e.placed else None
    if base is None:
        return _time_only(e)
    found = _on_day(base, e)
    return replace(found, others=tuple(_on_day(o, e) for o in base.others)) if found else None


def _time_only(e: Expression) -> Period:
    if not e.clock:
        value = f"T{e.part}"
        hours = HOURS[e.part]
        return Period(
            value=value,
            timex=value,
            grain="part of day",
            kind=Sort.TIME,
            others=(Period(value=f"{hours[0]:02d}:00:00/{hours[1] % 24:02d}:00:00", timex=value),)
            if not e.edge
            else (),
        )
    clock = _settled(e.clock, e.part)
    value = "T" + _clock_text(clock)
    turned = replace(clock, hour=(clock.hour + 12) % 24, open=False)
    others = (
        (Period(value="T" + _clock_text(turned), timex="T" + _clock_text(turned), kind=Sort.TIME),)
        if clock.open
        else ()
    )
    return Period(value=value + clock.zone, timex=value, grain=_clock_grain(clock), others=others, kind=Sort.TIME)


def _settled(clock: Clock, part: str) -> Clock:
    """Let the part of the day decide between the two halves: "at 7 in the evening"."""
    if not clock.open or not part:
        return clock
    if part in ("AF", "EV", "NI", "MED") and 1 <= clock.hour <= 11 and not (part == "NI" and clock.hour < 5):
        return replace(clock, hour=clock.hour + 12, open=False)
    return replace(clock, open=False)


def _clock_text(clock: Clock) -> str:
    text = f"{clock.hour:02d}:{clock.minute or 0:02d}"
    return f"{text}:{clock.second:02d}" if clock.second is not None else text


def _clock_grain(clock: Clock) -> str:
    return "second" if clock.second is not None else "minute" if clock.minute is not None else "hour"


def _on_day(base: Period, e: Expression) -> Period:
    """Put a time of day on a day."""
    if e.clock is None:
        return _part_on(base, e)
    clock = _settled(e.clock, e.part)
    text = _clock_text(clock)
    value = f"{base.value}T{text}{clock.zone}"
    start = (
        base.start.replace(hour=clock.hour, minute=clock.minute or 0, second=clock.second or 0) if base.start else None
    )
    step = timedelta(hours=1) if clock.minute is None else timedelta(minutes=1)
    return Period(
        value=value,
        timex=f"{base.timex}T{text}",
        start=start,
        end=start + step if start else None,
        grain=_clock_grain(clock),
        kind=Sort.TIME,
    )


def _part_on(base: Period, e: Expression) -> Period:
    low, high = HOURS[e.part]
    start = base.start + timedelta(hours=low) if base.start else None
    end = base.start + timedelta(hours=high) if base.start else None
    if e.edge and start and end:
        middle = start + (end - start) / 2
        start, end = (start, middle) if e.edge == "start" else (middle, end)
    return Period(
        value=f"{base.value}T{e.part}",
        timex=f"{base.timex}T{e.part}",
        start=start,
        end=end,
        grain="part of day",
        kind=Sort.TIME,
    )


# --- lengths, sets and ranges -----------------------------------------------------------------------------------------

_ISO = {
    Unit.SECOND: ("T", "S", 1), Unit.MINUTE: ("T", "M", 1), Unit.HOUR: ("T", "H", 1), Unit.DAY: ("", "D", 1), Unit.WEEK: ("", "W", 1),
    Unit.WEEKEND: ("", "WE", 1), Unit.FORTNIGHT: ("", "W", 2), Unit.MONTH: ("", "M", 1), Unit.QUARTER: ("", "M", 3), Unit.HALF: ("", "M", 6), Unit.SEASON: ("", "M", 3),
    Unit.YEAR: ("", "Y", 1), Unit.DECADE: ("", "Y", 10), Unit.CENTURY: ("", "Y", 100), Unit.MILLENNIUM: ("", "Y", 1000), Unit.PART: ("", "D", 1),
}  # fmt: skip


def iso_duration(e: Expression) -> str:
    """Write a length as ISO 8601: "P3D", "PT1.5H", "P3M2W2D"."""
    dates_, times = "", ""
    for amount, unit in e.amounts or ((e.amount or Fraction(1), e.unit or Unit.DAY),):
        clock, letter, factor = _ISO[unit]
        written = _number(amount * factor) + letter
        dates_, times = (dates_, times + written) if clock else (dates_ + written, times)
    return "P" + dates_ + (f"T{times}" if times else "")


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"


def seconds(e: Expression) -> int:
    """Return a length in seconds: months count as 30 days, years as 365."""
    return int(sum(amount * _SECONDS[unit] for amount, unit in e.amounts))


def _duration(e: Expression) -> Period:
    value = iso_duration(e)
    return Period(value=value, timex=value, grain=e.amounts[-1][1].value, kind=Sort.DURATION)


def _set(e: Expression) -> str:
    if e.clock:
        text = "T" + _clock_text(_settled(e.clock, e.part))
        return f"XXXX-WXX-{e.weekday}{text}" if e.weekday else text
    part = f"T{e.part}" if e.part else ""
    if e.weekday:
        return f"XXXX-WXX-{e.weekday}{part}"
    if e.month:
        return f"XXXX-{e.month:02d}" + (f"-{e.day:02d}" if e.day else "")
    return part or iso_duration(replace(e, amounts=()))


def _range(e: Expression, now: datetime | None, ahead: bool | None) -> Period | None:
    if e.first is None or e.last is None:
        return _stretch_from(e, now)
    last = resolve(e.last, now, ahead)
    first = resolve(e.first, now, ahead)
    if not first or not last:
        return None
    if first.start and last.end and first.start > last.end and "XXXX" in first.timex:
        earlier = [o for o in first.others if o.start and o.start <= last.end]  # type: ignore[operator]
        first = earlier[0] if earlier else first
    others = tuple(_joined(a, b) for a, b in zip(first.others, last.others, strict=False))
    return replace(_joined(first, last), others=others)


def _joined(first: Period, last: Period) -> Period:
    length = ""
    if first.start and last.start:
        length = f",{_length(first, last)}"
    return Period(
        value=f"{first.value}/{last.value}", timex=f"({first.timex},{last.timex}{length})", start=first.start, end=last.end, grain=last.grain, kind=Sort.RANGE
    )  # fmt: skip


def _length(first: Period, last: Period) -> str:
    assert first.start and last.start
    gap = last.start - first.start
    if first.grain in ("hour", "minute", "second"):
        minutes = int(gap.total_seconds()) // 60
        hours = f"{minutes // 60}H" if minutes >= 60 else ""
        return "PT" + (hours + (f"{minutes % 60}M" if minutes % 60 else "") or "0M")
    if first.grain == last.grain == "month":
        return f"P{(last.start.year - first.start.year) * 12 + last.start.month - first.start.month}M"
    if first.grain == last.grain == "year":
        return f"P{last.start.year - first.start.year}Y"
    return f"P{gap.days}D"


def _stretch_from(e: Expression, now: datetime | None) -> Period | None:
    """Resolve "the past three years", "the next two days": up to the text's date, or from it."""
    length = iso_duration(e)
    if now is None:
        return Period(value=length, timex=length, grain=e.amounts[-1][1].value, kind=Sort.RANGE)
    moment, sign = now, 1 if (e.near or 0) > 0 else -1
    if e.near == 0:
        sign = -1
    fine = e.amounts[-1][1] in (Unit.HOUR, Unit.MINUTE, Unit.SECOND)
    if not fine:
        moment = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        if sign > 0:
            moment += timedelta(days=1)
    there = moment
    try:
        for amount, unit in e.amounts:
            there = _shift(there, amount * sign, unit)
    except (OverflowError, ValueError):
        return None
    start, end = (moment, there) if sign > 0 else (there, moment)
    text = (_moment(start), _moment(end)) if fine else (start.date().isoformat(), end.date().isoformat())
    return Period(
        value=f"{text[0]}/{text[1]}",
        timex=f"({text[0]},{text[1]},{length})",
        start=start,
        end=end,
        grain=e.amounts[-1][1].value,
        kind=Sort.RANGE,
    )


def _moment(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=None).isoformat()


def to_value(e: Expression, period: Period) -> dict[str, Any]:
    """Return the JSON value of a date fact (docs/json.md)."""
    out: dict[str, Any] = {
        "type": str(e.sort),
        "value": period.value,
        "timex": period.timex,
        "granularity": period.grain,
    }
    start, end = _limits(e, period)
    if start:
        out["start"] = _written(start, period)
    if end:
        out["end"] = _written(end, period)
    if e.sort is Sort.DURATION:
        out["seconds"] = seconds(e)
    for key, said in (("edge", e.edge), ("bound", e.bound), ("vague", e.vague), ("fiscal", e.fiscal)):
        if said:
            out[key] = said
    if period.others:
        out["others"] = [
            {"value": o.value} | ({"start": _written(o.start, o)} if o.start else {}) for o in period.others
        ]
    if e.other:
        out["ambiguous"] = True
    return out


def _limits(e: Expression, period: Period) -> tuple[datetime | None, datetime | None]:
    start, end = period.start, period.end
    if e.bound == "before":
        return None, start
    if e.bound == "until":
        return None, end
    if e.bound == "after":
        return end, None
    if e.bound == "since":
        return start, None
    return start, end


def _written(moment: datetime, period: Period) -> str:
    fine = period.grain in ("hour", "minute", "second", "part of day")
    return moment.replace(microsecond=0, tzinfo=None).isoformat() if fine else moment.date().isoformat()
