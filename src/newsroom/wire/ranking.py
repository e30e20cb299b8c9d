"""Rank: make up a front page when there is something new to put on it."""

from datetime import datetime, timedelta

from django.db.models import Max

from newsroom.archive.models import Article, Edition
from newsroom.wire import editions
from newsroom.wire.tally import NOTHING, Tally

LIVE = timedelta(hours=24)  # with nothing newer than this the page is of the past, and dated by its last arrival
OFTEN = timedelta(seconds=20)  # a page is made at most so often, however fast articles come
AGAIN = timedelta(minutes=10)  # and this often while it is of today: what was new grows old


def due(now: datetime | None = None) -> bool:
    """Say whether articles were grouped since the last front page."""
    made = Edition.objects.filter(live=True).aggregate(last=Max("made"))["last"]
    grouped = Article.objects.aggregate(last=Max("grouped_at"))["last"]
    if grouped is None:
        return False
    if made is None or grouped > made:
        return now is None or made is None or now - made >= OFTEN
    return now is not None and now - made >= AGAIN and _moment(now) == now


def rank(now: datetime) -> Tally:
    """Make the front page of this moment, if one is due."""
    if not due():
        return NOTHING
    editions.make(_moment(now))
    return Tally(done=1)


def _moment(now: datetime) -> datetime:
    """Return the moment of the page: now, or just that of the last arrival when it holds only the past."""
    last = Article.objects.exclude(grouped_at=None).aggregate(last=Max("arrived"))["last"]
    return now.replace(microsecond=0) if last is None or now - last < LIVE else last
