"""Joining, proving who one is, and leaving: invitations, one-time codes, sessions, and a brake on guessing."""

import hashlib
import secrets
from datetime import datetime, timedelta

import pyotp
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from newsroom.desk import audit
from newsroom.desk.acts import Refused
from newsroom.desk.models import Invitation, Member
from newsroom.desk.states import Role

INVITATION_DAYS = 7
# Guesses per account name and per address in a quarter of an hour; a person who mistypes has room, a machine has not.
TRIES, WINDOW = 10, 15 * 60


def create(username: str, password: str, *, name: str, role: Role, by: str = "the console") -> Member:
    """Make an account with its place in the house. Raises `Refused` with what is wrong with name or password."""
    if not username.strip() or User.objects.filter(username__iexact=username.strip()).exists():
        raise Refused("That account name is empty or taken.")
    user = User(username=username.strip())
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(*error.messages) from error
    user.set_password(password)
    with transaction.atomic():
        user.save()
        member = Member.objects.create(user=user, name=name.strip() or username, role=role)
        audit.record(by, "create", f"member {username}", role=str(role))
    return member


def invite(member: Member, role: Role) -> str:
    """Return the token of a new invitation; it is shown once, and only its digest is kept."""
    token = secrets.token_urlsafe(24)
    until = timezone.now() + timedelta(days=INVITATION_DAYS)
    with transaction.atomic():
        Invitation.objects.create(digest=_digest(token), role=role, made_by=member.user, until=until)
        audit.record(member.name, "invite", str(role))
    return token


def invitation(token: str) -> Invitation | None:
    """Return the invitation of a token while it is open."""
    found = Invitation.objects.filter(digest=_digest(token), used_at=None, until__gt=timezone.now())
    return found.first()


def join(token: str, username: str, password: str, name: str) -> Member:
    """Turn an invitation into an account, once."""
    with transaction.atomic():
        open_ = Invitation.objects.select_for_update().filter(digest=_digest(token), used_at=None).first()
        if open_ is None or open_.until <= timezone.now():
            raise Refused("This invitation was used or has run out. Ask for another.")
        member = create(username, password, name=name, role=Role(open_.role), by="an invitation")
        open_.used_at = timezone.now()
        open_.save(update_fields=["used_at"])
    return member


def enrol(member: Member) -> str:
    """Return the address a code app reads, making the member's secret if none is confirmed yet."""
    if not member.totp_secret:
        member.totp_secret = pyotp.random_base32()
        member.save(update_fields=["totp_secret"])
    return pyotp.TOTP(member.totp_secret).provisioning_uri(name=member.user.username, issuer_name="Stet")


def prove(member: Member, code: str, now: datetime) -> bool:
    """Say whether `code` is right now (a step of 30 s either way); a code works once."""
    if not member.totp_secret or not code.strip().isdigit():
        return False
    totp, step = pyotp.TOTP(member.totp_secret), int(now.timestamp()) // 30
    for at in (step - 1, step, step + 1):
        if at > member.totp_last and secrets.compare_digest(totp.at(at * 30), code.strip()):
            # The row is claimed by the step it last used, so that two requests cannot both spend one code.
            claimed = Member.objects.filter(pk=member.pk, totp_last__lt=at).update(totp_last=at, totp_confirmed=True)
            return bool(claimed)
    return False


def sessions(user: User) -> list[Session]:
    """Return the open sessions of an account, the newest first."""
    live = Session.objects.filter(expire_date__gt=timezone.now()).order_by("-expire_date")
    return [s for s in live if s.get_decoded().get("_auth_user_id") == str(user.pk)]


def sign_out_everywhere(user: User, *, keep: str | None = None) -> int:
    """End every session of an account but `keep`; return how many ended."""
    ended = [s for s in sessions(user) if s.session_key != keep]
    for session in ended:
        session.delete()
    return len(ended)


def too_many(*names: str) -> bool:
    """Count a try against each of `names` and say whether one of them has had too many."""
    over = False
    for name in names:
        key = "tries:" + hashlib.sha256(name.lower().encode()).hexdigest()
        cache.add(key, 0, WINDOW)
        over |= cache.incr(key) > TRIES
    return over


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
