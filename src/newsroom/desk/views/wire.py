"""The wire: everything that came in, dense and fast, with saved views that are searches."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_datetime

from newsroom.archive.models import Article, Source, Story
from newsroom.desk.doors import door
from newsroom.desk.states import WRITERS, Role

PAGE = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A saved view: a name and the search it stands for."""

    name: str
    query: str


VIEWS = (
    View(name="All", query=""),
    View(name="Disputed", query="disputed=1"),
    View(name="Two origins or more", query="origins=2"),
    View(name="Corrections", query="genre=correction"),
    View(name="Dated ahead", query="ahead=1"),
)


@door(*WRITERS)
def wire(request: HttpRequest) -> HttpResponse:
    """List articles as they arrived, 100 at a time, narrowed by the address's words.

    Pages go by the last row's arrival, not by number: the millionth row costs what the first does, and what arrives
    meanwhile moves nothing.
    """
    rows = narrowed(request.GET.dict())
    if before := _moment(request.GET.get("before", "")):
        pk = int(request.GET["id"]) if request.GET.get("id", "").isdigit() else 0
        rows = rows.filter(Q(arrived__lt=before) | Q(arrived=before, id__lt=pk))
    page = list(rows.order_by("-arrived", "-id").select_related("source", "story")[: PAGE + 1])
    more = len(page) > PAGE
    page = page[:PAGE]
    kept = {k: v for k, v in request.GET.items() if k not in {"before", "id", "since"}}
    older = urlencode({**kept, "before": page[-1].arrived.isoformat(), "id": page[-1].pk}) if more else ""
    template = "desk/rows.html" if request.headers.get("X-Part") else "desk/wire.html"
    context = {"rows": page, "older": older, "views": VIEWS, "current": urlencode(kept), "asked": kept}
    return render(request, template, {**context, "member": request.member, "sources": Source.objects.order_by("name")})


@door(*WRITERS)
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole archived text of an article, with its revisions: for signed-in editors only."""
    found = get_object_or_404(Article.objects.select_related("source", "story", "current"), pk=pk)
    revisions = found.revisions.order_by("-number")
    return render(request, "desk/article.html", {"member": request.member, "article": found, "revisions": revisions})


@door(*Role)
def story(request: HttpRequest, key: str) -> HttpResponse:
    """A story as the desk sees it: its articles, what was decided by hand, and where to begin a draft."""
    found = get_object_or_404(Story, key=key)
    articles = found.articles.select_related("source", "origin__source").order_by("arrived")
    context = {"member": request.member, "story": found, "articles": articles, "decisions": found.decisions.all()[:50]}
    return render(request, "desk/story.html", context)


def narrowed(asked: dict[str, str]) -> QuerySet[Article]:
    """Return the articles that a view asks for. Unknown words are ignored; every filter has an index behind it."""
    rows = Article.objects.all()
    if asked.get("q"):
        rows = rows.filter(pk__in=_found(asked["q"]))
    plain: dict[str, Any] = {
        "source__slug": asked.get("source"),
        "story__section": asked.get("section"),
        "genre": asked.get("genre"),
        "ahead": True if asked.get("ahead") else None,
        "arrived__gt": _moment(asked.get("since", "")),
        "story__origins__gte": int(asked["origins"]) if asked.get("origins", "").isdigit() else None,
    }
    rows = rows.filter(**{k: v for k, v in plain.items() if v is not None and v != ""})
    if asked.get("disputed"):
        rows = rows.filter(story__in=Story.objects.filter(findings__verdict="disputed").values("pk"))
    return rows


def _found(words: str) -> list[int]:
    from newsroom.archive import search

    return [hit.article for hit in search.search(words, limit=1000).hits]


def _moment(said: str) -> datetime | None:
    try:
        moment = parse_datetime(said)
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
