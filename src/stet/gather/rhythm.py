"""When to look at a source again, from its own rhythm. Pure: history and `now` go in, a moment and its reason come out.

A feed is looked at many times in the usual gap between its items, no more often than the source lets us and no less
often than once a day: so that what it publishes is seen within a minute or so, and not only what the busiest publish. A
look at a feed that answers "unchanged" costs both sides a few hundred bytes; one that sends itself whole each time is
spared. Night and day differ: the gap is that of this hour, as the source's own past has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from stet.gather.failures import Diagnosis, Next
from stet.news import Capture

SHORTEST = timedelta(seconds=45)  # p95 from publication to seen stays under a minute for a feed looked at this often
LONGEST = timedelta(hours=24)
UNKNOWN = timedelta(minutes=15)  # for a source without a past
EAGERNESS = 20  # looks per usual gap, where each costs the source its whole feed
# Where an unchanged feed costs a 304. With a thousand feeds whose rates are log-normal (median an item in two hours,
# sigma 1.5), nineteen in twenty items come from feeds with gaps below two and a half hours: those must be looked at
# every 75 seconds for most news to be seen within 90.
EAGERNESS_CHEAP = 120
TTL_CAP = timedelta(hours=1)  # feeds say ttl 60 and publish every minute: a hint, not an order
WAIT_CAP = timedelta(days=7)  # Retry-After beyond this is a mistake or a closed door
FIRST_RETRY = timedelta(minutes=2)
MEMORY = 200  # arrivals that count; older ones say little about now


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One look at a source, as the schedule needs it. `failures` counts this one and those just before it."""

    at: datetime
    failure: Diagnosis | None = None
    failures: int = 0
    max_age: timedelta = timedelta()
    ttl: timedelta = timedelta()
    retry_after: timedelta = timedelta()
    cheap: bool = False  # unchanged, it answers without a body
    pushed: bool = False  # a hub tells us of news, so looking is only the fallback


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """When a source is next looked at, and why then; `at` is None when a person must look first."""

    at: datetime | None
    why: str


def next_look(look: Look, arrivals: Sequence[datetime], *, chance: float) -> Turn:
    """Decide when to look again. `arrivals` are when items were first seen; `chance`, 0 to 1, spreads the looks.

    What the source asks for (Retry-After, Cache-Control, ttl) is honoured before its rhythm is.
    """
    if look.failure:
        return _after_failure(look, chance)
    gap = usual_gap(arrivals, look.at)
    eagerness = EAGERNESS_CHEAP if look.cheap else EAGERNESS
    wanted, why = (gap / eagerness, "its own rhythm") if gap else (UNKNOWN, "no rhythm known yet")
    wanted = min(max(wanted, SHORTEST), LONGEST)
    for asked, reason in ((look.max_age, "Cache-Control"), (min(look.ttl, TTL_CAP), "ttl")):
        if asked > wanted:
            wanted, why = min(asked, LONGEST), reason
    if look.pushed:
        wanted, why = max(wanted, min(wanted * 10, timedelta(hours=1))), "its hub tells us; this is the fallback"
    if look.retry_after > wanted:
        wanted, why = min(look.retry_after, WAIT_CAP), "Retry-After"
    return Turn(at=look.at + _spread(wanted, chance), why=why)


def _after_failure(look: Look, chance: float) -> Turn:
    assert look.failure
    if look.failure.next is Next.STOP:
        return Turn(at=None, why=look.failure.advice)
    first = {Next.RETRY: FIRST_RETRY, Next.WAIT: FIRST_RETRY * 5, Next.SLOW: timedelta(hours=6)}[look.failure.next]
    wanted = min(first * 2 ** min(max(look.failures - 1, 0), 12), LONGEST)
    if look.retry_after:
        asked = min(look.retry_after, WAIT_CAP)
        # Asked to wait, we never come sooner; the spread only makes it later.
        return Turn(at=look.at + asked + _spread(asked, chance) * 0.1, why="Retry-After")
    return Turn(at=look.at + _spread(wanted, chance), why=f"{look.failure.cause}, {look.failures} in a row")


def _spread(wait: timedelta, chance: float) -> timedelta:
    """Return 100 to 120 per cent of `wait`: never sooner than wanted, and not all sources at once."""
    return wait * (1 + 0.2 * chance)


def usual_gap(arrivals: Sequence[datetime], now: datetime) -> timedelta | None:
    """Return the usual gap between items at this hour of the day, or None while fewer than three are known.

    The mean gap of the last arrivals, up to `now` (so a source that slows down is looked at less), times how much
    quieter this hour is than the day as a whole.
    """
    moments = sorted({a for a in arrivals if a <= now})[-MEMORY:]
    if len(moments) < 3:
        return None
    mean = max(now - moments[0], timedelta(seconds=1)) / len(moments)
    return mean / hourly_weights(moments)[now.astimezone(UTC).hour]


def hourly_weights(moments: Sequence[datetime]) -> tuple[float, ...]:
    """Return how busy each hour of the day (UTC) is against the mean hour; all 1 while less than three days are known.

    Neighbouring hours and a constant are mixed in, so that an hour without any item yet is quiet, never impossible.
    """
    if not moments or moments[-1] - moments[0] < timedelta(days=3):
        return (1.0,) * 24
    counts = [0.0] * 24
    for moment in moments:
        hour = moment.astimezone(UTC).hour
        for step, share in ((-1, 0.25), (0, 0.5), (1, 0.25)):
            counts[(hour + step) % 24] += share
    floor = len(moments) / 24 * 0.1
    total = sum(counts) + 24 * floor
    return tuple((count + floor) * 24 / total for count in counts)


# --- what an answer asks for ------------------------------------------------------------------------------------------


def asked(capture: Capture, ttl_minutes: int | None = None) -> Look:
    """Return the look that an answer makes, with what its headers ask for."""
    return Look(
        at=capture.arrived,
        max_age=max_age(capture.header("cache-control")),
        ttl=timedelta(minutes=min(ttl_minutes or 0, 100_000)),
        retry_after=retry_after(capture.header("retry-after"), capture.arrived),
    )


def max_age(cache_control: str) -> timedelta:
    """Return the seconds that Cache-Control gives an answer (RFC 9111), at most a day."""
    for directive in cache_control.lower().split(","):
        name, _, value = directive.strip().partition("=")
        if name == "max-age" and value.strip('" ').isascii() and value.strip('" ').isdigit():
            return timedelta(seconds=min(int(value.strip('" ')[:9]), 86_400))
    return timedelta()


def retry_after(value: str, now: datetime) -> timedelta:
    """Return how long Retry-After asks to wait (RFC 9110: seconds or a date), nothing when it cannot be read."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return timedelta(seconds=min(int(value[:9]), int(WAIT_CAP.total_seconds())))
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return timedelta()
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - now, timedelta()), WAIT_CAP)


# --- a host's budget --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """What one host may still be asked, across all the feeds on it: a bucket of tokens, refilled at a steady pace."""

    tokens: float
    at: datetime
    per_minute: float = 30.0
    burst: float = 10.0

    def after(self, now: datetime) -> "Budget":
        """Return the budget as it stands at `now`."""
        gained = max(0.0, (now - self.at).total_seconds()) * self.per_minute / 60
        return replace(self, tokens=min(self.burst, self.tokens + gained), at=max(now, self.at))

    def spend(self, now: datetime) -> tuple["Budget", timedelta]:
        """Take one request: return the budget after it and how long to wait, zero when it may be made at once.

        A request that must wait has not been taken.
        """
        current = self.after(now)
        if current.tokens >= 1:
            return replace(current, tokens=current.tokens - 1), timedelta()
        return current, timedelta(seconds=(1 - current.tokens) * 60 / self.per_minute)


def budget(now: datetime, *, delay: float = 0.0, per_minute: float = 30.0) -> Budget:
    """Return a full budget for a host; `delay` is what its robots.txt asks to leave between requests, in seconds."""
    if delay > 0:
        return Budget(tokens=1.0, at=now, per_minute=min(per_minute, 60 / delay), burst=1.0)
    return Budget(tokens=min(10.0, per_minute), at=now, per_minute=per_minute)
