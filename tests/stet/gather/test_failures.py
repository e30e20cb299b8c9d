"""Why a source gave nothing: each cause told from every other."""

from datetime import UTC, datetime

import pytest

from stet.errors import (
    BadStatus,
    GatherError,
    InputError,
    NotAFeed,
    Refused,
    StetError,
    TimedOut,
    TooLarge,
    Unreachable,
)
from stet.gather import feeds
from stet.gather.door import Answered, NotCertain, Rejected, RobotsSay
from stet.gather.failures import Cause, Diagnosis, Next, diagnose
from stet.gather.wires import NoSuchName
from stet.news import Capture


def capture(body: bytes = b"", status: int = 200, final_url: str = "https://x.example/feed", **headers: str) -> Capture:
    return Capture(
        url="https://x.example/feed",
        final_url=final_url,
        arrived=datetime(2026, 3, 1, tzinfo=UTC),
        status=status,
        headers=tuple((k.replace("_", "-"), v) for k, v in headers.items()),
        body=body,
        sha256="",
    )


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (NoSuchName("no name"), Cause.NO_SUCH_NAME),
        (Rejected("refused"), Cause.REJECTED),
        (Unreachable("broke"), Cause.UNREACHABLE),
        (NotCertain("tls"), Cause.TLS),
        (TimedOut("slow"), Cause.TIMED_OUT),
        (Refused("10.0.0.1 is private"), Cause.NOT_PUBLIC),
        (Refused("it redirects more than 5 times"), Cause.REDIRECTS),
        (RobotsSay("robots"), Cause.ROBOTS),
        (TooLarge("big"), Cause.TOO_LARGE),
        (GatherError("its compression is damaged"), Cause.DAMAGED),
        (InputError("?"), Cause.DAMAGED),
        (NotAFeed("page"), Cause.NOT_A_FEED),
        (StetError("?"), Cause.OTHER),
    ],
)
def test_each_error_has_its_cause(error: StetError, cause: Cause) -> None:
    said = diagnose(error)
    assert said.cause is cause
    assert said.advice


@pytest.mark.parametrize(
    ("status", "cause", "step"),
    [
        (401, Cause.LOGIN, Next.STOP), (402, Cause.PAYMENT, Next.STOP), (403, Cause.BOT_WALL, Next.SLOW),
        (404, Cause.NOT_FOUND, Next.SLOW), (410, Cause.GONE, Next.STOP), (429, Cause.TOO_MANY, Next.WAIT),
        (451, Cause.BARRED, Next.STOP), (500, Cause.BROKEN, Next.RETRY), (502, Cause.BROKEN, Next.RETRY),
        (503, Cause.BUSY, Next.WAIT), (418, Cause.OTHER, Next.RETRY), (302, Cause.OTHER, Next.RETRY),
    ],
)  # fmt: skip
def test_each_status_has_its_cause_and_next_step(status: int, cause: Cause, step: Next) -> None:
    said = diagnose(Answered(f"it answered {status}", capture=capture(status=status)))
    assert (said.cause, said.next) == (cause, step)


def test_a_bot_wall_is_known_whatever_status_it_hides_behind() -> None:
    wall = capture(b"<title>Just a moment...</title><script>window._cf_chl_opt</script>", status=503)
    assert diagnose(Answered("503", capture=wall)).cause is Cause.BOT_WALL
    assert diagnose(Answered("429", capture=capture(status=429, cf_mitigated="challenge"))).cause is Cause.BOT_WALL


@pytest.mark.parametrize(
    ("got", "cause"),
    [
        (capture(b""), Cause.EMPTY),
        (capture(b"   \n"), Cause.EMPTY),
        (capture(b"<html><h1>About us</h1></html>"), Cause.NOT_A_FEED),
        (capture(b"<html><form><input type='password'></form></html>"), Cause.LOGIN),
        (capture(b"<html>x</html>", final_url="https://x.example/login?next=/feed"), Cause.LOGIN),
        (capture(b"<html><h1>Before you continue</h1></html>"), Cause.CONSENT),
        (capture(b"<html>x</html>", final_url="https://consent.google.com/m?continue=x"), Cause.CONSENT),
        (capture(b"<html><div id=px-captcha></div></html>"), Cause.BOT_WALL),
    ],
)
def test_what_came_instead_of_a_feed_is_told_apart(got: Capture, cause: Cause) -> None:
    with pytest.raises(NotAFeed) as caught:
        feeds.parse(got.body)
    assert diagnose(caught.value, got).cause is cause


def told(body: bytes) -> Diagnosis:
    """Return what is said of bytes that came where a feed should be."""
    with pytest.raises(NotAFeed) as caught:
        feeds.parse(body)
    return diagnose(caught.value, capture(body))


def test_an_operator_reads_what_a_status_or_a_page_means() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "b">]><rss>&a;</rss>'
    wall, page, entities = (
        told(body) for body in (b"<html><title>Just a moment...</title></html>", b"<html><p>News</p></html>", bomb)
    )
    assert wall.detail == "it takes us for a bot (it is a web page)"
    assert (page.detail, page.advice) == ("it is a web page", "Search the page for its feeds and add one of them")
    assert entities.detail.startswith("it declares entities")
    assert entities.advice == "Ask the source for plain XML"
    assert diagnose(BadStatus("it answered 404", status=404)).detail == "nothing is at this address (it answered 404)"
