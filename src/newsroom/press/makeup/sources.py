"""Make up the pages about sources: who is heard, how often, and who is silent."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet

from newsroom.archive.models import Article, Source
from newsroom.press import addresses
from newsroom.press.makeup.stories import arrival
from newsroom.press.seen import Hearing, Silence, SourcePage, SourceRow, SourcesPage

LAST = 50


def everyone() -> SourcesPage:
    """Make up the page of all sources, the silent first."""
    rows = [row(source) for source in heard()]
    return SourcesPage(rows=tuple(sorted(rows, key=lambda r: (r.hearing != Hearing.SILENT, r.name.casefold()))))


def heard() -> QuerySet[Source]:
    """Return the sources that readers may know of, with their counts; only feeds that are looked at have a rhythm."""
    polled = Q(feeds__last_poll__isnull=False)
    asked = polled & Q(feeds__paused=False)
    return (
        Source.objects.exclude(state=Source.State.REMOVED)
        .select_related("owner")
        .annotate(
            reports=Count("articles", distinct=True),
            polled=Count("feeds", filter=polled, distinct=True),
            seconds=Avg("feeds__interval", filter=asked),
        )
    )


def row(source: Source) -> SourceRow:
    """Return one source's line in the table."""
    hearing = hears(source)
    return SourceRow(
        name=source.name,
        href=addresses.source(source.slug),
        hearing=hearing,
        state=state(source, hearing),
        rhythm=rhythm(source),
        heard=source.last_arrival,
        articles=getattr(source, "reports", 0),
        kind=source.get_kind_display() if source.kind != Source.Kind.OTHER else "",
        owner=source.owner.name if source.owner else "",
    )


def hears(source: Source) -> Hearing:
    """Say whether a source is heard, as the wire decided from its own rhythm."""
    if source.silent_since:
        return Hearing.SILENT
    return Hearing.HEARD if source.last_arrival else Hearing.NEW


def state(source: Source, hearing: Hearing) -> str:
    """Say in words how a source is."""
    if source.state == Source.State.PAUSED:
        return "paused by an editor"
    if hearing is Hearing.SILENT:
        return f"silent: {source.silence}" if source.silence else "silent"
    return hearing.value


def rhythm(source: Source) -> str:
    """Say how often a source of `heard` is asked, in words; one that was paused or stopped is asked no more."""
    seconds, polled = getattr(source, "seconds", None), getattr(source, "polled", 0)
    if polled and (not seconds or source.state == Source.State.PAUSED):
        return "not asked for now"
    if not seconds:
        return "loaded by hand" if source.last_arrival else "not asked yet"
    minutes = seconds / 60
    if minutes < 90:
        return f"asked every {max(1, round(minutes))} minutes" if round(minutes) > 1 else "asked every minute"
    return f"asked every {round(minutes / 60)} hours"


def silences() -> tuple[Silence, ...]:
    """Return who should have spoken and did not, the longest silent first."""
    rows = Source.objects.filter(state=Source.State.ACTIVE, silent_since__isnull=False).order_by("silent_since")
    return tuple(
        Silence(outlet=s.name, href=addresses.source(s.slug), since=s.silent_since, words=s.silence or "silent")
        for s in rows
    )


def page(source: Source) -> SourcePage:
    """Make up the page of one source."""
    articles = Article.objects.filter(source=source)
    carried = Q(origin__isnull=False) & ~Q(origin=F("pk"))
    counts: Mapping[str, Any] = articles.aggregate(
        carries=Count("pk", filter=carried), changed=Count("pk", filter=Q(current__number__gt=1))
    )
    line = row(source)
    last = articles.select_related("source", "origin__source").order_by("-arrived", "-id")[:LAST]
    return SourcePage(
        row=line,
        home=source.home,
        arrivals=tuple(arrival(a) for a in last),
        carries=counts["carries"],
        original=line.articles - counts["carries"],
        corrections=counts["changed"],
    )
