"""Trending: subjects that are told more than they are at this hour of this weekday, by independent newsrooms.

Each subject is measured against itself. What it usually gets in such a window (its baseline) is the mean over the same
weekday and hours of the weeks before, drawn towards its mean over all hours where those weeks say little. What stands
out is found by the likelihood ratio of two Poisson rates, signed (Dunning, 1993), so that a rare name needs few reports
and an everyday name many.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from stet.group.saying import counted

_BARS = "▁▂▃▄▅▆▇█"
WEEK = timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A report that names a subject. `origin` is whose text it carries, `owner` who answers for it."""

    subject: str
    at: datetime
    origin: str
    owner: str
    story: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """A subject that stands out: what it got in the window, what it usually gets, and its last day."""

    subject: str
    seen: int
    usual: float
    owners: int
    surprise: float
    stories: tuple[str, ...]
    course: tuple[int, ...]  # mentions per hour over the last 24 hours, oldest first

    @property
    def line(self) -> str:
        """Return the course as a small plot of characters."""
        most = max(self.course) or 1
        return "".join(_BARS[round(n / most * (len(_BARS) - 1))] for n in self.course)

    @property
    def words(self) -> str:
        """Return the plot in words, for those who hear the page."""
        peak = len(self.course) - self.course.index(max(self.course)) - 1
        when = "in the last hour" if peak == 0 else f"{counted(peak, 'hour')} ago"
        return (
            f"{counted(self.seen, 'report')} by {counted(self.owners, 'newsroom')}, usually {self.usual:.1f}; "
            f"most {when}, {max(self.course)} in an hour"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """What a subject has to pass.

    `surprise` was set by gates/stories_trending.py: on shuffled streams 1 false alarm on 112 pages (2 on 28 at 12), and
    every burst of 8 reports by as many owners is seen.
    """

    hours: float = 6.0
    weeks: int = 4
    owners: int = 2  # one newsroom alone starts no trend
    seen: int = 3
    surprise: float = 15.0
    doubt: float = 2.0  # weeks' worth of the subject's mean over all hours that the same hours' mean is drawn to


def trending(mentions: Iterable[Mention], now: datetime, *, bar: Bar | None = None) -> tuple[Trend, ...]:
    """Return the subjects that stand out at `now`, the most surprising first.

    `mentions` should reach `Bar.weeks` back; where history is shorter, the weeks there are count. A text counts once
    per subject and owner, however many outlets carry it and however often one of them repeats it.
    """
    bar = bar or Bar()
    window = timedelta(hours=bar.hours)
    known = _counted([m for m in mentions if now - bar.weeks * WEEK - window < m.at <= now])
    if not known:
        return ()
    first = min(m.at for rows in known.values() for m in rows)
    weeks = min(float(bar.weeks), max(0.0, (now - window - first) / WEEK))
    found = (_trend(subject, rows, now, weeks, bar) for subject, rows in known.items())
    return tuple(sorted((t for t in found if t), key=lambda t: (-t.surprise, t.subject)))


def _counted(mentions: Sequence[Mention]) -> Mapping[str, Sequence[Mention]]:
    """Return each subject's mentions, one per text and hour of an owner, in order."""
    kept: dict[tuple[str, str], Mention] = {}
    by_owner: set[tuple[str, str, int]] = set()
    for mention in sorted(mentions, key=lambda m: (m.at, m.origin, m.owner)):
        hour = (mention.subject, mention.owner, int(mention.at.timestamp() // 3600))
        if (mention.subject, mention.origin) not in kept and hour not in by_owner:
            kept[mention.subject, mention.origin] = mention
            by_owner.add(hour)
    out: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in kept.values():
        out[mention.subject].append(mention)
    return out


def _trend(subject: str, rows: Sequence[Mention], now: datetime, weeks: float, bar: Bar) -> Trend | None:
    window = timedelta(hours=bar.hours)
    fresh = [m for m in rows if m.at > now - window]
    owners = {m.owner for m in fresh}
    if len(fresh) < bar.seen or len(owners) < bar.owners:
        return None
    usual = _usual([m for m in rows if m.at <= now - window], now, weeks, bar)
    surprise = _surprise(len(fresh), usual, max(1.0, weeks))
    if surprise < bar.surprise:
        return None
    hours = [0] * 24
    for mention in rows:
        back = int((now - mention.at) / timedelta(hours=1))
        if back < 24:
            hours[23 - back] += 1
    return Trend(
        subject=subject,
        seen=len(fresh),
        usual=usual,
        owners=len(owners),
        surprise=surprise,
        stories=tuple(dict.fromkeys(m.story for m in fresh if m.story)),
        course=tuple(hours),
    )


def _usual(before: Sequence[Mention], now: datetime, weeks: float, bar: Bar) -> float:
    window = timedelta(hours=bar.hours)
    same = sum((now - m.at) % WEEK < window for m in before)
    overall = len(before) * bar.hours / max(24.0, weeks * 168)
    return (same + bar.doubt * overall) / (weeks + bar.doubt)


def _surprise(seen: int, usual: float, weeks: float) -> float:
    """Return 2 log likelihood ratio of `seen` in one window against `usual` per window over `weeks` windows."""
    if seen <= usual:
        return 0.0
    before = usual * weeks
    rate = (seen + before) / (1 + weeks)
    past = before * math.log(usual / rate) if before else 0.0
    return 2 * (seen * math.log(seen / rate) + past)
