"""Rank: make up a front page when there is something new to put on it, or an editor arranged it."""

from datetime import datetime, timedelta

from django.db.models import Max, Q

from newsroom.archive.models import Article, Decision, Edition
from newsroom.wire import editions
from newsroom.wire.tally import NOTHING, Tally

LIVE = timedelta(hours=24)  # with nothing newer than this the page is of the past, and dated by its last arrival
AGAIN = timedelta(minutes=10)  # a page of today is made again after this: what was new grows old


def due(now: datetime | None = None) -> bool:
    """Say whether a front page is to be made: articles were grouped since the last one was.

    At a given moment also where that one is of today and has grown old, or an editor decided something after it. A page
    of the past changes with what arrives and with nothing else.
    """
    grouped = Article.objects.aggregate(last=Max("grouped_at"))["last"]
    if grouped is None:
        return False
    stands = Edition.objects.filter(live=True).order_by("-moment").first()
    if stands is None or grouped > Edition.objects.filter(live=True).aggregate(last=Max("made"))["last"]:
        return True
    if now is None or not _of_today(now):
        return False
    return now - stands.moment >= AGAIN or _decided_since(stands.moment)


def rank(now: datetime) -> Tally:
    """Make the front page of this moment, if one is due."""
    if not due(now):
        return NOTHING
    editions.make(_moment(now))
    return Tally(done=1)


def _decided_since(moment: datetime) -> bool:
    return Decision.objects.filter(Q(at__gt=moment) | Q(undone_at__gt=moment)).exists()


def _of_today(now: datetime) -> bool:
    last = _last()
    return last is None or now - last < LIVE


def _moment(now: datetime) -> datetime:
    """Return the moment of the page: now, or just that of the last arrival when it holds only the past."""
    last = _last()
    return now.replace(microsecond=0) if last is None or _of_today(now) else last


def _last() -> datetime | None:
    found: datetime | None = Article.objects.exclude(grouped_at=None).aggregate(last=Max("arrived"))["last"]
    return found
