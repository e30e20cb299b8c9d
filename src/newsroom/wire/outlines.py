"""Lists of feeds (OPML), in and out."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from newsroom.archive.models import Source, SourceFeed
from newsroom.wire import intake
from newsroom.wire.tally import Tally
from stet.gather import opml


def bring_in(body: bytes) -> Tally:
    """Follow every feed of an OPML list. Feeds that are known stay as they are; feeds of one site are one source.

    Raises `NotAFeed` or `TooLarge` when the list cannot be read at all.
    """
    listed = opml.read(body)
    now = datetime.now(UTC)
    known = set(SourceFeed.objects.values_list("url", flat=True))
    fresh = [one for one in listed.feeds if one.feed not in known]
    with transaction.atomic():
        sources = _sources(fresh)
        SourceFeed.objects.bulk_create(
            [
                SourceFeed(
                    source=sources[_site(one)],
                    url=one.feed[:2000],
                    title=one.title[:300],
                    host=intake.host(one.feed),
                    next_poll=now,
                )
                for one in fresh
            ],
            batch_size=500,
            ignore_conflicts=True,
        )
    return Tally(done=len(fresh), failed=len(listed.problems))


def _site(one: opml.Outline) -> str:
    return intake.host(one.site or one.feed).removeprefix("www.")


def _sources(listed: Iterable[opml.Outline]) -> dict[str, Source]:
    """Return a source for each site, made in one go where it is new."""
    wanted: dict[str, Source] = {}
    for one in listed:
        site = _site(one)
        slug = site.replace(".", "-")[:80] or "feed"
        wanted.setdefault(site, Source(slug=slug, name=(one.title or site)[:200], home=one.site[:2000]))
    slugs = {source.slug: source for source in wanted.values()}
    Source.objects.bulk_create(slugs.values(), ignore_conflicts=True, batch_size=500)
    kept: dict[str, Source] = {}
    names = list(slugs)
    for start in range(0, len(names), 500):
        kept |= {source.slug: source for source in Source.objects.filter(slug__in=names[start : start + 500])}
    return {site: kept[source.slug] for site, source in wanted.items()}


def take_out() -> bytes:
    """Return every followed feed as OPML, in folders by kind of source."""
    rows = SourceFeed.objects.filter(kind=SourceFeed.Kind.FEED).exclude(source__state=Source.State.REMOVED)
    rows = rows.select_related("source").defer("source__icon")
    listed = [
        opml.Outline(
            feed=row.url,
            title=row.title or row.source.name,
            site=row.source.home,
            folders=(row.source.get_kind_display(),),
        )
        for row in rows.order_by("source__kind", "source__name", "id")
    ]
    return opml.write(listed, title=f"Sources of {settings.STET_NAME}", now=datetime.now(UTC))
