"""Index: articles into search."""

from datetime import datetime

from django.db.models import QuerySet

from newsroom.archive import search
from newsroom.archive.models import Article
from newsroom.wire.tally import Tally

BATCH = 1000


def waiting() -> QuerySet[Article]:
    """Return the articles that search does not know in their present form."""
    return Article.objects.filter(indexed_at=None, current__isnull=False).order_by("id")


def index(now: datetime, limit: int = BATCH) -> Tally:
    """Index one batch. It is on disk before it is marked; indexed twice after a kill, it is replaced, not doubled."""
    batch = list(waiting().select_related("current", "source")[:limit])
    if batch:
        search.add(batch)
        Article.objects.filter(pk__in=[article.pk for article in batch]).update(indexed_at=now)
    return Tally(done=len(batch), more=len(batch) == limit)
