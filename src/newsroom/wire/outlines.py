"""Lists of feeds (OPML), in and out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from newsroom.archive.models import Source, SourceFeed
from newsroom.wire import intake
from newsroom.wire.door import door
from stet.gather import opml


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """What a list brought: how many feeds are new and how many were known, and what was left out of it, in words."""

    new: int
    known: int
    problems: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Count the feeds."""
        return f"Of the feeds in it {self.new:,} are new and {self.known:,} were known."


def bring_in(body: bytes) -> Brought:
    """Follow every feed of an OPML list. Feeds that are known stay as they are; feeds of one site are one source.

    An address that the door would never ask, as it is written, is left out and named: a list may come from anybody, or
    from a reader inside another network. What a name leads to is judged at each look.

    Raises `NotAFeed` or `TooLarge` when the list cannot be read at all.
    """
    listed = opml.read(body)
    now = datetime.now(UTC)
    known = set(SourceFeed.objects.values_list("url", flat=True))
    unknown = [one for one in listed.feeds if one.feed not in known]
    refused = {one.feed: why for one in unknown if (why := door().refusal(one.feed))}
    fresh = [one for one in unknown if one.feed not in refused]
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
    return Brought(
        new=len(fresh),
        known=len(listed.feeds) - len(unknown),
        problems=(*(f"{_shown(url)} is not followed: {why}" for url, why in refused.items()), *listed.problems),
    )


def _shown(url: str) -> str:
    """Return an address that may be shown: without the name and password in it."""
    return re.sub(r"//[^/@]*@", "//", url)[:200]


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
