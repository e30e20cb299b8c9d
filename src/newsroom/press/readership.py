"""Count how often stories are opened, not by whom: no cookie, no address, no session, only a sum an hour."""

from datetime import datetime, timedelta

from django.db.models import F, Sum

from newsroom.archive.models import Readership, Story
from newsroom.press import addresses
from newsroom.press.makeup.lists import shown
from newsroom.press.makeup.stories import headline
from newsroom.press.seen import Link, ListPage, counted

MOST = 20
WITHIN = timedelta(hours=24)


def opened(key: str, now: datetime) -> bool:
    """Add one opening to a story's sum of this hour; False when there is no such story."""
    story = Story.objects.filter(shown(), key=key).values_list("pk", flat=True).first()
    if story is None:
        return False
    hour = now.replace(minute=0, second=0, microsecond=0)
    Readership.objects.get_or_create(story_id=story, hour=hour)
    Readership.objects.filter(story_id=story, hour=hour).update(count=F("count") + 1)
    return True


def most_read(now: datetime) -> ListPage:
    """List the stories that were opened most in the last day. They stand here only: clicks move nothing elsewhere."""
    rows = (
        Story.objects.filter(shown(), readership__hour__gt=now - WITHIN, readership__hour__lte=now)
        .annotate(opened=Sum("readership__count"))
        .order_by("-opened", "-last")[:MOST]
    )
    return ListPage(
        kind="Last 24 hours",
        title="Most read",
        href="/most-read/",
        deck="Counted without cookies: we know how often a story was opened, and nothing about who opened it.",
        links=tuple(
            Link(label=headline(s), href=addresses.story(s.key), note=counted(s.opened, "opening")) for s in rows
        ),
        empty="Nobody has opened a story in the last day, or nobody let us count it.",
    )
