"""Why a source gave nothing, told apart, and what to do next: for the schedule, for the operator and for readers."""

import re
from dataclasses import dataclass
from enum import StrEnum

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
from stet.gather.door import Answered, NotCertain, Rejected, RobotsSay
from stet.gather.wires import NoSuchName
from stet.news import Capture


class Next(StrEnum):
    """What the schedule does about a failure."""

    RETRY = "retry"  # with growing gaps
    WAIT = "wait"  # as long as the source says, or with long gaps
    SLOW = "slow"  # once a day: it will hardly mend itself
    STOP = "stop"  # not again until a person has looked


class Cause(StrEnum):
    """The causes of failure; each value is what the operator reads."""

    NO_SUCH_NAME = "the name has no address"
    REJECTED = "the connection was refused"
    UNREACHABLE = "the connection broke"
    TLS = "the certificate or encryption cannot be trusted"
    TIMED_OUT = "no answer in time"
    NOT_PUBLIC = "the address is not public, or cannot be asked"
    ROBOTS = "robots.txt forbids it"
    REDIRECTS = "it redirects without end"
    LOGIN = "it asks for a login"
    PAYMENT = "it asks for payment"
    BOT_WALL = "it takes us for a bot"
    NOT_FOUND = "nothing is at this address"
    GONE = "it is gone for good"
    BARRED = "it is barred by law here"
    TOO_MANY = "we ask too often"
    BUSY = "the source is down for the moment"
    BROKEN = "the source is broken"
    TOO_LARGE = "it is too large"
    DAMAGED = "what came is damaged"
    EMPTY = "it is empty"
    CONSENT = "a consent page came instead"
    NOT_A_FEED = "a page came instead of a feed"
    OTHER = "it answered something unexpected"


_NEXT: dict[Cause, tuple[Next, str]] = {
    Cause.NO_SUCH_NAME: (Next.RETRY, "Check the spelling; if the name is right, the site may have closed or moved"),
    Cause.REJECTED: (Next.RETRY, "Wait; if it lasts a day, look whether the site has moved"),
    Cause.UNREACHABLE: (Next.RETRY, "Wait; if it lasts a day, look whether the site has moved"),
    Cause.TLS: (
        Next.SLOW,
        "Tell the source; until it mends it, an exception for this one source can be made, and is shown",
    ),
    Cause.TIMED_OUT: (Next.RETRY, "Wait; the source is slow or overloaded"),
    Cause.NOT_PUBLIC: (Next.STOP, "Correct the address: only public http and https addresses are gathered from"),
    Cause.ROBOTS: (Next.SLOW, "Ask the source for leave, or for a feed that it opens to readers"),
    Cause.REDIRECTS: (Next.SLOW, "Open the address in a browser and add the address that it ends at"),
    Cause.LOGIN: (Next.STOP, "Find a public feed of this source, or remove it"),
    Cause.PAYMENT: (Next.STOP, "Find a public feed of this source, or remove it"),
    Cause.BOT_WALL: (Next.SLOW, "Ask the source to let our User-Agent in; do not pretend to be a browser"),
    Cause.NOT_FOUND: (Next.SLOW, "Search the source's site for its feed's new address"),
    Cause.GONE: (Next.STOP, "Remove the source, or search its site for a new feed"),
    Cause.BARRED: (Next.STOP, "Remove the source, or gather it from where it is allowed"),
    Cause.TOO_MANY: (Next.WAIT, "Nothing to do: the pace is lowered as asked"),
    Cause.BUSY: (Next.WAIT, "Nothing to do: it is tried again as asked"),
    Cause.BROKEN: (Next.RETRY, "Wait; if it lasts a day, tell the source"),
    Cause.TOO_LARGE: (Next.SLOW, "Ask the source for a shorter feed"),
    Cause.DAMAGED: (Next.RETRY, "Wait; if it lasts a day, tell the source"),
    Cause.EMPTY: (Next.RETRY, "Wait; if it stays empty, look at the address in a browser"),
    Cause.CONSENT: (Next.SLOW, "Find an address that works without a click, such as the feed itself"),
    Cause.NOT_A_FEED: (Next.SLOW, "Search the page for its feeds and add one of them"),
    Cause.OTHER: (Next.RETRY, "Open the address in a browser"),
}
# A page behind an entry is one of many, and asked for no more once it is given up: other steps than for a feed.
_TAKEN_AWAY = "Nothing to do: the source took the page away, or its feed links wrongly"
_LATER = "Open the address in a browser; once it is well, `newsroom retry` asks again"
_OF_A_PAGE: dict[Cause, str] = {
    Cause.NOT_PUBLIC: "Nothing to do: only public http and https addresses are gathered from",
    Cause.LOGIN: "Nothing to do: the page is for those with an account",
    Cause.PAYMENT: "Nothing to do: the page is for those who pay",
    Cause.NOT_FOUND: _TAKEN_AWAY,
    Cause.GONE: _TAKEN_AWAY,
    Cause.BARRED: "Nothing to do: the page may not be read from here",
    Cause.TOO_LARGE: "Nothing to do: it is no page to be read",
    Cause.ROBOTS: "Ask the source for leave",
    Cause.TOO_MANY: _LATER,
    Cause.BUSY: _LATER,
    **{cause: _LATER for cause, (what, _) in _NEXT.items() if what is Next.RETRY},
}
_READERS = {
    Next.RETRY: "We could not reach this source just now and keep trying.",
    Next.WAIT: "This source asked us to wait.",
    Next.SLOW: "This source has not let us read it lately; an editor has been told.",
    Next.STOP: "We no longer read this source.",
}
_STATUSES = {
    401: Cause.LOGIN,
    402: Cause.PAYMENT,
    404: Cause.NOT_FOUND,
    407: Cause.LOGIN,
    410: Cause.GONE,
    413: Cause.TOO_LARGE,
    429: Cause.TOO_MANY,
    451: Cause.BARRED,
    503: Cause.BUSY,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnosis:
    """A cause with what follows from it: for the schedule, the operator (`detail`, `advice`) and readers."""

    cause: Cause
    next: Next
    detail: str
    advice: str
    readers: str


def diagnose(error: StetError, capture: Capture | None = None, *, page: bool = False) -> Diagnosis:
    """Tell why a source gave nothing; `capture` is what it gave instead, if it gave anything.

    With `page`, the advice is for the page behind an entry, not for a feed that is followed.
    """
    if isinstance(error, Answered):
        capture = error.capture
    cause = _cause(error, capture)
    if cause is Cause.NOT_A_FEED:  # what is no feed, and no page either, knows best what it is
        return of(cause, error.message, error.advice)
    # A status or a page says little: what it means stands first.
    told = isinstance(error, BadStatus | NotAFeed) and error.message != cause
    return of(cause, f"{cause} ({error.message})" if told else error.message, _OF_A_PAGE.get(cause, "") if page else "")


def of(cause: Cause, detail: str = "", advice: str = "") -> Diagnosis:
    """Return what follows from a cause."""
    what, usual = _NEXT[cause]
    return Diagnosis(
        cause=cause, next=what, detail=detail or str(cause), advice=advice or usual, readers=_READERS[what]
    )


def _cause(error: StetError, capture: Capture | None) -> Cause:
    match error:
        case BadStatus():
            return _of_status(error.status, capture)
        case NoSuchName():
            return Cause.NO_SUCH_NAME
        case NotCertain():
            return Cause.TLS
        case Rejected():
            return Cause.REJECTED
        case Unreachable():
            return Cause.UNREACHABLE
        case TimedOut():
            return Cause.TIMED_OUT
        case RobotsSay():
            return Cause.ROBOTS
        case Refused():
            return Cause.REDIRECTS if "redirects" in error.message else Cause.NOT_PUBLIC
        case TooLarge():
            return Cause.TOO_LARGE
        case NotAFeed():
            return _of_body(capture) if capture else Cause.NOT_A_FEED
        case GatherError() | InputError():
            return Cause.DAMAGED
    return Cause.OTHER


def _of_status(status: int, capture: Capture | None) -> Cause:
    walled = capture is not None and _bot_wall(capture)
    if status == 403 or (walled and status in (401, 405, 406, 429, 503)):
        return Cause.BOT_WALL
    if status in _STATUSES:
        return _STATUSES[status]
    return Cause.BROKEN if status >= 500 else Cause.OTHER


# What the pages of bot walls, logins and consent managers have in them whatever the site; compared in lower case.
_WALLS = re.compile(
    rb"cf-browser-verification|cf_chl_|just a moment\.\.\.|challenge-platform|captcha|datadome|perimeterx|px-captcha"
    rb"|incapsula|_incap_|akamai.{0,40}denied|are you a robot|unusual traffic|enable javascript and cookies"
)
_LOGINS = re.compile(rb"type=[\"']?password|/login[\"'?]|/signin[\"'?]|/sso/|log in to continue|sign in to continue")
_CONSENTS = re.compile(
    rb"consent\.(?:google|yahoo|youtube)|guce\.|before you continue|didomi|onetrust|cookiebot|sp_message"
    rb"|quantcast.{0,20}choice|cookie[- ]?consent|privacy-gate|consent[-_]?(?:page|wall|form)"
)
_LOOKED_AT = 1 << 16  # bytes of a page; the marks stand early or in its form


def _of_body(capture: Capture) -> Cause:
    """Tell what came instead of a feed."""
    if not capture.body.strip():
        return Cause.EMPTY
    if _bot_wall(capture):
        return Cause.BOT_WALL
    head = capture.body[:_LOOKED_AT].lower()
    elsewhere = capture.final_url.lower().encode()
    if _CONSENTS.search(elsewhere) or (_CONSENTS.search(head) and len(capture.body) < _LOOKED_AT):
        return Cause.CONSENT
    if _LOGINS.search(head) or _LOGINS.search(elsewhere + b"?"):
        return Cause.LOGIN
    return Cause.NOT_A_FEED


def _bot_wall(capture: Capture) -> bool:
    said = capture.header("cf-mitigated") or capture.header("x-datadome")
    return bool(said) or _WALLS.search(capture.body[:_LOOKED_AT].lower()) is not None
