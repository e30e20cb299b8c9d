"""The JSON value of a date fact (docs/json.md lists the keys)."""

from datetime import datetime
from typing import Any

from stet.check.dates import iso
from stet.check.dates.calendar import SECONDS, Period, written
from stet.check.dates.expression import Clock, Expression, Sort
from stet.check.dates.vocabulary import HOURS

_FINE = frozenset({"hour", "minute", "second", "part of day", "now"})


def value_of(e: Expression, period: Period) -> dict[str, Any]:
    """Return what was resolved (`value`, `start`, `end`), what was said (`timex`), how finely, and what is open.

    `start` and `end` are half-open and ISO 8601: days for dates, moments for times on a day, times of day alone.
    """
    out: dict[str, Any] = {
        "type": str(e.sort),
        "value": period.value,
        "timex": period.timex,
        "granularity": period.grain,
    }
    out |= _limits(e, period)
    if e.amounts and e.amount is not None:
        out["length"] = iso.duration(e)
    if e.sort is Sort.DURATION:
        out["seconds"] = iso.seconds(e)
        if e.most is not None:
            out["most_seconds"] = int(e.most * SECONDS[e.amounts[0][1]])
    flags = {"edge": e.edge, "bound": e.bound, "vague": e.vague, "fiscal": e.fiscal, "ambiguous": bool(e.other)}
    out |= {key: said for key, said in flags.items() if said}
    if period.others:
        out["others"] = [_other(o) for o in period.others]
    return out


def _limits(e: Expression, period: Period) -> dict[str, str]:
    if period.start is None and period.end is None:
        return _times_of_day(e)
    start, end = period.start, period.end
    if e.bound in ("before", "until"):
        start, end = None, start if e.bound == "before" else end
    elif e.bound in ("after", "since"):
        start, end = end if e.bound == "after" else start, None
    return {key: _written(at, period) for key, at in (("start", start), ("end", end)) if at}


def _written(moment: datetime, period: Period) -> str:
    return written(moment) if period.grain in _FINE else moment.date().isoformat()


def _times_of_day(e: Expression) -> dict[str, str]:
    """Return the hours that a time of day without a day spans."""
    if e.sort is Sort.RANGE and e.first and e.last and e.first.clock and e.last.clock:
        return {
            "start": _clock_text(iso.settled(e.first.clock, e.first.part)),
            "end": _clock_text(iso.settled(e.last.clock, e.last.part)),
        }
    if e.sort is not Sort.TIME or not (e.clock or e.part):
        return {}
    if e.clock:
        return _span_of_clock(iso.settled(e.clock, e.part))
    low, high = HOURS[e.part]
    middle = low + (high - low) // 2
    low, high = (low, middle) if e.edge == "start" else (middle, high) if e.edge == "end" else (low, high)
    return {"start": f"{low:02d}:00:00", "end": f"{high % 24:02d}:00:00"}


def _span_of_clock(clock: Clock) -> dict[str, str]:
    seconds = {"hour": 3600, "minute": 60}.get(iso.grain(clock), 1)
    end = (clock.hour * 3600 + (clock.minute or 0) * 60 + (clock.second or 0) + seconds) % 86400
    return {"start": _clock_text(clock), "end": f"{end // 3600:02d}:{end // 60 % 60:02d}:{end % 60:02d}"}


def _clock_text(clock: Clock) -> str:
    return f"{clock.hour:02d}:{clock.minute or 0:02d}:{clock.second or 0:02d}"


def _other(period: Period) -> dict[str, str]:
    return {"value": period.value} | ({"start": _written(period.start, period)} if period.start else {})
