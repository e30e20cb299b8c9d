"""Bearing: which reports of the archive bear on a text, as the sources that a checker reads."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from newsroom.archive import search
from newsroom.archive.models import Article, Revision, Story
from newsroom.archive.models.articles import REPORTING
from stet import news

MOST_FOUND = 50
"""Reports taken from a search: beyond these a report shares common words with the text, and no fact."""
MOST_OF_STORY = 200


def of_story(story: Story) -> QuerySet[Revision]:
    """Return the current reports of a story, of its earlier chapter and of its later ones; the latest to arrive."""
    keys = {story.pk, story.chapter_of_id, *story.chapters.values_list("pk", flat=True)} - {None}
    return _current(_reports().filter(story__in=keys).order_by("-arrived")[:MOST_OF_STORY])


def on_text(said: str, most: int = MOST_FOUND) -> QuerySet[Revision]:
    """Return the current reports that share the words of a text."""
    return _current(_reports().filter(pk__in=search.bearing(said, most)))


def sources(revisions: Iterable[Revision]) -> Sequence[news.Source]:
    """Return revisions as sources of a check; copies and reports of one voice count once."""
    return [
        news.Source(
            id=f"r{row.pk}",
            text=row.text,
            published=row.article.published or row.arrived,
            outlet=row.article.source.name,
            origin=row.article.voice,
        )
        for row in revisions
    ]


def _reports() -> QuerySet[Article]:
    return Article.objects.filter(genre__in=REPORTING).exclude(current=None)


def _current(articles: QuerySet[Article]) -> QuerySet[Revision]:
    found = Revision.objects.filter(pk__in=list(articles.values_list("current", flat=True)))
    joined = found.select_related("article__source__owner", "article__origin__source__owner")
    return joined.defer("article__source__icon", "article__origin__source__icon").order_by("pk")
