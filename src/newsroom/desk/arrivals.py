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
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from newsroom.archive.models import Article, Finding, Story
from stet import news

if TYPE_CHECKING:
    from newsroom.archive.search import Newest

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
    rows, end = _reached(asked, start)
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


def _reached(asked: Mapping[str, str], start: Cursor | None) -> tuple[QuerySet[Article], datetime | None]:
    """Return the rows within reach of one look, and the moment where it ended, if it did."""
    plain, stories, end = _plain(asked, start), _stories(asked), None
    if words := asked.get("q", "").strip():
        found = _worded(words, asked, start)
        rows, end = Article.objects.filter(_among(plain), pk__in=found.articles), found.back_to
        return (rows.filter(_of(stories)) if stories is not None else rows), end
    if stories is None:
        return plain, None
    few = list(stories.values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return Article.objects.filter(_among(plain), story__in=few), None
    end = plain.order_by("-arrived", "-id").values_list("arrived", flat=True)[DEEP : DEEP + 1].first()
    rows = plain.filter(_of(stories))
    return (rows.filter(arrived__gte=end) if end else rows), end


def _plain(asked: Mapping[str, str], start: Cursor | None) -> QuerySet[Article]:
    """Narrow by where the page begins and by what stands in the article itself: an index in order holds each."""
    wanted = {
        "source__slug": asked.get("source"),
        "genre": asked.get("genre"),
        "ahead": True if asked.get("ahead") else None,
        "arrived__gt": moment(asked.get("since", "")),
    }
    rows = Article.objects.filter(**{name: value for name, value in wanted.items() if value not in (None, "")})
    if start is None:
        return rows
    # The second condition alone bounds the walk: an OR of two ranges would be looked up twice and sorted.
    return rows.filter(Q(arrived__lt=start.before) | Q(id__lt=start.id), arrived__lte=start.before)


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


def _worded(words: str, asked: Mapping[str, str], start: Cursor | None) -> "Newest":
    from newsroom.archive import search

    return search.newest(
        words,
        outlet=asked.get("source", ""),
        since=moment(asked.get("since", "")),
        until=start.before if start else None,
        limit=FOUND,
    )


# Both ask row by row, so that the walk goes as it was meant to: a planner without statistics takes every outlet for a
# small one and every filter for a rare one, and would begin with a sort of a fifth of the archive.


def _of(stories: QuerySet[Story]) -> Exists:
    return Exists(stories.filter(pk=OuterRef("story")))


def _among(rows: QuerySet[Article]) -> Exists:
    return Exists(rows.filter(pk=OuterRef("pk")))
