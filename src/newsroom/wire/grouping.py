"""Group: articles into copies and stories, in the order in which they arrived, the same way every time.

The index of open stories lives in this process. A checkpoint in the data folder lets the next process go on exactly
where it stood; without one, or when older articles are loaded, it is rebuilt by replaying the days that still count.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from newsroom.archive import placing, records
from newsroom.archive.models import Article, Decision, Membership, Story
from newsroom.wire import checkpoint, engines, problems
from newsroom.wire.tally import NOTHING, Tally
from stet import news
from stet.group.stories import Stories

BATCH = 200
REPLAY = timedelta(days=8)  # copies are recognised for seven days, stories stay open for three
EVERY = 2000  # articles between checkpoints: about a minute's work to replay
REMEMBERED = 200_000  # articles whose group is known: a fortnight of 14,000 a day, after which nothing moves any more
LAST = 6  # the latest articles of a group in the index say which story it is in the tables
APART = (news.Genre.WALL.value,)  # says nothing, so it is no report of anything


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """Articles that turned out to belong elsewhere: who goes, and who was in that place already."""

    going: tuple[news.Placement, ...]
    stayed: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """Where one article went, with its neighbours there at that moment, and what it showed of earlier articles."""

    placement: news.Placement
    near: tuple[int, ...]
    chapter: tuple[int, ...]
    moves: tuple[Move, ...]


@dataclass(kw_only=True)
class Index:
    """The open stories, how far in the stream they stand, and which articles each group of them holds."""

    stories: Stories
    groups: dict[str, list[int]] = field(default_factory=dict)
    group_of: dict[int, str] = field(default_factory=dict)
    at: tuple[datetime, int] | None = None
    grouped: int = 0  # articles of the tables that it has seen, or that are too old to matter
    since: int = 0  # articles placed since the last checkpoint

    def place(self, article: Article) -> Placed:
        """Place one article, and remember where it and those it moved are now."""
        placement = self.stories.place(records.report(article))
        moved = [one for one in self.stories.moved() if one.id != placement.id]
        moves = [self._move(story, moved) for story in dict.fromkeys(one.story for one in moved)]
        near = [int(placement.copy_of)] if placement.copy_of else self.groups.get(placement.story, [])
        placed = Placed(
            placement=placement,
            near=tuple(near[-LAST:]),
            chapter=tuple(self.groups.get(placement.chapter_of, [])[-LAST:]),
            moves=tuple(moves),
        )
        self._put(article.pk, placement.story)
        self.at, self.since = (article.arrived, article.pk), self.since + 1
        return placed

    def _move(self, story: str, moved: Sequence[news.Placement]) -> Move:
        going = [one for one in moved if one.story == story]
        stayed = tuple(self.groups.get(story, [])[-LAST:])
        for one in going:
            self._put(int(one.id), story)
        return Move(going=tuple(going), stayed=stayed)

    def forget(self) -> None:
        """Drop the groups of long ago, which no new article can join; they were placed first, so they stand first."""
        for article in list(self.group_of)[: max(0, len(self.group_of) - REMEMBERED)]:
            story = self.group_of.pop(article)
            self.groups[story].remove(article)
            if not self.groups[story]:
                del self.groups[story]

    def _put(self, article: int, story: str) -> None:
        if (left := self.group_of.get(article)) is not None:
            self.groups[left].remove(article)
        self.groups.setdefault(story, []).append(article)
        self.group_of[article] = story


_held: dict[str, Index] = {}


def waiting() -> QuerySet[Article]:
    """Return the articles that are in no story yet, in the order in which they arrived."""
    return Article.objects.filter(grouped_at=None, current__isnull=False).order_by("arrived", "id")


def group(now: datetime, limit: int = BATCH) -> Tally:
    """Place one batch; places and the mark that they were given are stored in one transaction.

    The index thinks before the transaction begins, so that nobody waits for it to write.
    """
    batch = list(records.told(waiting())[:limit])
    if not batch:
        return NOTHING
    index = _index(batch[0])
    try:
        placed = [_place(index, article, now) for article in batch]
        with transaction.atomic():
            for article, found in zip(batch, placed, strict=True):
                _store(article, found, now)
            placing.settle(article.story_id for article in batch if article.story_id)
    except BaseException:
        # The index has seen articles that the tables have not: it is no longer true.
        forget()
        raise
    index.grouped += sum(article.genre not in APART for article in batch)
    if index.since >= EVERY:
        keep()
    failed = sum(found is None and article.genre not in APART for article, found in zip(batch, placed, strict=True))
    return Tally(done=len(batch) - failed, failed=failed, more=len(batch) == limit)


def _place(index: Index, article: Article, now: datetime) -> Placed | None:
    if article.genre in APART:
        return None
    try:
        return index.place(article)
    except Exception as error:
        problems.note("group", error, now=now, subject=article.url or str(article.pk), source=article.source)
        return None


def _store(article: Article, placed: Placed | None, now: datetime) -> None:
    article.grouped_at = now
    if placed is None:
        article.save(update_fields=["grouped_at"])
        return
    placement = placed.placement
    for one in placed.moves:
        _move(one, article)
    article.origin_id = int(placement.origin)
    article.copy_of_id = int(placement.copy_of) if placement.copy_of else None
    article.copy_reason = placement.reason if placement.copy_of else ""
    placing.put(article, _story(article, placed), article.arrived, placement.reason)
    article.save(update_fields=["grouped_at", "origin", "copy_of", "copy_reason", "story"])


def _story(article: Article, placed: Placed) -> Story:
    """Return the row of a story: where a copied article is now, or most of its latest neighbours.

    Editors move articles and merge stories; asking the tables where the neighbours are follows their hand.
    """
    found = _where(placed.near)
    if found is None:
        found = placing.open_story(article, key=placing.free_key(article))
        found.chapter_of = _where(placed.chapter)
        found.save(update_fields=["chapter_of"])
    return found


def _where(articles: Sequence[int]) -> Story | None:
    """Return the story that most of some articles are in now, or None when they are in none."""
    held = Membership.objects.filter(article__in=articles, until=None).values_list("story_id", flat=True)
    if not held:
        return None
    counts = Counter(held)
    story = Story.objects.get(pk=min(counts, key=lambda pk: (-counts[pk], pk)))
    while story.merged_into is not None:
        story = story.merged_into
    return story


def _move(move: Move, because: Article) -> None:
    """Carry out what a new article showed of earlier ones: they belong elsewhere. What an editor arranged stays."""
    reasons = {int(one.id): one.reason for one in move.going}
    rows = Article.objects.filter(pk__in=reasons, story__isnull=False).select_related("story").order_by("arrived", "id")
    free = [row for row in rows if not _arranged(row)]
    if not free:
        return
    to = _where(move.stayed) or placing.open_story(free[0], key=placing.free_key(free[0]))
    left = {row.story_id for row in free}
    for row in free:
        placing.put(row, to, because.arrived, reasons[row.pk])
    placing.close_empty(left - {to.pk}, to)
    placing.settle([*left, to.pk])


def _arranged(article: Article) -> bool:
    """Say whether an editor put an article where it is, or arranged the story it is in."""
    acts = (Decision.Act.MERGE, Decision.Act.SPLIT, Decision.Act.MOVE)
    by_hand = Membership.objects.filter(article=article, until=None, by=Membership.By.EDITOR).exists()
    story = Q(story=article.story_id) | Q(other=article.story_id)
    return by_hand or Decision.objects.filter(story, act__in=acts, undone_at=None).exists()


# --- the index between batches and processes --------------------------------------------------------------------------


def _index(first: Article) -> Index:
    """Return an index that stands just before an article of the stream, and has seen all that was grouped."""
    total = _grouped().count()
    index = _held.get(_name()) or checkpoint.restore(_folder())
    if index is not None and (index.at is None or index.at < (first.arrived, first.pk)):
        if index.grouped != total:
            _replay(index, _grouped(), first)
        if index.grouped == total:
            _held[_name()] = index
            return index
    # Nothing to go on from, or older articles are being loaded: the days that count for this article are replayed.
    index = Index(stories=Stories(embed=engines.embedder()))
    _replay(index, _grouped().filter(arrived__gte=first.arrived - REPLAY), first)
    index.grouped = total
    _held[_name()] = index
    return index


def _grouped() -> QuerySet[Article]:
    return Article.objects.exclude(grouped_at=None).exclude(genre__in=APART)


def _replay(index: Index, rows: QuerySet[Article], before: Article) -> None:
    """Show the index what was placed between where it stands and an article; the tables stay as they are."""
    rows = rows.filter(Q(arrived__lt=before.arrived) | Q(arrived=before.arrived, pk__lt=before.pk))
    if index.at:
        rows = rows.filter(Q(arrived__gt=index.at[0]) | Q(arrived=index.at[0], pk__gt=index.at[1]))
    for article in records.told(rows).order_by("arrived", "id").iterator(500):
        index.grouped += 1
        # What could not be placed then cannot be placed now; it was written down at the time.
        with suppress(Exception):
            index.place(article)


def keep() -> None:
    """Write the index of this process down, so that the next one need not replay."""
    if (index := _held.get(_name())) and index.since:
        index.forget()
        checkpoint.keep(_folder(), index)
        index.since = 0


def forget() -> None:
    """Drop the index of this process; the next batch restores or replays it."""
    _held.pop(_name(), None)


def _name() -> str:
    return f"{settings.STET_HOME} {connection.settings_dict['NAME']}"


def _folder() -> Path:
    return Path(settings.STET_HOME)
