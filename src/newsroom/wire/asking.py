"""The requests under way: threads wait for the network, the loop that asked stores what they bring."""

import time
from collections import Counter
from collections.abc import Callable, Hashable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime
from typing import Any, Self

from newsroom.wire import budgets

THREADS = 96  # requests at once: they wait for the network, not for us
PER_HOST = 2  # requests at once at one host: a slow one must not hold every thread, and no host is crowded
QUEUED = 32  # asked beyond the threads, so that none is idle while the loop stores


class Asking:
    """Questions to hosts, each under a key that tells what it is about. One loop asks and collects; it alone stores.

    A host that answers in thirty seconds costs a thread for thirty seconds, and nobody else waits for it.
    """

    def __init__(self, threads: int = THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="ask")
        self._most = threads + QUEUED
        self._under_way: dict[Future[Any], tuple[Hashable, str]] = {}
        self._keys: set[Hashable] = set()
        self._hosts: Counter[str] = Counter()

    def room(self, share: float = 1.0) -> int:
        """Return how many more may be asked, when all together may fill a share of the places."""
        return max(0, int(self._most * share) - len(self._under_way))

    def may(self, key: Hashable, host: str, now: datetime, pace: float = 0.0) -> bool:
        """Say whether a host may be asked at once, and if so take the request from its budget."""
        if key in self._keys or self._hosts[host] >= PER_HOST:
            return False
        return not host or budgets.may_ask(host, now, pace)

    def ask(self, key: Hashable, host: str, question: Callable[..., Any], *about: Any) -> None:
        """Put a question; what it returns is given by `came`. It must not raise, and must not use the database."""
        self._under_way[self._pool.submit(question, *about)] = (key, host)
        self._keys.add(key)
        if host:
            self._hosts[host] += 1

    def __contains__(self, key: Hashable) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._under_way)

    def came(self, patience: float, breath: float) -> list[Any]:
        """Wait up to `patience` seconds for the first answer and `breath` for others; return all that came.

        What comes together is stored together: one transaction, one wait for the disk, one look at what is due.
        """
        if not self._under_way:
            time.sleep(patience)
            return []
        if wait(self._under_way, patience, FIRST_COMPLETED).done and len(self._under_way) > 1:
            wait(self._under_way, breath)
        return [self._collected(one) for one in list(self._under_way) if one.done()]

    def _collected(self, answer: Future[Any]) -> Any:
        key, host = self._under_way.pop(answer)
        self._keys.discard(key)
        self._hosts[host] -= 1
        if self._hosts[host] <= 0:
            del self._hosts[host]
        return answer.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
