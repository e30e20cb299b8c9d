"""Make up what is new in a story since a reader last looked. The moment stands in the address; nothing else is known.

Whoever follows a story keeps the link of the last look, or the reader's own browser does; neither comes to us as more
than a minute in an address, so there is nothing to store and nobody to recognise.
"""

from datetime import datetime
from functools import lru_cache

from newsroom.archive import records
from newsroom.archive.models import Article, Fact, Story
from newsroom.archive.models.articles import REPORTING
from newsroom.press import addresses
from newsroom.press.seen import Said
from newsroom.wire import editions
from stet import news
from stet.brief.brief import brief
from stet.errors import ConfigError

REPORTS = 60
"""The latest of a story from which its news is chosen: a reader who was away for longer starts at the top."""


def moment(said: str, now: datetime) -> datetime | None:
    """Read the moment of the last look; None for what is no moment or has not come."""
    try:
        found = editions.moment_of(said)
    except ConfigError:
        return None
    return found if found and found <= now else None


def new(story: Story, since: datetime) -> tuple[Said, ...]:
    """Return the sentences with a fact that nobody had at `since`, in order; none where nothing came."""
    return _new(story.pk, story.last, since.replace(second=0, microsecond=0)) if story.last > since else ()


@lru_cache(maxsize=256)
def _new(story: int, last: datetime, since: datetime) -> tuple[Said, ...]:
    rows = Article.objects.filter(story=story, genre__in=REPORTING, arrived__lte=last, current__isnull=False)
    latest = list(records.told(rows).order_by("-arrived", "-id")[:REPORTS])[::-1]
    facts: dict[int | None, list[news.Fact]] = {row.current_id: [] for row in latest}
    for fact in Fact.objects.filter(revision__in=list(facts)):
        facts[fact.revision_id].append(records.fact(fact))
    told = brief(
        [records.report(row) for row in latest],
        [facts[row.current_id] for row in latest],
        now=last,
        since=since,
        origins={str(row.pk): str(row.origin_id or row.pk) for row in latest},
    )
    by_id = {str(row.pk): row for row in latest}
    return tuple(_said(line, by_id[line.evidence[0].source]) for line in told.new)


def _said(line: news.Line, article: Article) -> Said:
    return Said(
        text=line.text,
        outlet=article.source.name,
        at=line.since or article.arrived,
        href=addresses.article(article.pk, line.evidence[0].span.start),
        language=article.language,
    )
