"""The gathering loop: what the network is asked, and when. It waits; the worker works."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.db.models import Max
from django.utils import timezone

from newsroom.archive import fixity
from newsroom.archive.models import Capture
from newsroom.desk import acts
from newsroom.wire import fetching, hubs, listening, polling, rereading, tasks
from newsroom.wire.leases import lease
from newsroom.wire.tally import Tally

log = logging.getLogger("newsroom.gather")
PAUSE = 1.0  # seconds between rounds in which nothing was due
ROUNDS: dict[str, tuple[timedelta, Callable[[datetime], object]]] = {
    "nudge the worker": (timedelta(seconds=20), lambda now: tasks.wake_all()),
    "listen for silence": (timedelta(minutes=2), listening.listen),
    "publish what is due": (timedelta(seconds=20), acts.publish_due),
    "ask hubs": (timedelta(minutes=1), hubs.subscribe),
    "read cited sources again": (timedelta(minutes=5), rereading.reread),
    "check the archive": (timedelta(hours=24), lambda now: fixity.nightly(now)),
    "forget finished tasks": (timedelta(hours=1), lambda now: tasks.forget()),
}


def gather(*, once: bool = False) -> None:
    """Poll, fetch, and do what is due beside, until stopped; a second gatherer on the same database waits."""
    next_round = dict.fromkeys(ROUNDS, timezone.now())
    if not once:
        # The whole archive is read a day after it was last, and not while the first readers come.
        last = Capture.objects.aggregate(last=Max("checked_at"))["last"]
        soonest = timezone.now() + timedelta(minutes=10)
        next_round["check the archive"] = max(soonest, last + timedelta(hours=24)) if last else soonest
    while True:
        with lease("gather") as mine:
            tally = step(timezone.now()) if mine else Tally()
            if mine and not once:
                _rounds(next_round)
        if once and not tally.total:
            return
        if not tally.total:
            time.sleep(PAUSE)
        close_old_connections()


def step(now: datetime) -> Tally:
    """Poll and fetch one batch each, and nudge the worker when something came."""
    tally = polling.poll(now) + fetching.fetch(timezone.now())
    if tally.done:
        tasks.wake("read")
    return tally


def _rounds(due: dict[str, datetime]) -> None:
    for name, (every, act) in ROUNDS.items():
        now = timezone.now()
        if now >= due[name]:
            due[name] = now + every
            try:
                act(now)
            except Exception:
                # One duty that fails must not end the others; it is tried again at its next turn.
                log.exception("could not %s", name)
