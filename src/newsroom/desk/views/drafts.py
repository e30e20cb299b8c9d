"""Writing: the queue, the draft with its evidence, the check, binding, reading, states, revisions, comments."""

import difflib
import time
from dataclasses import replace
from datetime import UTC
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from newsroom.archive.models import Revision, Story
from newsroom.desk import acts, audit, checking, copy, gate, grounds, notices, readings, style
from newsroom.desk.doors import door, refused
from newsroom.desk.models import Binding, Comment, Draft, Member, Notice
from newsroom.desk.states import EDITORS, PUBLIC, WRITERS, Act, Role, State, open_to
from newsroom.desk.views.house import style_file
from stet.news import Verdict
from stet.text import WORD

GROUNDS = (
    (gate.Bound.PASSAGE, "A passage of a source"),
    (gate.Bound.OBSERVATION, "I saw it myself"),
    (gate.Bound.INTERVIEW, "Somebody told me"),
    (gate.Bound.OVERRIDE, "Override: it stands against the checker"),
)
PRESENT = 15  # seconds after which somebody who says nothing has left the draft


@door(*Role)
def home(request: HttpRequest) -> HttpResponse:
    """The queue: what waits for somebody, and what waits for me."""
    drafts = Draft.objects.exclude(state=State.WITHDRAWN.value).select_related("author__member", "story")
    columns = [(s, [d for d in drafts if d.state == s.value]) for s in State if s not in PUBLIC | {State.WITHDRAWN}]
    public = [d for d in drafts if State(d.state) in PUBLIC][:20]
    tasks = Notice.objects.filter(closed=None, whom=None) | Notice.objects.filter(closed=None, whom=request.user)
    differed, asked = checking.disagreement()
    context = {"member": request.member, "columns": columns, "public": public, "tasks": tasks.select_related("post")}
    return render(request, "desk/home.html", {**context, "differed": differed, "asked": asked})


@door(*WRITERS, methods=("POST",))
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft, from nothing or from a story."""
    key = request.POST.get("story", "")
    story = get_object_or_404(Story, key=key) if key else None
    draft = acts.start(request.member, story=story, section=story.section if story else "")
    return redirect("desk:draft", pk=draft.pk)


@door(*WRITERS)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The page on which one writes, with the check and the evidence beside the text."""
    found = get_object_or_404(Draft.objects.select_related("author__member", "story"), pk=pk)
    return render(request, "desk/draft.html", _context(request, found))


@door(*WRITERS, methods=("POST",))
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save the form, by hand or every few seconds; a save over somebody else's is kept aside and says so."""
    get_object_or_404(Draft, pk=pk)
    fields = {name: request.POST[name].replace("\r\n", "\n") for name in acts.FIELDS if name in request.POST}
    for name in ("byline", "section"):
        if name in request.POST:
            fields[name] = request.POST[name].strip()
    if "tags" in request.POST:
        fields["tags"] = [t.strip() for t in request.POST["tags"].split(",") if t.strip()]
    if sum(len(str(v)) for v in fields.values()) > copy.LONGEST:
        return _answer(request, pk, {"error": f"A draft holds {copy.LONGEST:,} characters at most."}, 413)
    try:
        base = max(0, int(request.POST.get("base", "")))
        kept = acts.save(pk, request.member, base=base, why=request.POST.get("why", "")[:300], **fields)
    except ValueError:
        return _answer(request, pk, {"error": "The form lost its number. Load the page again."}, 422)
    except acts.Refused as error:
        return _answer(request, pk, {"error": str(error)}, 403)
    if kept.aside:
        said = "Somebody saved since you began, or the copy is closed. Your text is kept under Revisions."
        return _answer(request, pk, {"error": said, "number": kept.number, "aside": True}, 409)
    return _answer(request, pk, {"number": kept.number, "state": str(kept.state)}, 200)


@door(*WRITERS, methods=("POST",))
def here(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that somebody has the draft open, for some seconds; say who else has, and give the text if it is newer."""
    found = get_object_or_404(Draft, pk=pk)
    key, now = f"here:{pk}", time.time()
    present = {name: at for name, at in (cache.get(key) or {}).items() if now - at < PRESENT}
    present[request.member.name] = now
    cache.set(key, present, PRESENT)
    last = found.saves.filter(aside=False).select_related("editor__member").order_by("-number").first()
    by = last.editor.member.name if last and last.editor else "The desk"
    others = sorted(set(present) - {request.member.name})
    newer = request.POST.get("base", "").isdecimal() and found.number > int(request.POST["base"])
    text = {name: getattr(found, name) for name in acts.FIELDS} if newer else None
    return JsonResponse({"others": others, "number": found.number, "by": by, "text": text})


@door(*WRITERS, methods=("POST",))
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Run the checker on the saved text."""
    found = get_object_or_404(Draft, pk=pk)
    if not found.text.strip():
        return _answer(request, pk, {"error": "There is nothing to check yet."}, 422)
    done = checking.latest(found) or checking.run(found)
    if done.error:
        done = checking.run(found)
    if request.headers.get("Accept", "").startswith("text/html+part"):
        return render(request, "desk/ledger.html", _context(request, found))
    return _answer(request, pk, {"facts": len(done.findings), "error": done.error} if done.error else {}, 200)


@door(*WRITERS, methods=("POST",))
def bind(request: HttpRequest, pk: int) -> HttpResponse:
    """Vouch for a fact by hand: a passage, an observation, an interview; a publisher may override, in public."""
    found = get_object_or_404(Draft, pk=pk)
    recording = request.FILES.get("recording")
    try:
        start, ground, fact = int(request.POST["start"]), gate.Bound(request.POST["ground"]), request.POST["fact"]
        said = grounds.asked(request.POST, ground, Role(request.member.role), recording)
        passage = _passage(request) if ground is gate.Bound.PASSAGE else {}
    except (KeyError, ValueError):
        return refused(request, "The form is not whole. Load the page again.", 422)
    except acts.Refused as error:
        return refused(request, str(error), 422)
    if found.text[start : start + len(fact)] != fact:
        return refused(request, "The text changed since that check. Run the check again.", 409)
    checking.bind(found, fact=fact, start=start, ground=ground, by=request.user, **said, **passage)
    audit.record(request.member.name, "bind", f"draft {pk}", fact=fact[:200], ground=str(ground))
    return redirect("desk:draft", pk=pk)


@door(*WRITERS)
def recording(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out what was attached to a ground, as a file to keep: it is never shown as a page."""
    binding = get_object_or_404(Binding.objects.filter(recording__gt=""), pk=pk)
    return grounds.handed(binding.recording)


@door(*WRITERS, methods=("POST",))
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the acts that move copy on."""
    get_object_or_404(Draft, pk=pk)
    at = parse_datetime(request.POST.get("at", "")) if request.POST.get("at") else None
    try:
        acts.do(
            Act(name), pk, request.member,
            reason=request.POST.get("reason", ""), at=make_aware(at) if at and is_naive(at) else at,
        )  # fmt: skip
    except ValueError:
        return refused(request, f"There is no act called {name}.", 404)
    except acts.Refused as error:
        for reason in error.reasons:
            messages.error(request, reason)
        return redirect("desk:draft", pk=pk)
    messages.success(request, f"Done: {name}.")
    return redirect("desk:draft", pk=pk)


@door(*EDITORS, methods=("GET", "POST"))
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The second reader's page: facts and passages, without the engine's verdicts."""
    found = get_object_or_404(Draft, pk=pk)
    try:
        reading = readings.begin(found, request.member)
        if request.method == "POST":
            given = {i: Verdict(request.POST[f"fact-{i}"]) for i in reading.sample if request.POST.get(f"fact-{i}")}
            reading = readings.finish(reading, request.member, given)
            messages.success(request, f"Read. You differed from the checker on {reading.differed} of {reading.asked}.")
            return redirect("desk:draft", pk=pk)
    except (acts.Refused, ValueError) as error:
        return refused(request, str(error), 409)
    check = checking.latest(found)
    facts = [(i, check.findings[i], checking.context(found.text, check.findings[i]["start"])) for i in reading.sample]
    context = {"member": request.member, "draft": found, "reading": reading, "facts": facts, "verdicts": list(Verdict)}
    return render(request, "desk/read.html", context)


@door(*WRITERS)
def saves(request: HttpRequest, pk: int) -> HttpResponse:
    """Every save, and what changed between any two of them, word by word."""
    found = get_object_or_404(Draft, pk=pk)
    rows = list(found.saves.select_related("editor__member").order_by("-id"))
    by_id = {str(r.pk): r for r in rows}
    new_ = by_id.get(request.GET.get("to", "")) or (rows[0] if rows else None)
    old = by_id.get(request.GET.get("from", "")) or (rows[1] if len(rows) > 1 else new_)
    changes = list(word_diff(_whole(old), _whole(new_))) if old and new_ else []
    context = {"member": request.member, "draft": found, "saves": rows, "old": old, "new": new_, "changes": changes}
    return render(request, "desk/saves.html", context)


@door(*WRITERS, methods=("POST",))
def restore(request: HttpRequest, pk: int, save_pk: int) -> HttpResponse:
    """Make an earlier save, or one kept aside, the text again; it becomes a new save."""
    found = get_object_or_404(Draft, pk=pk)
    old = get_object_or_404(found.saves, pk=save_pk)
    fields = {f: getattr(old, f) for f in acts.FIELDS}
    kept = acts.save(pk, request.member, base=found.number, why=f"restored save {old.number}", **fields)
    if kept.aside:
        messages.error(request, f"Copy that is {kept.state} cannot be edited.")
    return redirect("desk:draft", pk=pk)


@door(*WRITERS, methods=("POST",))
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft to somebody, with a day and a note of what he or she needs to know; it opens a task there."""
    found = get_object_or_404(Draft, pk=pk)
    name = request.POST.get("to", "")
    whom = get_object_or_404(Member, user__username=name) if name else None
    due = parse_datetime(request.POST.get("due", "")) if request.POST.get("due") else None
    found.assigned = whom.user if whom else None
    found.due = make_aware(due, UTC) if due and is_naive(due) else due
    found.handover = request.POST.get("handover", "").strip()[:5000]
    found.save(update_fields=["assigned", "due", "handover"])
    if whom:
        notices.assigned(found, whom)
    audit.record(request.member.name, "assign", f"draft {pk}", to=name, due=str(found.due or ""))
    return redirect("desk:draft", pk=pk)


@door(*WRITERS, methods=("POST",))
def relate(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which stories belong beside this one; each is named by its key or its address."""
    found = get_object_or_404(Draft, pk=pk)
    keys = [k.strip().rstrip("/").rsplit("/", 1)[-1] for k in request.POST.get("stories", "").split() if k.strip()]
    stories = list(Story.objects.filter(key__in=keys))
    if unknown := set(keys) - {s.key for s in stories}:
        return refused(request, f"There is no story {', '.join(sorted(unknown))}.", 422)
    found.related.set(stories)
    return redirect("desk:draft", pk=pk)


@door(*WRITERS, methods=("POST",))
def paste(request: HttpRequest) -> HttpResponse:
    """Give the plain words of what was pasted from a word processor."""
    return JsonResponse({"text": copy.pasted(request.POST.get("html", ""))})


@door(*WRITERS, methods=("POST",))
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something about the draft; @name opens a task for that person."""
    found = get_object_or_404(Draft, pk=pk)
    text = request.POST.get("text", "").strip()[:5000]
    if text:
        made = Comment.objects.create(
            draft=found, editor=request.user, text=text, quoted=request.POST.get("quoted", "")[:300]
        )
        notices.mentioned(made)
    return redirect("desk:draft", pk=pk)


def word_diff(old: str, new: str) -> list[tuple[str, str]]:
    """Return runs of ``("=", text)``, ``("-", text)`` and ``("+", text)``; joined without "-" they are `new`."""
    a, b = _tokens(old), _tokens(new)
    runs: list[tuple[str, str]] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(("=", "".join(a[i:j])))
        else:
            runs += [(sign, run) for sign, run in (("-", "".join(a[i:j])), ("+", "".join(b[k:m]))) if run]
    return runs


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    for match in WORD.finditer(text):
        tokens += [*text[at : match.start()], match[0]]
        at = match.end()
    return [*tokens, *text[at:]]


def _whole(saved: Any) -> str:
    return "\n\n".join(p for p in (saved.headline, saved.standfirst, saved.body) if p)


def _passage(request: HttpRequest) -> dict[str, Any]:
    revision = Revision.objects.filter(pk=request.POST.get("revision") or 0).first()
    words = request.POST.get("passage", "").strip().replace("\r\n", "\n")
    start = revision.text.find(words) if revision and words else -1
    if start < 0:
        raise acts.Refused("That passage is not in the archive. Copy it exactly as the source has it.")
    return {"revision": revision, "start": start, "end": start + len(words)}


def _answer(request: HttpRequest, pk: int, said: dict[str, Any], status: int) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(said, status=status)
    if error := said.get("error"):
        messages.error(request, error)
        return render(request, "desk/draft.html", _context(request, get_object_or_404(Draft, pk=pk)), status=status)
    return redirect("desk:draft", pk=pk)


def _context(request: HttpRequest, found: Draft) -> dict[str, Any]:
    done = checking.latest(found)
    sources = {s["id"]: s for s in done.sources} if done else {}
    facts = [
        {**finding, "hand": hand, "told": grounds.words(hand) if hand else "",
         "loose": Verdict(finding["verdict"]) in gate.UNBOUND and hand is None,
         "evidence": [{**e, "of": sources.get(e["source"], {}), "revision": e["source"].removeprefix("r")}
                      for e in finding["evidence"]]}
        for finding, hand in (checking.bound(found, done) if done and not done.error else ())
    ]  # fmt: skip
    open_acts = [a for a in open_to(State(found.state), Role(request.member.role)) if a is not Act.SAVE]
    return {
        "member": request.member,
        "draft": found,
        "check": done,
        "facts": facts,
        "loose": (loose := sum(f["loose"] for f in facts)),
        "stands": len(facts) - loose,
        # The facts that are not bound stand above, each with what to do about it: here they are only counted.
        "points": gate.refusals(replace(checking.standing(found), facts=())),
        "acts": [a for a in open_acts if a not in (Act.CORRECT, Act.UPDATE)],
        "correctable": Act.CORRECT in open_acts,
        "grounds": GROUNDS if request.member.role == Role.PUBLISHER else GROUNDS[:-1],
        "faults": list(style.faults(style.load(style_file()), found.text)),
        "evidence": _evidence(found),
        "staff": Member.objects.select_related("user"),
        "comments": found.comments.select_related("editor__member"),
        "preview": copy.html(found.body),
    }


def _evidence(found: Draft) -> list[Revision]:
    return list(checking.sources(found)[:60])
