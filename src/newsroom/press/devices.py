"""Tell readers' browsers, where they asked for it, of what is new: a story they follow, or what we publish.

A browser is kept by the address that its push service gave it, which says nothing about who reads; it is kept only
once that service has taken a first message, and deleted as soon as the reader says so or the service does. Messages
go through the one door, like every other request.
"""

import json
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db.models import F, Q

from newsroom.archive.models import Story
from newsroom.press import addresses, house, signing, webpush
from newsroom.press.makeup import ours, posts, stories
from newsroom.press.models import Device
from newsroom.wire.door import door
from stet.errors import BadStatus, GatherError, InputError, Refused

log = logging.getLogger(__name__)
SELDOM = timedelta(hours=1)
"""A browser is told of one story at most once an hour: often enough to follow it, too seldom to be switched off."""
AN_HOUR = 200
"""New browsers taken an hour: each costs us one request to somebody else's server."""
WORDS = 160


def key() -> ec.EllipticCurvePrivateKey:
    """Return the key that messages are signed with, made once. Browsers that subscribed hear from no other key."""
    return _key(Path(settings.STET_HOME) / "push_key")


@lru_cache(maxsize=8)
def _key(path: Path) -> ec.EllipticCurvePrivateKey:
    return webpush.private(signing.kept(path))


# --- asking and stopping ----------------------------------------------------------------------------------------------


def begin(browser: webpush.Browser, story: Story | None, now: datetime) -> None:
    """Keep a browser that wants to be told, once its push service has taken a first message.

    Raises:
        InputError: the address is not one of a push service, or too many came within the hour.
        GatherError: the push service could not be reached, or did not take the message.
    """
    here = urlsplit(browser.endpoint)
    if here.scheme != "https" and here.hostname not in settings.STET_ALLOW:
        raise InputError("a push service is reached by https", subject=browser.endpoint[:80])
    if Device.objects.filter(since__gt=now - timedelta(hours=1)).count() >= AN_HOUR:
        raise InputError("too many browsers asked within the hour", advice="Ask again in an hour.")
    what = f"news of “{stories.headline(story)}”" if story else "what we publish"
    send(browser, {"title": house.bare().name, "body": f"You will be told here of {what}.", "href": "/follow/"}, now)
    Device.objects.update_or_create(
        endpoint=browser.endpoint,
        story=story,
        defaults={"public": browser.public, "secret": browser.secret, "since": now, "told": now},
    )


def stop(endpoint: str, story: Story | None = None) -> None:
    """Delete a browser, from everything or from one story. What is not there is no error."""
    rows = Device.objects.filter(endpoint=endpoint)
    (rows.filter(story=story) if story else rows).delete()


# --- telling ----------------------------------------------------------------------------------------------------------


def tell_due(now: datetime) -> tuple[int, int]:
    """Tell every browser of what came since it was last told; return how many were told and how many could not be.

    Each row is claimed before its message goes, so that two workers never send the same one.
    """
    told = failed = 0
    for story, rows in groupby(_due(now), key=lambda row: row.story):
        news = _News(story, now)
        for row in rows:
            said = news.since(row.told)
            if said is None or not Device.objects.filter(pk=row.pk, told=row.told).update(told=now):
                continue
            try:
                send(webpush.Browser(endpoint=row.endpoint, public=row.public, secret=row.secret), said, now)
                told += 1
            except GatherError as error:
                failed += 1
                _failed(row, error)
    return told, failed


def _due(now: datetime) -> Iterable[Device]:
    """Return the browsers that may have something to hear, those of one story together."""
    rows = Device.objects.filter(told__lte=now - SELDOM).select_related("story").order_by("story_id", "pk")
    return rows.filter(
        Q(story=None) | Q(story__last__gt=F("told")) | Q(story__drafts__post__updated__gt=F("told"))
    ).distinct()


class _News:
    """What there is to tell of a story, or of all that we publish: looked up once for all browsers that follow it."""

    def __init__(self, story: Story | None, now: datetime) -> None:
        self.story = story
        self.mended = next(iter(posts.corrections(now, story=story, most=1)), None)
        self.written = ours.of_story(story, now) if story else ours.listed(now, 5)

    def since(self, told: datetime) -> dict[str, str] | None:
        """Return what to tell a browser, or nothing where nothing came since; a mistake of ours first."""
        one = self.mended
        if one and one.at > told:
            wrong = f"We said “{one.before}”. It should have said “{one.after}”. " if one.before and one.after else ""
            return _say(f"{one.kind.capitalize()}: {one.post.label}", wrong + one.cause, one.post.href)
        if not self.story:
            written = [own for own in self.written if own.published > told]
            return _say(written[0].headline, written[0].standfirst, written[0].href) if written else None
        written = [own for own in self.written if own.updated > told]
        if written:
            return _say(written[0].headline, f"Written here by {written[0].byline.label}", written[0].href)
        origins = f"{self.story.outlets} outlets, {self.story.origins} origins"
        return _say(stories.headline(self.story), f"New reports. {origins}", addresses.story(self.story.key))


def _say(title: str, body: str, href: str) -> dict[str, str]:
    return {"title": title[:WORDS], "body": body[:WORDS], "href": href}


def send(to: webpush.Browser, news: dict[str, str], now: datetime) -> None:
    """Seal a message for a browser and hand it to its push service. Raises `GatherError` where that fails."""
    who = house.bare()
    contact = who.contact if who.contact.startswith("https://") else f"mailto:{who.contact}"
    headers = {
        "Authorization": webpush.signed(to.endpoint, key(), contact if who.contact else who.at("/about/"), now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": "43200",
        "Urgency": "normal",
    }
    door().send(to.endpoint, webpush.seal(json.dumps(news, ensure_ascii=False).encode(), to), headers)


def _failed(row: Device, error: GatherError) -> None:
    """Forget a browser that is gone; tell another again at the next turn."""
    if isinstance(error, Refused) or (isinstance(error, BadStatus) and error.status in (400, 403, 404, 410)):
        row.delete()
    else:
        log.warning("a browser could not be told: %s", error)
        Device.objects.filter(pk=row.pk).update(told=row.told)
