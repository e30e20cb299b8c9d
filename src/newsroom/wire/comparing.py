"""Compare: what the origins of a story say of each other's facts, and the story's brief."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from newsroom.archive import records
from newsroom.archive.models import Article, Evidence, Fact, Finding, Story
from newsroom.archive.models.articles import REPORTING
from newsroom.wire import engines, problems
from newsroom.wire.tally import Tally
from stet import news
from stet.check.verdicts import DISPUTED, LOOSE, SPREAD
from stet.text import sentences

BATCH = 10
ORIGINS = 12  # the latest report of so many origins is what a story is compared with: cost stays flat as it grows
FIRST_TIME = 40  # articles of a story that are compared for the first time in one go
TOLD = 120  # the latest reports from which a brief is drawn
SILENT = (news.Verdict.UNSUPPORTED, news.Verdict.NOT_CHECKABLE)  # nobody else mentions it: no finding
CHANGING = frozenset({news.Kind.FIGURE, news.Kind.DATE})
SOON = timedelta(minutes=30)  # reports this close together are about one moment: they differ, nothing changed


def waiting() -> QuerySet[Story]:
    """Return the stories to which something came since their facts were compared."""
    stale = Story.objects.filter(stale=True)
    return stale.exclude(articles__checked_at=None, articles__current__isnull=False).order_by("id")


def compare(now: datetime, limit: int = BATCH) -> Tally:
    """Compare one batch of stories, each stored on its own; one that fails is written down and passed over."""
    plans = [_plan(story) for story in waiting()[:limit]]
    jobs = [(plan, target) for plan in plans for target in plan.targets if len(plan.latest) > 1]
    found = engines.many(engines.findings, [_job(target, plan.latest) for plan, target in jobs])
    by_plan: dict[int, dict[Article, Any]] = {}
    for (plan, target), findings in zip(jobs, found, strict=True):
        by_plan.setdefault(plan.story.pk, {})[target] = findings
    failed = sum(not _settle(plan, by_plan.get(plan.story.pk, {}), now) for plan in plans)
    return Tally(done=len(plans) - failed, failed=failed, more=len(plans) == limit)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What is compared in a story: its articles, the latest of each origin, and those whose facts are looked at."""

    story: Story
    articles: list[Article]
    latest: list[Article]
    targets: list[Article]


def _plan(story: Story) -> Plan:
    rows = records.told(Article.objects.filter(story=story, current__isnull=False))
    voiced = rows.select_related("origin__source__owner").defer("origin__source__icon")
    articles = list(voiced.order_by("arrived", "id"))
    reporting = [article for article in articles if article.genre in REPORTING]
    # The first of each origin is the original itself; a copy of it is not what one cites.
    origins = {article.origin_id or article.pk: article for article in reversed(reporting)}
    latest = sorted(origins.values(), key=lambda article: (article.arrived, article.pk))[-ORIGINS:]
    targets = dict.fromkeys(latest)
    targets |= dict.fromkeys([article for article in articles if article.compared_at is None][:FIRST_TIME])
    return Plan(story=story, articles=reporting or articles, latest=latest, targets=list(targets))


def _job(target: Article, latest: Sequence[Article]) -> tuple[str, list[news.Source], datetime]:
    """Return a text with the other reports it is compared with; its own words would only hide what they deny."""
    own = target.origin_id or target.pk
    # What the outlet itself wrote before, this article replaces.
    heard = [one for one in latest if (one.origin_id or one.pk) != own and one.source_id != target.source_id]
    others = [records.source(one) for one in heard]
    return target.current.text, others, target.published or target.arrived


def among_equals(
    target: Article, findings: Sequence[news.Finding], heard: Mapping[str, news.Source]
) -> list[news.Finding]:
    """Turn what others say of an article's facts into what a story's origins say together, the article among them.

    Another's support makes two origins: corroborated. One other's denial is a dispute between equals; only where two or
    more deny it does the article stand contradicted. A figure or date that only later reports have otherwise was right
    or wrong when it was written, and is outdated now. The newsroom whose words it carries and that one's owner's other
    outlets can outdate it; they confirm nothing and dispute nothing. Nobody confirms an event with a figure in it that
    nobody confirms. `heard` holds the sources.
    """
    figures = [one.fact.span for one in findings if one.fact.kind is news.Kind.FIGURE and not one.verdict.stands]
    told = (_equal(target, one, heard) for one in findings if one.verdict not in SILENT)
    return [one for one in told if one is not None and not _counts(one, figures)]


def _counts(said: news.Finding, figures: Sequence[news.Span]) -> bool:
    """Say whether an event that stands has one of `figures` in it: "fourteen people have died"."""
    event = said.fact.kind is news.Kind.EVENT and said.verdict.stands
    return event and any(said.fact.span.holds(span) for span in figures)


def _equal(target: Article, said: news.Finding, heard: Mapping[str, news.Source]) -> news.Finding | None:
    own = news.Evidence(source=str(target.pk), span=_sentence(target, said.fact.span), text="")
    own = replace(own, text=own.span.of(target.current.text))
    told = replace(said, evidence=(own, *said.evidence))
    voices = {heard[one.source].origin for one in said.evidence}
    if said.verdict.stands:
        if said.rule in {LOOSE, SPREAD}:
            return None
        origins = said.origins + (target.voice not in voices)
        return replace(told, verdict=news.Verdict.CORROBORATED, origins=origins) if origins > 1 else None
    written = (target.published or target.arrived) + SOON
    moments = {one.source: heard[one.source].published or written for one in said.evidence}
    later = all(moment > written for moment in moments.values())
    if voices == {target.voice} and not (later and said.fact.kind in CHANGING):
        return None
    if said.verdict is news.Verdict.OUTDATED and all(moment <= written for moment in moments.values()):
        # The article itself still says so, after what was thought to have changed it.
        return replace(told, verdict=news.Verdict.DISPUTED, code=DISPUTED[said.fact.kind])
    if said.verdict is news.Verdict.CONTRADICTED and said.fact.kind in CHANGING and later:
        return replace(told, verdict=news.Verdict.OUTDATED, reason=f"Later reports differ. {said.reason}")
    if said.verdict is news.Verdict.CONTRADICTED and len(moments) < 2:
        return replace(told, verdict=news.Verdict.DISPUTED)
    return told


def _sentence(target: Article, span: news.Span) -> news.Span:
    text = target.current.text
    start = max(0, span.start - 600)
    for one in sentences(text[start : span.end + 600]):
        whole = news.Span(start=one.start + start, end=one.end + start)
        if whole.holds(span):
            return whole
    return span


def _settle(plan: Plan, found: Mapping[Article, Any], now: datetime) -> bool:
    """Store what was found of one story, or write down what went wrong; either way it is not compared again in vain."""
    heard = {str(one.pk): records.source(one) for one in plan.latest}
    well = {
        target: among_equals(target, findings, heard)
        for target, findings in found.items()
        if not isinstance(findings, Exception)
    }
    for target, error in found.items():
        if isinstance(error, Exception):
            problems.note("compare", error, now=now, subject=target.url or str(target.pk), source=target.source)
    try:
        said = _brief(plan.articles[-TOLD:], well) if plan.articles else {}
        with transaction.atomic():
            for target, findings in well.items():
                _keep(plan.story, target, findings)
            Article.objects.filter(pk__in=[target.pk for target in plan.targets]).update(compared_at=now)
            Story.objects.filter(pk=plan.story.pk).update(stale=False, brief=said)
    except Exception as error:
        problems.note("compare", error, now=now, subject=plan.story.key)
        Story.objects.filter(pk=plan.story.pk).update(stale=False)
        return False
    return len(well) == len(found)


def _keep(story: Story, article: Article, findings: Sequence[news.Finding]) -> None:
    facts = {(row.kind, row.start, row.end): row for row in Fact.objects.filter(revision=article.current)}
    Finding.objects.filter(fact__revision=article.current).delete()
    chosen = {}
    for one in findings:
        row = facts.get((one.fact.kind.value, one.fact.span.start, one.fact.span.end))
        if row is not None:
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


def _brief(articles: Sequence[Article], found: Mapping[Article, Sequence[news.Finding]]) -> dict[str, Any]:
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
        findings={str(article.pk): findings for article, findings in found.items()},
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
