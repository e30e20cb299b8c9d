"""The wire: everything that came in, dense and fast, with saved views that are searches."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlencode

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from newsroom.archive import hand
from newsroom.archive.models import Article, Decision, Edition, Redirect, Source, Story
from newsroom.archive.sections import SECTIONS
from newsroom.desk import arrivals, audit, revised
from newsroom.desk.doors import door, refused
from newsroom.desk.models import SavedView
from newsroom.desk.states import EDITORS, WRITERS, Role
from stet.errors import InputError, StetError

NEAR = timedelta(days=7)
PAST = timedelta(days=1)  # a front page this old is of the past: only what arrives makes another
OFFERED = 60
"""Stories of about the same days that are offered where another one is asked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A view that every desk has: a name and the search it stands for, as a saved one has them."""

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
    page = arrivals.page(request.GET.dict())
    kept = {k: v for k, v in request.GET.items() if k not in {"before", "id"} and v}
    older = urlencode({**kept, "before": page.older.before.isoformat(), "id": page.older.id}) if page.older else ""
    template = "desk/rows.html" if request.headers.get("X-Part") else "desk/wire.html"
    mine = SavedView.objects.filter(Q(member=request.member) | Q(shared=True))
    context = {"page": page, "older": older, "views": [*VIEWS, *mine], "current": urlencode(kept), "asked": kept}
    return render(request, template, {**context, "member": request.member, "sources": Source.objects.order_by("name")})


@door(*WRITERS, methods=("POST",))
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep the present search under a name, or change the one that has that name; no name and nothing is kept."""
    name, query = request.POST.get("name", "").strip()[:60], request.POST.get("query", "")[:500]
    if name:
        SavedView.objects.update_or_create(
            member=request.member, name=name, defaults={"query": query, "shared": "shared" in request.POST}
        )
    return redirect(f"/desk/wire/?{query}")


@door(*WRITERS, methods=("POST",))
def drop_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of one's own saved views."""
    SavedView.objects.filter(pk=pk, member=request.member).delete()
    return redirect("desk:wire")


@door(*WRITERS)
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole archived text of an article, with its revisions: for signed-in editors only."""
    found = get_object_or_404(Article.objects.select_related("source", "story", "current"), pk=pk)
    revisions = [(one, revised.stretches(one)) for one in found.revisions.order_by("-number")]
    return render(request, "desk/article.html", {"member": request.member, "article": found, "revisions": revisions})


@door(*Role)
def story(request: HttpRequest, key: str) -> HttpResponse:
    """A story as the desk sees it: its articles, what was decided by hand, and where to begin a draft."""
    found = get_object_or_404(Story, key=key)
    articles = found.articles.select_related("source", "origin__source").order_by("arrived")
    decisions = Decision.objects.filter(Q(story=found) | Q(other=found)).select_related(
        "story", "other", "article", "editor__member", "undone_by__member"
    )
    past = Edition.objects.filter(live=True).order_by("-moment").first()
    near = Story.objects.filter(merged_into=None, last__gte=found.first - NEAR, first__lte=found.last + NEAR)
    context = {
        "member": request.member,
        "story": found,
        "articles": articles,
        "decisions": decisions[:50],
        "arranges": Role(request.member.role) in EDITORS,
        "sections": SECTIONS,
        "past": past.moment if past and timezone.now() - past.moment > PAST else None,
        "near": near.exclude(pk=found.pk).order_by("-last", "-id")[:OFFERED],
    }
    return render(request, "desk/story.html", context)


@door(*EDITORS, methods=("POST",))
def arrange(request: HttpRequest, key: str) -> HttpResponse:
    """Merge, split, move, pin, mute, name or file a story, with a reason; the machine never undoes it."""
    found = get_object_or_404(Story, key=key)
    reason, back = request.POST.get("reason", "").strip(), reverse("desk:story", args=[key])
    if not reason:
        return refused(request, "Say why: others will ask.", 422, back=back)
    try:
        _arrange(found, request.POST, editor=request.user, reason=reason, now=timezone.now())
    except (StetError, KeyError, ValueError) as error:
        return refused(request, f"That cannot be done: {error}", 422, back=back)
    audit.record(request.member.name, request.POST.get("act", ""), f"story {key}", reason=reason)
    found.refresh_from_db()
    return redirect("desk:story", key=found.merged_into.key if found.merged_into else key)


@door(*EDITORS, methods=("POST",))
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a decision about a story."""
    decision = get_object_or_404(Decision, pk=pk, undone_at=None)
    try:
        hand.undo(decision, editor=request.user, now=timezone.now())
    except StetError as error:
        return refused(request, str(error), 422, back=reverse("desk:story", args=[decision.story.key]))
    audit.record(request.member.name, "undo", f"story {decision.story.key}", act=decision.act)
    return redirect("desk:story", key=decision.story.key)


def _arrange(story: Story, asked: Any, **by: Any) -> None:
    match asked.get("act"):
        case "merge":
            hand.merge(story, _other(asked["into"]), **by)
        case "split":
            hand.split(story, _marked(story, asked), **by)
        case "move":
            _move(story, _marked(story, asked), _other(asked["into"]), **by)
        case "pin":
            hand.pin(story, int(asked["place"]), **by)
        case "unpin" | "mute" | "unmute" as plain:
            getattr(hand, plain)(story, **by)
        case "name":
            hand.name(story, asked.get("title", "").strip(), **by)
        case "file":
            hand.file(story, asked.get("section", "").strip(), **by)
        case unknown:
            raise ValueError(f"there is no act called {unknown}.")


def _marked(story: Story, asked: Any) -> list[Article]:
    return list(story.articles.filter(pk__in=[pk for pk in asked.getlist("article") if pk.isdigit()]))


def _move(story: Story, marked: list[Article], to: Story, **by: Any) -> None:
    if not marked or len(marked) == story.articles.count():
        raise InputError("some reports must be marked, and not all", subject=story.key, advice="To move all, merge it.")
    with transaction.atomic():
        for article in marked:
            hand.move(article, to, **by)


def _other(said: str) -> Story:
    """Return the story that an address or a key leads to now. Raises `InputError` where there is none."""
    key = unquote(said.strip().rstrip("/").rpartition("/")[2])
    moved = Redirect.objects.filter(old=key).select_related("story").first()
    found = Story.objects.filter(key=key).first() or (moved.story if moved else None)
    if found is None:
        raise InputError("no such story", subject=key or "nothing", advice="Give its address or its key.")
    while found.merged_into is not None:
        found = found.merged_into
    return found
