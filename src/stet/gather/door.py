"""The one door: every request that leaves goes through here, whatever it is for.

http and https only; no credentials, odd ports or proxies from input; addresses judged at connect time on each of at
most five hops (wires.py); a cap on decoded bytes; a deadline for the whole; TLS verified; robots.txt obeyed; a
User-Agent that says who asks and how to reach them; conditional requests, so that an idle feed costs next to nothing.
"""

import functools
import hashlib
import re
import ssl
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Self
from urllib.parse import urljoin, urlsplit

import certifi
import httpcore
import httpx

from stet.errors import BadStatus, ConfigError, GatherError, Refused, TimedOut, TooLarge, Unreachable
from stet.gather import wires
from stet.gather.inflate import ACCEPTED, inflate
from stet.gather.robots import Rules
from stet.news import Capture

MAX_BYTES = 16 << 20  # decoded; ten times a long page with its data, and above all real feeds seen
MAX_HOPS = 5
DEADLINE = 30.0  # seconds for the whole of a request, redirects included
_ERROR_PAGE = 1 << 16  # bytes of an error page that are kept: enough to tell why
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, */*;q=0.5"
_CONTACT = ("@", "http://", "https://")
_HOST = re.compile(rb"[A-Za-z0-9._:-]+")
# Ports of other protocols, to which a request could be made to speak (WHATWG Fetch, "port blocking").
_BAD_PORTS = frozenset(range(1, 1024)) - {80, 443} | {1719, 1720, 1723, 2049, 3306, 3389, 3659, 4045, 4190, 5060, 5061}
_BAD_PORTS |= {5432, 5984, 6000, 6379, 6566, *range(6665, 6670), 6679, 6697, 9200, 9300, 10080, 11211, 27017}


class Answered(BadStatus):
    """The source answered, but not with what was asked for; `capture` holds what it said instead."""

    def __init__(self, message: str, *, capture: Capture, advice: str = "") -> None:
        super().__init__(message, status=capture.status, subject=capture.url, advice=advice)
        self.capture = capture


class NotCertain(Unreachable):
    """TLS failed: who answered could not be verified, or did not speak it."""


class Rejected(Unreachable):
    """Somebody is there and hangs up: the connection was refused."""


class RobotsSay(Refused):
    """robots.txt forbids it."""


class Door:
    """A client that many threads may share.

    `user_agent` must hold a way to reach whoever runs this. `allow` names addresses that are not public and still may
    be connected to; it is for tests and demonstrations on one machine. `resolver` looks names up.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        max_bytes: int = MAX_BYTES,
        deadline: float = DEADLINE,
        allow: Collection[str] = (),
        resolver: wires.Resolver = wires.resolve,
        robots: bool = True,
        connections: int = 100,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        if not any(mark in user_agent for mark in _CONTACT):
            raise ConfigError(
                f'the User-Agent "{user_agent}" says nobody to contact',
                advice="Add an address, such as: Newsroom/1.0 (+https://example.org/about)",
            )
        self.user_agent = user_agent
        self._max_bytes, self._deadline, self._now = max_bytes, deadline, now
        self._backend = wires.Backend(resolver, allow)
        self._verified = self._pool(ssl.create_default_context(cafile=certifi.where()), connections)
        self._unverified: httpcore.ConnectionPool | None = None
        self._connections = connections
        # A site whose certificate is broken shows its robots.txt under it, too.
        self._rules = {
            verify: Rules(functools.partial(self._robots_text, verify=verify), user_agent)
            for verify in (True, False)
            if robots
        }

    def fetch(
        self,
        url: str,
        *,
        etag: str = "",
        modified: str = "",
        max_bytes: int | None = None,
        verify: bool = True,
        robots: bool = True,
    ) -> Capture:
        """Get `url`. Status 304 with an empty body means unchanged since `etag` or `modified`, as the source gave them.

        `verify=False` is the labelled exception for one source with a broken certificate: the capture carries the
        header ``X-Stet-TLS: unverified``. `robots=False` is for robots.txt itself and for what its owner asked for.

        Raises:
            Refused: the address, a hop or robots.txt forbids it.
            Unreachable: no such name, no connection, no TLS.
            TimedOut: the deadline passed, however busy the source was.
            TooLarge: more decoded bytes than allowed.
            Answered: any other status than 2xx or 304.
        """
        conditions = {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
        with self._limits(url):
            return self._follow("GET", url, conditions, b"", max_bytes or self._max_bytes, verify, robots)

    def post(self, url: str, form: Mapping[str, str], *, max_bytes: int = 1 << 20) -> Capture:
        """Send a form (a hub's subscription, a webhook) through the same checks; redirects are not followed."""
        body = str(httpx.QueryParams(dict(form))).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        with self._limits(url):
            return self._result(url, self._once("POST", url, headers, body, max_bytes, True))

    def send(self, url: str, body: bytes, headers: Mapping[str, str], *, max_bytes: int = 1 << 16) -> Capture:
        """Post bytes (a sealed message to a push service) through the same checks; redirects are not followed."""
        with self._limits(url):
            return self._result(url, self._once("POST", url, dict(headers), body, max_bytes, True))

    def refusal(self, url: str) -> str:
        """Return why an address can never be asked, as it is written, or "". Nothing is looked up."""
        try:
            return self._backend.refusal(acceptable(url).host)
        except Refused as error:
            return error.message

    def pace(self, url: str) -> float:
        """Return the seconds that a site's robots.txt asks to leave between requests, as far as it is known; or 0."""
        return max((rules.delay(url) for rules in self._rules.values()), default=0.0)

    def close(self) -> None:
        """Hang up all connections."""
        self._verified.close()
        if self._unverified:
            self._unverified.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- one request ---

    @contextmanager
    def _limits(self, url: str) -> Iterator[None]:
        """Set the deadline (an outer one stays in force), and name the url in what goes wrong."""
        outer = wires.deadline.get(float("inf"))
        token = wires.deadline.set(min(outer, time.monotonic() + self._deadline))
        try:
            yield
        except (GatherError, TooLarge) as error:
            error.subject = error.subject or url
            raise
        finally:
            wires.deadline.reset(token)

    def _follow(
        self, method: str, url: str, headers: dict[str, str], body: bytes, cap: int, verify: bool, robots: bool
    ) -> Capture:
        at = url
        for _ in range(MAX_HOPS + 1):
            acceptable(at)
            if robots and self._rules and (why := self._rules[verify].refusal(at)):
                raise RobotsSay(why, advice="Ask the source for leave, or for a feed that it opens to readers")
            answer = self._once(method, at, headers, body, cap, verify)
            target = answer.header("location")
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                return self._result(url, answer)
            at = urljoin(at, target)
        raise Refused(f"it redirects more than {MAX_HOPS} times", advice="Look at the address in a browser")

    def _once(self, method: str, url: str, headers: dict[str, str], body: bytes, cap: int, verify: bool) -> Capture:
        sent = {"User-Agent": self.user_agent, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED, **headers}
        address = acceptable(url)
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), wires.left(15.0))
        request = httpx.Request(method, address, headers=sent, content=body or None)
        pool = self._verified if verify else self._lenient()
        with _named(url):
            response = pool.handle_request(
                httpcore.Request(
                    method,
                    httpcore.URL(
                        scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path
                    ),
                    headers=request.headers.raw,
                    content=body,
                    extensions={"timeout": timeout},
                )
            )
            try:
                return self._capture(url, response, cap, verify)
            finally:
                response.close()

    def _capture(self, url: str, response: httpcore.Response, cap: int, verify: bool) -> Capture:
        headers = [(k.decode("latin-1"), v.decode("latin-1")) for k, v in response.headers]
        if not verify:
            headers.append(("X-Stet-TLS", "unverified"))
        encoding = next((v for k, v in headers if k.lower() == "content-encoding"), "")
        fine = 200 <= response.status < 300
        body = b""
        if response.status != 304:
            pieces = _timed(response.iter_stream())
            body = inflate(pieces, encoding, cap) if fine else _beginning(pieces, encoding)
        return Capture(
            url=url,
            final_url=url,
            arrived=self._now(),
            status=response.status,
            headers=tuple(headers),
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
        )

    def _result(self, asked: str, answer: Capture) -> Capture:
        capture = Capture(
            url=asked,
            final_url=answer.url,
            arrived=answer.arrived,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            sha256=answer.sha256,
        )
        if capture.status == 304 or 200 <= capture.status < 300:
            return capture
        raise Answered(f"it answered {capture.status}", capture=capture)

    # --- what it is made of ---

    def _pool(self, context: ssl.SSLContext, connections: int) -> httpcore.ConnectionPool:
        return httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=connections,
            max_keepalive_connections=connections // 2,
            keepalive_expiry=30.0,
            network_backend=self._backend,
        )

    def _lenient(self) -> httpcore.ConnectionPool:
        if not self._unverified:
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            self._unverified = self._pool(context, 8)
        return self._unverified

    def _robots_text(self, url: str, *, verify: bool) -> str | None:
        """Return robots.txt; "" where there is none, None where the site will not say (RFC 9309, 2.3.1).

        A site that cannot be reached at all fails with that: the page would have, too.
        """
        try:
            return self.fetch(url, robots=False, verify=verify, max_bytes=512 << 10).body.decode("utf-8", "replace")
        except Answered as error:
            return "" if 400 <= error.status < 500 and error.status != 429 else None
        except TooLarge:
            return ""
        except GatherError as error:
            error.subject = ""  # the page that was asked for is the subject, not its site's robots.txt
            raise


def acceptable(url: str) -> httpx.URL:
    """Return the parsed address of a request that may be made.

    Raises:
        Refused: another scheme than http and https, credentials, no host, a port of another protocol, or no URL.
    """
    advice = "Give a public http or https address"
    try:
        address = httpx.URL(url)
        port = address.port or 0
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Refused(f"it is no address that can be asked: {error}", subject=url[:200], advice=advice) from error
    if address.scheme not in ("http", "https"):
        raise Refused(f'the scheme "{address.scheme}" is not http or https', subject=url[:200], advice=advice)
    if address.userinfo or not address.host:
        raise Refused("it holds a name and password, or no host", subject=urlsplit(url).hostname or "", advice=advice)
    if not _HOST.fullmatch(address.raw_host):
        raise Refused("its host holds characters that no host has", subject=url[:200], advice=advice)
    if port in _BAD_PORTS:
        raise Refused(f"port {port} belongs to another protocol", subject=url[:200], advice=advice)
    return address


def _timed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        wires.left()
        yield piece


def _beginning(pieces: Iterator[bytes], encoding: str) -> bytes:
    """Return the start of an error page; if even that cannot be read, nothing: the status says enough."""

    def first() -> Iterator[bytes]:
        size = 0
        for piece in pieces:
            yield piece
            size += len(piece)
            if size > _ERROR_PAGE:
                return

    try:
        return inflate(first(), encoding, _ERROR_PAGE * 16)[:_ERROR_PAGE]
    except (GatherError, TooLarge):
        return b""


@contextmanager
def _named(url: str) -> Iterator[None]:
    """Turn the transport's exceptions into ours."""
    try:
        yield
    except (httpcore.TimeoutException, TimedOut) as error:
        raise TimedOut("it did not answer in time", subject=url, advice="Try again later, with growing gaps") from error
    except httpcore.ConnectError as error:
        if isinstance(error.__cause__ or error.__context__, ssl.SSLError) or "SSL" in str(error) or "TLS" in str(error):
            raise NotCertain(_insecure(error), subject=url, advice="Ask the source to mend its certificate") from error
        if "refused" in str(error).lower():
            raise Rejected(f"the connection was refused: {error}", subject=url, advice="Try again later") from error
        raise Unreachable(f"no connection: {error}", subject=url, advice="Try again later") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
        raise Unreachable(f"the connection broke: {error}", subject=url, advice="Try again later") from error


def _insecure(error: Exception) -> str:
    """Say what is wrong with a certificate, or with the encryption, without the names of functions in it."""
    said = re.sub(r"^\[[^]]*\]\s*|\s*\(_ssl\.c:\d+\)", "", str(error))
    reason = said.removeprefix("certificate verify failed: ")
    return f"its certificate cannot be verified: {reason}" if reason != said else f"no secure connection: {said}"
