"""The house's own pages: its style, its calendar, pictures of drafts."""

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from newsroom.archive.models import Revision
from newsroom.desk import audit, pictures, planning
from newsroom.desk import style as rules
from newsroom.desk.acts import Refused
from newsroom.desk.doors import door, refused
from newsroom.desk.models import Draft
from newsroom.desk.states import EDITORS, WRITERS

AUDITION = 2000


def style_file() -> Path:
    """Return where the style rules are kept."""
    return Path(settings.STET_HOME) / "style.toml"


@door(*EDITORS, methods=("GET", "POST"))
def style(request: HttpRequest) -> HttpResponse:
    """Show and change the style file, and audition its rules on the archive before they are switched on."""
    path = style_file()
    text = request.POST.get("rules") if request.method == "POST" else path.read_text() if path.exists() else ""
    said: tuple[str, ...] = ()
    found: list[tuple[rules.Rule, int, list[str]]] = []
    try:
        known = rules.parse(text or "")
        if "save" in request.POST:
            path.write_text((text or "").replace("\r\n", "\n"), encoding="utf-8")
            audit.record(request.member.name, "style", "the style file", rules=len(known))
            messages.success(request, f"Saved: {len(known)} rules, {sum(r.on for r in known)} of them on.")
            return redirect("desk:style")
        found = _audition(known)
    except Refused as error:
        said = error.reasons
    context = {"member": request.member, "text": text, "said": said, "found": found, "audition": AUDITION}
    return render(request, "desk/style.html", context, status=422 if said else 200)


@door(*WRITERS)
def calendar(request: HttpRequest) -> HttpResponse:
    """What comes, day by day."""
    days = planning.ahead(timezone.now())
    return render(request, "desk/calendar.html", {"member": request.member, "days": days})


@door(*WRITERS, methods=("GET", "POST"))
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft's picture, or take a new one: re-encoded, scaled, without metadata."""
    draft = get_object_or_404(Draft, pk=pk)
    if request.method == "GET":
        if not draft.picture:
            raise Http404("This draft has no picture.")
        with draft.picture.open("rb") as file:
            return HttpResponse(file.read(), content_type="image/jpeg")
    upload = request.FILES.get("picture")
    if upload is None:
        return refused(request, "Choose a picture first.", 422)
    try:
        file = pictures.accept(upload)
    except Refused as error:
        return refused(request, str(error), 422)
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=pk)
        draft.picture.save(file.name, file, save=False)
        draft.picture_alt = request.POST.get("alt", draft.picture_alt).strip()
        draft.picture_credit = request.POST.get("credit", draft.picture_credit).strip()
        draft.save(update_fields=["picture", "picture_alt", "picture_credit"])
        audit.record(request.member.name, "picture", f"draft {pk}", file=file.name)
    return redirect("desk:draft", pk=pk)


def _audition(known: tuple[rules.Rule, ...]) -> list[tuple[rules.Rule, int, list[str]]]:
    texts = list(Revision.objects.order_by("-arrived").values_list("text", flat=True)[:AUDITION])
    out = []
    for rule in known:
        hits = [(t, m) for t in texts for m in rule.pattern.finditer(t)]
        out.append((rule, len(hits), [t[max(0, m.start() - 40) : m.end() + 40] for t, m in hits[:3]]))
    return out
