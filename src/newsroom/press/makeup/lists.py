"""Make up pages that list: latest, sections, subjects, days of the archive."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncDate
from django.utils.text import slugify

from newsroom.archive.models import Article, Story, Subject
from newsroom.desk.models import Post
from newsroom.press import addresses
from newsroom.press.makeup.stories import arrival, cards, section
from newsroom.press.seen import Link, ListPage, counted

LATEST = 120
STORIES = 48
SUBJECTS = 120
MENTIONED = 2
"""A subject has a page once two articles name it: below that a page would say nothing."""

rows = Article.objects.select_related("source", "origin__source")


def latest() -> ListPage:
    """List the last reports, by the minute."""
    return ListPage(
        kind="By the minute",
        title="Latest",
        href="/latest/",
        deck="Every report as it arrived, copies named as copies.",
        arrivals=tuple(arrival(a) for a in rows.order_by("-arrived", "-id")[:LATEST]),
        feed="/latest/",
    )


def shown() -> "Q":
    """Return the condition under which a story is public."""
    return Q(merged_into=None, muted=False, reports__gt=0)


def sections() -> tuple[Link, ...]:
    """Return the sections that have a story, the fullest first."""
    counts = (
        Story.objects.filter(shown())
        .exclude(section="")
        .values("section")
        .annotate(n=Count("pk"))
        .order_by("-n", "section")
    )
    return tuple(link for row in counts if (link := section(row["section"])))


def of_section(slug: str) -> ListPage | None:
    """List a section's stories, the latest first; None if no story has such a section."""
    names = [
        n for n in Story.objects.filter(shown()).values_list("section", flat=True).distinct() if slugify(n) == slug
    ]
    if not names:
        return None
    stories = list(Story.objects.filter(shown(), section__in=names).order_by("-last", "-id")[:STORIES])
    link = section(names[0])
    assert link is not None
    return ListPage(kind="Section", title=link.label, href=link.href, cards=tuple(cards(stories)), feed=link.href)


def subjects() -> ListPage:
    """List whom and what the archive speaks of most."""
    found = (
        Subject.objects.annotate(n=Count("mentions"), last=Max("mentions__arrived"))
        .filter(n__gte=MENTIONED)
        .order_by("-n", "name")[:SUBJECTS]
    )
    links = tuple(Link(label=s.name, href=addresses.subject(s.key), note=counted(s.n, "report")) for s in found)
    return ListPage(
        kind="",
        title="Subjects",
        href="/subjects/",
        deck="People, places and organisations that reports name, the most named first.",
        links=links,
    )


def of_subject(subject: Subject) -> ListPage:
    """List a subject's stories and reports."""
    named = Q(articles__mentions__subject=subject)
    stories = list(Story.objects.filter(shown()).filter(named).distinct().order_by("-last", "-id")[:STORIES])
    href = addresses.subject(subject.key)
    found = rows.filter(mentions__subject=subject).order_by("-arrived", "-id")
    return ListPage(
        kind=subject.get_kind_display().capitalize(),
        title=subject.name,
        href=href,
        deck=f"{counted(found.count(), 'report')} in the archive.",
        cards=tuple(cards(stories)),
        arrivals=tuple(arrival(a) for a in found[:LATEST]),
        feed=href,
    )


def archive() -> ListPage:
    """List the days on which something arrived, the latest first."""
    days = (
        Article.objects.annotate(day=TruncDate("arrived", tzinfo=UTC))
        .values("day")
        .annotate(n=Count("pk"))
        .order_by("-day")
    )
    links = tuple(
        Link(
            label=f"{row['day']:%A} {row['day'].day} {row['day']:%B %Y}",
            href=addresses.archive(row["day"]),
            note=counted(row["n"], "report"),
        )
        for row in days
    )
    return ListPage(kind="", title="Archive by day", href="/archive/", links=links)


def of_day(day: date) -> ListPage:
    """List a day: its stories by origins, and every report in the order it arrived."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    end = start + timedelta(days=1)
    found = rows.filter(arrived__gte=start, arrived__lt=end)
    stories = list(
        Story.objects.filter(shown(), articles__arrived__gte=start, articles__arrived__lt=end)
        .distinct()
        .order_by("-origins", "-last")[:24]
    )
    return ListPage(
        kind="Archive",
        title=f"{day:%A} {day.day} {day:%B %Y}",
        href=addresses.archive(day),
        cards=tuple(cards(stories)),
        arrivals=tuple(arrival(a) for a in found.order_by("-arrived", "-id")[:600]),
        previous=_beside(Article.objects.filter(arrived__lt=start).order_by("-arrived")[:1]),
        following=_beside(Article.objects.filter(arrived__gte=end).order_by("arrived")[:1]),
        empty="Nothing arrived on this day.",
    )


def _beside(articles: Iterable[Article]) -> Link | None:
    for article in articles:
        day = article.arrived.astimezone(UTC).date()
        return Link(label=f"{day.day} {day:%B %Y}", href=addresses.archive(day))
    return None


def places(now: datetime) -> list[tuple[str, datetime | None]]:
    """Return what the sitemap names: standing pages, sections, posts and stories with the moment each last changed."""
    standing: list[tuple[str, datetime | None]] = [("/", None), ("/latest/", None), ("/about/", None)]
    written = Post.objects.public(now).order_by("-published").values_list("slug", "updated")
    found = Story.objects.filter(shown()).order_by("-last").values_list("key", "last")[:25_000]
    return [
        *standing,
        *((addresses.post(slug), at) for slug, at in written[:20_000]),
        *((link.href, None) for link in sections()),
        *((addresses.story(key), last) for key, last in found),
    ]


def fresh(now: datetime) -> list[tuple[str, str, str, datetime]]:
    """Return what was published here or began in the last two days, for the news sitemap."""
    since = now - timedelta(days=2)
    written = Post.objects.public(now).filter(published__gte=since).select_related("current")[:500]
    ours = [(addresses.post(p.slug), p.current.headline, "", p.published) for p in written if p.current]
    found = Story.objects.filter(shown(), first__gte=since, first__lte=now).order_by("-first")[:500]
    return ours + [(addresses.story(s.key), s.title, "", s.first) for s in found]
