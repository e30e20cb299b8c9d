"""WebSub (W3C Recommendation, 23 January 2018), the subscriber's side, as a pure state machine.

Records, requests and `now` go in; the next record and what to answer or send come out. Whoever mounts this gives each
subscription its own unguessable callback address and secret, posts `request` to the hub through the door, and hands in
what the hub asks and delivers.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(days=10)  # what is asked for; the hub may give less or more
SHORTEST_LEASE = timedelta(minutes=5)
LONGEST_LEASE = timedelta(days=90)
FIRST_RETRY = timedelta(minutes=5)  # for a request that the hub did not verify; doubled each time, up to 21 hours
FLOOD = 120  # deliveries an hour; the busiest real topic has one in two minutes
MAX_BODY = 4 << 20
_METHODS = {"sha1", "sha256", "sha384", "sha512"}


class State(StrEnum):
    """Where a subscription stands."""

    WANTED = "wanted"  # to be requested
    ASKED = "asked"  # requested, not verified yet
    ACTIVE = "active"
    LEAVING = "leaving"  # an end was requested, not verified yet
    DENIED = "denied"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """A topic at a hub, as it stands. `recent` holds the digests of the last hour's deliveries with their times."""

    topic: str
    hub: str
    callback: str
    secret: str
    state: State = State.WANTED
    asked: datetime | None = None
    until: datetime | None = None
    attempts: int = 0
    delivered: datetime | None = None
    fresh: bool = True  # it has neither delivered nor missed anything yet
    recent: tuple[tuple[str, datetime], ...] = ()
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What to answer the hub: a status and a text."""

    status: int
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """What became of a delivery: `content` is to be archived and read, or is empty for the reason in `why`."""

    subscription: Subscription
    answer: Answer
    content: bytes = b""
    why: str = ""


def subscription(topic: str, hub: str, callback_base: str) -> Subscription:
    """Return a new subscription with a callback address and a secret that nobody can guess."""
    token = secrets.token_urlsafe(32)
    return Subscription(
        topic=topic, hub=hub, callback=f"{callback_base.rstrip('/')}/{token}", secret=secrets.token_hex(32)
    )


# --- what we send -----------------------------------------------------------------------------------------------------


def request(held: Subscription, now: datetime, *, leave: bool = False) -> tuple[Subscription, dict[str, str]]:
    """Return the subscription as asked for, and the form to post to its hub."""
    form = {"hub.mode": "unsubscribe" if leave else "subscribe", "hub.topic": held.topic, "hub.callback": held.callback}
    if not leave:
        form |= {"hub.lease_seconds": str(int(LEASE.total_seconds())), "hub.secret": held.secret}
    state = State.LEAVING if leave else State.ACTIVE if _live(held, now) else State.ASKED
    return replace(held, state=state, asked=now, attempts=held.attempts + 1, why=""), form


def refused(held: Subscription, why: str) -> Subscription:
    """Return the subscription after its hub could not be asked: polling goes on, and it is asked again later."""
    return replace(held, why=why)


def missed(held: Subscription) -> Subscription:
    """Return the subscription after polling found what its hub had not told: it is not relied on until it delivers."""
    return replace(held, delivered=None, fresh=False)


def due(held: Subscription, now: datetime) -> bool:
    """Say whether to post a request now: at first, when an answer stays out, and before a lease ends.

    A lease is renewed when a tenth of it is left, or a day of a long one.
    """
    if held.state in (State.ENDED, State.LEAVING):
        return False
    if held.asked is None:
        return True
    if held.state is State.DENIED:
        return now - held.asked > timedelta(days=1)
    if held.attempts:
        return now - held.asked >= FIRST_RETRY * (1 << min(held.attempts - 1, 8))
    if held.until is None:
        return True
    margin: timedelta = min(timedelta(days=1), (held.until - held.asked) / 10)
    return now >= held.until - margin


def relies_on_push(held: Subscription, now: datetime, expected: timedelta | None) -> bool:
    """Say whether polling may be relaxed: the lease is live, and the hub has delivered within its source's rhythm.

    A hub that dies keeps its lease in our records; when nothing has been delivered for three expected intervals (or a
    day, without a known rhythm), polling takes over at its ordinary pace.
    """
    if not _live(held, now) or not held.delivered:
        return False
    return now - held.delivered < (expected * 3 if expected else timedelta(days=1))


class Trouble(StrEnum):
    """What is wrong with a subscription; while anything is, polling goes on at its ordinary pace."""

    DENIED = "the hub denies the subscription"
    UNREACHED = "the hub cannot be reached"
    UNCONFIRMED = "the hub takes our requests and never confirms them"
    QUIET = "the hub does not tell us what the feed publishes"


def trouble(held: Subscription, now: datetime, expected: timedelta | None) -> Trouble | None:
    """Return what is wrong with a subscription, or None: also none while a first answer may still come."""
    if held.state in (State.WANTED, State.LEAVING, State.ENDED):
        return None
    if held.state is State.DENIED:
        return Trouble.DENIED
    if held.why:
        return Trouble.UNREACHED
    if not _live(held, now):
        return Trouble.UNCONFIRMED if held.attempts > 1 else None
    return None if held.fresh or relies_on_push(held, now, expected) else Trouble.QUIET


def _live(held: Subscription, now: datetime) -> bool:
    return held.state is State.ACTIVE and held.until is not None and now < held.until


# --- what the hub sends -----------------------------------------------------------------------------------------------


def verify(held: Subscription | None, query: Mapping[str, str], now: datetime) -> tuple[Subscription | None, Answer]:
    """Answer a hub's GET: it verifies what we asked for, or says that it denies it.

    Only what we asked for is confirmed: another topic, or a mode that we did not ask for, is answered with 404, so that
    nobody can subscribe or unsubscribe us.
    """
    if held is None or query.get("hub.topic") != held.topic:
        return held, Answer(status=404)
    mode, challenge = query.get("hub.mode", ""), query.get("hub.challenge", "")
    if mode == "denied":
        reason = query.get("hub.reason", "")[:200]
        return replace(held, state=State.DENIED, asked=now, why=f"the hub denied it: {reason}"), Answer(status=200)
    if not challenge or len(challenge) > 1024 or held.attempts == 0:
        return held, Answer(status=404)
    if mode == "subscribe" and held.state in (State.ASKED, State.ACTIVE):
        lease = _lease(query.get("hub.lease_seconds", ""))
        active = replace(held, state=State.ACTIVE, asked=now, until=now + lease, attempts=0, why="")
        return active, Answer(status=200, text=challenge)
    if mode == "unsubscribe" and held.state is State.LEAVING:
        return replace(held, state=State.ENDED, until=None, attempts=0), Answer(status=200, text=challenge)
    return held, Answer(status=404)


def _lease(seconds: str) -> timedelta:
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12):
        return LEASE
    return min(max(timedelta(seconds=int(seconds)), SHORTEST_LEASE), LONGEST_LEASE)


def deliver(held: Subscription | None, headers: Mapping[str, str], body: bytes, now: datetime) -> Delivery | Answer:
    """Take a hub's POST. What is not signed with our secret is answered as if it were fine, and left.

    The same content twice is taken once; more than `FLOOD` deliveries an hour are left to polling.
    """
    if held is None or held.state in (State.ENDED, State.DENIED, State.WANTED):
        return Answer(status=410, text="no such subscription")
    fine = Answer(status=202)
    if len(body) > MAX_BODY:
        return Delivery(subscription=held, answer=Answer(status=413), why=f"more than {MAX_BODY:,} bytes")
    said = next((v for k, v in headers.items() if k.lower() == "x-hub-signature"), "")
    if not signed(body, said, held.secret):
        return Delivery(subscription=held, answer=fine, why="its signature is missing or wrong")
    recent = tuple((d, at) for d, at in held.recent if now - at < timedelta(hours=1))
    if len(recent) >= FLOOD:
        return Delivery(
            subscription=replace(held, recent=recent), answer=Answer(status=429), why="too many deliveries this hour"
        )
    digest = hashlib.sha256(body).hexdigest()
    known = any(d == digest for d, _ in recent)
    kept = replace(held, delivered=now, fresh=False, recent=recent if known else (*recent, (digest, now)))
    if known:
        return Delivery(subscription=kept, answer=fine, why="delivered before")
    return Delivery(subscription=kept, answer=fine, content=body)


def signed(body: bytes, signature: str, secret: str) -> bool:
    """Say whether ``method=hex`` is the HMAC of `body` under `secret`, compared in constant time."""
    method, _, given = signature.partition("=")
    if method.strip().lower() not in _METHODS or not given.isascii():
        return False
    expected = hmac.new(secret.encode(), body, method.strip().lower()).hexdigest()
    return hmac.compare_digest(expected, given.strip().lower())
