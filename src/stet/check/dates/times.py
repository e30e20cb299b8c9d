"""Times of day: alone, and put on a day."""

from dataclasses import replace
from datetime import timedelta

from stet.check.dates import iso
from stet.check.dates.calendar import Period
from stet.check.dates.expression import Expression, Sort
from stet.check.dates.vocabulary import HOURS


def alone(e: Expression) -> Period:
    """Return a time of day without a day; the other half of the day where neither was said is kept in `others`."""
    if not e.clock:
        return Period(value=f"T{e.part}", timex=f"T{e.part}", grain="part of day", kind=Sort.TIME)
    clock = iso.settled(e.clock, e.part)
    text = iso.time_of_day(clock)
    turned = iso.time_of_day(replace(clock, hour=(clock.hour + 12) % 24))
    others = (Period(value=turned, timex=turned, kind=Sort.TIME),) if clock.open else ()
    return Period(value=text + clock.zone, timex=text, grain=iso.grain(clock), others=others, kind=Sort.TIME)


def on(base: Period, e: Expression) -> Period:
    """Put a time of day, or a part of it, on a day and on the day's other readings."""
    found = _clock_on(base, e) if e.clock else _part_on(base, e)
    return replace(found, others=tuple(replace(on(o, e), others=()) for o in base.others))


def _clock_on(base: Period, e: Expression) -> Period:
    assert e.clock
    clock = iso.settled(e.clock, e.part)
    text = iso.time_of_day(clock)
    start = (
        base.start.replace(hour=clock.hour, minute=clock.minute or 0, second=clock.second or 0) if base.start else None
    )
    step = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1)}.get(iso.grain(clock), timedelta(seconds=1))
    return Period(
        value=f"{base.value}{text}{clock.zone}", timex=f"{base.timex}{text}", start=start,
        end=start + step if start else None,
        grain=iso.grain(clock), kind=Sort.TIME,
    )  # fmt: skip


def _part_on(base: Period, e: Expression) -> Period:
    start = end = None
    if base.start:
        low, high = HOURS[e.part]
        start, end = base.start + timedelta(hours=low), base.start + timedelta(hours=high)
        middle = start + (end - start) / 2
        start, end = (start, middle) if e.edge == "start" else (middle, end) if e.edge == "end" else (start, end)
    return Period(
        value=f"{base.value}T{e.part}",
        timex=f"{base.timex}T{e.part}",
        start=start,
        end=end,
        grain="part of day",
        kind=Sort.TIME,
    )
