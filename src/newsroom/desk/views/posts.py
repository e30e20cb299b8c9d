"""After publication: corrections, tasks, the audit log."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from newsroom.desk import acts, audit, notices, revised
from newsroom.desk.doors import MAY_PUBLISH, door
from newsroom.desk.models import Correction, Entry, Notice, Post
from newsroom.desk.states import PUBLISHERS, WRITERS, Role


@door(*PUBLISHERS, methods=("GET", "POST"))
def correct(request: HttpRequest, slug: str) -> HttpResponse:
    """One form: what was wrong, what is right, why. Shows which other posts say the same."""
    post = get_object_or_404(Post.objects.select_related("draft", "current"), slug=slug)
    given = {k: request.POST.get(k, request.GET.get(k, "")).replace("\r\n", "\n") for k in ("wrong", "right", "cause")}
    said: tuple[str, ...] = ()
    if request.method == "POST" and "look" not in request.POST:
        try:
            sort = Correction.Sort.UPDATE if request.POST.get("sort") == "update" else Correction.Sort.CORRECTION
            acts.correct(post, request.member, **given, sort=sort)
            messages.success(request, "Corrected, in public.")
            return redirect("desk:draft", pk=post.draft_id)
        except acts.Refused as error:
            said = error.reasons
    context = {"member": request.member, "post": post, "given": given, "said": said}
    sharing = acts.sharing(given["wrong"], besides=post)
    return render(request, "desk/correct.html", {**context, "sharing": sharing}, status=422 if said else 200)


@door(*Role)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """A task with what it touches: posts, drafts, stories and their places, and what the source changed."""
    found = get_object_or_404(Notice.objects.select_related("post", "revision__article__source"), pk=pk)
    stretches = revised.stretches(found.revision) if found.revision else ()
    return render(request, "desk/task.html", {"member": request.member, "task": found, "stretches": stretches})


@door(*WRITERS, methods=("POST",))
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a task with what came of it."""
    notice = get_object_or_404(Notice, pk=pk, closed=None)
    notices.close(notice, request.POST.get("outcome", ""))
    audit.record(request.member.name, "close", f"task {pk}", outcome=notice.outcome)
    return redirect("desk:home")


@door(*MAY_PUBLISH)
def log(request: HttpRequest) -> HttpResponse:
    """The audit log, newest first, and whether its chain holds."""
    entries = Entry.objects.order_by("-number")
    if what := request.GET.get("what"):
        entries = entries.filter(what=what)
    broken = list(audit.broken())
    return render(request, "desk/audit.html", {"member": request.member, "entries": entries[:300], "broken": broken})


@door(Role.PUBLISHER, Role.ADMINISTRATOR)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole log as JSON lines with its digests."""
    response = StreamingHttpResponse(audit.export(), content_type="application/jsonl")
    response["Content-Disposition"] = 'attachment; filename="audit.jsonl"'
    return response
