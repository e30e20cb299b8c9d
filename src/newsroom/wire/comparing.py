"""Compare: what the origins of a story say of each other's facts, and the story's brief."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from newsroom.archive import records
from newsroom.archive.models import Article, Evidence, Fact, Finding, Story
from newsroom.archive.models.articles import REPORTING
from newsroom.wire import engines, problems
from newsroom.wire.tally import Tally
from stet import news

BATCH = 10
ORIGINS = 12  # the latest report of so many origins is what a story is compared with: cost stays flat as it grows
FIRST_TIME = 40  # articles of a story that are compared for the first time in one go
TOLD = 120  # the latest reports from which a brief is drawn
SILENT = (news.Verdict.UNSUPPORTED, news.Verdict.NOT_CHECKABLE)  # nobody else mentions it: no finding


def waiting() -> QuerySet[Story]:
    """Return the stories to which something came since their facts were compared."""
    stale = Story.objects.filter(stale=True)
    return stale.exclude(articles__checked_at=None, articles__current__isnull=False).order_by("id")


def compare(now: datetime, limit: int = BATCH) -> Tally:
    """Compare one batch of stories, each in its own transaction; one that fails is written down and passed over."""
    batch = list(waiting()[:limit])
    failed = 0
    for story in batch:
        try:
            _compare(story, now)
        except Exception as error:
            problems.note("compare", error, now=now, subject=story.key)
            Story.objects.filter(pk=story.pk).update(stale=False)
            failed += 1
    return Tally(done=len(batch) - failed, failed=failed, more=len(batch) == limit)


def _compare(story: Story, now: datetime) -> None:
    """Check a story's reports against its other origins, outside any transaction, then store what was found."""
    rows = Article.objects.filter(story=story, current__isnull=False).select_related("current", "source__owner")
    articles = list(rows.order_by("arrived", "id"))
    reporting = [article for article in articles if article.genre in REPORTING]
    latest = list({article.origin_id or article.pk: article for article in reporting}.values())[-ORIGINS:]
    targets = {article.pk: article for article in latest}
    targets |= {one.pk: one for one in [a for a in articles if a.compared_at is None][:FIRST_TIME]}
    found = {pk: _found(article, latest) for pk, article in targets.items()} if len(latest) > 1 else {}
    said = _brief((reporting or articles)[-TOLD:], found) if articles else {}
    with transaction.atomic():
        for pk, findings in found.items():
            _keep(story, targets[pk], findings)
        Article.objects.filter(pk__in=targets).update(compared_at=now)
        Story.objects.filter(pk=story.pk).update(stale=False, brief=said)


def _found(article: Article, latest: Sequence[Article]) -> Sequence[news.Finding]:
    """Return what the origins say of an article's facts. It is among them itself: what differs is then disputed."""
    own = article.origin_id or article.pk
    sources = [records.source(article), *(records.source(one) for one in latest if (one.origin_id or one.pk) != own)]
    if len(sources) == 1:
        return ()
    return engines.ledger(article.current.text, sources, published=article.published or article.arrived).findings


def _keep(story: Story, article: Article, findings: Sequence[news.Finding]) -> None:
    facts = {(row.kind, row.start, row.end): row for row in Fact.objects.filter(revision=article.current)}
    Finding.objects.filter(fact__revision=article.current).delete()
    chosen = {}
    for one in findings:
        row = facts.get((one.fact.kind.value, one.fact.span.start, one.fact.span.end))
        if row is not None and one.verdict not in SILENT:
            chosen[row.pk] = one
    made = Finding.objects.bulk_create([_row(story, pk, one) for pk, one in chosen.items()])
    revisions = _revisions(chosen.values())
    Evidence.objects.bulk_create(
        Evidence(
            finding=finding,
            revision_id=revisions[int(one.source)],
            start=one.span.start,
            end=one.span.end,
            text=one.text,
        )
        for finding, said in zip(made, chosen.values(), strict=True)
        for one in said.evidence
    )
    now_cited = {int(one.source) for said in chosen.values() for one in said.evidence}
    Article.objects.filter(pk__in=now_cited).update(cited_at=article.arrived)


def _row(story: Story, fact: int, said: news.Finding) -> Finding:
    return Finding(
        fact_id=fact,
        story=story,
        verdict=said.verdict.value,
        rule=said.rule[:80],
        reason=said.reason,
        code=said.code[:12],
        origins=said.origins,
    )


def _revisions(findings: Any) -> dict[int, int]:
    articles = {int(one.source) for said in findings for one in said.evidence}
    return dict(Article.objects.filter(pk__in=articles).values_list("pk", "current_id"))


def _brief(articles: Sequence[Article], found: Mapping[int, Sequence[news.Finding]]) -> dict[str, Any]:
    """Return the story in its sources' own sentences, as JSON; evidence names the revision it stands in."""
    from stet.brief.brief import brief

    facts: dict[int, list[news.Fact]] = {article.current_id: [] for article in articles}
    for row in Fact.objects.filter(revision__in=facts):
        facts[row.revision_id].append(records.fact(row))
    said = brief(
        [records.report(article) for article in articles],
        [facts[article.current_id] for article in articles],
        now=articles[-1].arrived,
        origins={str(article.pk): str(article.origin_id or article.pk) for article in articles},
        findings={str(pk): findings for pk, findings in found.items()},
    )
    return _with_revisions(records.plain(asdict(said)), {str(article.pk): article.current_id for article in articles})


def _with_revisions(value: Any, revisions: dict[str, int]) -> Any:
    if isinstance(value, dict):
        if "source" in value and "span" in value:
            value = {**value, "revision": revisions.get(value["source"])}
        return {key: _with_revisions(inner, revisions) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_revisions(inner, revisions) for inner in value]
    return value
