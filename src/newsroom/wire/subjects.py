"""Trending at a moment: subjects against their own past, from mentions that had arrived by then."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from newsroom.archive import past
from newsroom.archive.models import Membership, Mention, Subject
from newsroom.archive.models.articles import REPORTING
from stet.group import trending

BACK = timedelta(weeks=4, hours=6)
RECENT = timedelta(hours=6)
SHOWN = 8
MOST = 4000  # subjects named in the last hours that are looked at, most named first


def trends(moment: datetime) -> list[dict[str, Any]]:
    """Return the subjects that stand out, each with its course over the day, in words too."""
    rows = Mention.objects.filter(past.held(moment), arrived__lte=moment)
    named = rows.filter(arrived__gt=moment - RECENT).values_list("subject").annotate(n=Count("pk"))
    most = [subject for subject, _ in named.order_by("-n", "subject")[:MOST]]
    rows = rows.filter(subject__in=most, arrived__gt=moment - BACK).order_by("arrived", "article_id")
    revised, families = past.read(rows.values("article"), moment), past.families(moment)
    fresh = Membership.objects.filter(past.held(moment), article__arrived__gt=moment - RECENT)
    stories = dict(fresh.values_list("article_id", "story__key"))
    mentions = [
        trending.Mention(
            subject=subject,
            at=at,
            origin=str(origin or article),
            owner=families[source],
            story=stories.get(article, ""),
        )
        for subject, at, article, genre, origin, source in rows.values_list(
            "subject__key", "arrived", "article_id", "article__genre", "article__origin_id", "article__source"
        )
        if revised.get(article, {}).get("genre", genre) in REPORTING
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
