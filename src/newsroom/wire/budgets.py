"""What each host may still be asked, across all feeds and pages of this process."""

import threading
from datetime import datetime

from stet.gather import rhythm

MOST = 20_000  # hosts remembered; the longest unasked go first
_held: dict[str, rhythm.Budget] = {}
_lock = threading.Lock()


def may_ask(host: str, now: datetime, pace: float = 0.0) -> bool:
    """Take one request from a host's budget; False when it must wait.

    `pace` is what its robots.txt asks to leave between requests, in seconds, as far as that is known.
    """
    with _lock:
        held = _held.pop(host, None)
        if held is None or (pace and held.burst > 1):
            held = rhythm.budget(now, delay=pace)
        spent, wait = held.spend(now)
        _held[host] = spent
        while len(_held) > MOST:
            _held.pop(next(iter(_held)))
    return not wait


def forget() -> None:
    """Start with full budgets."""
    _held.clear()
