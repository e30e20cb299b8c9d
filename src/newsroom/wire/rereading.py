"""Read cited sources again: an article that carries evidence is asked for once more, and what changed is a revision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max, Q, prefetch_related_objects

from newsroom.archive import vault
from newsroom.archive.models import Article, Source
from newsroom.wire import following, intake, pages, problems
from newsroom.wire.asking import Asking
from newsroom.wire.door import door
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import ArchiveError, GatherError, StetError
from stet.gather import failures

SHARE = 0.5  # of the places for requests
BATCH = 50
# What a post of ours stands on: until so long after it was published, so often. An unchanged page costs a 304 where its
# site knows how; each other answer is archived only if its bytes are new.
PUBLISHED = (
    (timedelta(hours=12), timedelta(minutes=4)),
    (timedelta(days=7), timedelta(hours=1)),
    (timedelta(days=90), timedelta(days=1)),
)
# What other articles of its story were compared with: an hour after it came, when most corrections have come; then
# after six hours, a day, three days and a week.
COMPARED = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168))


@dataclass(frozen=True, kw_only=True, slots=True)
class Reread:
    """What asking again for an article gave; no captures when it is as it was."""

    article: Article
    captures: tuple[news.Capture, ...] = ()
    error: StetError | None = None


def waiting(now: datetime) -> list[Article]:
    """Return the articles whose next re-reading is due: what posts stand on first, then the latest."""
    rows = Article.objects.filter(url__startswith="http", source__state=Source.State.ACTIVE, item__feed__isnull=False)
    cited = rows.filter(revisions__citations__version__current_of__isnull=False)
    cited = cited.annotate(told=Max("revisions__citations__version__at")).filter(_due_published(now))
    compared = rows.exclude(cited_at=None).filter(_due_compared(now)).order_by("-arrived")
    due = list(
        dict.fromkeys([*cited.values_list("pk", flat=True)[:BATCH], *compared.values_list("pk", flat=True)[:BATCH]])
    )
    # Fetched apart: with the count of citations, whole texts would be grouped by.
    found = Article.objects.select_related("source", "item__feed", "current__capture").in_bulk(due)
    prefetch_related_objects(list(found.values()), "current__capture__further")
    return [found[pk] for pk in due]


def _due_published(now: datetime) -> Q:
    due, since = Q(), timedelta()
    for until, every in PUBLISHED:
        stale = Q(reread_at=None, arrived__lte=now - every) | Q(reread_at__lte=now - every)
        due |= stale & Q(told__gt=now - until, told__lte=now - since)
        since = until
    return due


def _due_compared(now: datetime) -> Q:
    due = Q()
    for age in COMPARED:
        due |= Q(arrived__lte=now - age) & (Q(reread_at=None) | Q(reread_at__lt=F("arrived") + age))
    return due & Q(arrived__gt=now - COMPARED[-1] * 2)


def take(asking: Asking, now: datetime) -> None:
    """Ask again for the articles whose turn it is, as far as their hosts may be asked."""
    room = asking.room(SHARE)
    for article in waiting(now)[:room]:
        host = intake.host(article.url)
        if asking.may(("article", article.pk), host, now, door().pace(article.url)):
            asking.ask(("article", article.pk), host, look, article)


def look(article: Article) -> Reread:
    """Ask for an article's pages, on condition that they have changed. No database: this runs in a thread."""
    try:
        had = _had(article)
        url = had.url if had else article.url
        found = pages.whole(
            url,
            etag=had.header("etag") if had else "",
            modified=had.header("last-modified") if had else "",
            verify=following.verified(article.item.feed if article.item else None, url),
        )
        same = found[0].status == 304 or (had and len(found) == 1 and found[0].sha256 == had.sha256)
        return Reread(article=article, captures=() if same else found)
    except StetError as error:
        return Reread(article=article, error=error)
    except Exception as error:
        return Reread(article=article, error=GatherError(f"{type(error).__name__}: {error}", subject=article.url))


def _had(article: Article) -> news.Capture | None:
    """Return the capture that the current revision was read from, when it was one page, and its bytes are not lost."""
    row = article.current.capture if article.current else None
    if row is None or row.further.all() or not row.url.startswith("http"):
        return None
    try:
        return vault.take(row)
    except ArchiveError:
        return None


def store(answers: Sequence[Reread], now: datetime) -> Tally:
    """Archive what came; it goes through reading like any other page."""
    if not answers:
        return Tally()
    came = [one for one in answers if one.captures]
    rows = vault.keep_pages([(one.captures, {"item": one.article.item, "source": one.article.source}) for one in came])
    with transaction.atomic():
        vault.save(rows)
        Article.objects.filter(pk__in=[one.article.pk for one in answers]).update(reread_at=now)
    for one in answers:
        if one.error:
            said = failures.diagnose(one.error, page=True)
            error = GatherError(said.detail, advice="What it said is in the archive. Open the address in a browser")
            cause, source = said.cause.name.lower(), one.article.source
            problems.note("reread", error, now=now, subject=one.article.url, source=source, cause=cause)
    problems.settle("reread", [one.article.url for one in answers if not one.error], now)
    failed = sum(one.error is not None for one in answers)
    return Tally(done=len(answers) - failed, failed=failed, more=bool(came))
