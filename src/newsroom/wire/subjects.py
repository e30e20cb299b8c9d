"""Trending at a moment: subjects against their own past, from mentions that had arrived by then."""

from datetime import datetime, timedelta
from typing import Any

from newsroom.archive.models import Mention, Subject
from newsroom.archive.models.articles import REPORTING
from stet.group import trending

BACK = timedelta(weeks=4, hours=6)
RECENT = timedelta(hours=6)
SHOWN = 8
MOST = 4000  # subjects named in the last hours that are looked at, most named first


def trends(moment: datetime) -> list[dict[str, Any]]:
    """Return the subjects that stand out, each with its course over the day, in words too."""
    rows = Mention.objects.filter(arrived__lte=moment, article__genre__in=REPORTING)
    named = rows.filter(arrived__gt=moment - RECENT).values_list("subject_id", flat=True).distinct()[:MOST]
    past = rows.filter(subject__in=list(named), arrived__gt=moment - BACK).values_list(
        "subject__key",
        "arrived",
        "article_id",
        "article__origin_id",
        "article__source__owner__name",
        "article__source__name",
        "article__story__key",
    )
    mentions = [
        trending.Mention(
            subject=subject, at=at, origin=str(origin or article), owner=owner or outlet, story=story or ""
        )
        for subject, at, article, origin, owner, outlet, story in past.order_by("arrived", "article_id")
    ]
    found = trending.trending(mentions, moment)[:SHOWN]
    names = {row.key: row for row in Subject.objects.filter(key__in=[one.subject for one in found])}
    return [_trend(one, names[one.subject]) for one in found]


def _trend(one: trending.Trend, subject: Subject) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "name": subject.name,
        "kind": subject.kind,
        "seen": one.seen,
        "usual": round(one.usual, 2),
        "owners": one.owners,
        "surprise": round(one.surprise, 2),
        "stories": list(one.stories),
        "course": list(one.course),
        "line": one.line,
        "why": one.words,
    }
