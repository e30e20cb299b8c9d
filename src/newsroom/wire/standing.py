"""How each source stands: state, rhythm, last success, last problem and what to do about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from newsroom.archive.models import Item, Source, SourceFeed


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A source in words, for the command line and for the page."""

    slug: str
    name: str
    state: str
    rhythm: str
    last_success: str
    articles: int
    problem: str
    advice: str


def rows() -> list[Row]:
    """Return every source, those with something wrong first."""
    now = timezone.now()
    held = Count("items", filter=Q(items__state=Item.State.HELD), distinct=True)
    sources = Source.objects.annotate(count=Count("articles", distinct=True), held=held).prefetch_related("feeds")
    found = [_row(source, now) for source in sources]
    return sorted(found, key=lambda row: (not row.problem, row.state == "removed", row.name.casefold()))


def _row(source: Source, now: datetime) -> Row:
    feeds = list(source.feeds.all())
    failing = next((feed for feed in feeds if feed.cause), None)
    heard = max((feed.last_success for feed in feeds if feed.last_success), default=None)
    return Row(
        slug=source.slug,
        name=source.name,
        state=_state(source, feeds),
        rhythm=_rhythm(feeds),
        last_success=ago(heard, now),
        articles=source.count,  # type: ignore[attr-defined]
        problem=failing.problem if failing else source.silence,
        advice=failing.advice if failing else _advice(source, feeds),
    )


def _state(source: Source, feeds: list[SourceFeed]) -> str:
    if source.state != Source.State.ACTIVE:
        return str(source.state)
    if source.silent_since:
        return "silent"
    if feeds and all(feed.paused for feed in feeds):
        return "not polled"
    return "active" if feeds else "loaded"


def _rhythm(feeds: list[SourceFeed]) -> str:
    polled = [feed.interval for feed in feeds if feed.last_poll]
    return span(timedelta(seconds=min(polled))) if polled else "–"


def _advice(source: Source, feeds: list[SourceFeed]) -> str:
    held: int = source.held  # type: ignore[attr-defined]
    if held:
        return f"{held} items are held: it published far more than usual. `newsroom held {source.slug}` lists them."
    return "Look at its site: its feed may have moved." if source.silent_since else ""


def ago(moment: datetime | None, now: datetime) -> str:
    """Say how long ago something was."""
    return f"{span(now - moment)} ago" if moment else "never"


def span(length: timedelta) -> str:
    """Say a length of time in its largest fitting unit."""
    seconds = max(0.0, length.total_seconds())
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
