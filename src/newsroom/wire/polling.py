"""Poll: look at the feeds whose turn it is and take in what is new. Threads wait for the network, one writer stores."""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from newsroom.archive import vault
from newsroom.archive.models import Capture, Source, SourceFeed
from newsroom.wire import budgets, hubs, intake, problems
from newsroom.wire.door import door
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import GatherError, StetError
from stet.gather import failures, feeds, rhythm, sitemaps

BATCH = 200
THREADS = 24  # requests under way at once: they wait for the network, not for us
CLAIM = timedelta(minutes=2)  # longer than the door's deadline; a poll that was killed is made again after it
STORED = 20  # looks stored in one transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What one look at a feed gave: what came, the entries in it, and what went wrong."""

    feed: SourceFeed
    at: datetime
    capture: news.Capture | None = None
    entries: tuple[news.Item, ...] | None = None  # None: nothing to parse, the feed is as it was
    hub: str = ""
    ttl: int | None = None
    failure: failures.Diagnosis | None = None
    error: Exception | None = None


def waiting(now: datetime) -> QuerySet[SourceFeed]:
    """Return the feeds whose turn has come, the longest overdue first."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    rows = SourceFeed.objects.filter(free, paused=False, source__state=Source.State.ACTIVE, next_poll__lte=now)
    return rows.select_related("source").order_by("next_poll")


def poll(now: datetime, limit: int = BATCH) -> Tally:
    """Look at one batch of feeds; one that fails keeps its cause and its next turn, and the rest goes on."""
    batch = _claim(now, limit)
    failed, stored = 0, list[Looked]()
    with ThreadPoolExecutor(THREADS, thread_name_prefix="poll") as pool:
        looks = [pool.submit(look, feed) for feed in batch]
        for look_ in as_completed(looks):
            stored.append(look_.result())
            failed += stored[-1].failure is not None
            if len(stored) >= STORED:
                store(stored)
                stored = []
    store(stored)
    return Tally(done=len(batch) - failed, failed=failed, more=len(batch) == limit)


def _claim(now: datetime, limit: int) -> list[SourceFeed]:
    """Take feeds whose hosts may be asked now; those of a busy host keep their turn until its budget allows."""
    with transaction.atomic():
        chosen = []
        for feed in waiting(now)[: limit * 3]:
            if len(chosen) < limit and budgets.may_ask(feed.host, now):
                chosen.append(feed)
        SourceFeed.objects.filter(pk__in=[feed.pk for feed in chosen]).update(claimed_until=now + CLAIM)
    return chosen


def look(feed: SourceFeed) -> Looked:
    """Ask for a feed and read what comes. No database: this runs in a thread."""
    capture = None
    try:
        capture = door().fetch(feed.url, etag=feed.etag, modified=feed.modified, verify=not feed.trust_tls)
        if capture.status == 304 or capture.sha256 == feed.digest:
            return Looked(feed=feed, at=capture.arrived, capture=capture)
        return _parsed(feed, capture)
    except Exception as error:
        known = error if isinstance(error, StetError) else GatherError(f"{type(error).__name__}: {error}")
        return Looked(
            feed=feed,
            at=capture.arrived if capture else datetime.now(UTC),
            capture=capture,
            failure=failures.diagnose(known, capture),
            error=error,
        )


def _parsed(feed: SourceFeed, capture: news.Capture) -> Looked:
    if feed.kind == SourceFeed.Kind.SITEMAP:
        sitemap = sitemaps.parse(capture.body, url=capture.final_url)
        return Looked(feed=feed, at=capture.arrived, capture=capture, entries=sitemap.items)
    parsed = feeds.parse(capture.body, url=capture.final_url, content_type=capture.header("content-type"))
    return Looked(
        feed=feed,
        at=capture.arrived,
        capture=capture,
        entries=parsed.items,
        hub=parsed.hub,
        ttl=parsed.ttl_minutes,
    )


def store(looks: Sequence[Looked]) -> None:
    """Store what looks gave. New bytes are in the archive before anything that was read in them is."""
    fresh = [one for one in looks if one.capture and one.entries is not None]
    rows = vault.keep([(one.capture, {"feed": one.feed, "source": one.feed.source}) for one in fresh if one.capture])
    with transaction.atomic():
        for row, one in zip(rows, fresh, strict=True):
            row.read_at = one.at
        Capture.objects.bulk_create(rows)
        for one in looks:
            _settle(one)


def _settle(one: Looked) -> None:
    feed = one.feed
    new = held = 0
    if one.entries is not None:
        taken = intake.take_in(one.entries, source=feed.source, feed=feed, now=one.at)
        new, held = len(taken.new), taken.held
    if one.capture and one.failure is None:
        _heard(feed, one, new)
        feed.held = held if one.entries is not None else feed.held
    _after(feed, one)
    turn = next_turn(feed, one)
    feed.next_poll = turn.at or one.at + timedelta(days=3650)
    feed.interval = max(0.0, (feed.next_poll - one.at).total_seconds())
    feed.claimed_until, feed.last_poll = None, one.at
    if turn.at is None:
        feed.paused = True
    feed.save()


def _heard(feed: SourceFeed, one: Looked, new: int) -> None:
    assert one.capture
    if one.capture.status != 304:
        feed.etag = one.capture.header("etag")[:500]
        feed.modified = one.capture.header("last-modified")[:100]
        feed.digest = one.capture.sha256
    feed.last_success = one.at
    if one.ttl is not None:
        feed.ttl_minutes = one.ttl
    if one.hub and one.hub != feed.hub:
        feed.hub, feed.push = one.hub[:2000], {}
    if new:
        feed.last_new = one.at
        feed.arrivals = [*feed.arrivals, round(one.at.timestamp(), 1)][-rhythm.MEMORY :]


def _after(feed: SourceFeed, one: Looked) -> None:
    if one.failure is None:
        if feed.failures:
            problems.settle("gather", feed.url, one.at)
        feed.failures, feed.cause, feed.problem, feed.advice = 0, "", "", ""
        return
    feed.failures += 1
    feed.cause = one.failure.cause.name.lower()[:30]
    feed.problem, feed.advice = one.failure.detail[:500], one.failure.advice[:500]
    if one.error:
        known = GatherError(one.failure.detail, subject=feed.url, advice=one.failure.advice)
        problems.note("gather", known, now=one.at, subject=feed.url, source=feed.source, cause=feed.cause)


def next_turn(feed: SourceFeed, one: Looked) -> rhythm.Turn:
    """Return when the feed is looked at next, from its own rhythm and from what it asks for."""
    seen = rhythm.asked(one.capture, feed.ttl_minutes) if one.capture else rhythm.Look(at=one.at)
    answered = getattr(one.error, "capture", None)
    if answered is not None:
        seen = rhythm.asked(answered, feed.ttl_minutes)
    seen = replace(seen, at=one.at, failure=one.failure, failures=feed.failures, pushed=hubs.relied_on(feed, one.at))
    return rhythm.next_look(seen, arrivals(feed), chance=random.random())


def arrivals(feed: SourceFeed) -> list[datetime]:
    """Return when the feed's latest items were first seen."""
    return [datetime.fromtimestamp(at, UTC) for at in feed.arrivals]
