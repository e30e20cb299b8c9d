"""Arrivals: the articles that a view of the wire asks for, the newest first, a page at a time.

A view may combine any filters on an archive of millions, so what one page costs must not depend on how many match.
Three ways keep it so:

- Where a view asks for a property of stories and few stories have it, their articles are looked up by story.
- Otherwise the wire is walked back from where the page begins, `DEEP` articles and no further; a page that is not full
  by then says how far back it looked, and going on from there costs the same again.
- Words are asked of the search index, which gives its newest `FOUND` answers in the same manner.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from newsroom.archive.models import Article, Finding, Story
from stet import news

PAGE = 100
# Measured with a million articles (bench/desk.py): each of the three costs some 50 to 100 ms at its limit.
FEW = 1_000
DEEP = 50_000
FOUND = 1_000
SHOWN = (
    "title", "arrived", "genre", "ahead", "copy_of", "source__name", "story__key", "story__title", "story__outlets",
    "story__origins",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """Where a page begins: after the article `id` that arrived at `before`."""

    before: datetime
    id: int = 0

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Cursor | None":
        """Read a cursor from an address's words; None where there is none."""
        before = moment(asked.get("before", ""))
        said = asked.get("id", "")
        return cls(before=before, id=int(said) if said.isdecimal() else 0) if before else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One page of a view. `older` is where the next begins; `back_to` is set when the look ended before it was full."""

    rows: tuple[Article, ...]
    older: Cursor | None = None
    back_to: datetime | None = None


def page(asked: Mapping[str, str]) -> Page:
    """Return the page of a view that an address's words ask for. Words that are not known are passed over."""
    start = Cursor.of(asked)
    rows, end = _reached(asked, _after(start, _plain(asked)), start)
    found = tuple(rows.order_by("-arrived", "-id").select_related("source", "story").only(*SHOWN)[: PAGE + 1])
    if len(found) > PAGE:
        last = found[PAGE - 1]
        return Page(rows=found[:PAGE], older=Cursor(before=last.arrived, id=last.pk))
    return Page(rows=found, older=Cursor(before=end) if end else None, back_to=end)


def moment(said: str) -> datetime | None:
    """Read a date and time, in UTC unless it says otherwise; None where there is none."""
    try:
        found = parse_datetime(said)
    except ValueError:
        return None
    return make_aware(found, UTC) if found and is_naive(found) else found


def _plain(asked: Mapping[str, str]) -> QuerySet[Article]:
    """Narrow by what stands in the article itself: each of these has an index in the order of arrival."""
    wanted = {
        "source__slug": asked.get("source"),
        "genre": asked.get("genre"),
        "ahead": True if asked.get("ahead") else None,
        "arrived__gt": moment(asked.get("since", "")),
    }
    return Article.objects.filter(**{name: value for name, value in wanted.items() if value not in (None, "")})


def _after(start: Cursor | None, rows: QuerySet[Article]) -> QuerySet[Article]:
    if start is None:
        return rows
    return rows.filter(Q(arrived__lt=start.before) | Q(arrived=start.before, id__lt=start.id))


def _reached(
    asked: Mapping[str, str], rows: QuerySet[Article], start: Cursor | None
) -> tuple[QuerySet[Article], datetime | None]:
    """Narrow by stories and words within reach; return the rows and the moment where the look ended, if it did."""
    stories = _stories(asked)
    if words := asked.get("q", "").strip():
        rows, end = _worded(words, asked, rows, start)
        return (rows if stories is None else rows.filter(_in(stories))), end
    if stories is None:
        return rows, None
    few = list(stories.values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return rows.filter(story__in=few), None
    end = rows.order_by("-arrived", "-id").values_list("arrived", flat=True)[DEEP : DEEP + 1].first()
    return (rows.filter(_in(stories), arrived__gte=end) if end else rows.filter(_in(stories))), end


def _stories(asked: Mapping[str, str]) -> QuerySet[Story] | None:
    """Return the stories that a view asks for; None where it asks for none in particular."""
    wanted: dict[str, Any] = {}
    if section := asked.get("section"):
        wanted["section"] = section
    if (origins := asked.get("origins", "")).isdecimal():
        wanted["origins__gte"] = int(origins)
    if asked.get("disputed"):
        wanted["pk__in"] = Finding.objects.filter(verdict=news.Verdict.DISPUTED.value).values("story")
    return Story.objects.filter(**wanted).order_by() if wanted else None


def _in(stories: QuerySet[Story]) -> Exists:
    """Ask each article for its story, so that the walk stays in the order of arrival whatever a planner may guess."""
    return Exists(stories.filter(pk=OuterRef("story")))


def _worded(
    words: str, asked: Mapping[str, str], rows: QuerySet[Article], start: Cursor | None
) -> tuple[QuerySet[Article], datetime | None]:
    from newsroom.archive import search

    found = search.newest(
        words,
        outlet=asked.get("source", ""),
        since=moment(asked.get("since", "")),
        until=start.before if start else None,
        limit=FOUND,
    )
    return rows.filter(pk__in=found.articles), found.back_to
