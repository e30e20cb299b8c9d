"""Make up the corrections page: our own, and what sources changed after they published."""

from datetime import datetime

from newsroom.archive.models import Revision
from newsroom.press import addresses
from newsroom.press.makeup import posts
from newsroom.press.makeup.revisions import CHANGES, ordered
from newsroom.press.seen import Change, CorrectionsPage, Link

THEIRS = 60
NOTABLE = (
    Revision.Change.RETRACTION,
    Revision.Change.CORRECTION,
    Revision.Change.DELETION,
    Revision.Change.FACT,
    Revision.Change.HEADLINE,
)


def page(now: datetime) -> CorrectionsPage:
    """Make up the page, the latest first."""
    return CorrectionsPage(ours=posts.corrections(now), theirs=theirs())


def theirs() -> tuple[Change, ...]:
    """Return changes of fact, headline or substance in what we hold; mended spelling is not news."""
    rows = (
        Revision.objects.filter(number__gt=1, change__in=NOTABLE)
        .select_related("article__source")
        .order_by("-arrived", "-id")[:THEIRS]
    )
    return tuple(_change(row) for row in rows)


def _change(row: Revision) -> Change:
    edit = next(iter(ordered(row.diff)), {"before": "", "after": ""})
    return Change(
        at=row.arrived,
        post=Link(label=f"{row.article.source.name}: {row.title}", href=addresses.revision(row.article_id, row.number)),
        before=edit["before"][:300],
        after=edit["after"][:300],
        cause="",
        kind=CHANGES[Revision.Change(row.change)],
    )
