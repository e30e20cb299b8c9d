"""Read cited sources again: an article that carries evidence is asked for once more, and what changed is a revision."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from newsroom.archive import vault
from newsroom.archive.models import Article, Capture, Source
from newsroom.wire import budgets, intake, problems, tasks
from newsroom.wire.door import door
from newsroom.wire.tally import Tally
from stet import news
from stet.errors import StetError

BATCH = 20
THREADS = 8
# After an hour, when most corrections have come; then after six hours, a day, three days and a week.
AGES = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 72, 168))


def waiting(now: datetime) -> QuerySet[Article]:
    """Return the cited articles whose next re-reading is due, the latest cited first."""
    due = Q()
    for age in AGES:
        due |= Q(arrived__lte=now - age) & (Q(reread_at=None) | Q(reread_at__lt=F("arrived") + age))
    rows = Article.objects.filter(due, url__startswith="http", arrived__gt=now - AGES[-1] * 2)
    followed = rows.exclude(cited_at=None).filter(source__state=Source.State.ACTIVE, item__feed__isnull=False)
    return followed.select_related("source", "item").order_by("-arrived")


def reread(now: datetime, limit: int = BATCH) -> Tally:
    """Ask for one batch again; a page that came is archived and goes through reading like any other."""
    batch = [row for row in waiting(now)[: limit * 2] if budgets.may_ask(intake.host(row.url), now)][:limit]
    with ThreadPoolExecutor(THREADS, thread_name_prefix="reread") as pool:
        answers = list(pool.map(_ask, batch))
    came = [(row, answer) for row, answer in zip(batch, answers, strict=True) if isinstance(answer, news.Capture)]
    kept = vault.keep([(answer, {"item": row.item, "source": row.source}) for row, answer in came])
    with transaction.atomic():
        Capture.objects.bulk_create(kept)
        Article.objects.filter(pk__in=[row.pk for row in batch]).update(reread_at=now)
    for row, answer in zip(batch, answers, strict=True):
        if isinstance(answer, StetError):
            problems.note("reread", answer, now=now, subject=row.url, source=row.source)
    if came:
        tasks.wake("read")
    return Tally(done=len(came), failed=len(batch) - len(came), more=len(batch) == limit)


def _ask(row: Article) -> news.Capture | StetError:
    try:
        return door().fetch(row.url)
    except StetError as error:
        return error
