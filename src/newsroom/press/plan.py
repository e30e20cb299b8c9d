"""Plan the baked site: which pages there are, from what each is made, and a stamp that changes when that changes.

Pages of one kind stand on one shelf. Their stamps come from a few queries for all of them, and those that must be made
are made many at a time, so that what they share is fetched once; another process can do it, given their names.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import TruncDate

from newsroom.archive.models import Article, Fact, Mention, Revision, Source, Story, Subject
from newsroom.desk.models import Correction, Post
from newsroom.press import addresses, entries, pages, rates, readership, sharing, signing, sitemaps, syndication
from newsroom.press.makeup import (
    articles,
    chain,
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
Makes = Callable[[Newsroom, datetime, str], Made]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """Pages that are made together, each path with its bytes. `leans` are the revisions whose passages they show.

    When an outlet changes one of those articles, the pages say so, and are made anew for that.
    """

    key: str
    pages: tuple[tuple[str, bytes], ...]
    leans: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """All units of one kind, by key, with their stamps; `make` makes those whose stamps are new."""

    name: str
    stamps: Mapping[str, str]
    make: Callable[[Newsroom, datetime, Sequence[str]], Iterator[Unit]]


def shelves(now: datetime) -> Iterator[Shelf]:
    """Plan every public page: leaves before the pages that link to them, the front page last of all."""
    yield Shelf(name="post", stamps=_post_stamps(now), make=_posts)
    yield Shelf(name="article", stamps=_article_stamps(), make=_articles)
    yield Shelf(name="story", stamps=_story_stamps(now), make=partial(_each, _story))
    yield Shelf(name="subject", stamps=_subject_stamps(), make=partial(_each, _subject))
    yield Shelf(name="source", stamps=_source_stamps(), make=partial(_each, _source))
    yield Shelf(name="day", stamps=_day_stamps(now), make=partial(_each, _day))
    yield Shelf(name="section", stamps=_section_stamps(now), make=partial(_each, _section))
    yield Shelf(name="standing", stamps=_standing_stamps(now), make=partial(_each, _standing))
    yield Shelf(name="front", stamps=_front_stamps(now), make=partial(_each, _front))


def changed() -> dict[int, int]:
    """Return the revisions that are no longer what their article says, each with the one that is."""
    rows = Revision.objects.filter(article__current__number__gt=F("number"))
    return dict(rows.values_list("pk", "article__current"))


def stamp(*said: Any) -> str:
    """Return a short digest of what a page depends on."""
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _each(make: Makes, who: Newsroom, now: datetime, keys: Sequence[str]) -> Iterator[Unit]:
    for key in keys:
        yield Unit(key=key, pages=tuple(make(who, now, key)))


def _feeds(who: Newsroom, feed: Syndicated) -> Made:
    for form in syndication.TYPES:
        yield f"{feed.self_href}feed.{form}", syndication.write(form, who, feed)


# --- leaves -----------------------------------------------------------------------------------------------------------


def _post_stamps(now: datetime) -> dict[str, str]:
    corrected = dict(Correction.objects.values_list("post").annotate(last=Max("at")).order_by())
    shown = Post.objects.told(now).order_by("published", "pk")
    depends = shown.values_list("slug", "pk", "current", "notice", "updated", "draft__story", "draft__story__title")
    return {slug: stamp(*said, corrected.get(said[0])) for slug, *said in depends}


def _posts(who: Newsroom, now: datetime, keys: Sequence[str]) -> Iterator[Unit]:
    found = posts.many(keys, now)
    beside = posts.beside(found)
    for post in found:
        held = beside.of(post)
        yield Unit(key=post.slug, pages=tuple(_post(who, post, beside, held)), leans=tuple(sorted(held)))


def _post(who: Newsroom, post: Post, beside: posts.Beside, held: Mapping[int, Revision]) -> Made:
    href = addresses.post(post.slug)
    seen = posts.page(post, beside)
    yield f"{href}card.png", sharing.of_post(who, seen)
    yield href, pages.page("post.html", who, seen, href)
    if seen.picture:
        yield seen.picture.href, posts.file(seen.picture.file)
    for number, fact in enumerate(posts.facts(post, revisions=held)):
        yield fact.mark.href, pages.page("evidence.html", who, fact, fact.mark.href)
        if released := posts.recording(post, number):
            yield addresses.post_recording(post.slug, number), posts.file(released)
    if not post.notice:
        yield f"{href}proof.json", signing.bundle(who, post, dict(held))
    for version in posts.versions(post):
        at = addresses.post_version(post.slug, version.number)
        yield at, pages.page("version.html", who, version, at)


def _article_stamps() -> dict[str, str]:
    told = dict(Article.objects.exclude(story=None).values_list("story").annotate(last=Max("compared_at")).order_by())
    revised = dict(Revision.objects.filter(number__gt=1).values_list("article").annotate(last=Max("number")).order_by())
    rows = Article.objects.order_by("pk").values_list(
        "pk", "current", "compared_at", "cited_at", "story", "story__title", "story__key", "origin", "title"
    )
    return {str(pk): stamp(*said, told.get(said[3]), revised.get(pk)) for pk, *said in rows}


def _articles(who: Newsroom, now: datetime, keys: Sequence[str]) -> Iterator[Unit]:
    for article in articles.many([int(key) for key in keys]):
        seen = articles.page(article)
        facts = list(_facts(seen))
        yield Unit(key=seen.id, pages=tuple(_article(who, article, seen, facts)), leans=evidence.leans(facts))


def _article(who: Newsroom, article: Article, seen: ArticlePage, facts: Sequence[Fact]) -> Made:
    yield seen.href, pages.page("article.html", who, seen, seen.href)
    if seen.revisions:
        for one in revisions.pages(article):
            yield one.href, pages.page("revision.html", who, one, one.href)
    for fact in facts:
        href = addresses.evidence(fact.pk)
        yield href, pages.page("evidence.html", who, evidence.page(fact), href)


def _facts(seen: ArticlePage) -> QuerySet[Fact]:
    """Return the facts that some page links to: those marked here, and those with a finding, which stories show."""
    marked = [int(piece.mark.id) for p in seen.paragraphs for s in p.sentences for piece in s.pieces if piece.mark]
    found = Q(finding__isnull=False, revision__article=int(seen.id), revision__current_of__isnull=False)
    return evidence.rows.filter(found | Q(pk__in=marked))


# --- stories and lists ------------------------------------------------------------------------------------------------


def _story_stamps(now: datetime) -> dict[str, str]:
    told = Post.objects.public(now).values_list("draft__story").order_by()
    written = {pk: said for pk, *said in told.annotate(Count("pk"), Max("updated"))}
    rows = (
        Story.objects.filter(merged_into=None, reports__gt=0)
        .values_list("key", "pk", "title", "section", "last", "reports", "outlets", "origins", "muted")
        .annotate(compared=Max("articles__compared_at"))
        .order_by("pk")
    )
    chains = chain.families()
    return {key: stamp(*said, written.get(said[0]), chains.get(said[0])) for key, *said in rows}


def _story(who: Newsroom, now: datetime, key: str) -> Made:
    story = Story.objects.get(key=key)
    seen = stories.page(story, written=ours.of_story(story, now))
    href = seen.card.href
    yield f"{href}card.png", sharing.of_story(who, seen)
    yield href, pages.page("story.html", who, seen, href)
    yield from _feeds(who, entries.of_story(who.name, seen))


def _subject_stamps() -> dict[str, str]:
    rows = Mention.objects.filter(until=None).values_list("subject").annotate(n=Count("pk"), last=Max("arrived"))
    return {str(pk): stamp(*said) for pk, *said in rows.filter(n__gte=lists.MENTIONED).order_by("subject")}


def _subject(who: Newsroom, now: datetime, key: str) -> Made:
    return _list(who, lists.of_subject(Subject.objects.get(pk=int(key))))


def _source_stamps() -> dict[str, str]:
    rows = sources.heard().annotate(newest=Max("articles__pk"), current=Max("articles__current"))
    return {
        row.slug: stamp(
            row.name, row.home, row.state, row.silent_since, row.silence, row.newest, row.current, row.owner_id,
            sources.rhythm(row),
        )
        for row in rows
    }  # fmt: skip


def _source(who: Newsroom, now: datetime, key: str) -> Made:
    seen = sources.page(sources.heard().get(slug=key))
    yield seen.row.href, pages.page("source.html", who, seen, seen.row.href)


def _day_stamps(now: datetime) -> dict[str, str]:
    arrived = Article.objects.annotate(day=TruncDate("arrived", tzinfo=UTC)).order_by()
    reports = {day: said for day, *said in arrived.values_list("day").annotate(Count("pk"), Max("compared_at"))}
    signed = Post.objects.public(now).annotate(day=TruncDate("published", tzinfo=UTC)).order_by()
    written = {day: said for day, *said in signed.values_list("day").annotate(Count("pk"), Max("updated"))}
    days = sorted({*reports, *written})
    beside = dict(zip(days, zip([None, *days], [*days[1:], None], strict=False), strict=True))
    return {day.isoformat(): stamp(reports.get(day), written.get(day), beside[day]) for day in days}


def _day(who: Newsroom, now: datetime, key: str) -> Made:
    return _list(who, lists.of_day(date.fromisoformat(key), now))


def _section_stamps(now: datetime) -> dict[str, str]:
    filed = Story.objects.filter(lists.shown()).values_list("section").order_by()
    told = {name: said for name, *said in filed.annotate(Count("pk"), Max("last"), Max("articles__compared_at"))}
    signed = Post.objects.public(now).values_list("current__section").order_by()
    written = {name: said for name, *said in signed.annotate(Count("pk"), Max("updated"))}
    return {
        slug: stamp([(name, told.get(name), written.get(name)) for name in names])
        for slug, names in lists.section_names(now).items()
    }


def _section(who: Newsroom, now: datetime, key: str) -> Made:
    return _list(who, lists.of_section(key, now))


def _list(who: Newsroom, seen: lists.ListPage | None) -> Made:
    if seen is None:
        return
    yield seen.href, pages.page("list.html", who, seen, seen.href)
    if seen.feed:
        yield from _feeds(who, entries.of_list(who.name, seen))


# --- standing pages and fronts ----------------------------------------------------------------------------------------


def _standing_stamps(now: datetime) -> dict[str, str]:
    newest = Article.objects.aggregate(n=Count("pk"), last=Max("pk"), compared=Max("compared_at"))
    changed = Revision.objects.filter(number__gt=1).aggregate(n=Count("pk"), last=Max("pk"))
    written = ours.state(now)
    mended = Correction.objects.aggregate(n=Count("pk"), last=Max("pk"))
    heard = Source.objects.aggregate(n=Count("pk"), last=Max("last_arrival"), silent=Count("silent_since"))
    wire = stamp(newest)
    return {
        "plain": stamp(rates.page()),
        "subjects": wire,
        "sources": stamp(heard, wire),
        "archive": stamp(wire, written),
        "posts": stamp(written, mended),
        "corrections": stamp(changed, written, mended),
    }


def _standing(who: Newsroom, now: datetime, key: str) -> Made:
    match key:
        case "plain":
            return _plain(who)
        case "subjects":
            return _list(who, lists.subjects())
        case "sources":
            return _all_sources(who)
        case "archive":
            return _list(who, lists.archive(now))
        case "posts":
            return _written(who, now)
        case _:
            return _corrections(who, now)


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


def _front_stamps(now: datetime) -> dict[str, str]:
    newest = Article.objects.aggregate(last=Max("pk"), compared=Max("compared_at"))
    edition = front.latest()
    digest = edition.digest if edition else ""
    written, hour = ours.state(now), f"{now:%Y-%m-%dT%H}"
    return {
        "latest": stamp(newest["last"]),
        "maps": stamp(digest, written, hour),
        "read": stamp(hour),
        "front": stamp(digest, newest["compared"], written),
    }


def _front(who: Newsroom, now: datetime, key: str) -> Made:
    match key:
        case "latest":
            return _list(who, lists.latest())
        case "maps":
            return _maps(who, now)
        case "read":
            return _list(who, readership.most_read(now))
        case _:
            return _front_page(who, now)


def _maps(who: Newsroom, now: datetime) -> Made:
    yield "/sitemap.xml", sitemaps.sitemap(who, lists.places(now))
    yield "/sitemap-news.xml", sitemaps.news(who, lists.fresh(now))


def _front_page(who: Newsroom, now: datetime) -> Made:
    edition = front.latest()
    seen = front.page(edition, now) if edition else front.empty(now, sources.heard().count())
    short = five.page(edition, now) if edition else FivePage(moment=now)
    yield from _feeds(who, entries.of_front(who.name, seen))
    yield "/card.png", sharing.of_front(who, seen)
    yield "/five/", pages.page("five.html", who, short, "/five/")
    yield "/", pages.page("front.html", who, seen, "/")
    yield "/edition.json", json.dumps({"edition": seen.edition}).encode()
