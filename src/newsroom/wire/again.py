"""Try again what failed: once a fault of ours is mended, nothing that was kept stays unread."""

from datetime import datetime

from django.db import transaction

from newsroom.archive.models import Article, Capture, Item, Problem, Story
from newsroom.wire.tally import Tally

STAGES = ("read", "check", "group", "compare", "fetch")


@transaction.atomic
def again(now: datetime) -> Tally:
    """Put back in line what went wrong at each stage, and settle its problems: whatever still fails makes new ones."""
    open_ = Problem.objects.filter(resolved=None)
    names = {stage: list(open_.filter(stage=stage).values_list("subject", flat=True)) for stage in STAGES}
    done = (
        Capture.objects.filter(url__in=names["read"], feed=None, revisions=None).update(read_at=None)
        + Article.objects.filter(url__in=names["check"]).update(checked_at=None)
        + Article.objects.filter(url__in=names["group"], story=None).update(grouped_at=None)
        + Story.objects.filter(articles__url__in=names["compare"]).update(stale=True)
        + Story.objects.filter(key__in=names["compare"]).update(stale=True)
        + Item.objects.filter(state=Item.State.FAILED).update(state=Item.State.WAITING, attempts=0, next_try=None)
    )
    open_.filter(stage__in=STAGES).update(resolved=now)
    return Tally(done=done)
