"""Hubs: subscriptions of feeds that are pushed to us (WebSub). `stet.gather.websub` decides; this keeps and sends."""

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from newsroom.archive.models import Source, SourceFeed
from newsroom.wire import problems
from newsroom.wire.door import door
from newsroom.wire.tally import Tally
from stet.errors import StetError
from stet.gather import rhythm, websub

_TIMES = ("asked", "until", "delivered")
_ADVICE = {
    websub.Trouble.DENIED: "It is polled instead; the hub is asked again once a day.",
    websub.Trouble.UNREACHED: "It is polled as before, and the hub is asked again, ever more seldom. Should the feed "
    "name another hub, that one is asked.",
    websub.Trouble.UNCONFIRMED: "It is polled as before. Look whether STET_ORIGIN can be reached from outside.",
    websub.Trouble.QUIET: "It is polled as before, until the hub delivers again.",
}


def subscription(feed: SourceFeed) -> websub.Subscription | None:
    """Return the subscription of a feed as it stands, or None where there is none."""
    if not feed.push:
        return None
    said = {**feed.push, **{name: _moment(feed.push.get(name)) for name in _TIMES}}
    said["state"] = websub.State(said["state"])
    said["recent"] = tuple((digest, _moment(at)) for digest, at in said.get("recent", ()))
    return websub.Subscription(**said)


def keep(feed: SourceFeed, held: websub.Subscription) -> None:
    """Store a subscription with its feed."""
    said: dict[str, Any] = asdict(held)
    said |= {name: said[name].isoformat() if said[name] else None for name in _TIMES}
    said["state"] = held.state.value
    said["recent"] = [[digest, at.isoformat()] for digest, at in held.recent]
    feed.push = said
    feed.save(update_fields=["push", "hub_key"])


def relied_on(feed: SourceFeed, now: datetime) -> bool:
    """Say whether a hub keeps us up to date, so that polling is only the fallback."""
    held = subscription(feed)
    return held is not None and websub.relies_on_push(held, now, _gap(feed, now))


def missed(feed: SourceFeed) -> None:
    """Note that polling found what the hub of a feed had not told us."""
    if not feed.push:
        return
    feed.refresh_from_db(fields=["push"])  # the hub may have spoken while we waited for the feed
    held = subscription(feed)
    if held is not None and (held.delivered or held.fresh):
        keep(feed, websub.missed(held))


def standing(feed: SourceFeed, now: datetime) -> tuple[str, str]:
    """Say what is wrong between a feed and its hub, and what to do about it; both empty when all is well."""
    held = subscription(feed)
    wrong = websub.trouble(held, now, _gap(feed, now)) if held else None
    if held is None or wrong is None:
        return "", ""
    return f"{wrong}{f' ({held.why})' if held.why else ''}"[:500], _ADVICE[wrong]


def _gap(feed: SourceFeed, now: datetime) -> timedelta | None:
    return rhythm.usual_gap([datetime.fromtimestamp(at, UTC) for at in feed.arrivals], now)


def subscribe(now: datetime) -> Tally:
    """Ask the hubs whose turn it is: new feeds, answers that stay out, leases that end.

    A hub must be able to reach us, so this needs STET_ORIGIN, the address of this site as the world sees it.
    """
    if not settings.STET_ORIGIN:
        return Tally()
    done = failed = 0
    rows = SourceFeed.objects.exclude(hub="").filter(paused=False, source__state=Source.State.ACTIVE)
    for feed in rows.select_related("source"):
        held = subscription(feed) or _new(feed)
        if websub.due(held, now):
            well = _ask(feed, held, now)
            done, failed = done + well, failed + (not well)
    return Tally(done=done, failed=failed)


def _new(feed: SourceFeed) -> websub.Subscription:
    base = f"{settings.STET_ORIGIN.rstrip('/')}/api/hub"
    held = websub.subscription(feed.url, feed.hub, base)
    feed.hub_key = held.callback.rsplit("/", 1)[-1][:64]
    return held


def _ask(feed: SourceFeed, held: websub.Subscription, now: datetime) -> bool:
    asked, form = websub.request(held, now)
    # Stored before it is sent: the hub may verify before our request returns.
    keep(feed, asked)
    try:
        door().post(feed.hub, form)
    except StetError as error:
        problems.note("gather", error, now=now, subject=feed.hub, source=feed.source, cause="hub")
        with transaction.atomic():
            feed.refresh_from_db(fields=["push"])
            keep(feed, websub.refused(subscription(feed) or asked, error.message))
        return False
    problems.settle("gather", [feed.hub], now)
    return True


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
