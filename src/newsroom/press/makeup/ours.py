"""Make up what we wrote ourselves as it stands on fronts and in lists.

The rule of its place: a post speaks in the place that its story has earned, so that our own voice needs no rank of its
own and moves no other story. A post whose story has no place, or that tells none, stands under "Written here".
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q

from newsroom.archive.models import Story
from newsroom.desk.models import Correction, Member, Post, Version
from newsroom.press import addresses
from newsroom.press.makeup.stories import section
from newsroom.press.seen import Card, Link, ListPage, Own

STANDS = timedelta(hours=48)
"""How long a post stands on the front page: two days, as long as a news sitemap calls it news."""
BESIDE = 4
"""Posts in one place of the front page, and under "Written here": more would push the stories off the first screen."""
LISTED = 60

_corrected = Exists(Correction.objects.filter(post=OuterRef("pk"), sort=Correction.Sort.CORRECTION))
BRIEFS = ("draft__story__brief", "draft__story__merged_into__brief")
rows = (
    Post.objects.select_related("current", "draft__story__merged_into")
    .defer("current__body", "current__html", "current__sources", "draft__body", *BRIEFS)
    .annotate(corrected=_corrected)
    .order_by("-published", "-id")
)


def listed(now: datetime, most: int = LISTED, *where: Q, **having: object) -> tuple[Own, ...]:
    """Return the last public posts with the given properties, as they read now."""
    public = Post.objects.public(now).filter(*where, current__isnull=False, **having).order_by("-published", "-id")
    # The numbers first: putting whole rows in order costs a hundred times as much where there are thousands.
    found = rows.filter(pk__in=list(public.values_list("pk", flat=True)[:most]))
    return tuple(card(post, post.current, corrected=post.corrected) for post in found if post.current)


def on_front(moment: datetime, now: datetime) -> tuple[Own, ...]:
    """Return the last posts of the edition of `moment`, the latest first, in the words that readers had at `now`."""
    said = Prefetch("versions", Version.objects.filter(at__lte=now).defer("body", "html", "sources"), to_attr="said")
    mended = Prefetch(
        "corrections", Correction.objects.filter(at__lte=now, sort=Correction.Sort.CORRECTION), to_attr="mended"
    )
    public = Post.objects.public(now).filter(published__gt=moment - STANDS).order_by("-published", "-id")
    found = rows.filter(pk__in=list(public.values_list("pk", flat=True)[:LISTED])).prefetch_related(said, mended)
    return tuple(card(post, post.said[-1], corrected=bool(post.mended)) for post in found if post.said)


def card(post: Post, version: Version, *, corrected: bool) -> Own:
    """Return a post as it stands on a front, in the words of a version."""
    return Own(
        href=addresses.post(post.slug),
        headline=version.headline,
        standfirst=version.standfirst,
        byline=Link(label=version.byline, href=addresses.author(version.byline)),
        published=post.published,
        updated=version.at,
        facts=len(version.findings),
        corrected=corrected,
        section=section(version.section),
        story=_key(post.draft.story),
    )


def _key(story: Story | None) -> str:
    return (story.merged_into or story).key if story else ""


def placed(cards: Sequence[Card], posts: Iterable[Own]) -> tuple[tuple[Card, ...], tuple[Own, ...]]:
    """Give each post the place of its story; return the stories with their posts, and the posts without a place."""
    told = {one.id for one in cards}
    posts = list(posts)
    beside = tuple(post for post in posts if post.story not in told)[:BESIDE]
    own = {one.id: tuple(post for post in posts if post.story == one.id)[:BESIDE] for one in cards}
    return tuple(replace(one, own=own[one.id]) for one in cards), beside


def of_story(story: Story, now: datetime) -> tuple[Own, ...]:
    """Return what we wrote about a story, and about those that became part of it."""
    return listed(now, draft__story__in=[story.pk, *story.absorbed.values_list("pk", flat=True)])


def everything(now: datetime) -> ListPage:
    """List our last posts; the archive by day has them all."""
    return ListPage(
        kind="",
        title="Written here",
        href="/posts/",
        deck="What our own editors wrote, with every fact bound to its evidence.",
        ours=listed(now),
        feed="/posts/",
        empty="Nothing has been published yet.",
    )


def by_author(slug: str, now: datetime) -> ListPage | None:
    """List an author's last posts, with what the house says of the author; None for a name nobody signed with."""
    names = authors(now).get(slug)
    if not names:
        return None
    href = addresses.author(names[0])
    member = Member.objects.filter(name__in=names).exclude(about="").first()
    return ListPage(
        kind="Author",
        title=names[0],
        href=href,
        deck=member.about if member else "",
        ours=listed(now, current__byline__in=names),
        feed=href,
    )


def authors(now: datetime) -> dict[str, list[str]]:
    """Return the names that public posts are signed with, by the short form in their address."""
    names = Post.objects.public(now).exclude(current=None).values_list("current__byline", flat=True)
    found: dict[str, list[str]] = {}
    for name in sorted(names.order_by().distinct()):
        found.setdefault(addresses.author(name).split("/")[2], []).append(name)
    return found


def state(now: datetime) -> str:
    """Return a few words that change when anything we published does."""
    public = Post.objects.public(now).order_by("-updated", "-id").values_list("pk", "current", "updated")
    return repr((public.count(), public[:1] and list(public[:1])))
