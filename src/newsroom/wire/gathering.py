"""The gathering loop: what the network is asked, and when. It waits; the worker works.

One loop asks, collects and stores; threads wait for answers (`asking`), so that a host that takes half a minute holds
up nobody else. What is due stands in the tables: a gatherer that was killed leaves nothing that the next cannot see.
"""

import time
from datetime import timedelta

from django.db import close_old_connections
from django.utils import timezone

from newsroom.wire import fetching, polling, rereading, tasks
from newsroom.wire.asking import Asking
from newsroom.wire.duties import Duties
from newsroom.wire.leases import lease
from newsroom.wire.tally import Tally

PATIENCE = 1.0  # seconds to wait for an answer before looking again what is due
BREATH = 0.8  # seconds for more answers after the first: each step costs five queries, however many feeds are idle
SHIFT = 60.0  # seconds for which the lease is taken; it lasts ten times as long, so a slow disk does not lose it
CITED = timedelta(seconds=20)  # between looks at which cited articles are due: they are due after minutes, and many


def gather(*, once: bool = False) -> Tally:
    """Gather until stopped, or `once` until all that is due was asked for and stored.

    A second gatherer on the same database waits until the first is gone.
    """
    total = Tally()
    with Asking() as asking, Duties(timezone.now()) as duties:
        gatherer = Gatherer(asking)
        while True:
            with lease("gather") as mine:
                if mine and once:
                    return gatherer.until_idle()
                end = time.monotonic() + SHIFT
                while mine and time.monotonic() < end:
                    total += gatherer.step()
                    duties.see_to(timezone.now())
            if once:
                return total
            if not mine:
                time.sleep(PATIENCE)
            close_old_connections()


class Gatherer:
    """Asks for what is due and stores what comes, step by step."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._cited = timezone.now()

    def step(self, patience: float = PATIENCE, breath: float = BREATH) -> Tally:
        """Ask for what is due, wait for answers, store those that came, and nudge the worker when there is work."""
        now = timezone.now()
        polling.take(self._asking, now)
        if now >= self._cited:
            rereading.take(self._asking, now)
            self._cited = now + CITED
        fetching.take(self._asking, now)
        came = self._asking.came(patience, breath)
        now = timezone.now()
        stored = (
            polling.store([one for one in came if isinstance(one, polling.Looked)]),
            rereading.store([one for one in came if isinstance(one, rereading.Reread)], now),
            fetching.store([one for one in came if isinstance(one, fetching.Fetched)], now),
        )
        if any(one.more for one in stored):
            tasks.wake("read")
        return sum(stored, Tally())

    def until_idle(self) -> Tally:
        """Step until nothing is under way, every feed that was due was asked, and every entry was tried."""
        total = Tally()
        while True:
            tally = self.step(patience=0.1, breath=0.1)
            total += tally
            soon = timezone.now() + timedelta(seconds=10)  # those whose hosts are busy are asked yet
            due = polling.waiting(soon).exists() or fetching.waiting(soon).filter(attempts=0).exists()
            if not (tally.total or len(self._asking) or due):
                return total
