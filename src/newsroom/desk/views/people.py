"""Signing in and out, the first account, invitations, second factors, sessions."""

import base64
import io
import json
from collections.abc import Callable
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from newsroom.desk import audit, passkeys, people
from newsroom.desk.acts import Refused
from newsroom.desk.doors import MAY_PUBLISH, door, member_of, refused
from newsroom.desk.models import Member, Passkey
from newsroom.desk.states import Role

ALL = tuple(Role)


@door(public=True, methods=("GET", "POST"))
def sign_in(request: HttpRequest) -> HttpResponse:
    """Take name and password; one answer for a wrong name and a wrong password."""
    if not Member.objects.exists():
        return redirect("desk:first")
    said = ""
    if request.method == "POST":
        name, address = request.POST.get("username", ""), request.META.get("REMOTE_ADDR", "")
        if people.too_many(f"name:{name}", f"address:{address}"):
            return refused(request, "Too many tries. Wait a quarter of an hour.", 429)
        user = authenticate(request, username=name, password=request.POST.get("password", ""))
        if user is not None and hasattr(user, "member"):
            login(request, user)
            audit.record(user.member.name, "sign in", f"member {user.username}")
            return redirect(_next(request))
        said = "Name or password is wrong."
    return render(request, "desk/sign_in.html", {"said": said, "next": _next(request)}, status=401 if said else 200)


@door(*ALL, methods=("POST",))
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("desk:sign-in")


@door(public=True, methods=("GET", "POST"))
def first(request: HttpRequest) -> HttpResponse:
    """Make the first account, a publisher who can invite: only while nobody works here, and only on this machine."""
    if Member.objects.exists():
        return redirect("desk:sign-in")
    if request.META.get("REMOTE_ADDR") not in {"127.0.0.1", "::1"} or request.headers.get("X-Forwarded-For"):
        return refused(request, "The first account is made on the machine itself: newsroom createuser.", 403)
    lead = (
        "Nobody works here yet. The first account is a publisher’s: it can invite others, and sets up a code app next."
    )
    return _account(
        request,
        "Open the newsroom",
        lead,
        lambda given: people.create(**given, role=Role.PUBLISHER, by="the first page"),
    )


@door(public=True, methods=("GET", "POST"))
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Turn an invitation into an account."""
    open_ = people.invitation(token)
    if open_ is None:
        return refused(request, "This invitation was used or has run out. Ask for another.", 410)
    return _account(
        request, "Join the newsroom", f"You were invited as {open_.role}.", lambda given: people.join(token, **given)
    )


def _account(request: HttpRequest, title: str, lead: str, make: Callable[[dict[str, str]], Member]) -> HttpResponse:
    """Ask for a name and a password, make the account, and let its owner in; who may publish proves a code next."""
    said: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            member = make({k: request.POST.get(k, "") for k in ("username", "password", "name")})
            login(request, member.user, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("desk:second-factor" if Role(member.role) in MAY_PUBLISH else "desk:home")
        except Refused as error:
            said = error.reasons
    context = {"title": title, "lead": lead, "said": said, "posted": request.POST}
    return render(request, "desk/account.html", context, status=422 if said else 200)


@door(public=True, methods=("GET", "POST"))
def second_factor(request: HttpRequest) -> HttpResponse:
    """Enrol a code app, or ask for its code. Those who may publish pass no other door before."""
    member = member_of(request)
    if member is None:
        return redirect("desk:sign-in")
    said = ""
    if request.method == "POST":
        if people.too_many(f"code:{member.pk}"):
            return refused(request, "Too many tries. Wait a quarter of an hour.", 429)
        if people.prove(member, request.POST.get("code", ""), timezone.now()):
            request.session.cycle_key()
            request.session["second_factor"] = True
            audit.record(member.name, "second factor", f"member {member.user.username}")
            return redirect(_next(request))
        said = "That code is wrong, or was used before. Wait for the next one."
    context = {"said": said, "next": _next(request), "member": member, **_enrolment(member)}
    return render(request, "desk/second_factor.html", context, status=401 if said else 200)


@door(*ALL, methods=("GET", "POST"))
def me(request: HttpRequest) -> HttpResponse:
    """Show one's own account and sessions; change name and note for the author page."""
    member = request.member
    if request.method == "POST":
        member.name, member.about = request.POST.get("name", "").strip() or member.name, request.POST.get("about", "")
        member.save(update_fields=["name", "about"])
        messages.success(request, "Saved.")
        return redirect("desk:me")
    open_sessions = [
        {"until": s.expire_date, "this": s.session_key == request.session.session_key}
        for s in people.sessions(member.user)
    ]
    return render(request, "desk/me.html", {"member": member, "sessions": open_sessions})


@door(*ALL, methods=("POST",))
def passkey_new(request: HttpRequest) -> HttpResponse:
    """Hand the browser what it needs to make a passkey."""
    return HttpResponse(passkeys.offer_registration(request, request.member), content_type="application/json")


@door(*ALL, methods=("POST",))
def passkey_make(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that the browser made."""
    try:
        key = passkeys.register(request, request.member, _posted(request), request.POST.get("name", ""))
    except Refused as error:
        return JsonResponse({"error": str(error)}, status=422)
    audit.record(request.member.name, "passkey", f"member {request.member.user.username}", name=key.name)
    return JsonResponse({"next": "/desk/me/"})


@door(*ALL, methods=("POST",))
def passkey_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of one's own passkeys."""
    get_object_or_404(Passkey, pk=pk, member=request.member).delete()
    audit.record(request.member.name, "passkey removed", f"member {request.member.user.username}")
    return redirect("desk:me")


@door(public=True, methods=("POST",))
def passkey_offer(request: HttpRequest) -> HttpResponse:
    """Hand the browser a challenge for any passkey it holds."""
    return HttpResponse(passkeys.offer_sign_in(request), content_type="application/json")


@door(public=True, methods=("POST",))
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in whoever's passkey signed the challenge; it proves both factors at once."""
    if people.too_many(f"address:{request.META.get('REMOTE_ADDR', '')}"):
        return JsonResponse({"error": "Too many tries. Wait a quarter of an hour."}, status=429)
    try:
        member = passkeys.prove(request, _posted(request))
    except Refused as error:
        return JsonResponse({"error": str(error)}, status=401)
    login(request, member.user, backend="django.contrib.auth.backends.ModelBackend")
    request.session["second_factor"] = True
    audit.record(member.name, "sign in", f"member {member.user.username}", by="passkey")
    return JsonResponse({"next": _next(request)})


@door(*ALL, methods=("POST",))
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    ended = people.sign_out_everywhere(request.member.user, keep=request.session.session_key)
    audit.record(request.member.name, "sign out everywhere", f"member {request.member.user.username}", ended=ended)
    messages.success(request, f"{ended} other sessions ended.")
    return redirect("desk:me")


@door(*MAY_PUBLISH)
def staff(request: HttpRequest) -> HttpResponse:
    """List who works here."""
    return render(request, "desk/people.html", _staff(request))


def _staff(request: HttpRequest) -> dict[str, object]:
    members = Member.objects.select_related("user").prefetch_related("passkeys")
    return {"member": request.member, "members": members, "roles": list(Role)}


@door(*MAY_PUBLISH, methods=("POST",))
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation and show its link, once."""
    try:
        role = Role(request.POST.get("role", ""))
    except ValueError:
        return refused(request, f"There is no such role. Known: {', '.join(Role)}.", 422)
    link = request.build_absolute_uri(f"/desk/join/{people.invite(request.member, role)}/")
    return render(request, "desk/people.html", {**_staff(request), "link": link, "role": role})


@door(Role.ADMINISTRATOR, Role.PUBLISHER, methods=("POST",))
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody another role; nobody changes his own."""
    other = get_object_or_404(Member, pk=pk)
    role = request.POST.get("role", "")
    if other.pk == request.member.pk:
        return refused(request, "Nobody changes his own role.", 403)
    if role not in set(Role):
        return refused(request, f"There is no such role. Known: {', '.join(Role)}.", 422)
    audit.record(request.member.name, "role", f"member {other.user.username}", before=other.role, after=role)
    other.role = role
    other.save(update_fields=["role"])
    people.sign_out_everywhere(other.user)
    return redirect("desk:people")


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and wanted.startswith("/desk/") else "/desk/"


def _posted(request: HttpRequest) -> dict[str, Any]:
    try:
        answer = json.loads(request.POST.get("answer", ""))
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _enrolment(member: Member) -> dict[str, str]:
    if member.totp_confirmed:
        return {}
    address = people.enrol(member)
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=5, border=2)
    return {"secret": member.totp_secret, "qr": base64.b64encode(picture.getvalue()).decode()}
