"""What the flood brake keeps back: entries that wait for an editor, who lets them in or drops them."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from newsroom.archive.models import Item, Source


def held(source: Source | None = None) -> QuerySet[Item]:
    """Return the entries that are held, of one source or of all, the latest first."""
    rows = Item.objects.filter(state=Item.State.HELD).select_related("source", "feed").order_by("-arrived", "-id")
    return rows if source is None else rows.filter(source=source)


def let_in(source: Source, now: datetime, only: Collection[int] | None = None) -> int:
    """Let held entries in, all or those named: their pages are fetched, and they arrive now. Return how many."""
    rows = _chosen(source, only)
    return rows.update(state=Item.State.WAITING, arrived=now, next_try=None, attempts=0)


def drop(source: Source, only: Collection[int] | None = None) -> int:
    """Drop held entries, all or those named. They stay known, so that the feed does not bring them again."""
    return _chosen(source, only).update(state=Item.State.DROPPED, content="", summary="")


def _chosen(source: Source, only: Collection[int] | None) -> QuerySet[Item]:
    rows = Item.objects.filter(source=source, state=Item.State.HELD)
    return rows if only is None else rows.filter(pk__in=only)
