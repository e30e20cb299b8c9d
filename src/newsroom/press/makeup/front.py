"""Make up the front page from an edition: the page as it stood, whatever happened since.

An edition is plain data with a moment. Nothing here asks the tables about stories, so that a past minute's page shows
what was known then and no more. Only today's page adds, from the stories' briefs, on what the sources differ.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from newsroom.archive.models import Article, Edition, Story
from newsroom.press import addresses
from newsroom.press.makeup import briefs, ours, stories
from newsroom.press.seen import Arrival, Card, FrontPage, Link, Origins, Own, Row, Said, Silence, Trend, Trending
from stet import text as texts
from stet.news import Part

SECONDS = 3
BRIEFS = 8
LATEST = 12
TRENDING = 6
IN_A_ROW = 4
PACE_HOURS = 2
EXCERPT = 230
TOLD = frozenset({"origins", "breadth"})  # the line of origins says them
POINTS = 3

Data = Mapping[str, Any]


def latest() -> Edition | None:
    """Return the edition that readers see now."""
    return Edition.objects.filter(live=True).order_by("-moment").first()


def name(edition: Edition, now: datetime) -> str:
    """Return a short name for the front page, another one when the edition or anything we wrote ourselves changes."""
    return hashlib.sha256(f"{edition.digest} {ours.state(now)}".encode()).hexdigest()[:16]


def page(edition: Edition, now: datetime) -> FrontPage:
    """Make up today's front page."""
    seen = page_of(json.loads(edition.content), name(edition, now), ours.on_front(edition.moment, now))
    rows = Story.objects.filter(key__in=[card.id for card in seen.cards])
    cited = stories.cited(list(rows))
    differs = {story.key: stories.differs(briefs.boards(story.brief, cited)) for story in rows}
    said = [replace(card, differs=differs.get(card.id, "")) for card in seen.cards]
    if said:
        said[0] = replace(said[0], points=points(rows, said[0], cited))
    lead, seconds, briefly = (said[0] if said else None), said[1 : 1 + SECONDS], said[1 + SECONDS :]
    return replace(seen, lead=lead, seconds=tuple(seconds), briefs=tuple(briefly))


def points(found: Iterable[Story], lead: Card, cited: Mapping[str, Article]) -> tuple[Said, ...]:
    """Return what else is known of the lead, in its sources' sentences; none that its excerpt already says."""
    opening = lead.excerpt.text if lead.excerpt else ""
    lines = [
        line
        for story in found
        if story.key == lead.id
        for part in ("new", "known", "happened", "ahead")
        for line in briefs.said(story.brief, part, cited)
        if line.text not in opening and len(line.text) <= EXCERPT
    ]
    return tuple({line.text: line for line in lines}.values())[:POINTS]


def empty(now: datetime, sources: int = 0) -> FrontPage:
    """Return the front page before the first edition."""
    return FrontPage(edition="", moment=now, lead=None, sources=sources)


def page_of(content: Data, edition: str, written: Iterable[Own] = (), as_known_at: datetime | None = None) -> FrontPage:
    """Make up the front page of an edition from its content, with what we wrote ourselves in its places."""
    cards, beside = ours.placed([card(one) for one in content["top"]], written)
    places = {one.id: one for one in cards}
    top = cards[: 1 + SECONDS + BRIEFS]
    shown = {one.id for one in top}
    return FrontPage(
        edition=edition,
        moment=datetime.fromisoformat(content["moment"]),
        lead=top[0] if top else None,
        seconds=tuple(top[1 : 1 + SECONDS]),
        briefs=tuple(top[1 + SECONDS :]),
        ours=beside,
        trending=trending(content["trending"], places),
        latest=tuple(arrival(one) for one in content["latest"][:LATEST]),
        rows=tuple(rows(content["sections"], places, shown)),
        silences=tuple(silence(one) for one in content["silent"]),
        heard=content["heard"]["sources"],
        sources=content["heard"]["of"],
        as_known_at=as_known_at,
    )


def card(one: Data) -> Card:
    """Return a story of an edition as a card, with the reason for its place."""
    parts = tuple(Part(name=part["name"], points=part["points"], why=part["why"]) for part in one["parts"])
    return Card(
        id=one["story"],
        href=addresses.story(one["story"]),
        headline=one["title"].strip() or "Untitled story",
        language=one["language"] or "en",
        origins=Origins(outlets=one["outlets"], origins=one["origins"]),
        updated=datetime.fromisoformat(one["last"]),
        excerpt=excerpt(one["excerpt"], one["language"]),
        section=stories.section(one["section"]),
        why=why(parts, one.get("without") or ()),
        parts=parts,
        trend=Trend(counts=tuple(one["pace"]), hours=PACE_HOURS),
        chapters=tuple(
            Link(label=told["title"].strip() or "Untitled story", href=addresses.story(told["story"]))
            for told in one.get("chapters", ())
        ),
    )


def excerpt(said: Data, language: str) -> Said | None:
    """Return the opening sentences of a report, whole ones where that is possible."""
    words = opening(said["text"])
    if not words:
        return None
    return Said(
        text=words,
        outlet=said["outlet"],
        at=datetime.fromisoformat(said["arrived"]),
        href=addresses.article(said["article"]),
        language=language,
    )


def opening(text: str, most: int = EXCERPT) -> str:
    """Return the first sentences of a text that fit, or the first words with an ellipsis where not even one does."""
    whole = [s for s in texts.sentences(text) if s.end <= most and not s.of(text).endswith("…")]
    if whole:
        return text[: whole[-1].end].strip()
    if len(text) <= most:
        return text.strip()
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:…") + " …"


def why(parts: Sequence[Part], without: Sequence[Data]) -> str:
    """Say the reason for a place in a line: what its origins do not say already, and what it leans on."""
    by_points = sorted(parts, key=lambda part: -abs(part.points))
    said = [part.why for part in by_points if part.name not in TOLD][:2] or [part.why for part in by_points[:1]]
    if without:
        place = without[0]["place"]
        said.append(f"without {without[0]['outlet']} it would be {f'number {place}' if place else 'off the page'}")
    return "; ".join(said)


def trending(found: Iterable[Data], places: Mapping[str, Card]) -> tuple[Trending, ...]:
    """Return the subjects that stand out against their own past, each with the stories of this page that tell of it."""
    return tuple(
        Trending(
            subject=Link(label=one["name"], href=addresses.subject(one["subject"]), note=one["kind"]),
            why=one["why"],
            trend=Trend(counts=tuple(one["course"]), hours=1),
            stories=tuple(
                Link(label=places[key].headline, href=places[key].href) for key in one["stories"] if key in places
            )[:1],
        )
        for one in list(found)[:TRENDING]
    )


def arrival(one: Data) -> Arrival:
    """Return a report of an edition."""
    return Arrival(
        at=datetime.fromisoformat(one["arrived"]),
        headline=one["title"].strip() or "(no headline)",
        outlet=one["outlet"],
        href=addresses.article(one["article"]),
        story=addresses.story(one["story"]) if one["story"] else "",
        carries=one["copy_of"],
        apart=stories.APART.get(one["genre"], ""),
        language=one["language"] or "en",
    )


def rows(sections: Sequence[Data], places: Mapping[str, Card], shown: set[str]) -> list[Row]:
    """Return each section's first stories, those that stand above already left out."""
    found = []
    for one in sections:
        link = stories.section(one["section"])
        cards = tuple(places[key] for key in one["stories"] if key in places and key not in shown)[:IN_A_ROW]
        if link and cards:
            found.append(Row(section=link, cards=cards))
    return sorted(found, key=lambda row: -len(row.cards))


def silence(one: Data) -> Silence:
    """Return a source that the edition misses."""
    return Silence(
        outlet=one["outlet"],
        href=addresses.source(one["source"]),
        since=datetime.fromisoformat(one["since"]),
        words=one["why"] or "silent",
    )
