"""This newsroom's one door to the network."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache

from django.conf import settings
from django.utils import timezone

from stet import __version__
from stet.gather import wires
from stet.gather.door import Door


@cache
def door() -> Door:
    """Return the client through which every request of this process goes: feeds, pages, hubs."""
    resolver = settings.STET_RESOLVER or wires.resolve
    return Door(user_agent=user_agent(), allow=tuple(settings.STET_ALLOW), resolver=resolver, now=_now)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let all requests of a block together take no longer than this: somebody waits for them."""
    token = wires.deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        wires.deadline.reset(token)


def _now() -> datetime:
    return timezone.now()  # the house's clock, looked up each time: tests set it forward


def user_agent() -> str:
    """Say who asks and how to reach them; publishers who mind can write instead of guessing."""
    contact = settings.STET_CONTACT or f"postmaster@{socket.getfqdn()}"
    return f"{settings.STET_NAME.replace(' ', '')}/{__version__} (newsroom; {contact})"
