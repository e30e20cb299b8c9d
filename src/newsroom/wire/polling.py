"""Poll: look at the feeds whose turn it is and take in what is new."""

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from newsroom.archive import vault
from newsroom.archive.models import Capture, Source, SourceFeed
from newsroom.wire import following, hubs, intake, problems
from newsroom.wire.asking import Asking
from newsroom.wire.door import door
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import GatherError, StetError
from stet.gather import failures, feeds, rhythm, sitemaps

log = logging.getLogger("newsroom.gather")
BUSY = timedelta(seconds=5)  # a feed whose host has been asked enough for now comes again after this
SETTLED = (
    "etag modified digest ttl_minutes next_poll last_poll last_success last_new interval failures cause problem advice "
    "arrivals"
).split()


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What one look at a feed gave: what came, the entries in it, and what went wrong."""

    feed: SourceFeed
    at: datetime
    capture: news.Capture | None = None
    entries: tuple[news.Item, ...] | None = None  # None: nothing to parse, the feed is as it was
    children: tuple[sitemaps.Child, ...] = ()
    pushed: bool = False  # its hub brought it
    page: bool = False  # it is itself what is read: a page or document that changed
    head: news.Feed | None = None  # what the feed says of itself
    failure: failures.Diagnosis | None = None
    error: Exception | None = None

    @property
    def new(self) -> bool:
        """Say whether bytes came that are to be kept."""
        return self.capture is not None and (self.entries is not None or self.page)


def waiting(now: datetime) -> QuerySet[SourceFeed]:
    """Return the feeds whose turn has come, the longest overdue first."""
    rows = SourceFeed.objects.filter(paused=False, source__state=Source.State.ACTIVE, next_poll__lte=now)
    return rows.select_related("source").defer("source__icon").order_by("next_poll")


def take(asking: Asking, now: datetime) -> None:
    """Ask for the feeds whose turn it is, as far as their hosts may be asked; the others step back in the line."""
    room, busy = asking.room(), []
    for feed in waiting(now)[: room * 2]:
        key = ("feed", feed.pk)
        if key in asking:
            continue
        if room and asking.may(key, feed.host, now, door().pace(feed.url)):
            asking.ask(key, feed.host, look, feed)
            room -= 1
        elif room:
            busy.append(feed.pk)
    if busy:
        SourceFeed.objects.filter(pk__in=busy).update(next_poll=now + BUSY)


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
            at=capture.arrived if capture else timezone.now(),
            capture=capture,
            failure=failures.diagnose(known, capture),
            error=error,
        )


def _parsed(feed: SourceFeed, capture: news.Capture) -> Looked:
    if feed.kind == SourceFeed.Kind.PAGE:
        return Looked(feed=feed, at=capture.arrived, capture=capture, page=True)
    if feed.kind == SourceFeed.Kind.SITEMAP:
        sitemap = sitemaps.parse(capture.body, url=capture.final_url)
        items = sitemaps.recent(sitemap.items, capture.arrived)
        return Looked(feed=feed, at=capture.arrived, capture=capture, entries=items, children=sitemap.children)
    parsed = feeds.parse(capture.body, url=capture.final_url, content_type=capture.header("content-type"))
    return Looked(
        feed=feed,
        at=capture.arrived,
        capture=capture,
        entries=parsed.items,
        head=parsed,
    )


def store(looks: Sequence[Looked]) -> Tally:
    """Store what looks gave. New bytes are in the archive before anything that was read in them is."""
    if not looks:
        return Tally()
    looks = _standing(looks)
    fresh = [one for one in looks if one.new]
    rows = vault.keep([(one.capture, {"feed": one.feed, "source": one.feed.source}) for one in fresh if one.capture])
    with transaction.atomic():
        for row, one in zip(rows, fresh, strict=True):
            row.read_at = None if one.page else one.at
        Capture.objects.bulk_create(rows)
        settled = [_settle(one) for one in looks]
    failed = sum(one.failure is not None for one in settled)
    return Tally(done=len(looks) - failed, failed=failed, more=any(one.page for one in settled))


def _standing(looks: Sequence[Looked]) -> list[Looked]:
    """Return the looks at feeds that are still followed; those at an index last, for it may let go of its sitemaps."""
    there = set(SourceFeed.objects.filter(pk__in=[one.feed.pk for one in looks]).values_list("pk", flat=True))
    still = (one for one in looks if one.feed.pk in there)
    return sorted(still, key=lambda one: (one.feed.parent_id is None, bool(one.children)))


def _settle(one: Looked) -> Looked:
    """Bring a feed up to what a look gave. One whose entries cannot be stored fails alone: the others are stored."""
    try:
        with transaction.atomic():
            new = _taken(one)
    except Exception as error:
        log.exception("could not take in %s", one.feed.url)
        failure = failures.of(failures.Cause.OTHER, f"what it lists could not be stored: {error}"[:500])
        one, new = Looked(feed=one.feed, at=one.at, capture=one.capture, failure=failure, error=error), 0
    feed = one.feed
    if one.capture and one.failure is None:
        _heard(feed, one, new)
    if new and not one.pushed:
        hubs.missed(feed)
    _after(feed, one)
    turn = next_turn(feed, one)
    feed.next_poll, feed.last_poll = turn.at or one.at + timedelta(days=3650), one.at
    feed.interval = max(0.0, (feed.next_poll - one.at).total_seconds())
    said = [*SETTLED]
    if turn.at is None:
        feed.paused, said = True, [*said, "paused"]
    if one.head and one.head.hub and one.head.hub != feed.hub:
        feed.hub, feed.push, said = one.head.hub[:2000], {}, [*said, "hub", "push"]
    # Only what a look decides: an editor or a hub may have changed the rest while we waited for the answer.
    feed.save(update_fields=said)
    return one


def _taken(one: Looked) -> int:
    """Store the entries of a look, and follow the sitemaps it points to; return how many entries are new."""
    following.children(one.feed, one.children, one.at)
    if one.entries is None:
        return 0
    return len(intake.take_in(one.entries, source=one.feed.source, feed=one.feed, now=one.at).new)


def _heard(feed: SourceFeed, one: Looked, new: int) -> None:
    assert one.capture
    # What was pushed says nothing of what the feed's own address answers.
    if one.capture.status != 304 and not one.pushed:
        feed.etag = one.capture.header("etag")[:500]
        feed.modified = one.capture.header("last-modified")[:100]
        feed.digest = one.capture.sha256
    if feed.last_success is None:
        # The first look learns from what the source claims about its past; from then on only what we saw counts.
        claims = {entry.published for entry in one.entries or () if entry.published and entry.published < one.at}
        feed.arrivals = [round(claim.timestamp(), 1) for claim in sorted(claims)][-rhythm.MEMORY :]
        if one.head:
            _introduce(feed.source, one.head)
    feed.last_success = one.at
    if one.head and one.head.ttl_minutes is not None:
        feed.ttl_minutes = one.head.ttl_minutes
    if new:
        feed.last_new = one.at
        feed.arrivals = [*feed.arrivals, round(one.at.timestamp(), 1)][-rhythm.MEMORY :]


def _introduce(source: Source, head: news.Feed) -> None:
    """Note what a feed says of its rights and language, where nobody has said it yet."""
    said = {"rights": head.rights[:300], "language": head.language[:12]}
    new = {name: value for name, value in said.items() if value and not getattr(source, name)}
    if new:
        Source.objects.filter(pk=source.pk).update(**new)


def _after(feed: SourceFeed, one: Looked) -> None:
    if one.failure is None:
        if feed.failures:
            problems.settle("gather", [feed.url], one.at)
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
    seen = replace(
        seen,
        at=one.at,
        failure=one.failure,
        failures=feed.failures,
        pushed=hubs.relied_on(feed, one.at),
        cheap=_cheap(feed, one),
    )
    return rhythm.next_look(seen, arrivals(feed), chance=random.random())


def _cheap(feed: SourceFeed, one: Looked) -> bool:
    """Say whether a look at an unchanged feed costs its source next to nothing: it has, or would have, answered 304."""
    if one.capture is None:
        return False
    return one.capture.status == 304 or ((one.new or one.pushed) and bool(feed.etag or feed.modified))


def arrivals(feed: SourceFeed) -> list[datetime]:
    """Return when the feed's latest items were first seen."""
    return [datetime.fromtimestamp(at, UTC) for at in feed.arrivals]
