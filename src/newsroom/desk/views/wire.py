"""The wire: everything that came in, dense and fast, with saved views that are searches."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from newsroom.archive import hand
from newsroom.archive.models import Article, Decision, Source, Story
from newsroom.desk import arrivals, audit, revised
from newsroom.desk.doors import door, refused
from newsroom.desk.models import SavedView
from newsroom.desk.states import EDITORS, WRITERS, Role
from stet.errors import StetError


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
    context = {"member": request.member, "story": found, "articles": articles, "decisions": found.decisions.all()[:50]}
    context["arranges"] = Role(request.member.role) in EDITORS
    return render(request, "desk/story.html", context)


@door(*EDITORS, methods=("POST",))
def arrange(request: HttpRequest, key: str) -> HttpResponse:
    """Merge, split, pin, mute, name or file a story, with a reason; the machine never undoes it."""
    found = get_object_or_404(Story, key=key)
    reason = request.POST.get("reason", "").strip()
    if not reason:
        return refused(request, "Say why: others will ask.", 422)
    try:
        _arrange(found, request.POST, editor=request.user, reason=reason, now=timezone.now())
    except (StetError, KeyError, ValueError) as error:
        return refused(request, f"That cannot be done: {error}", 422)
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
        return refused(request, str(error), 422)
    audit.record(request.member.name, "undo", f"story {decision.story.key}", act=decision.act)
    return redirect("desk:story", key=decision.story.key)


def _arrange(story: Story, asked: Any, **by: Any) -> None:
    match asked.get("act"):
        case "merge":
            hand.merge(story, get_object_or_404(Story, key=asked["into"].strip()), **by)
        case "split":
            hand.split(story, list(story.articles.filter(pk__in=asked.getlist("article"))), **by)
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
