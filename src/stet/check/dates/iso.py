"""Lengths, repetitions and clock times in ISO 8601 and TIMEX3 notation."""

from dataclasses import replace
from fractions import Fraction

from stet.check.dates.calendar import SECONDS
from stet.check.dates.expression import Clock, Expression, Unit

_LETTERS = {
    Unit.SECOND: ("T", "S", 1), Unit.MINUTE: ("T", "M", 1), Unit.HOUR: ("T", "H", 1), Unit.DAY: ("", "D", 1),
    Unit.WEEK: ("", "W", 1),
    Unit.WEEKEND: ("", "WE", 1), Unit.FORTNIGHT: ("", "W", 2), Unit.MONTH: ("", "M", 1), Unit.QUARTER: ("", "M", 3),
    Unit.HALF: ("", "M", 6),
    Unit.SEASON: ("", "M", 3), Unit.YEAR: ("", "Y", 1), Unit.DECADE: ("", "Y", 10), Unit.CENTURY: ("", "Y", 100),
    Unit.MILLENNIUM: ("", "Y", 1000),
    Unit.PART: ("", "D", 1),
}  # fmt: skip


def duration(e: Expression) -> str:
    """Write a length: "P3D", "PT1.5H", "P3M2W2D"; without a number, TIMEX3's X ("PXD")."""
    if e.most is not None:
        unit = e.amounts[0][1]
        return f"{duration(replace(e, most=None))}/{duration(replace(e, most=None, amounts=((e.most, unit),)))}"
    days, times = "", ""
    for amount, unit in e.amounts or ((e.amount or Fraction(1), e.unit or Unit.DAY),):
        clock, letter, factor = _LETTERS[unit]
        said = "X" if e.vague and e.amount is None else _number(amount * factor)
        days, times = (days, times + said + letter) if clock else (days + said + letter, times)
    return "P" + days + (f"T{times}" if times else "")


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.6g}"


def seconds(e: Expression) -> int:
    """Return a length in seconds: months count as 30 days, years as 365."""
    return int(sum(amount * SECONDS[unit] for amount, unit in e.amounts))


def settled(clock: Clock, part: str) -> Clock:
    """Let the part of the day decide between the two halves: "at 7 in the evening"."""
    if not clock.open or not part:
        return clock
    late = part in ("AF", "EV") or (part == "NI" and clock.hour >= 5)
    return replace(clock, hour=clock.hour + 12 if late and clock.hour < 12 else clock.hour, open=False)


def time_of_day(clock: Clock) -> str:
    """Write a time of day only as finely as it was said: "T15", "T15:30"."""
    text = f"T{clock.hour:02d}"
    if clock.minute is not None or clock.second is not None:
        text += f":{clock.minute or 0:02d}"
    return f"{text}:{clock.second:02d}" if clock.second is not None else text


def grain(clock: Clock) -> str:
    """Return how finely a time of day was said."""
    return "second" if clock.second is not None else "minute" if clock.minute is not None else "hour"


def repetition(e: Expression) -> str:
    """Write a set: "P1W", "XXXX-WXX-1", "T15", "XXXX-WXX-4T17:30"."""
    when = time_of_day(settled(e.clock, e.part)) if e.clock else f"T{e.part}" if e.part else ""
    if e.weekday:
        return f"XXXX-WXX-{e.weekday}{when}"
    if e.month:
        return f"XXXX-{e.month:02d}" + (f"-{e.day:02d}" if e.day else "") + when
    return when or duration(replace(e, amounts=()))
