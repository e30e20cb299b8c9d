"""From what a page shows to what its feed says."""

from collections.abc import Iterable
from datetime import UTC, datetime

from newsroom.press.seen import Arrival, Card, CorrectionsPage, Entry, FrontPage, ListPage, Own, StoryPage, Syndicated

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
MOST = 50


def of_card(card: Card) -> Entry:
    """Return a story as an entry: its number of origins, then the sentence of a source that its card shows."""
    said = [card.origins.words + "."]
    if card.differs:
        said.append(card.differs + ".")
    if card.excerpt:
        said.append(f"{card.excerpt.text} ({card.excerpt.outlet})")
    return Entry(
        id=card.href,
        title=card.headline,
        href=card.href,
        updated=card.updated,
        published=card.updated,
        summary=" ".join(said),
        tags=(card.section.label,) if card.section else (),
        language=card.language,
    )


def of_own(own: Own) -> Entry:
    """Return a post as an entry; one that was corrected says so, and its words are the corrected ones."""
    return Entry(
        id=own.href,
        title=own.headline,
        href=own.href,
        updated=own.updated,
        published=own.published,
        summary=f"{own.standfirst} (Corrected.)".strip() if own.corrected else own.standfirst,
        author=own.byline.label,
        tags=(own.section.label,) if own.section else (),
    )


def of_arrival(arrival: Arrival) -> Entry:
    """Return a report as an entry; a copy says whose words it carries."""
    return Entry(
        id=arrival.href,
        title=arrival.headline,
        href=arrival.href,
        updated=arrival.at,
        published=arrival.at,
        author=arrival.outlet,
        summary=f"{arrival.outlet}, carrying {arrival.carries}" if arrival.carries else arrival.outlet,
        language=arrival.language,
    )


def of_front(name: str, page: FrontPage) -> Syndicated:
    """Return the front page as a feed, in the order of its places: what we wrote stands before the story it tells."""
    told = [entry for card in page.cards for entry in (*map(of_own, card.own), of_card(card))]
    return Syndicated(
        title=name,
        href="/",
        self_href="/",
        updated=page.moment,
        description="Top stories, each with its origins.",
        entries=(*told, *map(of_own, page.ours)),
    )


def of_story(name: str, page: StoryPage) -> Syndicated:
    """Return a story as a feed of its reports, the latest first."""
    latest = sorted(page.arrivals, key=lambda a: a.at, reverse=True)[:MOST]
    return Syndicated(
        title=f"{page.card.headline} | {name}",
        href=page.card.href,
        self_href=page.card.href,
        updated=page.card.updated,
        description=page.card.origins.words,
        entries=tuple(map(of_arrival, latest)),
    )


def of_list(name: str, page: ListPage) -> Syndicated:
    """Return a list as a feed: what we wrote, and its stories if it has any, else its reports."""
    told = tuple(map(of_card, page.cards)) or tuple(map(of_arrival, page.arrivals))
    found = (*map(of_own, page.ours), *told)
    return Syndicated(
        title=f"{page.title} | {name}",
        href=page.href,
        self_href=page.feed or page.href,
        updated=_latest(found),
        description=page.deck,
        entries=found[:MOST],
    )


def of_corrections(name: str, page: CorrectionsPage) -> Syndicated:
    """Return the corrections as a feed: ours first, then our sources'."""
    entries = tuple(
        Entry(
            id=f"{change.post.href}#{int(change.at.timestamp())}",
            title=f"{change.kind.capitalize()}: {change.post.label}",
            href=change.post.href,
            updated=change.at,
            published=change.at,
            summary=" ".join(filter(None, [_was(change.before), _is(change.after), change.cause])),
        )
        for change in (*page.ours, *page.theirs)
    )
    return Syndicated(
        title=f"Corrections | {name}",
        href="/corrections/",
        self_href="/corrections/",
        updated=_latest(entries),
        entries=entries[:MOST],
    )


def _was(words: str) -> str:
    return f"It said: {words}" if words else ""


def _is(words: str) -> str:
    return f"It says now: {words}" if words else ""


def _latest(entries: Iterable[Entry]) -> datetime:
    return max((entry.updated for entry in entries), default=NEVER)
