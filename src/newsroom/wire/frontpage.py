"""Make up the front page of a moment from what was known then. Decides nothing: the order is `stet.group.rank`'s.

Everything here follows from records with moments, so the same moment gives the same page.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from newsroom.archive import past
from newsroom.archive.models import Article, Fact, Membership, Source, Story
from newsroom.archive.models.articles import REPORTING
from newsroom.archive.past import Known, Member
from newsroom.wire import subjects, telling
from stet import news
from stet.group import rank

PLACES = 60  # stories on the page, sections included
QUESTIONED = 12  # of them answer "without outlet Y it would be eleventh"
LATEST = 40
NEW = timedelta(hours=12)  # a fact is new while nobody had it twelve hours ago
HABIT = timedelta(days=14)  # over which an owner's usual number of reports is counted
PACE = 12  # points of a story's line, two hours each


def content(moment: datetime) -> dict[str, Any]:
    """Return the page as plain data, with the parts of every rank."""
    known = {story.key: story for story in past.stories(moment)}
    candidates = _candidates(list(known.values()), moment)
    usual = habits(moment)
    order = rank.rank(candidates, moment, usual=usual)[:PLACES]
    shown = {story for one in order for story in (one.story, *one.chapters)}
    near = [one for one in candidates if one.story in shown]
    return {
        "version": 1,
        "moment": iso(moment),
        "top": [
            {**_card(place, one, known, moment), "without": _without(place, near, moment, one.story, usual)}
            for place, one in enumerate(order, 1)
        ],
        "trending": subjects.trends(moment),
        "day": telling.told([known[one.story] for one in order], moment),
        "sections": _sections(order, known),
        "latest": _latest(moment),
        "silent": _silent(moment),
        "heard": _heard(moment),
    }


# --- what ranking is given --------------------------------------------------------------------------------------------


def _candidates(known: Sequence[Known], moment: datetime) -> list[rank.Candidate]:
    new = _new_facts(known, moment)
    threads = _leading(moment)
    return [
        rank.Candidate(
            story=story.key,
            entries=tuple(_entry(member) for member in past.counted(story.members)),
            section=story.section,
            thread=_thread(story.key, threads),
            new_facts=new.get(story.key, 0),
            pin=story.pinned or 0,
            muted=story.muted,
        )
        for story in known
        # A live page alone stands among the latest, unless an editor wants it.
        if story.pinned or any(member.genre in REPORTING for member in story.members)
    ]


def _entry(member: Member) -> rank.Entry:
    return rank.Entry(
        id=str(member.id),
        outlet=member.outlet,
        arrived=member.arrived,
        origin=str(member.origin),
        owner=member.owner,
        standing=1.0 + member.standing / 2,
    )


def _leading(moment: datetime) -> dict[str, str]:
    """Return what each story leads back to: the chapter before it, or the story that it had become part of by then."""
    then = Membership.objects.filter(past.held(moment), story=OuterRef("pk"))
    linked = Story.objects.exclude(chapter_of=None, merged_into=None).annotate(stood=Exists(then))
    rows = linked.values_list("key", "chapter_of__key", "merged_into__key", "stood")
    ends = {key: chapter if stood or not into else into for key, chapter, into, stood in rows}
    return {key: end for key, end in ends.items() if end}


def _thread(key: str, parents: Mapping[str, str]) -> str:
    """Return the first chapter of a story's chain, or "" when it stands alone."""
    seen = {key}
    while (parent := parents.get(key)) and parent not in seen:
        seen.add(parent)
        key = parent
    return key if len(seen) > 1 or key in parents.values() else ""


def _new_facts(known: Sequence[Known], moment: datetime) -> dict[str, int]:
    """Count in each story the facts that none of its articles had twelve hours before."""
    recent = {story.key: story for story in known if story.last > moment - NEW and story.origins > 1}
    where = {member.id: story.key for story in recent.values() for member in story.members}
    rows = Fact.objects.filter(
        revision__article__in=where, revision__arrived__lte=moment, kind__in=("figure", "date", "quotation")
    ).values_list("revision__article_id", "kind", "text", "revision__arrived")
    first: dict[tuple[str, str, str], datetime] = {}
    for article, kind, text, arrived in rows:
        key = (where[article], kind, text.casefold())
        first[key] = min(arrived, first.get(key, arrived))
    return dict(Counter(story for (story, _, _), arrived in first.items() if arrived > moment - NEW))


def habits(moment: datetime) -> dict[str, float]:
    """Return how many reports a day each owner usually sends, before the day that ends at `moment`."""
    before = moment - timedelta(days=1)
    rows = Article.objects.filter(arrived__gt=before - HABIT, arrived__lte=before).values_list("source")
    owners = past.families(moment)
    usual: Counter[str] = Counter()
    for source, reports in rows.annotate(reports=Count("id")):
        usual[owners[source]] += reports
    return {family: reports / HABIT.days for family, reports in usual.items()}


# --- what the page says -----------------------------------------------------------------------------------------------


def _card(place: int, ranked: news.Ranked, known: Mapping[str, Known], moment: datetime) -> dict[str, Any]:
    story = known[ranked.story]
    lead = next((one for one in reversed(story.members) if one.title == story.title), story.members[-1])
    return {
        "place": place,
        "story": story.key,
        "title": story.title,
        "section": story.section,
        "language": lead.language,
        "score": round(ranked.score, 4),
        "parts": [{"name": part.name, "points": round(part.points, 4), "why": part.why} for part in ranked.parts],
        "reports": len(story.members),
        "outlets": story.outlets,
        "origins": story.origins,
        "first": iso(story.first),
        "last": iso(story.last),
        "excerpt": {"article": lead.id, "text": lead.excerpt, "outlet": lead.outlet, "arrived": iso(lead.arrived)},
        "pace": _pace(story.members, moment),
        "chapters": [{"story": key, "title": known[key].title} for key in ranked.chapters],
    }


def _without(
    place: int, near: Sequence[rank.Candidate], moment: datetime, story: str, usual: Mapping[str, float]
) -> list[dict[str, Any]]:
    """Say which place the story would have without each of its outlets, where that differs; 0 is off the page."""
    if place > QUESTIONED:
        return []
    leaning = rank.leaning(near, moment, story, usual=usual)
    return [{"outlet": outlet, "place": other} for outlet, other in leaning if other != place][:5]


def _pace(members: Iterable[Member], moment: datetime) -> list[int]:
    """Count reports in spans of two hours, oldest first; the last span ends at `moment`."""
    counts = [0] * PACE
    for member in members:
        back = int((moment - member.arrived) / timedelta(hours=2))
        if 0 <= back < PACE:
            counts[PACE - 1 - back] += 1
    return counts


def _sections(order: Sequence[news.Ranked], known: Mapping[str, Known]) -> list[dict[str, Any]]:
    filed: dict[str, list[str]] = {}
    for one in order:
        if section := known[one.story].section:
            filed.setdefault(section, []).append(one.story)
    return [{"section": section, "stories": keys} for section, keys in sorted(filed.items())]


def _latest(moment: datetime) -> list[dict[str, Any]]:
    rows = Article.objects.filter(arrived__lte=moment, grouped_at__isnull=False).order_by("-arrived", "-id")
    shown = list(rows.select_related("source", "copy_of__source")[:LATEST])
    pks = [row.pk for row in shown]
    where = dict(Membership.objects.filter(past.held(moment), article__in=pks).values_list("article", "story__key"))
    revised = past.read(pks, moment)
    return [
        {
            "article": row.pk,
            "title": row.title,
            "outlet": row.source.name,
            "source": row.source.slug,
            "arrived": iso(row.arrived),
            "language": row.language,
            "genre": row.genre,
            "story": where.get(row.pk, ""),
            "copy_of": row.copy_of.source.name if row.copy_of else "",
            **{name: said for name, said in revised.get(row.pk, {}).items() if name != "excerpt"},
        }
        for row in shown
    ]


def _silent(moment: datetime) -> list[dict[str, Any]]:
    """Name the sources that are quiet against their own rhythm: a page must say where it is blind."""
    changed = past.sources(moment)
    rows = Source.objects.filter(Q(silent_since__isnull=False) | Q(pk__in=changed)).order_by("name", "id")
    then = [(row, changed.get(row.pk, row)) for row in rows]
    return [
        {"source": row.slug, "outlet": row.name, "since": iso(held.silent_since), "why": held.silence}
        for row, held in then
        if held.silent_since and held.state == Source.State.ACTIVE
    ]


def _heard(moment: datetime) -> dict[str, int]:
    arrived = Article.objects.filter(arrived__lte=moment)
    today = arrived.filter(arrived__gt=moment - timedelta(days=1))
    changed = past.sources(moment)
    added = Source.objects.filter(added__lte=moment).values_list("pk", "state")
    states = [changed[pk].state if pk in changed else state for pk, state in added]
    return {
        "sources": today.values("source").distinct().count(),
        "of": sum(state != Source.State.REMOVED for state in states) or arrived.values("source").distinct().count(),
        "articles": today.count(),
    }


def iso(moment: datetime) -> str:
    """Say a moment for machines, in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
