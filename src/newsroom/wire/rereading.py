"""Read cited sources again: an article that carries evidence is asked for once more, and what changed is a revision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from newsroom.archive import vault
from newsroom.archive.models import Article, Capture, Source
from newsroom.wire import intake, problems
from newsroom.wire.asking import Asking
from newsroom.wire.door import door
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import GatherError, StetError

SHARE = 0.5  # of the places for requests
# After an hour, when most corrections have come; then after six hours, a day, three days and a week.
AGES = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168))


@dataclass(frozen=True, kw_only=True, slots=True)
class Reread:
    """What asking again for an article gave."""

    article: Article
    capture: news.Capture | None = None
    error: StetError | None = None


def waiting(now: datetime) -> QuerySet[Article]:
    """Return the cited articles whose next re-reading is due, the latest cited first."""
    due = Q()
    for age in AGES:
        due |= Q(arrived__lte=now - age) & (Q(reread_at=None) | Q(reread_at__lt=F("arrived") + age))
    rows = Article.objects.filter(due, url__startswith="http", arrived__gt=now - AGES[-1] * 2)
    followed = rows.exclude(cited_at=None).filter(source__state=Source.State.ACTIVE, item__feed__isnull=False)
    return followed.select_related("source", "item").order_by("-arrived")


def take(asking: Asking, now: datetime) -> None:
    """Ask again for the articles whose turn it is, as far as their hosts may be asked."""
    room = asking.room(SHARE)
    for article in waiting(now)[:room]:
        host = intake.host(article.url)
        if asking.may(("article", article.pk), host, now, door().pace(article.url)):
            asking.ask(("article", article.pk), host, look, article)


def look(article: Article) -> Reread:
    """Ask for an article's page. No database: this runs in a thread."""
    try:
        return Reread(article=article, capture=door().fetch(article.url))
    except StetError as error:
        return Reread(article=article, error=error)
    except Exception as error:
        return Reread(article=article, error=GatherError(f"{type(error).__name__}: {error}", subject=article.url))


def store(answers: Sequence[Reread], now: datetime) -> Tally:
    """Archive what came; it goes through reading like any other page."""
    if not answers:
        return Tally()
    kept = vault.keep(
        [(one.capture, {"item": one.article.item, "source": one.article.source}) for one in answers if one.capture]
    )
    with transaction.atomic():
        Capture.objects.bulk_create(kept)
        Article.objects.filter(pk__in=[one.article.pk for one in answers]).update(reread_at=now)
    for one in answers:
        if one.error:
            problems.note("reread", one.error, now=now, subject=one.article.url, source=one.article.source)
    return Tally(done=len(kept), failed=len(answers) - len(kept), more=bool(kept))
