"""Send digests by mail: of the day, or of one story. Asked for twice, stopped with one click.

Asking stores an address and sends one letter with a link; only a press there begins the digests (double opt-in). Each
digest can be stopped by its link, and by the mail program's own button (RFC 8058). Links are signed, without addresses.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import formataddr
from urllib.parse import unquote, urlsplit

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.template.defaultfilters import truncatewords

from newsroom import environment
from newsroom.archive.models import Story
from newsroom.desk.models import Post
from newsroom.press import house
from newsroom.press.makeup import five, front, ours, posts, stories
from newsroom.press.models import Subscription
from newsroom.press.pages import day, stamp
from newsroom.press.seen import Change, FivePage, Newsroom, Own, StoryPage
from stet.errors import ConfigError, InputError

log = logging.getLogger(__name__)
DAILY = timedelta(hours=24)
STORY = timedelta(hours=6)
"""A story followed is told of at most every six hours: often enough to follow, too seldom to drown in."""
UNCONFIRMED = timedelta(days=7)
ASKED_A_DAY = 3
LONGEST = 254  # RFC 5321, as the table keeps it
SALT = "newsroom.press.digests"


# --- asking, confirming, stopping -------------------------------------------------------------------------------------


def ask(address: str, story: Story | None, now: datetime) -> None:
    """Send a letter that asks for confirmation. Asked again within the day, nothing is sent, and nobody is told why:

    otherwise the form would say who subscribes, and could be used to pester.

    Raises:
        InputError: the address is no address.
        ConfigError: no mail server is set up.
    """
    try:
        if len(address) > LONGEST:
            raise ValidationError("too long")
        validate_email(address)
    except ValidationError as error:
        raise InputError(
            "that is no mail address", subject=address[:80], advice="Write it as name@example.org."
        ) from error
    connection = post_office()
    Subscription.objects.filter(confirmed=None, asked__lt=now - UNCONFIRMED).delete()
    recent = Subscription.objects.filter(address__iexact=address, asked__gt=now - timedelta(days=1)).count()
    row, new = Subscription.objects.get_or_create(address=address.lower(), story=story, defaults={"asked": now})
    if row.confirmed or recent >= ASKED_A_DAY or not (new or row.asked < now - timedelta(days=1)):
        return
    Subscription.objects.filter(pk=row.pk).update(asked=now)
    who = house.newsroom()
    link = who.at(f"/mail/begin/{token(row)}/")
    what = f"news of “{stories.headline(story)}”" if story else f"the day’s edition of {who.name}"
    text = (
        f"Somebody, we hope you, asked {who.name} to send {what} to this address.\n\n"
        f"To begin, open this page and press the button:\n{link}\n\n"
        "If it was not you, do nothing. No other letter will come, and the address is deleted within a week.\n"
    )
    _letter(who, row, f"Begin with {who.name}?", text, connection).send()


def begin(said: str, now: datetime) -> Subscription | None:
    """Begin what a confirmed link asked for; None when the link is not ours or the row is gone."""
    row = read(said)
    if row and not row.confirmed:
        row.confirmed = row.sent = now
        row.save(update_fields=["confirmed", "sent"])
    return row


def stop(said: str) -> bool:
    """Delete a subscription; True also when it was deleted before, so that a second click is no error."""
    try:
        pk = signing.loads(said, salt=SALT)
    except signing.BadSignature:
        return False
    Subscription.objects.filter(pk=pk).delete()
    return True


def token(row: Subscription) -> str:
    """Return the signed name of a subscription."""
    return signing.dumps(row.pk, salt=SALT)


def read(said: str) -> Subscription | None:
    """Return the subscription that a token names."""
    try:
        return Subscription.objects.select_related("story").filter(pk=signing.loads(said, salt=SALT)).first()
    except signing.BadSignature:
        return None


# --- sending ----------------------------------------------------------------------------------------------------------


def send_due(now: datetime) -> tuple[int, int]:
    """Send every digest that is due; return how many were sent and how many failed.

    Each row is claimed before its letter goes, so that two workers never send the same one. A letter that fails gives
    the row back and is tried in the next run.
    """
    sent = failed = 0
    connection = post_office()
    for row in due(now):
        before = row.sent
        if not Subscription.objects.filter(pk=row.pk, sent=before).update(sent=now):
            continue
        letter = compose(row, before or now, now, connection)
        try:
            sent += letter.send() if letter else 0
        except OSError as error:
            log.warning("a digest could not be sent: %s", error)
            Subscription.objects.filter(pk=row.pk).update(sent=before)
            failed += 1
    return sent, failed


def due(now: datetime) -> Iterable[Subscription]:
    """Return the subscriptions whose time has come; a story's only when something arrived, or we wrote or corrected."""
    confirmed = Subscription.objects.exclude(confirmed=None).select_related("story")
    yield from confirmed.filter(story=None, sent__lte=now - DAILY).iterator()
    for row in confirmed.exclude(story=None).filter(sent__lte=now - STORY).iterator():
        if row.story and row.sent and (row.story.last > row.sent or _said(row.story, row.sent, now)):
            yield row


def _said(story: Story, since: datetime, now: datetime) -> bool:
    """Say whether we published or corrected anything about a story since a moment."""
    return Post.objects.public(now).filter(draft__story=story, updated__gt=since).exists()


def compose(row: Subscription, since: datetime, now: datetime, connection: BaseEmailBackend) -> EmailMessage | None:
    """Write a digest, or nothing when there is nothing to tell."""
    who = house.newsroom()
    if row.story:
        page = stories.page(row.story, written=ours.of_story(row.story, now))
        text = of_story(who, page, since) + of_corrections(who, posts.corrections(now, since=since, story=row.story))
        return _letter(who, row, page.card.headline, text, connection)
    edition = front.latest()
    if edition is None:
        return None
    seen = five.page(edition, now)
    text = of_day(who, seen) + of_corrections(who, posts.corrections(now, since=since, story=row.story))
    return _letter(who, row, f"{who.name}, {day(seen.moment)}", text, connection)


def of_corrections(who: Newsroom, changes: Iterable[Change]) -> str:
    """Tell what was wrong, what is right and why, below everything else; nothing where nothing was corrected."""
    told = [
        "\n".join(
            filter(
                None,
                [
                    f"{one.kind.upper()}: {one.post.label}",
                    f"We said: {one.before}" if one.before else "",
                    f"It should have said: {one.after}" if one.after else "",
                    one.cause,
                    who.at(one.post.href),
                ],
            )
        )
        for one in changes
    ]
    return "\n\n" + "\n\n".join(told) if told else ""


def of_day(who: Newsroom, seen: FivePage) -> str:
    """Tell the day: each story with its origins, its first sentence and where to read on."""
    told = [
        "\n".join(
            filter(
                None,
                [
                    one.card.headline.upper() if len(one.card.headline) < 80 else one.card.headline,
                    *(_own(who, own) for own in one.card.own),
                    *(f"{line.text} ({line.outlet})" for line in one.lines[:2]),
                    f"{one.card.differs}." if one.card.differs else "",
                    f"{one.card.origins.words}. {who.at(one.card.href)}",
                ],
            )
        )
        for one in seen.told
    ]
    return f"{day(seen.moment)}\n\n" + "\n\n".join(told)


def _own(who: Newsroom, own: Own) -> str:
    return f"Written here by {own.byline.label}: {own.headline}. {own.standfirst}".strip() + f"\n{who.at(own.href)}"


def of_story(who: Newsroom, seen: StoryPage, since: datetime) -> str:
    """Tell what arrived in a story since the last letter; copies are counted, not listed."""
    new = [one for one in seen.arrivals if one.at > since]
    written = [_own(who, one) for one in seen.card.own if one.published > since]
    own = [f"{stamp(one.at)}: {truncatewords(one.headline, 40)} ({one.outlet})" for one in new if not one.carries]
    copies = len(new) - len(own)
    more = f"\n\n{copies} more carry one of these." if copies else ""
    told = [*written, "\n".join(own or ["Only copies came."] * (not written))]
    return "\n\n".join([f"{seen.card.origins.words}.", *filter(None, told)]) + more + f"\n\n{who.at(seen.card.href)}"


def _letter(who: Newsroom, row: Subscription, subject: str, text: str, connection: BaseEmailBackend) -> EmailMessage:
    away = who.at(f"/mail/stop/{token(row)}/")
    sender = environment.text("STET_MAIL_FROM") or f"news@{urlsplit(who.url).hostname}"
    return EmailMessage(
        subject=" ".join(subject.split())[:180],
        body=f"{text}\n\n-- \n{who.name}, {who.at('/')}\nStop these letters: {away}\n",
        from_email=formataddr((who.name, sender)),
        to=[row.address],
        connection=connection,
        headers={
            "List-Unsubscribe": f"<{away}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )


def open_() -> bool:
    """Say whether a mail server is set up."""
    return bool(environment.text("STET_SMTP"))


def post_office() -> BaseEmailBackend:
    """Return the way to the mail server that STET_SMTP names: ``smtp://user:password@host:587``, ``smtps://`` for TLS.

    Raises `ConfigError` when it is not set or names something else.
    """
    parts = urlsplit(environment.text("STET_SMTP"))
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise ConfigError(
            "no mail server is set up", subject="STET_SMTP", advice="Set it to smtp+starttls://user:password@host:587."
        )
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or 25,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        use_tls=parts.scheme == "smtp+starttls",
        timeout=20,
    )
