"""Sources on a page: who is followed, how each is doing, what to do about it; lists of feeds in and out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils import timezone

from newsroom.archive import outlets
from newsroom.archive.models import Owner, Problem, Source
from newsroom.desk import audit
from newsroom.desk.doors import door, refused
from newsroom.desk.states import EDITORS, Role
from newsroom.wire import following, outlines, standing
from newsroom.wire import held as brake
from newsroom.wire.door import within
from stet.errors import StetError
from stet.gather.opml import MAX_BYTES

LOOKERS = tuple(Role)
KEEPERS = (*EDITORS, Role.ADMINISTRATOR)
PAGE = 100
NAMED = 20  # entries of a list that are named on the page as left out
PATIENCE = 40.0  # seconds that finding a source's feeds may take while somebody waits for the page
ACTS = {
    "pause": (following.pause, "is paused"),
    "resume": (following.resume, "is followed, and looked at now"),
    "remove": (following.remove, "is no longer followed; what it published stays"),
    "restore": (following.restore, "is as it was"),
    "trust": (lambda source: following.trust(source, True), "is read without verifying its certificate"),
    "verify": (lambda source: following.trust(source, False), "must show a good certificate again"),
}


@door(*LOOKERS)
def sources(request: HttpRequest) -> HttpResponse:
    """List every source, those with something wrong first."""
    words = request.GET.get("q", "")[:200]
    rows = Paginator(standing.rows(standing.search(words)), PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/sources.html", _context(request, rows=rows, words=words, kinds=Source.Kind.choices))


@door(*LOOKERS)
def source(request: HttpRequest, source: str) -> HttpResponse:
    """Show one source: its feeds, what is held of it, and what went wrong lately."""
    row = get_object_or_404(Source.objects.select_related("owner"), slug=source)
    return render(
        request,
        "desk/source.html",
        _context(
            request,
            source=row,
            row=standing.rows(Source.objects.filter(pk=row.pk))[0],
            held=brake.held(row)[:200],
            owners=Owner.objects.order_by("name").values_list("name", flat=True),
            kinds=Source.Kind.choices,
            problems=Problem.objects.filter(source=row).order_by("resolved", "-last")[:20],
        ),
    )


@door(*KEEPERS, methods=("POST",))
def add(request: HttpRequest) -> HttpResponse:
    """Follow what is at an address."""
    url = request.POST.get("url", "").strip()[:2000]
    said = {name: request.POST.get(name, "").strip()[:200] for name in ("name", "owner", "kind", "country", "rights")}
    try:
        with within(PATIENCE):
            made = following.follow(url, **said, page="page" in request.POST) if url else None
    except StetError as error:
        return refused(request, f"{url}: {error.message}. {error.advice}", 422)
    if made is None:
        return refused(request, "Give the address of a site, a feed, a sitemap or a page.", 422)
    audit.record(request.member.name, "follow", f"source {made.slug}", url=url)
    messages.success(request, f"Following {made.name}.")
    return redirect("desk:source", source=made.slug)


@door(*KEEPERS, methods=("POST",))
def change(request: HttpRequest, source: str, act: str) -> HttpResponse:
    """Pause, resume, remove, restore, or make the exception for a broken certificate; each can be undone."""
    row = get_object_or_404(Source, slug=source)
    if act not in ACTS:
        raise Http404(f"There is no such act. Known: {', '.join(ACTS)}.")
    do, done = ACTS[act]
    do(row)
    audit.record(request.member.name, act, f"source {row.slug}")
    messages.success(request, f"{row.name} {done}.")
    return redirect("desk:source", source=row.slug)


@door(*KEEPERS, methods=("POST",))
def describe(request: HttpRequest, source: str) -> HttpResponse:
    """Say whose a source is, what kind it is and how it stands: outlets of one owner do not confirm each other."""
    row = get_object_or_404(Source.objects.select_related("owner"), slug=source)
    before = {
        **{name: str(getattr(row, name) or "") for name in ("owner", "kind", "country", "rights")},
        "standing": row.standing,
    }
    said = {name: request.POST.get(name, "").strip()[:300] for name in ("owner", "kind", "country", "rights")}
    try:
        points = int(request.POST.get("standing", "0"))
        outlets.describe(row, **said, standing=points, now=timezone.now())
    except (ValueError, StetError) as error:
        return refused(request, str(error), 422)
    audit.record(
        request.member.name, "describe", f"source {row.slug}", before=before, after={**said, "standing": points}
    )
    messages.success(request, f"{row.name} is described anew; its stories of late are counted again.")
    return redirect("desk:source", source=row.slug)


@door(*KEEPERS, methods=("POST",))
def held(request: HttpRequest, source: str) -> HttpResponse:
    """Let held items in, or drop them: those that are ticked, or all."""
    row = get_object_or_404(Source, slug=source)
    ticked = [int(pk) for pk in request.POST.getlist("item") if pk.isascii() and pk.isdigit()][:1000]
    only = None if "all" in request.POST else ticked
    if request.POST.get("act") == "let in":
        count, done = brake.let_in(row, timezone.now(), only), "let in"
    elif request.POST.get("act") == "drop":
        count, done = brake.drop(row, only), "dropped"
    else:
        return refused(request, "Let them in, or drop them.", 422)
    audit.record(request.member.name, done, f"held items of source {row.slug}", count=count)
    messages.success(request, f"{count} item{'s' * (count != 1)} {done}.")
    return redirect("desk:source", source=row.slug)


@door(*KEEPERS, methods=("GET", "POST"))
def opml(request: HttpRequest) -> HttpResponse:
    """Give all followed feeds as OPML, or follow every feed of a list."""
    if request.method == "GET":
        answer = HttpResponse(outlines.take_out(), content_type="text/x-opml; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="sources.opml"'
        return answer
    upload = request.FILES.get("file")
    if upload is None or upload.size > MAX_BYTES:
        return refused(request, f"Choose an OPML file of at most {MAX_BYTES >> 20} MB.", 422)
    try:
        brought = outlines.bring_in(upload.read())
    except StetError as error:
        return refused(request, f"{upload.name}: {error.message}. {error.advice}", 422)
    audit.record(request.member.name, "follow", f"list {upload.name}", feeds=brought.new)
    messages.success(request, brought.sentence)
    for line in brought.problems[:NAMED]:
        messages.warning(request, line)
    if len(brought.problems) > NAMED:
        messages.warning(request, f"and {len(brought.problems) - NAMED:,} more; `newsroom opml in` names them all.")
    return redirect("desk:sources")


@door(*LOOKERS)
def icon(request: HttpRequest, source: str) -> HttpResponse:
    """Show a source's small picture, as we wrote it, or our own mark where it has none."""
    row = get_object_or_404(Source, slug=source)
    if not row.icon:
        return redirect(static("press/mark.svg"))
    answer = HttpResponse(bytes(row.icon), content_type="image/png")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


def _context(request: HttpRequest, **more: object) -> dict[str, object]:
    member = request.member
    return {"member": member, "may": Role(member.role) in KEEPERS, **more}
