"""Take in what feeds list: entries as rows, recognised again whatever the publisher changes about them."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from newsroom.archive.models import Item, ItemKey, Source, SourceFeed
from stet import news
from stet.gather import identity

MOST_HELD = 2000  # of one feed: more than anybody looks through


def take_in(entries: Sequence[news.Item], *, source: Source, feed: SourceFeed | None, now: datetime) -> "Intake":
    """Store what is news of a feed document, note what changed, and hold what the flood brake keeps back.

    To be called inside a transaction, with the change to the feed that explains it.
    """
    known = _known(source, {key for entry in entries for key in identity.keys(entry)})
    fresh, changed, held = list[Item](), list[identity.Changed](), list[Item]()
    for intent in identity.decide(entries, known, now, brake=_brake(source, feed, now)):
        match intent:
            case identity.New():
                fresh.append(row(intent.item, intent.keys, intent.digest, source=source, arrived=now, feed=feed))
            case identity.Changed():
                changed.append(intent)
            case identity.Held():
                held.append(row(intent.item, intent.keys, intent.digest, source=source, arrived=now, feed=feed))
    held = _holdable(held, source, feed)
    for one in held:
        one.state = Item.State.HELD
    _remember(Item.objects.bulk_create([*fresh, *held]))
    for intent in changed:
        _change(intent)
    return Intake(new=fresh, changed=len(changed), held=len(held))


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """What a feed document brought."""

    new: list[Item]
    changed: int
    held: int


def _brake(source: Source, feed: SourceFeed | None, now: datetime) -> identity.Brake:
    """Return how much a feed may bring at this look, by what was let in of it within the hour."""
    if feed is None or feed.last_success is None:
        return identity.Brake()
    lately = source.items.filter(feed=feed, arrived__gt=now - timedelta(hours=1))
    return identity.Brake(lately=lately.exclude(state__in=(Item.State.HELD, Item.State.DROPPED)).count())


def _holdable(held: list[Item], source: Source, feed: SourceFeed | None) -> list[Item]:
    """Return as many as are kept aside of one feed; a flood beyond that comes again with the feed, or is no loss."""
    if not held:
        return held
    kept = source.items.filter(feed=feed, state=Item.State.HELD).count()
    return held[: max(0, MOST_HELD - kept)]


def row(
    entry: news.Item,
    keys: Collection[str],
    digest: str,
    *,
    source: Source,
    arrived: datetime,
    feed: SourceFeed | None = None,
) -> Item:
    """Return an unsaved row for an entry."""
    named = sorted(keys) or [f"words:{entry.title}"]
    return Item(
        source=source,
        feed=feed,
        key=_digest("\n".join(named)),
        keys=named,
        digest=digest,
        guid=entry.id[:1000],
        link=entry.link[:2000],
        title=entry.title[:1000],
        summary=entry.summary,
        content=entry.content,
        author=entry.author[:300],
        tags=list(entry.tags)[:20],
        credit=entry.source[:300],
        published=entry.published,
        updated=entry.updated,
        arrived=arrived,
    )


def host(url: str) -> str:
    """Return whose budget a request counts against."""
    return (urlsplit(url).hostname or "").lower()[:255]


def _known(source: Source, keys: Collection[str]) -> list[identity.Known]:
    digests = [_digest(key) for key in keys]
    rows: dict[int, Item] = {}
    for start in range(0, len(digests), 500):
        found = Item.objects.filter(known_by__source=source, known_by__key__in=digests[start : start + 500])
        rows |= {item.pk: item for item in found.defer("content")}
    return [
        identity.Known(
            id=str(item.pk),
            keys=frozenset(item.keys),
            title=item.title,
            link=item.link,
            digest=item.digest,
            published=item.published,
        )
        for item in sorted(rows.values(), key=lambda item: item.pk)
    ]


def _remember(items: Iterable[Item]) -> None:
    ItemKey.objects.bulk_create(
        [ItemKey(source_id=item.source_id, key=_digest(key), item=item) for item in items for key in item.keys],
        ignore_conflicts=True,
        batch_size=500,
    )


def _change(intent: identity.Changed) -> None:
    """Note that an item goes by further keys; where its words changed, its page is fetched again."""
    item = Item.objects.get(pk=int(intent.id))
    item.keys, item.digest = sorted(intent.keys), intent.digest
    if intent.words:
        said = intent.item
        item.title, item.summary, item.content = said.title[:1000], said.summary, said.content
        item.link, item.updated = said.link[:2000] or item.link, said.updated or item.updated
        item.attempts, item.next_try = 0, None
        if item.state not in (Item.State.HELD, Item.State.DROPPED):
            item.state = Item.State.WAITING
    item.save()
    _remember([item])


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()
