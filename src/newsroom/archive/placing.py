"""Put articles into stories. Every move is kept with its moment; a story's columns follow from its articles."""

from collections.abc import Iterable
from datetime import UTC, datetime

from newsroom.archive import past, sections
from newsroom.archive.models import Article, Membership, Redirect, Story

FOR_EVER = datetime.max.replace(tzinfo=UTC)


def story_key(first: Article) -> str:
    """Return the public name of the story that an article opens: its day and the start of its own key."""
    return f"{first.arrived:%Y%m%d}-{first.key[:10]}"


def open_story(first: Article, key: str = "") -> Story:
    """Make a story for the article that opens it."""
    return Story.objects.create(key=key or story_key(first), title=first.title, first=first.arrived, last=first.arrived)


def free_key(first: Article) -> str:
    """Return a key for a further story that an article opens: it may have opened one before."""
    key, number = story_key(first), 1
    while Story.objects.filter(key=key).exists():
        number += 1
        key = f"{story_key(first)}-{number}"
    return key


def close_empty(stories: Iterable[int], into: Story) -> None:
    """Let stories whose articles have all gone lead to where they went."""
    for story in Story.objects.filter(pk__in=list(stories), articles=None, merged_into=None):
        Story.objects.filter(pk=story.pk).update(merged_into=into)
        Redirect.objects.update_or_create(old=story.key, defaults={"story": into})


def put(
    article: Article, story: Story, since: datetime, reason: str, by: str = Membership.By.MACHINE
) -> Membership | None:
    """Move an article to a story from a moment on; nothing happens where it already is."""
    held = Membership.objects.filter(article=article, until=None).first()
    if held and held.story_id == story.pk:
        return None
    if held:
        held.until = max(since, held.since)
        held.save(update_fields=["until"])
    Article.objects.filter(pk=article.pk).update(story=story)
    article.story = story
    return Membership.objects.create(article=article, story=story, since=since, by=by, reason=reason[:300])


def settle(stories: Iterable[int]) -> None:
    """Bring the columns of stories up to what their articles say and what editors decided about them."""
    for story in Story.objects.filter(pk__in=set(stories)):
        acts = past.decisions(FOR_EVER, [story.pk]).get(story.pk, {})
        members = [_member(article) for article in _articles(story)]
        story.stale = True
        story.reports = len(members)
        story.outlets = past.outlets(members)
        story.origins = past.origins(members)
        story.pinned, story.muted = acts.get("pinned"), bool(acts.get("muted"))
        if members:
            story.first, story.last = members[0].arrived, members[-1].arrived
            story.title = str(acts.get("title") or past.headline(members))
            story.section = str(acts.get("section") or sections.section(member.tags for member in members))
        story.save()


def _articles(story: Story) -> Iterable[Article]:
    rows = Article.objects.filter(story=story).select_related("source__owner", "item")
    return rows.defer("item__content", "item__summary").order_by("arrived", "id")


def _member(article: Article) -> past.Member:
    return past.Member(
        id=article.pk,
        arrived=article.arrived,
        title=article.title,
        excerpt=article.excerpt,
        url=article.url,
        language=article.language,
        genre=article.genre,
        source=article.source_id,
        slug=article.source.slug,
        outlet=article.source.name,
        owner=article.source.family,
        standing=article.source.standing,
        origin=article.origin_id or article.pk,
        copy_of=article.copy_of_id,
        tags=tuple(article.item.tags) if article.item else (),
    )
