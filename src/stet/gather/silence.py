"""Whether a source has fallen silent against its own rhythm. Pure, and blind to what items claim of themselves.

Only arrival times count, so an item dated in the future hides nothing. Time is counted in the source's own hours: a
night in which it never publishes is no silence.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from stet.gather.rhythm import MEMORY, hourly_weights

INTERVALS = 3.0  # a source is called silent no later than this many expected intervals after its last item
SOONEST = 2.0  # and no sooner than this many mean gaps
KNOWN = 8  # arrivals before anything can be said
FLOOR = timedelta(minutes=30)  # nobody is silent after less: a look may have been late
_HOUR = timedelta(hours=1)
_LONGEST = timedelta(days=120)


@dataclass(frozen=True, kw_only=True, slots=True)
class Quiet:
    """What can be said of a source's silence. `expected` is the interval within which nine in ten items follow."""

    silent: bool
    since: datetime | None
    expected: timedelta | None
    due: datetime | None  # when it is, or was, to be called silent
    why: str


def silence(arrivals: Sequence[datetime], now: datetime, *, looked: datetime | None = None) -> Quiet:
    """Tell whether a source is silent at `now`; `arrivals` are when its items were first seen, in any order.

    `looked` is when the source was last looked at with success: while nobody looks, nobody can be called silent.

    Items that arrived in one look are one arrival. The limit lies between two mean gaps and three expected intervals,
    and in between at 1.2 times the longest ordinary gap (the 98th percentile), so that a bursty source is not named
    for its ordinary pauses. Simulated sources with exponential gaps are named falsely after fewer than one item in a
    hundred; regular ones never (tests/stet/gather/test_silence.py).
    """
    now = min(now, looked) if looked else now
    moments = sorted({a for a in arrivals if a <= now})[-MEMORY:]
    if len(moments) < KNOWN:
        return Quiet(silent=False, since=moments[-1] if moments else None, expected=None, due=None, why="too few items")
    clock = _Clock(hourly_weights(moments))
    gaps = sorted(clock.between(a, b) for a, b in itertools.pairwise(moments))
    expected = _quantile(gaps, 0.9)
    mean = sum(gaps, timedelta()) / len(gaps)
    limit = min(max(mean * SOONEST, _quantile(gaps, 0.98) * 1.2), expected * INTERVALS)
    due = max(clock.later(moments[-1], limit), moments[-1] + FLOOR)
    silent = now >= due
    why = f"nothing since {moments[-1]:%Y-%m-%d %H:%M}; usually something comes within {_words(expected)}"
    return Quiet(silent=silent, since=moments[-1], expected=expected, due=due, why=why if silent else "in its rhythm")


class _Clock:
    """Time as a source lives it: an hour in which it publishes twice as much as in the mean hour counts twice."""

    def __init__(self, weights: Sequence[float]) -> None:
        self._weights = weights

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Return the source's own time between two moments."""
        days, rest = divmod(end - start, timedelta(days=1))
        total, at, until = timedelta(days=days), end - rest, end  # a whole day counts as itself
        while at < until:
            step = min(_next_hour(at), until)
            total += (step - at) * self._weights[at.astimezone(UTC).hour]
            at = step
        return total

    def later(self, start: datetime, own: timedelta) -> datetime:
        """Return the moment at which `own` has passed since `start`."""
        days, rest = divmod(min(own, _LONGEST), timedelta(days=1))
        at = start + timedelta(days=days)
        while rest > timedelta(microseconds=10):
            weight = self._weights[at.astimezone(UTC).hour]
            here = (_next_hour(at) - at) * weight
            if here >= rest:
                return at + rest / weight
            rest, at = rest - here, _next_hour(at)
        return at


def _next_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0) + _HOUR


def _quantile(ordered: Sequence[timedelta], share: float) -> timedelta:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _words(span: timedelta) -> str:
    minutes = max(1, round(span.total_seconds() / 60))
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{round(minutes / 60)} hours" if minutes < 2880 else f"{round(minutes / 1440)} days"
