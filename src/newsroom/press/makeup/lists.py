"""Make up pages that list: latest, sections, subjects, days of the archive."""

from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, Max, Q
from django.db.models.functions import TruncDate
from django.utils.text import slugify

from newsroom.archive.models import Article, Story, Subject
from newsroom.desk.models import Post
from newsroom.press import addresses
from newsroom.press.makeup import ours
from newsroom.press.makeup.stories import arrival, cards, section
from newsroom.press.seen import Link, ListPage, counted

LATEST = 120
OURS = 8
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


def section_names(now: datetime) -> dict[str, list[str]]:
    """Return the names under which stories and posts are filed, by the address they share."""
    filed = Story.objects.filter(shown()).exclude(section="").values_list("section", flat=True)
    written = Post.objects.public(now).exclude(current__section="").values_list("current__section", flat=True)
    found: dict[str, list[str]] = {}
    for name in sorted({*filed.distinct(), *written.order_by().distinct()} - {None}):
        found.setdefault(slugify(name) or "other", []).append(name)
    return found


def of_section(slug: str, now: datetime) -> ListPage | None:
    """List what we wrote for a section, and its stories, the latest first; None where nothing is filed under it."""
    names = section_names(now).get(slug)
    if not names:
        return None
    stories = list(Story.objects.filter(shown(), section__in=names).order_by("-last", "-id")[:STORIES])
    link = section(names[0])
    assert link is not None
    placed, beside = ours.placed(cards(stories), ours.listed(now, OURS, current__section__in=names))
    return ListPage(
        kind="Section",
        title=link.label,
        href=link.href,
        ours=beside,
        cards=placed,
        feed=link.href,
    )


def subjects() -> ListPage:
    """List whom and what the archive speaks of most."""
    found = (
        Subject.objects.filter(mentions__until=None)
        .annotate(n=Count("mentions"), last=Max("mentions__arrived"))
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
    named = Q(articles__mentions__subject=subject, articles__mentions__until=None)
    stories = list(Story.objects.filter(shown()).filter(named).distinct().order_by("-last", "-id")[:STORIES])
    href = addresses.subject(subject.key)
    found = rows.filter(mentions__subject=subject, mentions__until=None).order_by("-arrived", "-id")
    return ListPage(
        kind=subject.get_kind_display().capitalize(),
        title=subject.name,
        href=href,
        deck=f"{counted(found.count(), 'report')} in the archive.",
        cards=tuple(cards(stories)),
        arrivals=tuple(arrival(a) for a in found[:LATEST]),
        feed=href,
    )


def archive(now: datetime) -> ListPage:
    """List the days on which something arrived or was published here, the latest first."""
    reports, written = reports_by_day(), written_by_day(now)
    links = tuple(
        Link(
            label=f"{day:%A} {day.day} {day:%B %Y}",
            href=addresses.archive(day),
            note=counted(reports.get(day, 0), "report")
            + (f", {counted(written[day], 'post')} of ours" if day in written else ""),
        )
        for day in sorted({*reports, *written}, reverse=True)
    )
    return ListPage(kind="", title="Archive by day", href="/archive/", links=links)


def reports_by_day() -> dict[date, int]:
    """Count the reports of each day on which any arrived."""
    days = Article.objects.annotate(day=TruncDate("arrived", tzinfo=UTC)).order_by()
    return dict(days.values_list("day").annotate(n=Count("pk")))


def written_by_day(now: datetime) -> dict[date, int]:
    """Count our own posts of each day on which we published any."""
    days = Post.objects.public(now).annotate(day=TruncDate("published", tzinfo=UTC)).order_by()
    return dict(days.values_list("day").annotate(n=Count("pk")))


def of_day(day: date, now: datetime) -> ListPage:
    """List a day: what we published on it, its stories by origins, and every report in the order it arrived."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    end = start + timedelta(days=1)
    found = rows.filter(arrived__gte=start, arrived__lt=end)
    days = {*reports_by_day(), *written_by_day(now)}
    stories = list(
        Story.objects.filter(shown(), articles__arrived__gte=start, articles__arrived__lt=end)
        .distinct()
        .order_by("-origins", "-last")[:24]
    )
    return ListPage(
        kind="Archive",
        title=f"{day:%A} {day.day} {day:%B %Y}",
        href=addresses.archive(day),
        ours=ours.listed(now, 500, published__gte=start, published__lt=end),
        cards=tuple(cards(stories)),
        arrivals=tuple(arrival(a) for a in found.order_by("-arrived", "-id")[:600]),
        previous=_day_link(max((one for one in days if one < day), default=None)),
        following=_day_link(min((one for one in days if one > day), default=None)),
        empty="Nothing arrived on this day.",
    )


def _day_link(day: date | None) -> Link | None:
    return Link(label=f"{day.day} {day:%B %Y}", href=addresses.archive(day)) if day else None


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
