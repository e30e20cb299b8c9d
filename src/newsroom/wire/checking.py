"""Check: the facts of each article, once per revision."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from newsroom.archive import records
from newsroom.archive.models import Article, Fact, Mention, Story, Subject
from newsroom.wire import engines, problems
from newsroom.wire.tally import Tally
from stet import news
from stet import text as texts
from stet.group import topics

BATCH = 40
SUBJECTS = 30  # per article: beyond that a text is a list, and would make everything trend


def waiting() -> QuerySet[Article]:
    """Return the articles whose facts have not been found, in the order in which they arrived."""
    return Article.objects.filter(checked_at=None, current__isnull=False).order_by("arrived", "id")


def check(now: datetime, limit: int = BATCH) -> Tally:
    """Find the facts of one batch; facts and the mark that they were found are stored in one transaction."""
    batch = list(waiting().select_related("current")[:limit])
    texts = [(article.current.text, article.published or article.arrived) for article in batch]
    found = engines.many(engines.facts, texts)
    failed = 0
    with transaction.atomic():
        for article, facts in zip(batch, found, strict=True):
            if isinstance(facts, Exception):
                problems.note("check", facts, now=now, subject=article.url or str(article.pk))
                facts, failed = (), failed + 1
            _keep(article, facts)
        Article.objects.filter(pk__in=[article.pk for article in batch]).update(checked_at=now)
        Story.objects.filter(articles__in=batch).update(stale=True)
    return Tally(done=len(batch) - failed, failed=failed, more=len(batch) == limit)


def _keep(article: Article, facts: Sequence[news.Fact]) -> None:
    Fact.objects.filter(revision=article.current).delete()
    Fact.objects.bulk_create([records.fact_row(article.current, fact) for fact in facts], batch_size=500)
    _mention(article, facts)


def _mention(article: Article, facts: Sequence[news.Fact]) -> None:
    chosen = _named(article.current.text, facts) | _topics(article)
    Subject.objects.bulk_create(
        [Subject(key=key, name=name, kind=kind) for key, (name, kind, _) in chosen.items()], ignore_conflicts=True
    )
    ids = dict(Subject.objects.filter(key__in=chosen).values_list("key", "id"))
    since = article.current.arrived
    held = Mention.objects.filter(article=article, until=None)
    held.filter(since__gte=since).delete()  # of the same revision, checked before
    held.exclude(subject__in=ids.values()).update(until=since)
    known = set(held.values_list("subject_id", flat=True))
    Mention.objects.bulk_create(
        Mention(subject_id=ids[key], article=article, arrived=article.arrived, since=since, count=count)
        for key, (_, _, count) in chosen.items()
        if ids[key] not in known
    )


# By key: how a subject is written, its kind, and how often an article names it.
Subjects = dict[str, tuple[str, str, int]]


def _named(text: str, facts: Sequence[news.Fact]) -> Subjects:
    counts: Subjects = {}
    _, told = texts.dateline(text)  # where a report was filed from is not what it is about
    for fact in facts:
        if fact.kind in {news.Kind.NAME, news.Kind.PLACE} and fact.span.start >= told:
            name = subject_name(fact)
            kind = Subject.Kind.PLACE if fact.kind is news.Kind.PLACE else Subject.Kind.NAME
            key = name.casefold()[:120]
            if len(key) > 2:
                counts[key] = (name[:200], kind, counts.get(key, ("", "", 0))[2] + 1)
    return dict(sorted(counts.items(), key=lambda one: (-one[1][2], one[0]))[:SUBJECTS])


def _topics(article: Article) -> Subjects:
    found = topics.topics(article.title, article.current.text)
    return {phrase[:120]: (phrase[:200], Subject.Kind.TOPIC, 1) for phrase in found}


def subject_name(fact: news.Fact) -> str:
    """Return the name a fact is about, without the office that stood before it."""
    for slot in ("canonical", "name"):
        if isinstance(said := fact.value.get(slot), str) and said:
            return " ".join(said.split())
    return " ".join(fact.text.split())
