"""Take in what feeds list: entries as rows, recognised again whatever the publisher changes about them."""

import hashlib
from datetime import datetime
from urllib.parse import urlsplit

from newsroom.archive.models import Item, Source, SourceFeed
from stet import news


def key(entry: news.Item) -> str:
    """Return the digest of what identifies an entry within its source."""
    return hashlib.sha256((entry.id or entry.link or f"{entry.title}\x1f{entry.published}").encode()).hexdigest()


def row(entry: news.Item, *, source: Source, arrived: datetime, feed: SourceFeed | None = None) -> Item:
    """Return an unsaved row for an entry."""
    return Item(
        source=source,
        feed=feed,
        key=key(entry),
        guid=entry.id[:1000],
        link=entry.link[:2000],
        title=entry.title[:1000],
        summary=entry.summary,
        content=entry.content,
        author=entry.author[:300],
        tags=list(entry.tags)[:20],
        published=entry.published,
        updated=entry.updated,
        arrived=arrived,
    )


def host(url: str) -> str:
    """Return whose budget a request counts against."""
    return (urlsplit(url).hostname or "").lower()[:255]
