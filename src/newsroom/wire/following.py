"""Follow sources: add, pause, resume, remove, take back."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from newsroom.archive.models import Source, SourceFeed
from newsroom.archive.outlets import change, letters, outlet
from newsroom.wire import intake
from newsroom.wire.door import door
from stet import news
from stet.errors import ConfigError, InputError, NotAFeed, StetError, Unreachable
from stet.gather import failures, feeds, sitemaps
from stet.gather.discover import Candidate, Found, discover
from stet.gather.door import Answered
from stet.gather.wires import NoSuchName

TRIED = 8  # places that are only usual are tried one after the other
DEEPEST = 2  # levels of indexes: of months in an index of years; more is a trap
MOST_BELOW = 36  # sitemaps below one that was added: three indexes of twelve
AT_MOST = 10  # feeds of one source: a page of a big outlet lists every section and every comment feed


def follow(
    url: str,
    *,
    name: str = "",
    owner: str = "",
    kind: str = "",
    country: str = "",
    rights: str = "",
    page: bool = False,
    trust_tls: bool = False,
) -> Source:
    """Follow what is at an address: a feed, a sitemap, or a site whose feeds are found from it.

    With `page`, and for a document, the address itself is followed: what changes there is a revision. `trust_tls` is
    the exception for a source whose certificate is broken, which is shown with it.

    Raises `StetError` when the address cannot be had, `NotAFeed` when nothing there can be followed, and `InputError`
    for a kind or a country that there is not: left out in silence, it would be missed only later.
    """
    country = letters(country)
    if kind and kind not in Source.Kind.values:
        raise InputError("there is no such kind", subject=kind, advice=f"Kinds: {', '.join(Source.Kind.values)}.")
    asked, url = url, url if "://" in url else f"https://{url}"
    if known := SourceFeed.objects.filter(url=url).select_related("source").first():
        return resume(known.source) if known.source.state != Source.State.ACTIVE else known.source
    capture = _had(url, asked, trust_tls)
    if page or capture.body[:1024].lstrip().startswith(b"%PDF-"):
        places, found = [Candidate(url=capture.final_url, kind="page")], _found(capture)
    else:
        places, found = _places(capture, trust_tls)
    if not places:
        raise _nothing(capture, url)
    site = found.canonical or f"{urlsplit(url).scheme}://{urlsplit(url).netloc}/"
    with transaction.atomic():
        called = name or found.name or places[0].title or intake.host(url)
        slug = ""
        if not name and _namesake(called, [capture.final_url, *(place.url for place in places)]):
            host = _site(capture.final_url)
            called, slug = f"{called[:150]} ({host})", slugify(f"{called[:40]} {host.replace('.', '-')}")
        source = outlet(called, slug=slug, home=site[:2000], owner=owner or found.owner, kind=kind)
        source.country, source.rights = country or source.country, rights or source.rights
        source.language = source.language or found.language[:12]
        source.save()
        _add(source, places, found.hub, trust_tls)
    return source if source.state == Source.State.ACTIVE else resume(source)


def _had(url: str, asked: str, trust_tls: bool) -> news.Capture:
    """Return what is at an address; where that fails, the error says what to do."""
    try:
        return door().fetch(url, verify=not trust_tls)
    except Answered as error:
        said = failures.diagnose(error)
        error.message, error.advice = said.detail, said.advice
        raise
    except Unreachable as error:
        if url != asked and not isinstance(error, NoSuchName):
            error.advice = f"{error.advice}; if it has no https, write http://{asked}"
        raise


def _nothing(capture: news.Capture, url: str) -> NotAFeed:
    """Return why nothing can be followed: what is no page is a feed that cannot be read, for a reason of its own."""
    try:
        feeds.parse(capture.body, url=url, content_type=capture.header("content-type"))
    except InputError as error:
        if not re.search(rb"<(?:html|body|head|!doctype html)\b", capture.body[:2000], re.IGNORECASE):
            return NotAFeed(error.message, subject=url, advice=error.advice)
    return NotAFeed(
        "no feed or news sitemap was found there",
        subject=url,
        advice="Give the address of the feed itself, if you know it, or follow the page itself with --page.",
    )


def _namesake(called: str, urls: Iterable[str]) -> bool:
    """Say whether the source of that name is another site's: there is more than one "News".

    What a feed says of its home proves nothing, so only addresses count that answered. A source without any address
    was loaded from files under this name, and is met here.
    """
    source = Source.objects.filter(slug=slugify(called)[:80]).first()
    if source is None:
        return False
    theirs = {_site(url) for url in (source.home, *source.feeds.values_list("url", flat=True)) if url}
    return bool(theirs) and not theirs & {_site(url) for url in urls}


def _site(url: str) -> str:
    return intake.host(url).removeprefix("www.")


def _found(capture: news.Capture) -> Found:
    """Return what a page says of itself; a document says nothing."""
    html = b"<" in capture.body[:1024] and not capture.body[:1024].lstrip().startswith(b"%PDF-")
    return discover(capture) if html else Found(name=urlsplit(capture.final_url).path.rpartition("/")[2])


def _places(capture: news.Capture, trust_tls: bool) -> tuple[list[Candidate], Found]:
    """Return what can be polled: the feed or sitemap itself, what a page declares, or what is usual and answers."""
    found = discover(capture, robots=_robots(capture.final_url, trust_tls))
    if found.itself and len(found.feeds) == 1:
        return [Candidate(url=capture.final_url, title=found.name, kind="feed")], found
    if _is_sitemap(capture):
        return [Candidate(url=capture.final_url, kind="sitemap")], found
    declared = [place for place in found.feeds if place.declared and "comment" not in place.url.lower()]
    good = [there for place in declared[:AT_MOST] if (there := _there(place, trust_tls))]
    if not good:
        rest = [place for place in (*found.feeds, *found.sitemaps) if place not in declared][:TRIED]
        good = next(([there] for place in rest if (there := _there(place, trust_tls))), [])
    return good, found


def _there(place: Candidate, trust_tls: bool) -> Candidate | None:
    """Return a place with the title its feed has, or None where no feed or sitemap really is."""
    try:
        capture = door().fetch(place.url, verify=not trust_tls)
        if place.kind == "sitemap":
            sitemaps.parse(capture.body, url=place.url)
            return place
        feed = feeds.parse(capture.body, url=place.url, content_type=capture.header("content-type"))
        return replace(place, title=feed.title or place.title)
    except StetError:
        return None


def _is_sitemap(capture: news.Capture) -> bool:
    try:
        found = sitemaps.parse(capture.body, url=capture.final_url)
    except InputError:
        return False
    return bool(found.items or found.children) and b"<html" not in capture.body[:2000].lower()


def _robots(url: str, trust_tls: bool) -> str:
    address = urljoin(url, "/robots.txt")
    try:
        return door().fetch(address, robots=False, verify=not trust_tls).body.decode("utf-8", "replace")
    except StetError:
        return ""


def _add(source: Source, places: Iterable[Candidate], hub: str, trust_tls: bool) -> None:
    kinds = {"sitemap": SourceFeed.Kind.SITEMAP, "page": SourceFeed.Kind.PAGE}
    for place in places:
        SourceFeed.objects.get_or_create(
            url=place.url[:2000],
            defaults={
                "source": source,
                "kind": kinds.get(place.kind, SourceFeed.Kind.FEED),
                "title": place.title[:300],
                "host": intake.host(place.url),
                "hub": hub[:2000],
                "trust_tls": trust_tls,
            },
        )


def children(index: SourceFeed, listed: Iterable[sitemaps.Child], now: datetime) -> None:
    """Follow the sitemaps that an index points to, each as a feed of its own; let go of those where news no longer is.

    To be called inside a transaction. An index may list indexes, but only `DEEPEST` levels are gone down, and no more
    than `MOST_BELOW` sitemaps are followed below one that was added.
    """
    above = _above(index)
    if index.kind != SourceFeed.Kind.SITEMAP or len(above) >= DEEPEST:
        return
    wanted = {one.url: one for one in sitemaps.live(listed, now) if len(one.url) <= 2000}
    if not wanted:
        return
    index.children.exclude(url__in=wanted).delete()
    known = set(SourceFeed.objects.filter(url__in=wanted).values_list("url", flat=True))
    top = above[-1] if above else index
    below = SourceFeed.objects.filter(Q(parent=top) | Q(parent__parent=top)).count()
    fresh = [url for url in wanted if url not in known][: max(0, MOST_BELOW - below)]
    SourceFeed.objects.bulk_create(
        SourceFeed(
            source=index.source,
            parent=index,
            url=url,
            kind=SourceFeed.Kind.SITEMAP,
            host=intake.host(url),
            trust_tls=index.trust_tls and intake.host(url) == index.host,
            next_poll=now,
        )
        for url in fresh
    )


def _above(feed: SourceFeed) -> list[SourceFeed]:
    """Return the indexes that a sitemap was found through, the nearest first."""
    found: list[SourceFeed] = []
    while feed.parent is not None and len(found) < DEEPEST:
        feed = feed.parent
        found.append(feed)
    return found


def find(name: str) -> Source:
    """Return the source of that slug, name or address. Raises `ConfigError` with the names that are near."""
    asked = Q(slug=name) | Q(name__iexact=name) | Q(home=name) | Q(feeds__url=name)
    found = Source.objects.filter(asked).distinct().first()
    if found:
        return found
    near = Source.objects.filter(Q(slug__icontains=name) | Q(name__icontains=name)).values_list("slug", flat=True)[:5]
    raise ConfigError(
        "no source is called that",
        subject=name,
        advice=f"Did you mean {', '.join(near)}?" if near else "`newsroom sources` lists them.",
    )


def pause(source: Source) -> Source:
    """Stop polling a source."""
    return _set(source, Source.State.PAUSED)


def resume(source: Source) -> Source:
    """Poll a source again, at once."""
    source.feeds.update(next_poll=datetime.now(UTC), failures=0, paused=False)
    return _set(source, Source.State.ACTIVE)


def remove(source: Source) -> Source:
    """Stop following a source; its articles stay as evidence."""
    return _set(source, Source.State.REMOVED)


def restore(source: Source) -> Source:
    """Take back a removal."""
    return _set(source, source.state_before or Source.State.ACTIVE) if source.state == Source.State.REMOVED else source


def trust(source: Source, on: bool) -> Source:
    """Make the exception for a source whose certificate cannot be verified, or end it. It is shown with the source.

    What comes without a verified certificate may come from anybody: its captures carry that in their headers.
    """
    source.feeds.update(trust_tls=on, next_poll=datetime.now(UTC), paused=False)
    return source


def verified(feed: SourceFeed | None, url: str) -> bool:
    """Say whether the certificate at an address must be good: but for a site with an exception, it must."""
    if feed is None or not feed.trust_tls:
        return True
    return intake.host(url).removeprefix("www.") != feed.host.removeprefix("www.")


def _set(source: Source, state: str) -> Source:
    if source.state != state:
        change(source, datetime.now(UTC), state_before=source.state, state=state)
    return source
