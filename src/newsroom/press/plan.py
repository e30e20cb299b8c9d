"""Plan the baked site: which pages there are, from what each is made, and a stamp that changes when that changes."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import TruncDate

from newsroom.archive.models import Article, Fact, Mention, Revision, Source, Story, Subject
from newsroom.desk.models import Correction, Post
from newsroom.press import addresses, entries, pages, rates, readership, sharing, signing, sitemaps, syndication
from newsroom.press.makeup import (
    articles,
    corrections,
    evidence,
    five,
    front,
    lists,
    ours,
    posts,
    revisions,
    sources,
    stories,
)
from newsroom.press.seen import ArticlePage, FivePage, Newsroom, PlainPage, Syndicated
from newsroom.press.standing import PLAIN

Made = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """Pages that are made together. `make` gives each path with its bytes; it runs only when `stamp` is new."""

    name: str
    stamp: str
    make: Callable[[], Made]


def units(who: Newsroom, now: datetime) -> Iterator[Unit]:
    """Plan every public page: leaves before the pages that link to them, the front page last of all."""
    yield from _posts(who, now)
    yield from _articles(who)
    yield from _stories(who, now)
    yield from _subjects(who)
    yield from _sources(who)
    yield from _days(who, now)
    yield from _sections(who, now)
    yield from _standing(who, now)
    yield from _fronts(who, now)


def stamp(*said: Any) -> str:
    """Return a short digest of what a page depends on."""
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _feeds(who: Newsroom, feed: Syndicated) -> Made:
    for form in syndication.TYPES:
        yield f"{feed.self_href}feed.{form}", syndication.write(form, who, feed)


# --- leaves -----------------------------------------------------------------------------------------------------------


def _posts(who: Newsroom, now: datetime) -> Iterator[Unit]:
    corrected = dict(Correction.objects.values_list("post").annotate(last=Max("at")))
    shown = Post.objects.filter(pk__in=(Post.objects.public(now) | Post.objects.withdrawn()).values("pk"))
    for slug, pk, current, notice, story in shown.values_list("slug", "pk", "current", "notice", "draft__story"):
        yield Unit(
            name=f"post:{slug}",
            stamp=stamp(current, notice, story, corrected.get(pk)),
            make=lambda slug=slug: _post(who, slug, now),
        )


def _post(who: Newsroom, slug: str, now: datetime) -> Made:
    post = posts.find(slug, now)
    if post is None:
        return
    href = addresses.post(slug)
    seen_post = posts.page(post)
    yield f"{href}card.png", sharing.of_post(who, seen_post)
    yield href, pages.page("post.html", who, seen_post, href)
    held = posts.cited(post.current) if post.current else {}
    for seen in posts.facts(post, held=held):
        yield seen.mark.href, pages.page("evidence.html", who, seen, seen.mark.href)
    if not post.notice:
        yield f"{href}proof.json", signing.bundle(who, post, held)
    for seen_version in posts.versions(post):
        at = addresses.post_version(slug, seen_version.number)
        yield at, pages.page("version.html", who, seen_version, at)


def _articles(who: Newsroom) -> Iterator[Unit]:
    told = dict(Article.objects.exclude(story=None).values_list("story").annotate(last=Max("compared_at")))
    rows = Article.objects.order_by("pk").values_list(
        "pk", "current", "compared_at", "cited_at", "story", "story__title", "story__key", "origin", "title"
    )
    for pk, *depends in rows:
        yield Unit(
            name=f"article:{pk}",
            stamp=stamp(*depends, told.get(depends[3])),
            make=lambda pk=pk: _article(who, pk),
        )


def _article(who: Newsroom, pk: int) -> Made:
    article = articles.get(pk)
    seen = articles.page(article)
    yield seen.href, pages.page("article.html", who, seen, seen.href)
    if seen.revisions:
        for one in revisions.pages(article):
            yield one.href, pages.page("revision.html", who, one, one.href)
    for fact in _facts(seen):
        href = addresses.evidence(fact.pk)
        yield href, pages.page("evidence.html", who, evidence.page(fact), href)


def _facts(seen: ArticlePage) -> QuerySet[Fact]:
    """Return the facts that some page links to: those marked here, and those with a finding, which stories show."""
    marked = [int(piece.mark.id) for p in seen.paragraphs for s in p.sentences for piece in s.pieces if piece.mark]
    found = Q(finding__isnull=False, revision__article=int(seen.id), revision__current_of__isnull=False)
    return evidence.rows.filter(found | Q(pk__in=marked))


# --- stories and lists ------------------------------------------------------------------------------------------------


def _stories(who: Newsroom, now: datetime) -> Iterator[Unit]:
    rows = (
        Story.objects.filter(merged_into=None, reports__gt=0)
        .values("pk", "key", "title", "section", "last", "reports", "outlets", "origins", "muted")
        .annotate(compared=Max("articles__compared_at"))
        .order_by("pk")
    )
    told = Post.objects.public(now).values_list("draft__story").order_by()
    written = {pk: said for pk, *said in told.annotate(Count("pk"), Max("updated"))}
    for row in rows:
        yield Unit(
            name=f"story:{row['key']}",
            stamp=stamp(*row.values(), written.get(row["pk"])),
            make=lambda pk=row["pk"]: _story(who, pk, now),
        )


def _story(who: Newsroom, pk: int, now: datetime) -> Made:
    story = Story.objects.get(pk=pk)
    seen = stories.page(story, written=ours.of_story(story, now))
    href = seen.card.href
    yield f"{href}card.png", sharing.of_story(who, seen)
    yield href, pages.page("story.html", who, seen, href)
    yield from _feeds(who, entries.of_story(who.name, seen))


def _subjects(who: Newsroom) -> Iterator[Unit]:
    rows = Mention.objects.values("subject").annotate(n=Count("pk"), last=Max("arrived"))
    for row in rows.filter(n__gte=lists.MENTIONED).order_by("subject"):
        yield Unit(
            name=f"subject:{row['subject']}",
            stamp=stamp(row["n"], row["last"]),
            make=lambda pk=row["subject"]: _list(who, lists.of_subject(Subject.objects.get(pk=pk))),
        )


def _sources(who: Newsroom) -> Iterator[Unit]:
    rows = sources.heard().annotate(newest=Max("articles__pk"), current=Max("articles__current"))
    for row in rows:
        depends = (row.name, row.home, row.state, row.silent_since, row.silence, row.newest, row.current, row.owner_id)
        yield Unit(
            name=f"source:{row.slug}",
            stamp=stamp(*depends, sources.rhythm(row.seconds)),
            make=lambda slug=row.slug: _source(who, slug),
        )


def _source(who: Newsroom, slug: str) -> Made:
    seen = sources.page(sources.heard().get(slug=slug))
    yield seen.row.href, pages.page("source.html", who, seen, seen.row.href)


def _days(who: Newsroom, now: datetime) -> Iterator[Unit]:
    arrived = Article.objects.annotate(day=TruncDate("arrived", tzinfo=UTC)).order_by()
    reports = {day: said for day, *said in arrived.values_list("day").annotate(Count("pk"), Max("compared_at"))}
    posts_of = Post.objects.public(now).annotate(day=TruncDate("published", tzinfo=UTC)).order_by()
    written = {day: said for day, *said in posts_of.values_list("day").annotate(Count("pk"), Max("updated"))}
    days = sorted({*reports, *written})
    for n, day in enumerate(days):
        beside = [days[i] for i in (n - 1, n + 1) if 0 <= i < len(days)]
        yield Unit(
            name=f"day:{day}",
            stamp=stamp(reports.get(day), written.get(day), beside),
            make=lambda day=day: _list(who, lists.of_day(day, now)),
        )


def _sections(who: Newsroom, now: datetime) -> Iterator[Unit]:
    filed = Story.objects.filter(lists.shown()).values_list("section").order_by()
    told = {name: said for name, *said in filed.annotate(Count("pk"), Max("last"), Max("articles__compared_at"))}
    signed = Post.objects.public(now).values_list("current__section").order_by()
    written = {name: said for name, *said in signed.annotate(Count("pk"), Max("updated"))}
    for slug, names in lists.section_names(now).items():
        yield Unit(
            name=f"section:{slug}",
            stamp=stamp([(name, told.get(name), written.get(name)) for name in names]),
            make=lambda slug=slug: _list(who, lists.of_section(slug, now)),
        )


def _list(who: Newsroom, seen: lists.ListPage | None) -> Made:
    if seen is None:
        return
    yield seen.href, pages.page("list.html", who, seen, seen.href)
    if seen.feed:
        yield from _feeds(who, entries.of_list(who.name, seen))


# --- standing pages and fronts ----------------------------------------------------------------------------------------


def _standing(who: Newsroom, now: datetime) -> Iterator[Unit]:
    newest = Article.objects.aggregate(n=Count("pk"), last=Max("pk"), compared=Max("compared_at"))
    changed = Revision.objects.filter(number__gt=1).aggregate(n=Count("pk"), last=Max("pk"))
    written = Post.objects.public(now).aggregate(n=Count("pk"), last=Max("updated"))
    mended = Correction.objects.aggregate(n=Count("pk"), last=Max("pk"))
    heard = Source.objects.aggregate(n=Count("pk"), last=Max("last_arrival"), silent=Count("silent_since"))
    wire = stamp(newest)
    yield Unit(name="plain", stamp=stamp(rates.page()), make=lambda: _plain(who))
    yield Unit(name="subjects", stamp=wire, make=lambda: _list(who, lists.subjects()))
    yield Unit(name="sources", stamp=stamp(heard, wire), make=lambda: _all_sources(who))
    yield Unit(name="archive", stamp=stamp(wire, written), make=lambda: _list(who, lists.archive(now)))
    yield Unit(name="posts", stamp=stamp(written, mended), make=lambda: _written(who, now))
    yield Unit(name="corrections", stamp=stamp(changed, written, mended), make=lambda: _corrections(who, now))


def _plain(who: Newsroom) -> Made:
    for name, title in PLAIN.items():
        yield f"/{name}/", pages.page("plain.html", who, PlainPage(name=name, title=title), f"/{name}/")
    yield "/verdicts/", pages.page("verdicts.html", who, rates.page(), "/verdicts/")
    missing = PlainPage(name="404", title="Nothing is published here")
    yield "/404.html", pages.page("plain.html", who, missing, "/")
    yield "/signing-key.txt", signing.public().encode()
    yield "/robots.txt", sitemaps.robots(who)
    for file in sorted(pages.STATIC.iterdir()):
        yield f"/static/press/{file.name}", file.read_bytes()


def _all_sources(who: Newsroom) -> Made:
    yield "/sources/", pages.page("sources.html", who, sources.everyone(), "/sources/")


def _written(who: Newsroom, now: datetime) -> Made:
    yield from _list(who, ours.everything(now))
    for slug in ours.authors(now):
        yield from _list(who, ours.by_author(slug, now))


def _corrections(who: Newsroom, now: datetime) -> Made:
    seen = corrections.page(now)
    yield "/corrections/", pages.page("corrections.html", who, seen, "/corrections/")
    yield from _feeds(who, entries.of_corrections(who.name, seen))


def _fronts(who: Newsroom, now: datetime) -> Iterator[Unit]:
    newest = Article.objects.aggregate(last=Max("pk"), compared=Max("compared_at"))
    edition = front.latest()
    written = Post.objects.public(now).aggregate(n=Count("pk"), last=Max("updated"))
    digest = edition.digest if edition else ""
    yield Unit(name="latest", stamp=stamp(newest["last"]), make=lambda: _list(who, lists.latest()))
    yield Unit(name="maps", stamp=stamp(digest, written, f"{now:%Y-%m-%dT%H}"), make=lambda: _maps(who, now))
    yield Unit(name="read", stamp=stamp(f"{now:%Y-%m-%dT%H}"), make=lambda: _list(who, readership.most_read(now)))
    yield Unit(name="front", stamp=stamp(digest, newest["compared"], ours.state(now)), make=lambda: _front(who, now))


def _maps(who: Newsroom, now: datetime) -> Made:
    yield "/sitemap.xml", sitemaps.sitemap(who, lists.places(now))
    yield "/sitemap-news.xml", sitemaps.news(who, lists.fresh(now))


def _front(who: Newsroom, now: datetime) -> Made:
    edition = front.latest()
    seen = front.page(edition, now) if edition else front.empty(now, sources.heard().count())
    short = five.page(edition, now) if edition else FivePage(moment=now)
    yield from _feeds(who, entries.of_front(who.name, seen))
    yield "/card.png", sharing.of_front(who, seen)
    yield "/five/", pages.page("five.html", who, short, "/five/")
    yield "/", pages.page("front.html", who, seen, "/")
    yield "/edition.json", json.dumps({"edition": seen.edition}).encode()
