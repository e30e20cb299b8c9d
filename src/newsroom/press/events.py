"""Tell open pages of a new edition by server-sent events (the HTML standard's event stream)."""

import threading
import time
from collections.abc import Callable, Iterator

from django.db import connection
from django.utils import timezone

from newsroom.press.makeup import front

OPEN = 3
"""Streams at once in one process: each holds one of its threads. Whoever comes after asks once a minute instead."""
EVERY = 2.0
LASTS = 240.0
_places = threading.BoundedSemaphore(OPEN)


def stream(wait: Callable[[float], None] = time.sleep, lasts: float = LASTS) -> Iterator[bytes] | None:
    """Return a stream that names each new edition, or None when all places are taken.

    It ends after four minutes; the browser then comes back by itself. A comment every few seconds finds out whether the
    reader is still there.
    """
    return _tell(wait, lasts) if _places.acquire(blocking=False) else None


def _tell(wait: Callable[[float], None], lasts: float) -> Iterator[bytes]:
    told, spent = "", 0.0
    try:
        yield b"retry: 15000\n\n"
        while spent < lasts:
            if (now := edition()) != told:
                told = now
                yield f"event: edition\nid: {now}\ndata: {now}\n\n".encode()
            else:
                yield b": still here\n\n"
            wait(EVERY)
            spent += EVERY
    finally:
        _places.release()
        if not connection.in_atomic_block:
            connection.close()


def edition() -> str:
    """Return the short name of the edition that stands."""
    now = front.latest()
    return front.name(now, timezone.now()) if now else ""
