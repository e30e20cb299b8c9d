"""How each source stands: state, rhythm, last success, last problem and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from newsroom.archive.models import Article, Item, Source, SourceFeed
from newsroom.wire import hubs
from stet.gather import failures


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """One address that is polled, in words."""

    url: str
    kind: str
    state: str
    rhythm: str
    next_look: str
    last_success: str
    last_new: str
    problem: str
    advice: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A source in words, for the command line and for the page."""

    slug: str
    name: str
    kind: str
    state: str
    rhythm: str
    last_success: str
    articles: int
    held: int
    icon: bool
    insecure: bool  # its certificate could not be verified
    trusted: bool  # an exception was made: its certificate is not verified
    problem: str
    advice: str
    feeds: tuple[Feed, ...]


def rows(chosen: QuerySet[Source] | None = None) -> list[Row]:
    """Return sources, those with something wrong first and those removed last."""
    now = timezone.now()
    chosen = Source.objects.all() if chosen is None else chosen
    # Counted apart: joined, articles times items would be counted.
    articles = _counted(Article.objects.filter(source__in=chosen))
    held = _counted(Item.objects.filter(source__in=chosen, state=Item.State.HELD))
    icons = set(chosen.exclude(icon=None).values_list("pk", flat=True))
    found = [
        _row(source, articles.get(source.pk, 0), held.get(source.pk, 0), source.pk in icons, now)
        for source in chosen.defer("icon").prefetch_related("feeds")
    ]
    return sorted(found, key=lambda row: (row.state == "removed", not (row.problem or row.held), row.name.casefold()))


def search(words: str) -> QuerySet[Source]:
    """Return the sources whose name, home or feed holds the words."""
    if not words.strip():
        return Source.objects.all()
    said = words.strip()
    asked = Q(name__icontains=said) | Q(home__icontains=said) | Q(feeds__url__icontains=said)
    return Source.objects.filter(pk__in=Source.objects.filter(asked).values("pk"))


def _counted(rows_: QuerySet[Article] | QuerySet[Item]) -> dict[int, int]:
    return dict(rows_.order_by().values_list("source").annotate(count=Count("pk")))


def _row(source: Source, articles: int, held: int, icon: bool, now: datetime) -> Row:
    feeds = list(source.feeds.all())
    failing = next((feed for feed in feeds if feed.cause), None)
    hub, hub_advice = next((said for feed in feeds if (said := hubs.standing(feed, now))[0]), ("", ""))
    heard = max((feed.last_success for feed in feeds if feed.last_success), default=None)
    return Row(
        slug=source.slug,
        name=source.name,
        kind=source.get_kind_display(),
        state=_state(source, feeds),
        rhythm=_rhythm(feeds),
        last_success=ago(heard, now),
        articles=articles,
        held=held,
        icon=icon,
        insecure=any(feed.cause == failures.Cause.TLS.name.lower() for feed in feeds),
        trusted=any(feed.trust_tls for feed in feeds),
        problem=failing.problem if failing else source.silence or hub,
        advice=failing.advice if failing else _advice(source, held) or hub_advice,
        feeds=tuple(_feed(source, feed, now) for feed in feeds),
    )


def _feed(source: Source, feed: SourceFeed, now: datetime) -> Feed:
    active = source.state == Source.State.ACTIVE and not feed.paused
    hub, hub_advice = hubs.standing(feed, now)
    return Feed(
        url=feed.url,
        kind=f"{feed.get_kind_display()}{_hub(feed, now)}",
        state="followed" if active else "stopped" if feed.paused else source.state,
        rhythm=_rhythm([feed]),
        next_look=f"in {span(feed.next_poll - now)}" if active else "–",
        last_success=ago(feed.last_success, now),
        last_new=ago(feed.last_new, now),
        problem=feed.problem or hub,
        advice=feed.advice or hub_advice,
    )


def _hub(feed: SourceFeed, now: datetime) -> str:
    if not feed.hub:
        return ""
    return ", pushed by its hub" if hubs.relied_on(feed, now) else ", with a hub"


def _state(source: Source, feeds: list[SourceFeed]) -> str:
    if source.state != Source.State.ACTIVE:
        return str(source.state)
    if source.silent_since:
        return "silent"
    if any(not feed.paused for feed in feeds):
        return "active"
    # What was loaded from files names the feed that it came by, and nobody ever looked at that.
    return "stopped" if any(feed.last_poll for feed in feeds) else "loaded"


def _rhythm(feeds: Iterable[SourceFeed]) -> str:
    polled = [feed.interval for feed in feeds if feed.last_poll and not feed.paused]
    return span(timedelta(seconds=min(polled))) if polled else "–"


def _advice(source: Source, held: int) -> str:
    if held:
        return f"Held: {held:,}. It published far more than usual; look at what is held, and let it in or drop it."
    return "Look at its site: its feed may have moved." if source.silent_since else ""


def ago(moment: datetime | None, now: datetime) -> str:
    """Say how long ago something was."""
    return f"{span(now - moment)} ago" if moment else "never"


def span(length: timedelta) -> str:
    """Say a length of time in its largest fitting unit."""
    seconds = max(0.0, length.total_seconds())
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
