"""Push from hubs: verified, signed, renewed, never trusted beyond that, and polling when it dies."""

import hashlib
import hmac
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from stet.gather import websub
from stet.gather.websub import Answer, Delivery, State, Subscription

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TOPIC, HUB = "https://post.example/feed", "https://hub.example/"


def wanted() -> Subscription:
    return websub.subscription(TOPIC, HUB, "https://stet.example/hub")


def asked() -> Subscription:
    return websub.request(wanted(), NOW)[0]


def active(lease: str = "86400") -> Subscription:
    held, answer = websub.verify(asked(), challenge(lease=lease), NOW)
    assert held
    assert answer == Answer(status=200, text="abc")
    return held


def challenge(mode: str = "subscribe", topic: str = TOPIC, lease: str = "86400") -> dict[str, str]:
    return {"hub.mode": mode, "hub.topic": topic, "hub.challenge": "abc", "hub.lease_seconds": lease}


def sign(held: Subscription, body: bytes, method: str = "sha256") -> dict[str, str]:
    return {"X-Hub-Signature": f"{method}={hmac.new(held.secret.encode(), body, method).hexdigest()}"}


def delivered(held: Subscription, headers: dict[str, str], body: bytes, now: datetime = NOW) -> Delivery:
    outcome = websub.deliver(held, headers, body, now)
    assert isinstance(outcome, Delivery)
    return outcome


def test_a_subscription_has_an_address_and_a_secret_of_its_own() -> None:
    one, two = wanted(), wanted()
    assert one.callback != two.callback
    assert one.secret != two.secret
    assert len(one.secret) == 64


def test_the_request_says_topic_callback_lease_and_secret() -> None:
    held, form = websub.request(wanted(), NOW)
    assert form["hub.mode"] == "subscribe"
    assert form["hub.topic"] == TOPIC
    assert form["hub.callback"] == held.callback
    assert form["hub.secret"] == held.secret
    assert int(form["hub.lease_seconds"]) == 864_000
    assert held.state is State.ASKED


def test_what_we_asked_for_is_confirmed() -> None:
    held = active()
    assert held.state is State.ACTIVE
    assert held.until == NOW + timedelta(days=1)


@pytest.mark.parametrize(
    "query",
    [
        challenge(topic="https://evil.example/"),
        challenge(mode="unsubscribe"),
        challenge(mode="rubbish"),
        {"hub.mode": "subscribe", "hub.topic": TOPIC},
        {},
    ],
)
def test_what_we_did_not_ask_for_is_not_confirmed(query: dict[str, str]) -> None:
    held = asked()
    assert websub.verify(held, query, NOW) == (held, Answer(status=404))
    assert websub.verify(None, query, NOW) == (None, Answer(status=404))


def test_a_stranger_cannot_prolong_what_is_confirmed() -> None:
    held = active()
    assert websub.verify(held, challenge(lease="7776000"), NOW)[0] == held


def test_a_hub_may_deny() -> None:
    held, answer = websub.verify(asked(), {"hub.mode": "denied", "hub.topic": TOPIC, "hub.reason": "no"}, NOW)
    assert held
    assert (held.state, answer.status) == (State.DENIED, 200)
    assert not websub.due(held, NOW + timedelta(hours=1))
    assert websub.due(held, NOW + timedelta(days=2))


@pytest.mark.parametrize(("said", "days"), [("864000", 10), ("", 10), ("x", 10), ("1", 300 / 86400), ("9" * 11, 90)])
def test_the_lease_is_the_hubs_within_bounds(said: str, days: float) -> None:
    assert active(lease=said).until == NOW + timedelta(days=days)


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_what_is_signed_is_taken(method: str) -> None:
    held = active()
    outcome = delivered(held, sign(held, b"<feed/>", method), b"<feed/>")
    assert outcome.content == b"<feed/>"
    assert outcome.answer.status == 202
    assert outcome.subscription.delivered == NOW


def test_what_is_not_signed_is_left_without_a_word() -> None:
    held = active()
    for headers in (
        {},
        {"X-Hub-Signature": ""},
        {"X-Hub-Signature": "sha256=00"},
        {"X-Hub-Signature": "md5=" + "0" * 32},
    ):
        outcome = delivered(held, headers, b"<feed/>")
        assert (outcome.content, outcome.answer.status, outcome.subscription) == (b"", 202, held)
    wrong = delivered(held, sign(wanted(), b"<feed/>"), b"<feed/>")
    assert wrong.content == b""


def test_the_same_content_is_taken_once() -> None:
    held = active()
    first = delivered(held, sign(held, b"a"), b"a")
    second = delivered(first.subscription, sign(held, b"a"), b"a")
    assert (first.content, second.content, second.why) == (b"a", b"", "delivered before")


def test_a_flood_of_deliveries_is_capped_and_ends() -> None:
    held, taken = active(), 0
    for n in range(websub.FLOOD + 30):
        body = str(n).encode()
        outcome = delivered(held, sign(held, body), body, NOW + timedelta(seconds=n))
        held, taken = outcome.subscription, taken + bool(outcome.content)
    assert taken == websub.FLOOD
    later = delivered(held, sign(held, b"later"), b"later", NOW + timedelta(hours=2))
    assert later.content == b"later"


def test_an_over_long_delivery_is_left() -> None:
    held = active()
    body = b"x" * (websub.MAX_BODY + 1)
    assert delivered(held, sign(held, body), body).answer.status == 413


@pytest.mark.parametrize("state", [State.WANTED, State.DENIED, State.ENDED])
def test_a_delivery_without_a_subscription_is_told_so(state: State) -> None:
    held = replace(active(), state=state)
    assert websub.deliver(held, sign(held, b"a"), b"a", NOW) == Answer(status=410, text="no such subscription")
    assert websub.deliver(None, {}, b"a", NOW) == Answer(status=410, text="no such subscription")


def test_a_lease_is_renewed_before_it_ends() -> None:
    held = active(lease="864000")
    assert not websub.due(held, NOW + timedelta(days=8))
    assert websub.due(held, NOW + timedelta(days=9, minutes=1))
    renewing, _ = websub.request(held, NOW + timedelta(days=9, minutes=1))
    assert renewing.state is State.ACTIVE
    renewed, _ = websub.verify(renewing, challenge(lease="864000"), NOW + timedelta(days=9, minutes=2))
    assert renewed
    assert renewed.until == NOW + timedelta(days=19, minutes=2)


def test_a_hub_that_does_not_answer_is_asked_with_growing_gaps() -> None:
    held, at, gaps = wanted(), NOW, []
    for _ in range(10):
        held, _ = websub.request(held, at)
        began = at
        while not websub.due(held, at):
            at += timedelta(minutes=1)
        gaps.append(at - began)
    assert gaps == sorted(gaps)
    assert gaps[0] == timedelta(minutes=5)
    assert gaps[-1] <= timedelta(days=1)


def test_leaving_ends_when_the_hub_confirms() -> None:
    leaving, form = websub.request(active(), NOW, leave=True)
    assert form["hub.mode"] == "unsubscribe"
    ended, answer = websub.verify(leaving, challenge(mode="unsubscribe"), NOW)
    assert ended
    assert (ended.state, answer.text) == (State.ENDED, "abc")
    assert not websub.due(ended, NOW + timedelta(days=99))


def test_polling_takes_over_when_a_hub_dies() -> None:
    held = active(lease="864000")
    hour = timedelta(hours=1)
    assert not websub.relies_on_push(held, NOW, hour)  # nothing has come yet
    held = delivered(held, sign(held, b"a"), b"a").subscription
    assert websub.relies_on_push(held, NOW + 2 * hour, hour)
    assert not websub.relies_on_push(held, NOW + 4 * hour, hour)
    assert not websub.relies_on_push(held, NOW + timedelta(days=11), timedelta(days=30))


def test_polling_takes_over_at_once_when_it_finds_what_the_hub_did_not_tell() -> None:
    hour = timedelta(hours=1)
    held = delivered(active(), sign(active(), b"a"), b"a").subscription
    dead = websub.missed(held)
    assert not websub.relies_on_push(dead, NOW, hour)
    assert websub.trouble(dead, NOW, hour) is websub.Trouble.QUIET
    alive = delivered(dead, sign(dead, b"b"), b"b").subscription
    assert websub.relies_on_push(alive, NOW, hour)
    assert websub.trouble(alive, NOW, hour) is None


def test_what_is_wrong_with_a_hub_is_told_apart() -> None:
    hour = timedelta(hours=1)
    assert websub.trouble(wanted(), NOW, hour) is None
    asked, _ = websub.request(wanted(), NOW)
    assert websub.trouble(asked, NOW, hour) is None  # the hub may still answer
    again, _ = websub.request(asked, NOW + hour)
    assert websub.trouble(again, NOW + hour, hour) is websub.Trouble.UNCONFIRMED
    assert websub.trouble(websub.refused(again, "connection refused"), NOW, hour) is websub.Trouble.UNREACHED
    denied, _ = websub.verify(asked, {"hub.mode": "denied", "hub.topic": asked.topic}, NOW)
    assert denied
    assert websub.trouble(denied, NOW, hour) is websub.Trouble.DENIED
    assert websub.trouble(active(), NOW, hour) is None  # confirmed, and nothing was published yet


@given(st.text(max_size=80), st.binary(max_size=50))
def test_no_signature_can_be_guessed(signature: str, body: bytes) -> None:
    assert not websub.signed(body, signature, "secret-that-nobody-knows")


class Life(RuleBasedStateMachine):
    """A subscription under any order of events: nothing unsigned is ever taken, and it is live only inside a lease."""

    def __init__(self) -> None:
        super().__init__()
        self.held, self.now, self.bodies = wanted(), NOW, 0

    @rule(hours=st.integers(0, 300))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(leave=st.booleans())
    def we_ask(self, leave: bool) -> None:
        self.held, _ = websub.request(self.held, self.now, leave=leave)

    @rule(
        mode=st.sampled_from(["subscribe", "unsubscribe", "denied"]),
        topic=st.sampled_from([TOPIC, "https://evil.example"]),
    )
    def the_hub_asks(self, mode: str, topic: str) -> None:
        held, answer = websub.verify(self.held, challenge(mode=mode, topic=topic), self.now)
        assert held
        assert topic == TOPIC or (answer.status == 404 and held == self.held)
        self.held = held

    @rule(signed=st.booleans())
    def something_is_delivered(self, signed: bool) -> None:
        self.bodies += 1
        body = str(self.bodies).encode()
        headers = sign(self.held, body) if signed else {"X-Hub-Signature": "sha256=" + hashlib.sha256(body).hexdigest()}
        outcome = websub.deliver(self.held, headers, body, self.now)
        if isinstance(outcome, Delivery):
            assert signed or not outcome.content
            self.held = outcome.subscription

    @invariant()
    def push_is_relied_on_only_inside_a_lease(self) -> None:
        if websub.relies_on_push(self.held, self.now, None):
            assert self.held.until
            assert self.now < self.held.until


TestLife = Life.TestCase
