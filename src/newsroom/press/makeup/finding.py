"""Make up the page of a search."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Q

from newsroom.archive import search
from newsroom.archive.models import Source
from newsroom.press import addresses
from newsroom.press.makeup import ours
from newsroom.press.makeup.lists import rows
from newsroom.press.makeup.stories import arrival, headline
from newsroom.press.seen import Hit, Link, Own, SearchPage
from stet.errors import InputError

PER_PAGE = 20
LAST_PAGE = 50
OURS = 5


def page(asked: Mapping[str, str], now: datetime) -> SearchPage:
    """Answer a form: ``q``, ``outlet``, ``since``, ``until`` (days), ``page``. A bad value is named, not dropped.

    What we wrote ourselves stands before the reports, on the first page and where no outlet is asked for.
    """
    query = " ".join(asked.get("q", "").split())[:200]
    outlets = tuple(Source.objects.exclude(state=Source.State.REMOVED).order_by("name").values_list("name", "slug"))
    form = {name: asked.get(name, "").strip() for name in ("outlet", "since", "until")}
    blank = SearchPage(query=query, outlets=outlets, **form)
    if not query:
        return blank
    number = min(max(int(asked["page"]), 1), LAST_PAGE) if asked.get("page", "").isdecimal() else 1
    try:
        since, until = _day(form["since"]), _day(form["until"], days=1)
        found = search.search(
            query,
            outlet=form["outlet"],
            since=since,
            until=until,
            offset=(number - 1) * PER_PAGE,
            limit=PER_PAGE,
        )
    except InputError as error:
        return SearchPage(query=query, outlets=outlets, problem=str(error), **form)
    return SearchPage(
        query=query,
        outlets=outlets,
        ours=written(query, since, until, now) if number == 1 and not form["outlet"] else (),
        hits=hits(found.hits),
        total=found.total,
        page=number,
        pages=min(-(-found.total // PER_PAGE), LAST_PAGE),
        base=urlencode({"q": query} | {name: value for name, value in form.items() if value}),
        **form,
    )


def written(query: str, since: datetime | None, until: datetime | None, now: datetime) -> tuple[Own, ...]:
    """Return the last posts that hold every word of the question, or its phrases as they stand."""
    said = [phrase or word for phrase, word in re.findall(r'"([^"]+)"|([\w’\'-]+)', query)]
    words = [one for one in said if one.strip() and one not in ("AND", "OR", "NOT")]
    if not words:
        return ()
    everywhere = [
        Q(current__headline__icontains=one) | Q(current__standfirst__icontains=one) | Q(current__body__icontains=one)
        for one in words[:8]
    ]
    span = {"published__gte": since, "published__lt": until}
    return ours.listed(now, OURS, *everywhere, **{name: day for name, day in span.items() if day})


def _day(said: str, days: int = 0) -> datetime | None:
    if not said:
        return None
    try:
        day = date.fromisoformat(said)
    except ValueError as error:
        raise InputError(f"{said} is not a day", advice="Write it as 2025-08-15.") from error
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=days)


def hits(found: Sequence[search.Hit]) -> tuple[Hit, ...]:
    """Return what was found with its articles; one that the index still holds and the archive does not is left out."""
    articles = rows.select_related("source", "origin__source", "story").in_bulk([hit.article for hit in found])
    answers = []
    for hit in found:
        if article := articles.get(hit.article):
            story = article.story
            answers.append(
                Hit(
                    arrival=arrival(article),
                    snippet=cut(hit.snippet, hit.marks),
                    story=Link(label=headline(story), href=addresses.story(story.key)) if story else None,
                )
            )
    return tuple(answers)


def cut(snippet: str, marks: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Cut a snippet into plain and matching text, alternating, plain first."""
    pieces, at = [], 0
    for start, end in sorted(marks):
        if start >= at:
            pieces += [snippet[at:start], snippet[start:end]]
            at = end
    return (*pieces, snippet[at:])
