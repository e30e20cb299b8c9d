"""Top Stories: an order that one can question.

The score is a sum of named parts, each with its reason in words. What counts is independent: an owner counts once in a
story however much it posts, and an owner that posts far beyond its habit counts for less everywhere, so that a flood
moves nothing. docs/decisions/0033-group-ranking.md states the formula; the weights are a judgement of ours, not learned
from readers.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from stet.group.saying import ago, counted
from stet.news import Part, Ranked

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One report of a story, as ranking sees it. `standing` is what the editor set for the source: 1 is usual."""

    id: str
    outlet: str
    arrived: datetime
    origin: str
    owner: str = ""
    standing: float = 1.0

    @property
    def family(self) -> str:
        """Return who answers for the report: the owner where one is known, else the outlet."""
        return self.owner or self.outlet or self.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A story that could stand on the page.

    `thread` names the chain of chapters it belongs to; `new_facts` counts the facts that nobody had twelve hours ago;
    `pin` is the place an editor gave it (1 is the top, 0 none).
    """

    story: str
    entries: tuple[Entry, ...]
    section: str = ""
    thread: str = ""
    new_facts: int = 0
    pin: int = 0
    muted: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """The most that each part weighs, and the times it looks back."""

    origins: float = 4.0  # per doubling of independent origins
    velocity: float = 2.0  # per doubling of owners that joined in the last hours
    velocity_hours: float = 6.0
    recency: float = 6.0  # for news of this minute
    half_life_hours: float = 10.0
    breadth: float = 1.0  # per doubling of owners that carry it, copies included
    standing: float = 2.0  # per point above or below the usual
    novelty: float = 1.0  # per doubling of new facts, up to three doublings
    habit: float = 50.0  # reports a day that nobody finds many
    section: float = 0.5  # off for each card above from the same section, after the second


def rank(
    candidates: Iterable[Candidate],
    now: datetime,
    *,
    usual: Mapping[str, float] | None = None,
    scale: Scale | None = None,
) -> tuple[Ranked, ...]:
    """Order `candidates` for the page of the moment `now`, best first.

    `usual` gives the reports per day that each owner usually posts; whoever posts more than twice that (and more than
    `Scale.habit`) is weighed down by the square of the excess. Muted stories are left out; equal scores go by story id.
    """
    scale = scale or Scale()
    shown = [c for c in candidates if not c.muted and any(e.arrived <= now for e in c.entries)]
    weights = _weights(shown, now, usual or {}, scale)
    scored = [Ranked(story=c.story, score=_sum(p), parts=p) for c in shown for p in [_parts(c, now, weights, scale)]]
    return _pinned(_mixed(scored, {c.story: c for c in shown}, scale), shown)


def leaning(
    candidates: Sequence[Candidate], now: datetime, story: str, *, usual: Mapping[str, float] | None = None
) -> tuple[tuple[str, int], ...]:
    """Say which place `story` would have without each of its outlets: ``(outlet, place)``, worst place first.

    Place 0 means that it would not be on the page at all.
    """
    own = next((c for c in candidates if c.story == story), None)
    outlets = sorted({e.outlet for e in own.entries}) if own else []
    places = []
    for outlet in outlets:
        order = rank([_without(c, outlet) for c in candidates], now, usual=usual)
        places.append((outlet, next((n for n, r in enumerate(order, 1) if story in (r.story, *r.chapters)), 0)))
    return tuple(sorted(places, key=lambda p: (p[1] != 0, -p[1], p[0])))


def _without(candidate: Candidate, outlet: str) -> Candidate:
    entries = tuple(e for e in candidate.entries if e.outlet != outlet)
    return Candidate(
        story=candidate.story,
        entries=entries,
        section=candidate.section,
        thread=candidate.thread,
        new_facts=candidate.new_facts,
        pin=candidate.pin,
        muted=candidate.muted,
    )


def _weights(shown: Sequence[Candidate], now: datetime, usual: Mapping[str, float], scale: Scale) -> dict[str, float]:
    posted = Counter(e.family for c in shown for e in c.entries if now - DAY < e.arrived <= now)
    # Squared, so that ten times the habit leaves a hundredth: less than any two stories on a page usually differ by.
    return {f: min(1.0, max(scale.habit, 2 * usual.get(f, 0.0)) / n) ** 2 for f, n in posted.items()}


def _parts(story: Candidate, now: datetime, weights: Mapping[str, float], scale: Scale) -> tuple[Part, ...]:
    entries = [e for e in story.entries if e.arrived <= now]
    originals: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.origin in ("", entry.id):
            originals[entry.family].append(entry)
    # A story whose origin lies outside it (a copy of something older) still has one.
    families = originals or {entries[0].family: entries[:1]}
    weight = {f: weights.get(f, 1.0) for f in families}
    origins = sum(weight.values())
    parts = [
        Part(name="origins", points=scale.origins * math.log2(1 + origins), why=_origins_why(families, weight)),
        _velocity(families, weight, now, scale),
        _recency(families, min(1.0, origins), now, scale),
        _breadth(entries, weights, scale),
        _standing(families, weight, scale),
        _novelty(story, len(families), scale),
    ]
    return tuple(p for p in parts if p.points or p.name in ("origins", "recency"))


Families = Mapping[str, Sequence[Entry]]


def _origins_why(families: Families, weight: Mapping[str, float]) -> str:
    said = "one origin only" if len(families) == 1 else f"{len(families)} independent origins"
    loud = sorted(f for f, w in weight.items() if w < 1)
    return f"{said}; {', '.join(loud)} posts far beyond its habit and counts for less" if loud else said


def _velocity(families: Families, weight: Mapping[str, float], now: datetime, scale: Scale) -> Part:
    since = now - timedelta(hours=scale.velocity_hours)
    joined = [f for f, entries in families.items() if entries[0].arrived > since]
    points = scale.velocity * math.log2(1 + sum(weight[f] for f in joined))
    return Part(
        name="velocity",
        points=points,
        why=f"{counted(len(joined), 'newsroom')} joined in the last {scale.velocity_hours:g} hours",
    )


def _recency(families: Families, heard: float, now: datetime, scale: Scale) -> Part:
    # One outlet that posts every hour must not keep a story fresh: the second newest owner sets the time.
    latest = sorted((max(e.arrived for e in entries) for entries in families.values()), reverse=True)
    moment = latest[1] if len(latest) > 1 else min(e.arrived for e in next(iter(families.values())))
    hours = (now - moment).total_seconds() / 3600
    points = scale.recency * heard * 0.5 ** (hours / scale.half_life_hours)
    return Part(name="recency", points=points, why=f"last moved {ago(hours)}")


def _breadth(entries: Sequence[Entry], weights: Mapping[str, float], scale: Scale) -> Part:
    carried = {e.family for e in entries}
    points = scale.breadth * math.log2(1 + sum(weights.get(f, 1.0) for f in carried))
    return Part(name="breadth", points=points, why=f"carried by {counted(len(carried), 'owner')}, copies included")


def _standing(families: Families, weight: Mapping[str, float], scale: Scale) -> Part:
    mean = sum(weight[f] * e[0].standing for f, e in families.items()) / sum(weight.values())
    return Part(
        name="standing", points=scale.standing * (mean - 1), why="the standing that the editor gave its sources"
    )


def _novelty(story: Candidate, families: int, scale: Scale) -> Part:
    doublings = min(3.0, math.log2(1 + story.new_facts)) if families > 1 else 0.0
    said = f"{counted(story.new_facts, 'fact')} that nobody had twelve hours ago"
    return Part(name="novelty", points=scale.novelty * doublings, why=said)


def _mixed(scored: Sequence[Ranked], of: Mapping[str, Candidate], scale: Scale) -> list[Ranked]:
    """Build the page card by card, each time the best that is left, with cards like those above it marked down.

    A course of events has one card: its other chapters stand on that, unless an editor gave one a place.
    """
    left = sorted(scored, key=lambda r: (-r.score, r.story))
    threads: dict[str, int] = {}
    sections: Counter[str] = Counter()
    page: list[Ranked] = []
    while left:
        best, marked = _best(left, of, sections, scale)
        left.remove(best)
        story = of[best.story]
        if story.thread in threads and not story.pin:
            above = page[threads[story.thread]]
            page[threads[story.thread]] = replace(above, chapters=(*above.chapters, best.story))
            continue
        if story.thread:
            threads.setdefault(story.thread, len(page))
        sections[story.section] += 1
        page.append(marked)
    return page


def _best(
    left: Sequence[Ranked], of: Mapping[str, Candidate], sections: Mapping[str, int], scale: Scale
) -> tuple[Ranked, Ranked]:
    best: tuple[Ranked, Ranked] | None = None
    for ranked in left:
        if best and ranked.score <= best[1].score:
            break  # marks only go down, and what follows scored less before any
        story = of[ranked.story]
        marked = _marked(ranked, story, sections.get(story.section, 0), scale)
        if best is None or marked.score > best[1].score:
            best = (ranked, marked)
    assert best
    return best


def _marked(ranked: Ranked, story: Candidate, section: int, scale: Scale) -> Ranked:
    if not story.section or section < 2:
        return ranked
    points = -scale.section * (section - 1)
    parts = (*ranked.parts, Part(name="section", points=points, why=f"{section} cards of {story.section} stand above"))
    return Ranked(story=ranked.story, score=_sum(parts), parts=parts)


def _pinned(page: list[Ranked], shown: Sequence[Candidate]) -> tuple[Ranked, ...]:
    pins = sorted((c.pin, c.story) for c in shown if c.pin)
    pinned = {story for _, story in pins}
    free = [r for r in page if r.story not in pinned]
    by_id = {r.story: r for r in page}
    for place, story in pins:
        part = Part(name="pin", points=0.0, why=f"an editor put it in place {place}")
        free.insert(place - 1, replace(by_id[story], parts=(*by_id[story].parts, part)))
    return tuple(free)


def _sum(parts: Iterable[Part]) -> float:
    return round(sum(p.points for p in parts), 9)
