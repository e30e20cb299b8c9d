"""The library's engines, loaded once per process, and a few processes beside this one for what takes long.

Finding facts and comparing texts are pure and take most of the time, so they are spread over STET_JOBS processes; the
database and the order of things stay with the one that asked.
"""

import ctypes
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.conf import settings

from stet import news
from stet.errors import EngineError

A = TypeVar("A")
B = TypeVar("B")


@cache
def tagger() -> Any:
    """Return the tagger, or None where it is absent: facts are then found by the grammars alone."""
    from stet.engines import tagger as room

    try:
        return room.load()
    except EngineError:
        return None


@cache
def embedder() -> Any:
    """Return the encoder of texts. Raises `EngineError` where its model is missing: stories cannot be told apart."""
    from stet.engines import embed

    return embed.load()


def facts(job: tuple[str, datetime]) -> Sequence[news.Fact] | Exception:
    """Return the facts of a text with its date, or what went wrong with it."""
    text, published = job
    try:
        from stet.check.facts import facts as find

        return find(text, published=published, tagger=tagger())
    except Exception as error:
        return error


def findings(job: tuple[str, Sequence[news.Source], datetime]) -> Sequence[news.Finding] | Exception:
    """Return what sources say of a text, or what went wrong."""
    text, sources, published = job
    try:
        from stet.check.ledger import check

        return check(text, sources, published=published, tagger=tagger()).findings
    except Exception as error:
        return error


def many(work: Callable[[A], B], jobs: Iterable[A]) -> list[B]:
    """Do pure work on each of `jobs`, in their order, on as many processes as STET_JOBS says."""
    listed = list(jobs)
    if settings.STET_JOBS < 2 or len(listed) < 2:
        return [work(job) for job in listed]
    try:
        return list(_pool(settings.STET_JOBS).map(work, listed, chunksize=1))
    except BrokenProcessPool:
        # A helper was killed (out of memory, by hand): the work is done here, and the next batch has new helpers.
        _pool.cache_clear()
        return [work(job) for job in listed]


@lru_cache(maxsize=1)
def _pool(processes: int) -> ProcessPoolExecutor:
    # A fork would carry the parent's threads' locks along; a server that forks while it is small does not.
    context = multiprocessing.get_context("forkserver")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_helper)


def _helper() -> None:
    """Leave Ctrl-C to whoever started us, and end when they do, however they end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    import django

    django.setup()
