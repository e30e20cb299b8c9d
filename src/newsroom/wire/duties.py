"""What is done every so often beside gathering. Each duty has a thread of its own, so none waits for another."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Self

from django.db import close_old_connections, connection
from django.db.models import Max
from django.utils import timezone

from newsroom.archive import fixity
from newsroom.archive.models import Capture
from newsroom.desk import acts
from newsroom.press import devices
from newsroom.press import digests as letters
from newsroom.wire import hubs, icons, listening, tasks

log = logging.getLogger("newsroom.gather")
CHECK = timedelta(hours=24)
DUTIES: dict[str, tuple[timedelta, Callable[[datetime], object]]] = {
    "nudge the worker": (timedelta(seconds=20), lambda now: tasks.wake_all()),
    "listen for silence": (timedelta(minutes=2), listening.listen),
    "publish what is due": (timedelta(seconds=20), acts.publish_due),
    "ask hubs": (timedelta(minutes=1), hubs.subscribe),
    "check the archive": (CHECK, fixity.nightly),
    "ask for icons": (timedelta(minutes=5), icons.fetch),
    "send letters": (timedelta(minutes=5), lambda now: letters.open_() and letters.send_due(now)),
    "tell browsers": (timedelta(minutes=1), devices.tell_due),
    "forget finished tasks": (timedelta(hours=1), lambda now: tasks.forget()),
}


class Duties:
    """The duties and when each is due. A duty that is still at it is not begun a second time."""

    def __init__(self, now: datetime) -> None:
        self._due = dict.fromkeys(DUTIES, now)
        self._due["check the archive"] = _next_check(now)
        self._at_it: dict[str, threading.Thread] = {}

    def see_to(self, now: datetime) -> None:
        """Begin what is due."""
        for name, (every, act) in DUTIES.items():
            running = self._at_it.get(name)
            if now >= self._due[name] and not (running and running.is_alive()):
                self._due[name] = now + every
                self._at_it[name] = threading.Thread(target=_do, args=(name, act, now), name=name, daemon=True)
                self._at_it[name].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for running in self._at_it.values():
            running.join(timeout=5.0)


def _do(name: str, act: Callable[[datetime], object], now: datetime) -> None:
    close_old_connections()
    try:
        act(now)
    except Exception:
        # One duty that fails must not end the others; it is tried again at its next turn.
        log.exception("could not %s", name)
    finally:
        connection.close()


def _next_check(now: datetime) -> datetime:
    """Return when the whole archive is read: a day after it last was, and not while the first readers come."""
    last = Capture.objects.aggregate(last=Max("checked_at"))["last"]
    soonest = timezone.now() + timedelta(minutes=10)
    return max(soonest, last + CHECK) if last else soonest
