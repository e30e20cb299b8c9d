"""Make up the corrections page: our own, and what sources changed after they published."""

from datetime import datetime

from newsroom.archive.models import Revision
from newsroom.press import addresses
from newsroom.press.makeup import posts
from newsroom.press.makeup.articles import CHANGES
from newsroom.press.seen import Change, CorrectionsPage, Link

THEIRS = 60
NOTABLE = (Revision.Change.FACT, Revision.Change.HEADLINE, Revision.Change.DELETION)


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
    before, after = words(row)
    return Change(
        at=row.arrived,
        post=Link(label=f"{row.article.source.name}: {row.title}", href=addresses.article(row.article_id)),
        before=before,
        after=after,
        cause="",
        kind=CHANGES[Revision.Change(row.change)],
    )


def words(row: Revision) -> tuple[str, str]:
    """Return the first words that were replaced and what replaced them, from the stored word diff."""
    for part in row.diff:
        if isinstance(part, dict):
            before, after = str(part.get("before", "")), str(part.get("after", ""))
        elif isinstance(part, list) and len(part) >= 3:
            before, after = str(part[-2]), str(part[-1])
        else:
            continue
        if before != after:
            return before[:300], after[:300]
    return "", ""
