"""Connections that are checked: every name is looked up once, judged, and connected to at the very address judged.

httpx and httpcore connect by name; this backend stands between. What it resolves is what it connects to, so a name that
answers differently the second time (rebinding) gains nothing. TLS still verifies the name, since the name goes into the
handshake and not the address.
"""

import socket
import ssl
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NoAnswer
from contextvars import ContextVar
from typing import Any

import httpcore

from stet.errors import Refused, TimedOut, Unreachable
from stet.gather import addresses

Resolver = Callable[[str, int], Sequence[str]]

# When the request that this thread is making must be over (time.monotonic); set by the door.
deadline: ContextVar[float] = ContextVar("deadline")
_LOOKUPS = ThreadPoolExecutor(max_workers=32, thread_name_prefix="look-up")


def resolve(host: str, port: int) -> list[str]:
    """Look a name up with the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def left(cap: float | None = None) -> float:
    """Return the seconds until the deadline, no more than `cap`.

    Raises:
        TimedOut: none are left.
    """
    remaining = deadline.get() - time.monotonic()
    if remaining <= 0:
        raise TimedOut("it took longer than the whole request may", advice="Try again later, with growing gaps")
    return remaining if cap is None else min(remaining, cap)


class Backend(httpcore.NetworkBackend):
    """Connects to public addresses only; `allow` names the exceptions, for tests and demonstrations on one machine."""

    def __init__(self, resolver: Resolver = resolve, allow: Collection[str] = ()) -> None:
        self._resolver = resolver
        self._allow = frozenset(allow)
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve, judge, and connect to the first address that answers."""
        found = self.judged(host, port)
        for address in found[:-1]:
            try:
                return self._connect(address, port, left(timeout) / 2, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # the next address may answer
        return self._connect(found[-1], port, left(timeout), socket_options)

    def judged(self, host: str, port: int) -> list[str]:
        """Return the addresses of `host`, all of them fit to connect to.

        One bad address among good ones refuses them all: an honest public name has no private address.
        """
        if why := self.refusal(host):
            raise Refused(why, advice="Only public addresses are gathered from")
        found = self._look_up(host, port)
        for address in found:
            if address not in self._allow and (why := addresses.refusal(address)):
                raise Refused(f"{host} leads to {address}: {why}", advice="Only public addresses are gathered from")
        return found

    def refusal(self, host: str) -> str:
        """Return why a host as written must not even be looked up, or ""."""
        why = "" if host in self._allow else addresses.host_refusal(host)
        return f"{host} is {why}" if why else ""

    def _look_up(self, host: str, port: int) -> list[str]:
        try:
            found = list(_LOOKUPS.submit(self._resolver, host, port).result(timeout=left()))
        except NoAnswer:
            raise TimedOut(f"looking up {host} took too long", advice="Try again later") from None
        except (OSError, UnicodeError) as error:
            raise NoSuchName(f"the name {host} cannot be looked up: {error}", advice="Check the address") from error
        if not found:
            raise NoSuchName(f"the name {host} has no address", advice="Check the address")
        return found

    def _connect(self, address: str, port: int, timeout: float, options: Iterable[Any] | None) -> "Stream":
        return Stream(self._inner.connect_tcp(address, port, timeout=timeout, socket_options=options))

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: nothing that is gathered lies behind a local socket."""
        raise Refused(f"{path} is a local socket", advice="Only http and https addresses are gathered from")

    def sleep(self, seconds: float) -> None:
        """Wait between attempts to connect."""
        self._inner.sleep(min(seconds, left()))


class NoSuchName(Unreachable):
    """The name has no address."""


class Stream(httpcore.NetworkStream):
    """A connection on which no single byte may arrive after the deadline, however slowly the others came."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has arrived."""
        return self._inner.read(max_bytes, left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._inner.write(buffer, left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on encrypted."""
        return Stream(self._inner.start_tls(ssl_context, server_hostname, left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """Pass on what the connection knows of itself."""
        return self._inner.get_extra_info(info)
